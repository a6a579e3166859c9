using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>A file of a bundle's HEAD.</summary>
/// <param name="Path">Where it lies there.</param>
/// <param name="BlobId">Its content (40 hex).</param>
/// <param name="BadName">Why its name is none; null when it is one.</param>
/// <param name="OtherKind">What it is instead of a file; null for a file.</param>
public sealed record BundledFile(string Path, string BlobId, string? BadName, string? OtherKind);

/// <summary>
/// Reads the files of a git bundle's HEAD without unpacking anything to disk: nothing of a bundle but the bytes of its files is ever looked at,
/// so that neither hooks nor settings nor names of references can do harm.
/// </summary>
public sealed class BundleReader : IDisposable
{
    private const int MostObjects = 20_000_000, MostObjectBytes = 256 << 20, MostDepth = 200;

    private const string BranchPrefix = "refs/heads/";

    private readonly List<(string Name, string Id)> _references = [];
    private readonly FileStream _file;
    private readonly string _name;
    private readonly Dictionary<ObjectId, long> _offsets = [];
    private readonly PackReader _pack;
    private readonly string _head;

    /// <summary>Opens it and finds its objects.</summary>
    /// <exception cref="MemoryFormatException">It is damaged, or builds on commits that it does not hold.</exception>
    public BundleReader(string path, CancellationToken cancellationToken)
    {
        _name = Path.GetFileName(path);
        _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            _head = ReadHead();
            _pack = new(path, _file.Position);
            Index(cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or IndexOutOfRangeException or ArgumentException)
        {
            Dispose();
            throw new MemoryFormatException(_name, 0, "the bundle is damaged or cut off; `git bundle verify` tells more", e);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How many commits it holds.</summary>
    public int Commits { get; private set; }

    /// <summary>The branch that HEAD names; null when none says the same.</summary>
    public string? HeadName => _references.Find(r => r.Id == _head && r.Name.StartsWith(BranchPrefix, StringComparison.Ordinal)).Name is { } name ? name[BranchPrefix.Length..] : null;

    /// <summary>Branches that are elsewhere than HEAD.</summary>
    public IReadOnlyList<string> Branches => Names(BranchPrefix, r => r.Id != _head);

    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags => Names("refs/tags/", _ => true);

    /// <summary>The files of HEAD with their blobs, in git's order; links, submodules and names that are no text say why they can't be taken.</summary>
    public IReadOnlyList<BundledFile> Files()
    {
        var files = new List<BundledFile>();
        var id = new ObjectId(_head);
        while (Get(id, "commit", "tag") is var (kind, content))
        {
            var line = Encoding.UTF8.GetString(content).Split('\n')[0].Split(' ');
            if (line is not ["tree" or "object", { Length: 40 } next] || !ObjectId.TryParse(next, out id)) throw Damaged("a commit is cut off");
            if (kind == "commit") break;
        }
        Walk(id, "", 0, files);
        return files;
    }

    /// <summary>The bytes of a blob.</summary>
    public byte[] Read(string blobId) => Get(new(blobId), "blob").Content;

    /// <inheritdoc/>
    public void Dispose()
    {
        _pack?.Dispose(); // none when the head was damaged already
        _file.Dispose();
    }

    private List<string> Names(string prefix, Func<(string Name, string Id), bool> fits) =>
        [.. _references.Where(r => r.Name.StartsWith(prefix, StringComparison.Ordinal) && fits(r)).Select(r => r.Name[prefix.Length..]).Order(StringComparer.Ordinal)];

    private void Walk(ObjectId tree, string prefix, int depth, List<BundledFile> files)
    {
        if (depth > MostDepth) throw Damaged("its folders are nested too deep");
        foreach (var (mode, name, id) in RawTree.Lines(Get(tree, "tree").Content))
        {
            var path = prefix + Encoding.UTF8.GetString(name);
            if (mode == RawTree.Folder) Walk(id, path + "/", depth + 1, files);
            else files.Add(new(path, id.Sha, !path.Contains('\ufffd', StringComparison.Ordinal) ? null : "its name is not UTF-8", (mode & 0xf000) switch { 0x8000 => null, 0xa000 => "it is a symbolic link; links are not taken out of bundles", _ => "it is a submodule, which a bundle does not hold" }));
        }
    }

    private (string Kind, byte[] Content) Get(ObjectId id, params ReadOnlySpan<string> kinds)
    {
        if (!_offsets.TryGetValue(id, out var offset)) throw Damaged($"it lacks the object {id.Sha}");
        var found = _pack.ReadAt(offset, Other);
        return kinds.Contains(found.Kind) ? found : throw Damaged($"the object {id.Sha} is of the wrong kind");
    }

    private (string Kind, byte[] Content)? Other(ObjectId id) => _offsets.TryGetValue(id, out var offset) ? _pack.ReadAt(offset, Other) : null;

    /// <summary>The lines before the pack; returns the commit of HEAD, else of the first branch.</summary>
    private string ReadHead()
    {
        string? head = null;
        if (Line() is not ("# v2 git bundle" or "# v3 git bundle")) throw Damaged("it is no git bundle");
        for (var line = Line(); line.Length > 0; line = Line())
        {
            if (line[0] == '@' && line is not "@object-format=sha1") throw Damaged($"it needs '{(line.Length > 60 ? line[..60] : line)}', which is not known here; make it with: git bundle create x.bundle --all");
            if (line[0] == '@') continue;
            if (line[0] == '-') throw Damaged("it builds on commits that it does not hold; make a whole one with: git bundle create x.bundle --all");
            if (line.Length < 42 || line[40] != ' ' || !ObjectId.TryParse(line[..40], out _)) throw Damaged("a line of its head is no reference");
            if (line[41..] == "HEAD") head = line[..40];
            else _references.Add((line[41..], line[..40]));
        }
        return head ?? _references.Find(r => r.Name.StartsWith(BranchPrefix, StringComparison.Ordinal)).Id ?? throw Damaged("it holds no branch");
    }

    private string Line()
    {
        var bytes = new List<byte>();
        for (int b; (b = _file.ReadByte()) != '\n'; bytes.Add((byte)b))
            if (b < 0 || bytes.Count > 4096) throw Damaged("its head is cut off");
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Goes through the pack once for the places of its objects, then names each by its content.</summary>
    private void Index(CancellationToken cancellationToken)
    {
        Span<byte> head = stackalloc byte[12];
        _file.ReadExactly(head);
        var count = BinaryPrimitives.ReadInt32BigEndian(head[8..]);
        if (!head.StartsWith("PACK"u8) || head[7] is not (2 or 3) || count is < 1 or > MostObjects) throw Damaged("its pack is of an unknown kind");
        var left = new List<long>();
        using var single = new SingleBytes(_file);
        var skipped = new byte[1 << 16];
        for (var n = 0; n < count; n++)
        {
            if (n % 256 == 0) cancellationToken.ThrowIfCancellationRequested();
            left.Add(_file.Position);
            int first = Next(), type = (first >> 4) & 7, shift = 4;
            long size = first & 15;
            for (var b = first; (b & 128) != 0; shift += 7) size |= (long)((b = Next()) & 127) << shift;
            if (size is < 0 or > MostObjectBytes || shift > 63) throw Damaged("an object is too large");
            if (type == 6) while ((Next() & 128) != 0) { }
            else if (type == 7) _file.Seek(20, SeekOrigin.Current);
            using var zlib = new ZLibStream(single, CompressionMode.Decompress, leaveOpen: true);
            long got = 0;
            for (int read; (read = zlib.Read(skipped)) > 0;)
                if ((got += read) > size) throw Damaged("an object unpacks to more than it says");
            if (got != size) throw Damaged("an object is cut off");
        }
        // what a delta builds on may come after it, where it is named by its id
        for (var before = -1; left.Count != before;)
        {
            before = left.Count;
            left.RemoveAll(offset =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!_pack.CanRead(offset, _offsets.ContainsKey)) return false;
                var (kind, content) = _pack.ReadAt(offset, Other);
                if (_offsets.TryAdd(ObjectStore.IdOf(kind, content), offset) && kind == "commit") Commits++;
                return true;
            });
        }
        if (left.Count > 0) throw Damaged("some of its objects build on others that it does not hold; make a whole one with: git bundle create x.bundle --all");
    }

    private int Next() => _file.ReadByte() is var b and >= 0 ? b : throw Damaged("it is cut off");

    private MemoryFormatException Damaged(string what) => new(_name, 0, what);

    /// <summary>Hands out one byte at a time, so that what inflates never takes bytes of the next object.</summary>
    private sealed class SingleBytes(FileStream file) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var b = file.ReadByte();
            if (b < 0) return 0;
            buffer[0] = (byte)b;
            return 1;
        }

        public override int Read(byte[] buffer, int offset, int count) => count == 0 ? 0 : Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

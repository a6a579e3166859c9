using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>A git bundle of everything that the references of a repository reach: one file that <c>git clone</c> opens. Needs no git.</summary>
internal sealed class GitBundle : IDisposable
{
    private readonly ObjectFiles _files;
    private readonly IReadOnlyList<(string Name, string Id)> _references;
    private readonly List<ObjectId> _objects = [];

    public GitBundle(string objects, IReadOnlyList<(string Name, string Id)> references, CancellationToken cancellationToken)
    {
        _references = references;
        _files = new ObjectFiles(objects);
        try
        {
            Collect(cancellationToken);
        }
        catch
        {
            _files.Dispose();
            throw;
        }
    }

    /// <summary>How many commits it holds.</summary>
    public int Commits { get; private set; }

    /// <summary>Writes it; the same references give the same bytes.</summary>
    public void Write(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder("# v2 git bundle\n");
        foreach (var (name, id) in _references) head.Append(id).Append(' ').Append(name).Append('\n');
        stream.Write(Encoding.UTF8.GetBytes(head.Append('\n').ToString()));
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var packed = new MemoryStream();
        packed.Write("PACK"u8);
        Span<byte> number = stackalloc byte[4];
        foreach (var value in (ReadOnlySpan<int>)[2, _objects.Count])
        {
            BinaryPrimitives.WriteInt32BigEndian(number, value);
            packed.Write(number);
        }
        foreach (var id in _objects)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (kind, content) = Read(id);
            Add(packed, kind, content);
            Flush();
        }
        Flush();
        stream.Write(sum.GetHashAndReset());

        void Flush()
        {
            var bytes = packed.GetBuffer().AsSpan(0, (int)packed.Length);
            sum.AppendData(bytes);
            stream.Write(bytes);
            packed.SetLength(0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();

    private static void Add(MemoryStream pack, string kind, byte[] content)
    {
        int type = kind switch { "commit" => 1, "tree" => 2, "tag" => 4, _ => 3 }, size = content.Length;
        var head = (byte)((type << 4) | (size & 15));
        for (size >>= 4; size > 0; size >>= 7)
        {
            pack.WriteByte((byte)(head | 128));
            head = (byte)(size & 127);
        }
        pack.WriteByte(head);
        ObjectFile.Deflate(pack, content, CompressionLevel.Optimal);
    }

    private void Collect(CancellationToken cancellationToken)
    {
        var seen = new HashSet<ObjectId>();
        var pending = new Stack<(ObjectId Id, bool IsBlob)>();
        foreach (var (_, id) in _references) Push(new(id), false);
        while (pending.TryPop(out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _objects.Add(next.Id);
            if (next.IsBlob) continue; // it leads nowhere, so it is read when it is written
            var (kind, content) = Read(next.Id);
            if (kind == "commit") Commits++;
            if (kind == "tree")
            {
                foreach (var line in RawTree.Lines(content))
                    if (line.Mode != RawTree.Submodule) Push(line.Id, line.Mode != RawTree.Folder);
            }
            else if (kind is "commit" or "tag")
            {
                foreach (var line in Encoding.UTF8.GetString(content).Split('\n').TakeWhile(l => l.Length > 0))
                    if (line.Split(' ') is [("tree" or "parent" or "object"), { Length: 40 } id]) Push(new(id), false);
            }
        }

        void Push(ObjectId id, bool isBlob)
        {
            if (seen.Add(id)) pending.Push((id, isBlob));
        }
    }

    private (string Kind, byte[] Content) Read(ObjectId id) =>
        _files.Read(id) ?? throw new MemUException(MemUErrorKind.NotAllowed, $"the repository lacks the object {id.Sha} (it may borrow objects of another repository, or be a shallow clone). `git fsck` tells more; a .zip needs no history.");
}

using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>
/// Writes git's objects, loose or many as one pack, and reads those that are loose; the library reads what is packed. What is written is in
/// place, and would survive a power cut, after <see cref="Finish"/>: all of it becomes durable together, for a disk that is asked for each
/// object alone ends its journal as often.
/// </summary>
internal sealed class ObjectStore(string folder) : IDisposable
{
    private readonly Dictionary<string, string> _loose = new(StringComparer.Ordinal); // by their place: where they are meanwhile
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private PackWriter? _pack;
    private Dictionary<string, PackedObject>? _held;

    /// <summary>False leaves it to the system when objects reach the disk.</summary>
    public bool Durable { get; set; } = true;

    /// <summary>Where the objects lie.</summary>
    public string Folder => folder;

    public static ObjectId IdOf(string kind, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Header(kind, content.Length));
        hash.AppendData(content);
        return new ObjectId(hash.GetHashAndReset());
    }

    /// <summary>From now on objects are collected for one pack, until <see cref="Finish"/> or <see cref="Drop"/>.</summary>
    public void Collect() => _pack = new();

    /// <summary>From now on objects are only held in memory, until <see cref="Held"/>.</summary>
    public void Hold() => _held = new(StringComparer.Ordinal);

    /// <summary>What was held, to be put in place by <see cref="Place"/>.</summary>
    public IReadOnlyList<PackedObject> Held()
    {
        var held = _held?.Values.ToList() ?? [];
        _held = null;
        return held;
    }

    /// <summary>Puts an object in place; its file, and that of the folder it is in, is returned, for neither is on the disk yet.</summary>
    public string Place(PackedObject held)
    {
        var path = PathOf(new ObjectId(held.Id));
        if (File.Exists(path)) return path;
        var parent = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(parent);
        using var bytes = new MemoryStream(held.Bytes, 0, held.Bytes.Length, false, publiclyVisible: true);
        File.Move(ObjectFile.Write(bytes, parent, "tmp_obj_"), path, overwrite: true);
        return path;
    }

    /// <summary>Puts an object in place unless it is there and whole; returns its file. A file that a power cut tore gives way.</summary>
    public string Restore(PackedObject held)
    {
        var path = PathOf(new ObjectId(held.Id));
        if (File.Exists(path) && !IsWhole(path, held)) File.Delete(path);
        return Place(held);
    }

    private static bool IsWhole(string path, PackedObject held)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.AsSpan().SequenceEqual(held.Bytes)) return true;
        try
        {
            // git may have packed it in another way
            using var zlib = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
            return Convert.ToHexStringLower(SHA1.HashData(zlib)) == held.Id;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>Puts everything that was written in place. A name stands for bytes that are on the disk, else a power cut could leave it empty.</summary>
    public void Finish()
    {
        FinishPack();
        if (Durable) FileSync.Files(_loose.Values);
        foreach (var (path, temporary) in _loose) File.Move(temporary, path, overwrite: true);
        _loose.Clear();
        if (Durable)
            foreach (var parent in _folders) FileSync.Folder(parent);
        Drop();
    }

    /// <summary>Forgets what was written and is not in place.</summary>
    public void Drop()
    {
        foreach (var temporary in _loose.Values) File.Delete(temporary);
        _loose.Clear();
        _folders.Clear();
        _pack?.Dispose();
        _pack = null;
        _held = null;
    }

    /// <summary>Writes an object, or collects it unless it must stay loose; it can be read after <see cref="Finish"/>.</summary>
    public ObjectId Write(string kind, byte[] content, bool keepLoose = false)
    {
        var id = IdOf(kind, content);
        var path = PathOf(id);
        if (_held is { } held)
        {
            if (held.ContainsKey(id.Sha)) return id;
            using var bytes = Pack(kind, content);
            held[id.Sha] = new(id.Sha, bytes.ToArray());
            return id;
        }
        if (_loose.ContainsKey(path)) return id;
        var parent = Path.GetDirectoryName(path)!;
        if (File.Exists(path))
        {
            _folders.Add(parent); // whoever wrote it may have died before its name was durable
            return id;
        }
        if (_pack is not null && !keepLoose)
        {
            _pack.Add(kind, id, content);
            if (_pack.Length < PackWriter.MostBytes) return id;
            FinishPack();
            Collect();
            return id;
        }
        if (!Directory.Exists(parent)) _folders.Add(folder);
        Directory.CreateDirectory(parent);
        using var packed = Pack(kind, content);
        _loose.Add(path, ObjectFile.Write(packed, parent, "tmp_obj_"));
        _folders.Add(parent);
        return id;
    }

    private static MemoryStream Pack(string kind, byte[] content)
    {
        var packed = new MemoryStream(content.Length / 2 + 64);
        using var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true);
        zlib.Write(Header(kind, content.Length));
        zlib.Write(content);
        return packed;
    }

    /// <summary>The bytes of a loose object of the kind; null when it is not loose.</summary>
    public byte[]? Read(string kind, ObjectId id)
    {
        using var file = Open(PathOf(id));
        if (file is null) return null;
        using var zlib = new ZLibStream(file, CompressionMode.Decompress);
        Span<byte> head = stackalloc byte[32];
        var length = 0;
        int b;
        while ((b = zlib.ReadByte()) > 0 && length < head.Length) head[length++] = (byte)b;
        var text = Encoding.ASCII.GetString(head[..length]);
        if (!text.StartsWith(kind + " ", StringComparison.Ordinal) || !int.TryParse(text.AsSpan(kind.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return null;
        var content = new byte[size];
        zlib.ReadExactly(content);
        return content;
    }

    private void FinishPack()
    {
        if (_pack?.Finish(Path.Combine(folder, "pack"), Durable) == true) _folders.Add(folder); // the pack folder may be new
        _pack?.Dispose();
        _pack = null;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // packed, or not there at all
        }
    }

    public void Dispose() => Drop();

    private string PathOf(ObjectId id) => Path.Combine(folder, id.Sha[..2], id.Sha[2..]);

    private static byte[] Header(string kind, int length) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{kind} {length}\0"));
}

using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>Writes git's objects, loose or many as one pack, and reads those that are loose; the library reads what is packed.</summary>
internal sealed class ObjectStore(string folder) : IDisposable
{
    private PackWriter? _pack;

    /// <summary>When true every object is on the disk before its name is.</summary>
    public bool Durable { get; set; }

    public static ObjectId IdOf(string kind, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Header(kind, content.Length));
        hash.AppendData(content);
        return new ObjectId(hash.GetHashAndReset());
    }

    /// <summary>From now on objects are collected for one pack, until <see cref="Finish"/> or <see cref="Drop"/>.</summary>
    public void Collect() => _pack = new();

    /// <summary>Writes what was collected.</summary>
    public void Finish()
    {
        _pack?.Finish(Path.Combine(folder, "pack"), Durable);
        Drop();
    }

    /// <summary>Forgets what was collected.</summary>
    public void Drop()
    {
        _pack?.Dispose();
        _pack = null;
    }

    /// <summary>Writes an object, or collects it unless it must stay loose.</summary>
    public ObjectId Write(string kind, byte[] content, bool keepLoose = false)
    {
        var id = IdOf(kind, content);
        var path = PathOf(id);
        if (File.Exists(path)) return id;
        if (_pack is not null && !keepLoose)
        {
            _pack.Add(kind, id, content);
            if (_pack.Length < PackWriter.MostBytes) return id;
            Finish();
            Collect();
            return id;
        }
        var parent = Path.GetDirectoryName(path)!;
        var isNew = Durable && !Directory.Exists(parent);
        Directory.CreateDirectory(parent);
        using var packed = new MemoryStream(content.Length / 2 + 64);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(Header(kind, content.Length));
            zlib.Write(content);
        }
        ObjectFile.Put(packed, path, "tmp_obj_", Durable);
        if (Durable) FileSync.Folder(parent);
        if (isNew) FileSync.Folder(folder);
        return id;
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

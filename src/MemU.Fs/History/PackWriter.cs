using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>
/// Collects the objects of a large commit and writes them as one pack with its index: two files instead of a thousand, which is what a
/// bulk load costs otherwise.
/// </summary>
internal sealed class PackWriter : IDisposable
{
    /// <summary>A pack is closed when it has grown so far; offsets in its index have 31 bits.</summary>
    public const int MostBytes = 256 << 20;

    private readonly MemoryStream _pack = new();
    private readonly SortedDictionary<string, (byte[] Id, uint Crc, int Offset)> _entries = new(StringComparer.Ordinal);

    public PackWriter() => _pack.Write(new byte[12]);

    public long Length => _pack.Length;

    public void Add(string kind, ObjectId id, ReadOnlySpan<byte> content)
    {
        if (_entries.ContainsKey(id.Sha)) return;
        var start = (int)_pack.Length;
        int type = kind switch { "commit" => 1, "tree" => 2, "tag" => 4, _ => 3 }, size = content.Length;
        var head = (byte)((type << 4) | (size & 15));
        for (size >>= 4; size > 0; size >>= 7)
        {
            _pack.WriteByte((byte)(head | 128));
            head = (byte)(size & 127);
        }
        _pack.WriteByte(head);
        ObjectFile.Deflate(_pack, content, CompressionLevel.Fastest);
        _entries.Add(id.Sha, (id.RawId, Crc32.HashToUInt32(_pack.GetBuffer().AsSpan(start, (int)_pack.Length - start)), start));
    }

    /// <summary>Puts pack and index into the folder <c>objects/pack</c>; the index last, because with it readers see the pack. False when nothing was collected.</summary>
    public bool Finish(string folder, bool durable)
    {
        if (_entries.Count == 0) return false;
        var bytes = _pack.GetBuffer().AsSpan(0, (int)_pack.Length);
        "PACK"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], 2);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], _entries.Count);
        var sum = SHA1.HashData(bytes);
        _pack.Write(sum);

        using var index = new MemoryStream(1072 + _entries.Count * 28);
        index.Write([0xff, (byte)'t', (byte)'O', (byte)'c', 0, 0, 0, 2]);
        var counts = new int[256];
        foreach (var entry in _entries.Values) counts[entry.Id[0]]++;
        var total = 0;
        foreach (var count in counts) Put(index, total += count);
        foreach (var entry in _entries.Values) index.Write(entry.Id);
        foreach (var entry in _entries.Values) Put(index, unchecked((int)entry.Crc));
        foreach (var entry in _entries.Values) Put(index, entry.Offset);
        index.Write(sum);
        index.Write(SHA1.HashData(index.GetBuffer().AsSpan(0, (int)index.Length)));

        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, "pack-" + Convert.ToHexStringLower(sum));
        string pack = ObjectFile.Write(_pack, folder, "tmp_pack_"), entries = "";
        try
        {
            entries = ObjectFile.Write(index, folder, "tmp_idx_");
            if (durable) FileSync.Files([pack, entries]);
            File.Move(pack, name + ".pack", overwrite: true);
            File.Move(entries, name + ".idx", overwrite: true);
        }
        catch
        {
            File.Delete(pack);
            if (entries.Length > 0) File.Delete(entries);
            throw;
        }
        if (durable) FileSync.Folder(folder);
        return true;
    }

    public void Dispose() => _pack.Dispose();

    private static void Put(MemoryStream to, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        to.Write(bytes);
    }
}

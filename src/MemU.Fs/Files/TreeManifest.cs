using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace MemU.Fs.Files;

/// <summary>
/// What the index was last compared with: every folder and file of the tree with size, time and git's id of its bytes.
/// A log of folders in the cache: a change appends the folders that it touched, and the log is rewritten when more than half of it is old.
/// A torn or foreign file counts as empty, which means "compare everything".
/// </summary>
public sealed class TreeManifest : IDisposable
{
    private static ReadOnlySpan<byte> Magic => "MEMUTREE2\n"u8;

    private readonly string _file;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _packed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TreeFolder?> _changed = new(StringComparer.Ordinal);
    private long _length, _live;
    private bool _torn;
    private IDisposable? _mapping;

    private TreeManifest(string file, string identity) => (_file, Identity) = (file, identity);

    /// <summary>Names the index that it belongs to.</summary>
    public string Identity { get; }

    /// <summary>The commit that the flags were last computed against; empty when there was none.</summary>
    public string Head { get; private set; } = "";

    /// <summary>True when nothing is known.</summary>
    public bool IsEmpty => _packed.Count == 0 && _changed.Count == 0;

    /// <summary>Reads the manifest of an index; empty when there is none, or it belongs to another index.</summary>
    public static TreeManifest Load(string file, string identity)
    {
        var manifest = new TreeManifest(file, identity);
        ReadOnlyMemory<byte> bytes;
        try
        {
            bytes = MappedFile.Read(file, out manifest._mapping);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return manifest;
        }
        manifest.Read(bytes);
        return manifest;
    }

    /// <summary>Every folder that is known.</summary>
    public IEnumerable<string> Folders() =>
        _packed.Keys.Where(f => !_changed.ContainsKey(f)).Concat(_changed.Where(c => c.Value is not null).Select(c => c.Key)).ToList();

    /// <summary>A folder's modification time as known; -1 when the folder is unknown.</summary>
    public long ModifiedOf(string folder) =>
        _changed.TryGetValue(folder, out var changed) ? changed?.Modified ?? -1
        : _packed.TryGetValue(folder, out var packed) ? BinaryPrimitives.ReadInt64LittleEndian(packed.Span) : -1;

    /// <summary>A folder as known; null when it is unknown.</summary>
    public TreeFolder? Folder(string folder) =>
        _changed.TryGetValue(folder, out var changed) ? changed : _packed.TryGetValue(folder, out var packed) ? Unpack(packed.Span) : null;

    /// <summary>Notes a folder as it is now, or with null that it has gone.</summary>
    public void Set(string folder, TreeFolder? value) => _changed[folder] = value;

    /// <summary>Notes the commit that the flags were computed against.</summary>
    public void SetHead(string head) => Head = head;

    /// <summary>Writes what has changed since it was read. Call it after the index has taken the same changes, never before.</summary>
    public void Save()
    {
        var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        // a torn tail is never cut off: another process may have the file mapped
        var rewrite = _torn || _length == 0 || _length > 64 * 1024 && _live < _length / 2;
        if (rewrite)
        {
            buffer.Write(Magic);
            writer.Write(Identity);
            foreach (var (folder, packed) in _packed)
                if (!_changed.ContainsKey(folder)) Record(writer, folder, packed.Span);
        }
        foreach (var (folder, value) in _changed)
        {
            var packed = value is null ? [] : Pack(value);
            if (value is not null || !rewrite) Record(writer, folder, packed);
            if (_packed.Remove(folder, out var old)) _live -= old.Length;
            if (value is null) continue;
            _packed[folder] = packed;
            _live += packed.Length;
        }
        _changed.Clear();
        Record(writer, "\0HEAD", Encoding.UTF8.GetBytes(Head));
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        if (rewrite)
        {
            File.WriteAllBytes(_file + ".new", buffer.ToArray());
            File.Move(_file + ".new", _file, overwrite: true);
            _length = buffer.Length;
            _torn = false;
            _live = _packed.Sum(p => (long)p.Value.Length);
            return;
        }
        using var handle = File.OpenHandle(_file, FileMode.Open, FileAccess.Write, FileShare.Read);
        RandomAccess.Write(handle, buffer.ToArray(), _length);
        _length += buffer.Length;
    }

    /// <summary>Lets go of the file; nothing can be asked afterwards.</summary>
    public void Dispose() => _mapping?.Dispose();

    private void Read(ReadOnlyMemory<byte> memory)
    {
        var bytes = memory.Span;
        _torn = !bytes.IsEmpty; // until it has been read to its end
        if (!bytes.StartsWith(Magic)) return;
        var at = Magic.Length;
        // as BinaryWriter writes a text: its length in seven bits a byte, then UTF-8
        int length = 0, shift = 0;
        for (byte part = 0x80; (part & 0x80) != 0 && shift < 35; shift += 7)
        {
            if (at == bytes.Length) return;
            length |= ((part = bytes[at++]) & 0x7f) << shift;
        }
        if (length < 0 || length > bytes.Length - at || Encoding.UTF8.GetString(bytes.Slice(at, length)) != Identity) return;
        at += length;
        while (bytes.Length - at >= 8)
        {
            var span = bytes[at..];
            int size = BinaryPrimitives.ReadInt32LittleEndian(span), sum = BinaryPrimitives.ReadInt32LittleEndian(span[4..]);
            if (size < 2 || size > span.Length - 8 || (int)XxHash32.HashToUInt32(span.Slice(8, size)) != sum) break; // a torn tail does not count
            Take(memory.Slice(at + 8, size));
            at += 8 + size;
        }
        _length = at;
        _torn = at < bytes.Length;
    }

    private void Take(ReadOnlyMemory<byte> record)
    {
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(record.Span);
        var name = Encoding.UTF8.GetString(record.Span.Slice(2, nameLength));
        var value = record[(2 + nameLength)..];
        if (name == "\0HEAD")
        {
            Head = Encoding.UTF8.GetString(value.Span);
            return;
        }
        if (_packed.Remove(name, out var old)) _live -= old.Length;
        if (value.IsEmpty) return;
        _packed[name] = value;
        _live += value.Length;
    }

    private static void Record(BinaryWriter writer, string name, ReadOnlySpan<byte> value)
    {
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var record = new byte[2 + nameBytes.Length + value.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(record, (ushort)nameBytes.Length);
        nameBytes.CopyTo(record, 2);
        value.CopyTo(record.AsSpan(2 + nameBytes.Length));
        writer.Write(record.Length);
        writer.Write((int)XxHash32.HashToUInt32(record));
        writer.Write(record);
    }

    private static byte[] Pack(TreeFolder folder)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(folder.Modified);
        writer.Write(folder.Files.Count);
        foreach (var entry in folder.Files.Values)
        {
            writer.Write(entry.Name);
            writer.Write(entry.Size);
            writer.Write(entry.Modified);
            writer.Write((byte)entry.Flags);
            writer.Write(Convert.FromHexString(entry.BlobId));
        }
        writer.Flush();
        return stream.ToArray();
    }

    private static TreeFolder Unpack(ReadOnlySpan<byte> packed)
    {
        var modified = BinaryPrimitives.ReadInt64LittleEndian(packed);
        var count = BinaryPrimitives.ReadInt32LittleEndian(packed[8..]);
        var files = new Dictionary<string, TreeEntry>(count, StringComparer.Ordinal);
        packed = packed[12..];
        for (var i = 0; i < count; i++)
        {
            int length = 0, shift = 0, used = 0;
            for (byte part = 0x80; (part & 0x80) != 0; shift += 7) length |= ((part = packed[used++]) & 0x7f) << shift;
            var name = Encoding.UTF8.GetString(packed.Slice(used, length));
            packed = packed[(used + length)..];
            files.Add(name, new(name, BinaryPrimitives.ReadInt64LittleEndian(packed), BinaryPrimitives.ReadInt64LittleEndian(packed[8..]),
                Convert.ToHexStringLower(packed.Slice(17, 20)), (TreeFlags)packed[16]));
            packed = packed[37..];
        }
        return new(modified, files);
    }
}

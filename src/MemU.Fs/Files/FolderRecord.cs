using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace MemU.Fs.Files;

/// <summary>
/// A folder as the manifest keeps it. Its head (length of all after the first 8 bytes, checksum of the head, name, time, number of files, union of their
/// flags, checksum of the entries) is what loading looks at; the entries are checked and walked when somebody asks for them.
/// </summary>
internal sealed class FolderRecord
{
    private const int NameAt = 10, AfterName = 17; // time 8, count 4, flags 1, checksum of the entries 4

    private readonly int _head;
    private long _modified;
    private volatile bool _checked;

    private FolderRecord(ReadOnlyMemory<byte> bytes, string name)
    {
        (Bytes, Name) = (bytes, name);
        _head = HeadOf(bytes.Span);
        var fixedPart = bytes.Span[(_head - AfterName).._head];
        _modified = BinaryPrimitives.ReadInt64LittleEndian(fixedPart);
        Count = BinaryPrimitives.ReadInt32LittleEndian(fixedPart[8..]);
        Flags = (TreeFlags)fixedPart[12];
    }

    /// <summary>The whole record, as it stands in the file.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The folder, relative to the root; or a note of the manifest itself.</summary>
    public string Name { get; }

    /// <summary>UTC ticks of its modification time; 0 when it must be listed again.</summary>
    public long Modified => _modified;

    /// <summary>The number of its files; -1 when it has gone.</summary>
    public int Count { get; private set; }

    /// <summary>The flags that any of its files has.</summary>
    public TreeFlags Flags { get; }

    /// <summary>True when its entries turned out not to be what was written: then it counts as a folder of which no file is known.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>The name in UTF-8.</summary>
    public ReadOnlySpan<byte> NameBytes => Bytes.Span[NameAt..(_head - AfterName)];

    /// <summary>Its files, each a <see cref="PackedEntry"/>. May be asked for on several threads.</summary>
    public ReadOnlySpan<byte> Entries
    {
        get
        {
            if (!_checked) Check();
            return IsDamaged ? [] : Bytes.Span[_head..];
        }
    }

    /// <summary>Packs a folder; null stands for one that has gone.</summary>
    public static FolderRecord Of(string name, TreeFolder? folder)
    {
        var nameLength = Encoding.UTF8.GetByteCount(name);
        var head = NameAt + nameLength + AfterName;
        var length = head;
        var flags = TreeFlags.None;
        foreach (var entry in folder?.Files.Values ?? [])
        {
            length += PackedEntry.LengthOf(entry);
            flags |= entry.Flags;
        }
        var bytes = new byte[length];
        var at = head;
        foreach (var entry in folder?.Files.Values ?? []) at += PackedEntry.Pack(entry, bytes.AsSpan(at));
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length - 8);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), checked((ushort)nameLength));
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(NameAt));
        var fixedPart = bytes.AsSpan(head - AfterName);
        BinaryPrimitives.WriteInt64LittleEndian(fixedPart, folder?.Modified ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(fixedPart[8..], folder?.Files.Count ?? -1);
        fixedPart[12] = (byte)flags;
        BinaryPrimitives.WriteUInt32LittleEndian(fixedPart[13..], Sum(bytes.AsSpan(head)));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Sum(bytes.AsSpan(8, head - 8)));
        return new(bytes, name) { _checked = true };
    }

    /// <summary>The record that a log goes on with; null when what stands there is none.</summary>
    /// <param name="log">The rest of the log.</param>
    /// <param name="inFull">Whether its entries are checked too, and not only when they are asked for.</param>
    public static FolderRecord? Read(ReadOnlyMemory<byte> log, bool inFull)
    {
        var bytes = log.Span;
        if (bytes.Length < NameAt + AfterName) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var head = HeadOf(bytes);
        if (length < head - 8 || length > bytes.Length - 8 || Sum(bytes[8..head]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])) return null;
        var record = new FolderRecord(log[..(length + 8)], Encoding.UTF8.GetString(bytes[NameAt..(head - AfterName)]));
        if (inFull) record.Check();
        return record.IsDamaged ? null : record;
    }

    /// <summary>A file of the folder; null when it is unknown. A walk, which for one file costs less than a table of all.</summary>
    public TreeEntry? Find(string name)
    {
        var wanted = Encoding.UTF8.GetBytes(name).AsSpan();
        for (var rest = Entries; rest.Length > 0;)
        {
            var entry = new PackedEntry(rest);
            if (entry.Name.SequenceEqual(wanted)) return entry.Unpack();
            rest = rest[entry.Length..];
        }
        return null;
    }

    /// <summary>The files that have any of the flags.</summary>
    public List<TreeEntry> Flagged(TreeFlags flags)
    {
        var found = new List<TreeEntry>();
        for (var rest = (Flags & flags) == 0 ? [] : Entries; rest.Length > 0;)
        {
            var entry = new PackedEntry(rest);
            if (entry.Is(flags)) found.Add(entry.Unpack());
            rest = rest[entry.Length..];
        }
        return found;
    }

    /// <summary>All of it.</summary>
    public TreeFolder Unpack()
    {
        var rest = Entries; // before the count, which is not to be relied on when they are damaged
        var files = new Dictionary<string, TreeEntry>(Count, StringComparer.Ordinal);
        while (rest.Length > 0)
        {
            var entry = new PackedEntry(rest);
            var file = entry.Unpack();
            files[file.Name] = file;
            rest = rest[entry.Length..];
        }
        return new(Modified, files);
    }

    private void Check()
    {
        var bytes = Bytes.Span;
        if (Sum(bytes[_head..]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[(_head - 4)..]))
        {
            (IsDamaged, Count) = (true, 0);
            _modified = 0;
        }
        _checked = true;
    }

    private static int HeadOf(ReadOnlySpan<byte> bytes) => NameAt + BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) + AfterName;

    private static uint Sum(ReadOnlySpan<byte> bytes) => (uint)XxHash3.HashToUInt64(bytes);
}

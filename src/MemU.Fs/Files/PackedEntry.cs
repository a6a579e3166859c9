using System.Buffers.Binary;
using System.Text;

namespace MemU.Fs.Files;

/// <summary>A file of a folder as the manifest keeps it: length of the name (2 bytes), flags (1), size (8), time (8), git's id (20), name in UTF-8.</summary>
internal readonly ref struct PackedEntry(ReadOnlySpan<byte> bytes)
{
    private const int NameAt = 39;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public TreeFlags Flags => (TreeFlags)_bytes[2];

    public long Size => BinaryPrimitives.ReadInt64LittleEndian(_bytes[3..]);

    public long Modified => BinaryPrimitives.ReadInt64LittleEndian(_bytes[11..]);

    public ReadOnlySpan<byte> Name => _bytes.Slice(NameAt, BinaryPrimitives.ReadUInt16LittleEndian(_bytes));

    /// <summary>Bytes up to the next one.</summary>
    public int Length => NameAt + BinaryPrimitives.ReadUInt16LittleEndian(_bytes);

    public bool Is(TreeFlags flag) => (Flags & flag) != 0;

    public string NameText() => Encoding.UTF8.GetString(Name);

    public TreeEntry Unpack() => new(NameText(), Size, Modified, Convert.ToHexStringLower(_bytes.Slice(19, 20)), Flags);

    /// <summary>The bytes that an entry takes.</summary>
    public static int LengthOf(TreeEntry entry) => NameAt + Encoding.UTF8.GetByteCount(entry.Name);

    /// <summary>Writes an entry and answers its length.</summary>
    public static int Pack(TreeEntry entry, Span<byte> bytes)
    {
        var length = Encoding.UTF8.GetBytes(entry.Name, bytes[NameAt..]);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)length));
        bytes[2] = (byte)entry.Flags;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[3..], entry.Size);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[11..], entry.Modified);
        Convert.FromHexString(entry.BlobId, bytes.Slice(19, 20), out _, out _);
        return NameAt + length;
    }
}

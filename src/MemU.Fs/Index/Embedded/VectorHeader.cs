using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The head of the vector file: two slots of 4,096 bytes, written in turn; the valid one of the higher epoch counts.
/// A slot: magic, version, dimensions, padded dimensions, stride (4 bytes each after the 8 of the magic), epoch, count, dead (8 each),
/// id and the embedder's fingerprint (16 each), its name (length, 128 bytes), and at the end XxHash3 of all before it. Little endian.
/// </summary>
internal sealed record VectorHeader(Guid Id, int Dimensions, UInt128 Fingerprint, string Embedder, long Epoch, long Count, long Dead)
{
    /// <summary>Bytes of one slot.</summary>
    public const int SlotBytes = 4096;

    /// <summary>Where the vectors begin.</summary>
    public const int Bytes = 2 * SlotBytes;

    private const ulong Magic = 0x31434556_554D454D; // "MEMUVEC1"
    private const int Version = 1;
    private const int ChecksumAt = SlotBytes - 8;

    /// <summary>Bytes of a record: the padded dimensions and the scale.</summary>
    public int Stride => Int8Vectors.Padded(Dimensions) + sizeof(float);

    /// <summary>A stable number for an embedder's name.</summary>
    public static UInt128 FingerprintOf(string embedder) => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(embedder));

    /// <summary>Writes the header into its slot's bytes.</summary>
    public byte[] Write()
    {
        var slot = new byte[SlotBytes];
        var s = slot.AsSpan();
        BinaryPrimitives.WriteUInt64LittleEndian(s, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(s[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(s[12..], Dimensions);
        BinaryPrimitives.WriteInt32LittleEndian(s[16..], Int8Vectors.Padded(Dimensions));
        BinaryPrimitives.WriteInt32LittleEndian(s[20..], Stride);
        BinaryPrimitives.WriteInt64LittleEndian(s[24..], Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(s[32..], Count);
        BinaryPrimitives.WriteInt64LittleEndian(s[40..], Dead);
        Id.TryWriteBytes(s[48..]);
        BinaryPrimitives.WriteUInt128LittleEndian(s[64..], Fingerprint);
        var name = Encoding.UTF8.GetBytes(Embedder);
        var length = Math.Min(128, name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(s[80..], length);
        name.AsSpan(0, length).CopyTo(s[84..]);
        BinaryPrimitives.WriteUInt64LittleEndian(s[ChecksumAt..], XxHash3.HashToUInt64(s[..ChecksumAt]));
        return slot;
    }

    /// <summary>Reads both slots; null when neither is a valid header.</summary>
    public static VectorHeader? Read(ReadOnlySpan<byte> both) => both.Length < Bytes ? null
        : (Slot(both[..SlotBytes]), Slot(both[SlotBytes..Bytes])) switch
        {
            ({ } a, { } b) => a.Epoch > b.Epoch ? a : b,
            var (a, b) => a ?? b,
        };

    private static VectorHeader? Slot(ReadOnlySpan<byte> s)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(s) != Magic || BinaryPrimitives.ReadInt32LittleEndian(s[8..]) != Version) return null;
        if (BinaryPrimitives.ReadUInt64LittleEndian(s[ChecksumAt..]) != XxHash3.HashToUInt64(s[..ChecksumAt])) return null;
        var name = Encoding.UTF8.GetString(s.Slice(84, Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(s[80..]), 0, 128)));
        return new(new Guid(s.Slice(48, 16)), BinaryPrimitives.ReadInt32LittleEndian(s[12..]), BinaryPrimitives.ReadUInt128LittleEndian(s[64..]), name,
            BinaryPrimitives.ReadInt64LittleEndian(s[24..]), BinaryPrimitives.ReadInt64LittleEndian(s[32..]), BinaryPrimitives.ReadInt64LittleEndian(s[40..]));
    }
}

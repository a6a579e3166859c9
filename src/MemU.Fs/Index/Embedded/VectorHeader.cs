using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The head of the vector file: two slots of 4,096 bytes, written in turn; the valid one of the higher epoch counts.
/// A slot: magic (8 bytes), version, dimensions, padded dimensions, stride, precision, normalization (4 each; normalization 1: unit length),
/// epoch, count (8 each), id and the space's fingerprint (16 each), provider and model (length, 256 bytes each), and at the end XxHash3 of all
/// before it. Little endian.
/// </summary>
/// <param name="Id">The file's random name.</param>
/// <param name="Space">What made the vectors; its dimensions are null as long as there is no vector and no model has said them.</param>
/// <param name="Epoch">Counts the headers that were written.</param>
/// <param name="Count">Published vectors.</param>
internal sealed record VectorHeader(Guid Id, EmbeddingSpace Space, long Epoch, long Count)
{
    /// <summary>Bytes of one slot.</summary>
    public const int SlotBytes = 4096;

    /// <summary>Where the vectors begin.</summary>
    public const int Bytes = 2 * SlotBytes;

    private const ulong Magic = 0x31434556_554D454D; // "MEMUVEC1"
    private const int Version = 2, UnitLength = 1, NameBytes = 256, ProviderAt = 80, ModelAt = ProviderAt + 4 + NameBytes;
    private const int ChecksumAt = SlotBytes - 8;

    /// <summary>Numbers in a vector; 0 while unknown.</summary>
    public int Dimensions => Space.Dimensions ?? 0;

    /// <summary>Bytes of a record: the padded dimensions, and for bytes their scale.</summary>
    public int Stride => StrideOf(Dimensions, Space.Precision);

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
        BinaryPrimitives.WriteInt32LittleEndian(s[24..], (int)Space.Precision);
        BinaryPrimitives.WriteInt32LittleEndian(s[28..], UnitLength);
        BinaryPrimitives.WriteInt64LittleEndian(s[32..], Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(s[40..], Count);
        Id.TryWriteBytes(s[48..]);
        BinaryPrimitives.WriteUInt128LittleEndian(s[64..], Fingerprint);
        Name(Space.Provider, s[ProviderAt..]);
        Name(Space.Model, s[ModelAt..]);
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

    /// <summary>Bytes of a record.</summary>
    public static int StrideOf(int dimensions, VectorPrecision precision) =>
        precision == VectorPrecision.Int8 ? Int8Vectors.Padded(dimensions) + sizeof(float) : Int8Vectors.Padded(dimensions) * sizeof(float);

    private static VectorHeader? Slot(ReadOnlySpan<byte> s)
    {
        int Number(ReadOnlySpan<byte> slot, int at) => BinaryPrimitives.ReadInt32LittleEndian(slot[at..]);

        if (BinaryPrimitives.ReadUInt64LittleEndian(s) != Magic || Number(s, 8) != Version || Number(s, 28) != UnitLength) return null;
        if (BinaryPrimitives.ReadUInt64LittleEndian(s[ChecksumAt..]) != XxHash3.HashToUInt64(s[..ChecksumAt])) return null;
        if (Number(s, 12) is not (>= 0 and <= 65_536 and var dimensions) || Number(s, 24) is not (>= 0 and <= (int)VectorPrecision.Float32 and var precision)) return null;
        var space = new EmbeddingSpace(Name(s[ProviderAt..]), Name(s[ModelAt..]), dimensions == 0 ? null : dimensions, (VectorPrecision)precision);
        return new(new Guid(s.Slice(48, 16)), space, BinaryPrimitives.ReadInt64LittleEndian(s[32..]), BinaryPrimitives.ReadInt64LittleEndian(s[40..]))
        {
            Fingerprint = BinaryPrimitives.ReadUInt128LittleEndian(s[64..]),
        };
    }

    /// <summary>The space's, also where its names were too long to be kept whole.</summary>
    public UInt128 Fingerprint { get; private init; } = Space.Fingerprint;

    private static void Name(string name, Span<byte> into)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var length = Math.Min(NameBytes, bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(into, length);
        bytes.AsSpan(0, length).CopyTo(into[4..]);
    }

    private static string Name(ReadOnlySpan<byte> from) => Encoding.UTF8.GetString(from.Slice(4, Math.Clamp(BinaryPrimitives.ReadInt32LittleEndian(from), 0, NameBytes)));
}

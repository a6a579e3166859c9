using System.Buffers.Binary;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// A term of a <see cref="TermTable"/>. A short one: its bytes in order, filled up with zeros, and last how many they are, so that comparing the two
/// numbers orders terms as their bytes do. A long one: its first eight bytes, where it lies (32 bits), its length (24) and a mark.
/// </summary>
/// <param name="A">The first eight bytes.</param>
/// <param name="B">The rest.</param>
internal readonly record struct TermEntry(ulong A, ulong B)
{
    /// <summary>The most bytes of a short term.</summary>
    public const int Inline = 15;

    private const byte LongMark = 255;

    /// <summary>True when its bytes lie elsewhere.</summary>
    public bool IsLong => (byte)B == LongMark;

    /// <summary>Bytes of the term.</summary>
    public int Length => IsLong ? (int)((B >> 8) & 0xff_ffff) : (int)(B & 0xff);

    /// <summary>Where a long term begins.</summary>
    public int Start => (int)(B >> 32);

    /// <summary>A long term.</summary>
    public static TermEntry Long(ReadOnlySpan<byte> bytes, int start) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), ((ulong)start << 32) | ((ulong)bytes.Length << 8) | LongMark);

    /// <summary>A short term of UTF-8.</summary>
    public static TermEntry Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> all = stackalloc byte[16];
        all.Clear();
        bytes.CopyTo(all);
        all[Inline] = (byte)bytes.Length;
        return new(BinaryPrimitives.ReadUInt64BigEndian(all), BinaryPrimitives.ReadUInt64BigEndian(all[8..]));
    }

    /// <summary>A text as a short term, the usual case; false for one that is too long or holds characters beyond the first plane.</summary>
    public static bool TryEncode(ReadOnlySpan<char> text, out TermEntry entry)
    {
        entry = default;
        if (text.Length > Inline) return false;
        Span<byte> all = stackalloc byte[Inline + 5];
        all.Clear();
        var length = 0;
        foreach (var c in text)
        {
            // there is room for one character more than fits
            if (length > Inline || char.IsSurrogate(c)) return false;
            if (c < 0x80)
            {
                all[length++] = (byte)c;
                continue;
            }
            if (c < 0x800)
            {
                all[length++] = (byte)(0xc0 | (c >> 6));
            }
            else
            {
                all[length++] = (byte)(0xe0 | (c >> 12));
                all[length++] = (byte)(0x80 | ((c >> 6) & 0x3f));
            }
            all[length++] = (byte)(0x80 | (c & 0x3f));
        }
        if (length > Inline) return false;
        all[Inline] = (byte)length;
        entry = new(BinaryPrimitives.ReadUInt64BigEndian(all), BinaryPrimitives.ReadUInt64BigEndian(all[8..]));
        return true;
    }

    /// <summary>Writes the bytes of a short term, and what fills them up.</summary>
    public void Write(Span<byte> into)
    {
        BinaryPrimitives.WriteUInt64BigEndian(into, A);
        BinaryPrimitives.WriteUInt64BigEndian(into[8..], B);
    }
}

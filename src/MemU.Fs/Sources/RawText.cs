using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Sources;

/// <summary>The bytes of a source as UTF-8 without BOM, and how places in them map back to the raw bytes.</summary>
internal sealed class RawText
{
    private readonly ReadOnlyMemory<byte> _raw;
    private readonly Encoding? _wide;
    private readonly int _mark;

    private RawText(ReadOnlyMemory<byte> raw, ReadOnlyMemory<byte> utf8, int mark, Encoding? wide) => (_raw, Utf8, _mark, _wide) = (raw, utf8, mark, wide);

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Decodes UTF-8 with or without BOM and UTF-16 with BOM.</summary>
    /// <exception cref="MemoryFormatException">The bytes are no text in these encodings.</exception>
    public static RawText Read(string name, ReadOnlyMemory<byte> raw, Notes notes)
    {
        var bytes = raw.Span;
        if (bytes.StartsWith("\ufeff"u8)) return Checked(name, raw, 3);
        Encoding? wide = bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) ? Encoding.Unicode : bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]) ? Encoding.BigEndianUnicode : null;
        if (wide is null) return Checked(name, raw, 0);
        if (bytes.Length % 2 != 0) throw new MemoryFormatException(name, 0, "the file is UTF-16 by its first bytes but has an odd number of bytes; save it as UTF-8.");
        notes.Add("The source is UTF-16 and was decoded; the kept copy is unchanged.");
        return new(raw, Encoding.UTF8.GetBytes(wide.GetString(bytes[2..])), 2, wide);
    }

    /// <summary>A copy of the raw bytes with the ranges (of <see cref="Utf8"/>, in order) overwritten; line breaks stay.</summary>
    public byte[] Masked(IReadOnlyList<MaskRange> ranges)
    {
        var copy = _raw.ToArray();
        if (_wide is null)
        {
            foreach (var range in ranges)
                for (var i = range.Start; i < range.End; i++)
                    if (copy[i + _mark] is not ((byte)'\n' or (byte)'\r')) copy[i + _mark] = range.Mask;
            return copy;
        }
        var (from, units) = (0, 0);
        foreach (var range in ranges)
        {
            units += Encoding.UTF8.GetCharCount(Utf8.Span[from..range.Start]);
            var count = Encoding.UTF8.GetCharCount(Utf8.Span[range.Start..range.End]);
            for (var unit = units; unit < units + count; unit++)
            {
                var at = _mark + unit * 2;
                var (low, high) = _wide == Encoding.Unicode ? (at, at + 1) : (at + 1, at);
                if (copy[high] != 0 || copy[low] is not ((byte)'\n' or (byte)'\r')) (copy[low], copy[high]) = (range.Mask, 0);
            }
            (from, units) = (range.End, units + count);
        }
        return copy;
    }

    /// <summary>The line of a place, from 1.</summary>
    public int LineOf(long offset) => 1 + Utf8.Span[..(int)Math.Clamp(offset, 0, Utf8.Length)].Count((byte)'\n');

    private static RawText Checked(string name, ReadOnlyMemory<byte> raw, int mark)
    {
        var utf8 = raw[mark..];
        if (IsValid(utf8.Span, out var bad)) return new(raw, utf8, mark, null);
        var line = 1 + utf8.Span[..bad].Count((byte)'\n');
        throw new MemoryFormatException(name, line, $"the text is not valid UTF-8 at byte {bad + mark}; save it as UTF-8 (or as UTF-16 with a byte order mark).");
    }

    private static bool IsValid(ReadOnlySpan<byte> bytes, out int bad)
    {
        bad = 0;
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return true;
        Span<char> chars = stackalloc char[1024];
        while (bad < bytes.Length)
        {
            var status = System.Text.Unicode.Utf8.ToUtf16(bytes[bad..], chars, out var read, out _, replaceInvalidSequences: false);
            bad += read;
            if (status != System.Buffers.OperationStatus.DestinationTooSmall) break;
        }
        return false;
    }
}

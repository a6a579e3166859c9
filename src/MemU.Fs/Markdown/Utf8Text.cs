using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace MemU.Fs.Markdown;

/// <summary>
/// Bytes as text and back without loss: a byte that is not UTF-8 becomes the lone surrogate U+DC00 + byte, which valid UTF-8 can never give,
/// so an edit elsewhere in the file leaves even broken bytes as they were.
/// </summary>
internal static class Utf8Text
{
    public const string Fence = "---";

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            var ok = Rune.DecodeFromUtf8(bytes, out var rune, out var used) == OperationStatus.Done;
            if (ok) text.Append(pair[..rune.EncodeToUtf16(pair)]);
            else
                foreach (var b in bytes[..used]) text.Append((char)(0xDC00 + b));
            bytes = bytes[used..];
        }
        return text.ToString();
    }

    public static byte[] Encode(string text, bool bom)
    {
        var lead = bom ? 3 : 0;
        var lone = IndexOfLone(text, 0);
        var buffer = new ArrayBufferWriter<byte>(lead + (lone < 0 ? Encoding.UTF8.GetByteCount(text) : text.Length) + 1);
        if (bom) buffer.Write("\uFEFF"u8);
        var from = 0;
        for (; lone >= 0; lone = IndexOfLone(text, from))
        {
            Encoding.UTF8.GetBytes(text.AsSpan(from, lone - from), buffer);
            if (text[lone] is >= '\uDC80' and <= '\uDCFF') buffer.Write([(byte)(text[lone] - 0xDC00)]);
            else buffer.Write("\uFFFD"u8);
            from = lone + 1;
        }
        Encoding.UTF8.GetBytes(text.AsSpan(from), buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The text as people may see it: every lone surrogate is U+FFFD. Offsets stay the same.</summary>
    public static string Clean(string text)
    {
        var lone = IndexOfLone(text, 0);
        if (lone < 0) return text;
        return string.Create(text.Length, (text, lone), static (span, state) =>
        {
            state.text.CopyTo(span);
            for (var i = state.lone; i >= 0; i = IndexOfLone(state.text, i + 1)) span[i] = '\uFFFD';
        });
    }

    /// <summary>Clean, on one line: control characters, line breaks and bidirectional overrides are gone, runs of white space are one space.</summary>
    public static string OneLine(string text, int most = int.MaxValue)
    {
        var line = new StringBuilder(Math.Min(text.Length, 256));
        var space = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) { space = line.Length > 0; continue; }
            if (rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF) continue;
            if (line.Length + 3 > most) { line.Append('…'); break; }
            if (space) line.Append(' ');
            space = false;
            line.Append(rune.ToString());
        }
        return line.ToString();
    }

    /// <summary>Clean text with <c>\n</c> as its only line break and no NUL, as it is written into new files.</summary>
    public static string Normal(string text)
    {
        text = Clean(text);
        if (text.Contains('\r', StringComparison.Ordinal)) text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return text.Replace('\0', '\uFFFD');
    }

    private static int IndexOfLone(string text, int from)
    {
        while (from < text.Length)
        {
            var at = text.AsSpan(from).IndexOfAnyInRange('\uD800', '\uDFFF');
            if (at < 0) return -1;
            from += at;
            if (!char.IsHighSurrogate(text[from]) || from + 1 == text.Length || !char.IsLowSurrogate(text[from + 1])) return from;
            from += 2;
        }
        return -1;
    }
}

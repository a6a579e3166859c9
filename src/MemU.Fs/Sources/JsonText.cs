using System.Buffers.Text;
using System.Text;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources;

/// <summary>Strings of JSON as they stand in the bytes: decoding that survives half surrogates, and finding the bytes of a part of the text.</summary>
internal static class JsonText
{
    /// <summary>The text of a string's raw bytes (without its quotes); half surrogates stay in it, for <see cref="CleanText"/> to replace.</summary>
    public static string Decode(ReadOnlySpan<byte> raw)
    {
        var escape = raw.IndexOf((byte)'\\');
        if (escape < 0) return Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(raw.Length);
        while (escape >= 0)
        {
            Append(text, raw[..escape]);
            var (c, length) = Escape(raw[escape..]);
            text.Append(c);
            raw = raw[(escape + length)..];
            escape = raw.IndexOf((byte)'\\');
        }
        Append(text, raw);
        return text.ToString();
    }

    /// <summary>Adds the bytes of the secrets (places in the decoded text) to what is masked; an escape is masked as a whole, so the JSON still parses.</summary>
    public static void Mask(ReadOnlySpan<byte> raw, int offset, List<SecretRange> secrets, MaskSet masks)
    {
        int at = 0, place = 0;
        foreach (var secret in secrets)
        {
            Advance(raw, ref at, ref place, secret.Start);
            var start = at;
            Advance(raw, ref at, ref place, secret.End);
            masks.Add(offset + start, offset + at);
        }
    }

    private static void Advance(ReadOnlySpan<byte> raw, ref int at, ref int place, int target)
    {
        while (place < target && at < raw.Length)
        {
            if (raw[at] == '\\') (at, place) = (at + Escape(raw[at..]).Length, place + 1);
            else if (raw[at] < 0x80) (at, place) = (at + 1, place + 1);
            else if (raw[at] < 0xe0) (at, place) = (at + 2, place + 1);
            else if (raw[at] < 0xf0) (at, place) = (at + 3, place + 1);
            else (at, place) = (at + 4, place + 2);
        }
    }

    private static (char Char, int Length) Escape(ReadOnlySpan<byte> raw) => raw[1] switch
    {
        (byte)'u' => (Utf8Parser.TryParse(raw.Slice(2, 4), out ushort code, out _, 'x') ? (char)code : '\ufffd', 6),
        (byte)'n' => ('\n', 2),
        (byte)'r' => ('\r', 2),
        (byte)'t' => ('\t', 2),
        (byte)'b' => ('\b', 2),
        (byte)'f' => ('\f', 2),
        var c => ((char)c, 2),
    };

    private static void Append(StringBuilder text, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > 0) text.Append(Encoding.UTF8.GetString(utf8));
    }
}

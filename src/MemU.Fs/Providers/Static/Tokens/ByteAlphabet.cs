using System.Text;

namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>A visible character for each byte, as byte-level vocabularies are written: visible Latin-1 stands for itself, the others follow from U+0100 on.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] s_characters = Make();

    /// <summary>Adds a text's UTF-8, byte by byte.</summary>
    public static void Append(ReadOnlySpan<char> text, TextBuffer bytes)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (int i = 0, units; i < text.Length; i += units)
        {
            CodePoints.At(text, i, out units);
            var count = Encoding.UTF8.GetBytes(text.Slice(i, units), utf8);
            foreach (var b in utf8[..count]) bytes.Append(s_characters[b]);
        }
    }

    private static char[] Make()
    {
        var characters = new char[256];
        var next = (char)256;
        for (var b = 0; b < 256; b++) characters[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)b : next++;
        return characters;
    }
}

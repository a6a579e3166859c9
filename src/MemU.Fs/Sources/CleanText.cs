using System.Buffers;

namespace MemU.Fs.Sources;

/// <summary>Makes text that a person can read of what was decoded: line breaks as <c>\n</c>, no control characters, no half surrogates.</summary>
internal static class CleanText
{
    private static readonly SearchValues<char> Doubtful = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Where(c => c is not ('\n' or '\t')).Select(c => (char)c), .. Enumerable.Range(0x7f, 0x21).Select(c => (char)c), .. Enumerable.Range(0xd800, 0x800).Select(c => (char)c)]);

    /// <summary>The clean text; the same string where nothing is to be done.</summary>
    public static string Of(string text, Notes notes)
    {
        if (!text.AsSpan().ContainsAny(Doubtful)) return text;
        var clean = new char[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\r')
            {
                if (i + 1 < text.Length && text[i + 1] == '\n') continue;
                c = '\n';
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean[length++] = c;
                c = text[++i];
            }
            else if (char.IsSurrogate(c)) (c, notes.BrokenUnicode) = ('\ufffd', notes.BrokenUnicode + 1);
            else if (char.IsControl(c) && c is not ('\n' or '\t')) (c, notes.ControlCharacters) = ('\ufffd', notes.ControlCharacters + 1);
            clean[length++] = c;
        }
        return new(clean, 0, length);
    }
}

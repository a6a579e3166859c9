namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>
/// Finds words as GPT-2 cut them: English endings after an apostrophe, and runs of letters, of numbers or of other signs, each with the one space before it.
/// Of several spaces the last belongs to what follows.
/// </summary>
internal sealed class ByteLevelWords : IStretchFinder
{
    private static readonly string[] s_endings = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, List<Stretch> stretches)
    {
        for (int i = 0, end; i < text.Length; i = end)
        {
            end = EndOf(text, i);
            stretches.Add(new(i, end, true));
        }
    }

    private static int EndOf(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'')
            foreach (var ending in s_endings)
                if (text[start..].StartsWith(ending, StringComparison.Ordinal)) return start + ending.Length;
        var first = text[start] == ' ' && start + 1 < text.Length ? start + 1 : start;
        var kind = KindAt(text, first, out _);
        if (kind != Kind.Space) return EndOfRun(text, first, kind);
        var end = EndOfRun(text, start, Kind.Space);
        return end == text.Length || end == start + 1 ? end : end - 1;
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int start, Kind kind)
    {
        var end = start;
        while (end < text.Length && KindAt(text, end, out var units) == kind) end += units;
        return end;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int units)
    {
        var c = CodePoints.At(text, index, out units);
        if (c < 128) return char.IsAsciiLetter((char)c) ? Kind.Letter : char.IsAsciiDigit((char)c) ? Kind.Number : CodePoints.IsSpace(c) ? Kind.Space : Kind.Other;
        return CodePoints.IsLetter(c) ? Kind.Letter : CodePoints.IsNumber(c) ? Kind.Number : CodePoints.IsSpace(c) ? Kind.Space : Kind.Other;
    }

    private enum Kind
    {
        Letter,
        Number,
        Other,
        Space,
    }
}

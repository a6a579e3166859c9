namespace MemU.Fs.Index.Embedded.Languages;

/// <summary>
/// Writes traditional Chinese characters, and Japan's own forms of them, as simplified ones, so that either finds the other. The table is made from the data of
/// OpenCC (Apache License 2.0) by <c>tests/MemU.Fs.Training/han-simplified.sh</c>.
/// </summary>
internal static class HanFolding
{
    private const char First = '\u3400', Last = '\u9fff';

    private static char[]? _table;

    /// <summary>The text with its characters simplified; the same object when there is nothing to do.</summary>
    public static string Fold(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange(First, Last);
        if (at < 0) return text;
        var table = _table ??= Load();
        for (; at < text.Length; at++)
            if (text[at] is >= First and <= Last && table[text[at] - First] != 0) return string.Create(text.Length, (text, table), Write);
        return text;
    }

    private static void Write(Span<char> folded, (string Text, char[] Table) from)
    {
        from.Text.CopyTo(folded);
        foreach (ref var c in folded)
            if (c is >= First and <= Last && from.Table[c - First] is not '\0' and var simple) c = simple;
    }

    private static char[] Load()
    {
        using var reader = new StreamReader(typeof(HanFolding).Assembly.GetManifestResourceStream("han-simplified.txt")!);
        var (traditional, simple) = (reader.ReadLine()!, reader.ReadLine()!);
        var table = new char[Last - First + 1];
        for (var i = 0; i < traditional.Length; i++) table[traditional[i] - First] = simple[i];
        return table;
    }
}

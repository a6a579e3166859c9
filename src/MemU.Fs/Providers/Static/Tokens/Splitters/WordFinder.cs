namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>Finds runs of word characters and runs of others that are no spaces.</summary>
internal sealed class WordFinder : IStretchFinder
{
    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, List<Stretch> stretches)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            var kind = KindAt(text, i, out var units);
            for (i += units; i < text.Length && KindAt(text, i, out units) == kind; i += units)
            {
            }
            stretches.Add(new(start, i, kind != Kind.Space));
        }
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int units)
    {
        var c = CodePoints.At(text, index, out units);
        return CodePoints.IsWord(c) ? Kind.Word : CodePoints.IsSpace(c) ? Kind.Space : Kind.Other;
    }

    private enum Kind
    {
        Word,
        Other,
        Space,
    }
}

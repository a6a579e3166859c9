namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>Finds single characters.</summary>
internal sealed class CharacterFinder(Func<int, bool> isWanted) : IStretchFinder
{
    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, List<Stretch> stretches)
    {
        var from = 0;
        for (int i = 0, units; i < text.Length; i += units)
        {
            if (!isWanted(CodePoints.At(text, i, out units))) continue;
            if (from < i) stretches.Add(new(from, i, false));
            stretches.Add(new(i, i + units, true));
            from = i + units;
        }
        if (from < text.Length) stretches.Add(new(from, text.Length, false));
    }
}

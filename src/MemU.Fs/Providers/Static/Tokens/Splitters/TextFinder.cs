namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>Finds a text.</summary>
internal sealed class TextFinder(string wanted) : IStretchFinder
{
    /// <inheritdoc/>
    public void Find(ReadOnlySpan<char> text, List<Stretch> stretches)
    {
        var from = 0;
        for (int next; (next = text[from..].IndexOf(wanted, StringComparison.Ordinal)) >= 0; from += next + wanted.Length)
        {
            if (next > 0) stretches.Add(new(from, from + next, false));
            stretches.Add(new(from + next, from + next + wanted.Length, true));
        }
        if (from < text.Length) stretches.Add(new(from, text.Length, false));
    }
}

using MemU.Fs.Providers.Static.Tokens.Splitters;

namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>Puts a text in the place of whatever a pattern finds.</summary>
internal sealed class Replacing(IStretchFinder finder, string content) : INormalizer
{
    /// <inheritdoc/>
    public void Apply(Passage passage)
    {
        var stretches = passage.Stretches;
        stretches.Clear();
        ReadOnlySpan<char> text = passage.Text.Span;
        if (!text.IsEmpty) finder.Find(text, stretches); // even a pattern of nothing finds nothing there
        if (!stretches.Exists(s => s.Matches)) return;
        var replaced = passage.Anew();
        foreach (var stretch in stretches)
            if (stretch.Matches) replaced.Append(content);
            else replaced.Append(text[stretch.Start..stretch.End]);
        if (stretches[0] is { Matches: true, End: > 0 } && (content.Length == 0 || stretches[0].End > FirstUnits(text))) passage.AtStart = false; // it stands where the last of the replaced characters stood
        passage.Take();
    }

    private static int FirstUnits(ReadOnlySpan<char> text)
    {
        CodePoints.At(text, 0, out var units);
        return units;
    }
}

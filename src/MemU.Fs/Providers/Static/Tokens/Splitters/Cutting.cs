namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>Cuts where a finder finds something; <paramref name="invert"/> takes what it does not find instead.</summary>
internal sealed class Cutting(IStretchFinder finder, SplitBehavior behavior, bool invert = false) : ISplitter
{
    /// <inheritdoc/>
    public void Split(ReadOnlySpan<char> piece, bool atStart, Pieces pieces, Workbench bench)
    {
        var stretches = bench.Stretches;
        stretches.Clear();
        finder.Find(piece, stretches);
        for (var i = 0; i < stretches.Count;)
        {
            var first = stretches[i];
            var next = i + 1;
            if (behavior != SplitBehavior.Removed) next = EndOf(stretches, i);
            else if (first.Matches != invert)
            {
                i = next;
                continue;
            }
            pieces.Add(piece[first.Start..stretches[next - 1].End], atStart && first.Start == 0);
            i = next;
        }
    }

    /// <summary>The number of the stretch after the last one of the piece that begins with this one.</summary>
    private int EndOf(List<Stretch> stretches, int i)
    {
        var next = i + 1;
        switch (behavior)
        {
            case SplitBehavior.Contiguous:
                while (next < stretches.Count && Matches(stretches[next]) == Matches(stretches[i])) next++;
                return next;
            case SplitBehavior.MergedWithPrevious:
                return next < stretches.Count && !Matches(stretches[i]) && Matches(stretches[next]) ? next + 1 : next;
            case SplitBehavior.MergedWithNext:
                return next < stretches.Count && Matches(stretches[i]) && !Matches(stretches[next]) ? next + 1 : next;
            default:
                return next;
        }
    }

    private bool Matches(Stretch stretch) => stretch.Matches != invert;
}

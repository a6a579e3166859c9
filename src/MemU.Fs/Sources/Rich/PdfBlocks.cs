namespace MemU.Fs.Sources.Rich;

/// <summary>Parts a page along its empty stripes: columns of running text from left to right, the rest from top to bottom.</summary>
internal static class PdfBlocks
{
    private const int Deepest = 12;

    /// <summary>The blocks in the order in which they are read.</summary>
    public static List<List<PdfWord>> Of(List<PdfWord> words)
    {
        List<List<PdfWord>> blocks = [];
        Part(words, Deepest, blocks);
        return blocks;
    }

    private static void Part(List<PdfWord> words, int depth, List<List<PdfWord>> to)
    {
        if (words.Count == 0) return;
        if (depth > 0 && Column(words) is { } gutter)
        {
            Part([.. words.Where(w => w.Right <= gutter)], depth - 1, to);
            Part([.. words.Where(w => w.Right > gutter)], depth - 1, to);
            return;
        }
        if (depth > 0 && Split(words) is { } line)
        {
            Part([.. words.Where(w => w.Bottom >= line)], depth - 1, to);
            Part([.. words.Where(w => w.Bottom < line)], depth - 1, to);
            return;
        }
        to.Add(words);
    }

    // a height at which one side or the other falls into columns, such as below a title or above a footer
    private static double? Split(List<PdfWord> words)
    {
        if (words.Count < 40) return null;
        var gaps = Gaps(words.Select(w => (w.Bottom, w.Top)), 0.3 * Size(words));
        foreach (var gap in gaps.OrderByDescending(g => g.Width).Take(8))
        {
            var middle = gap.From + gap.Width / 2;
            if (Column([.. words.Where(w => w.Bottom >= middle)]) is not null || Column([.. words.Where(w => w.Bottom < middle)]) is not null) return middle;
        }
        return null;
    }

    // an upright stripe with running text on both sides; between the cells of a table there is none
    private static double? Column(List<PdfWord> words)
    {
        if (words.Count < 24) return null;
        var size = Size(words);
        foreach (var gap in Gaps(words.Select(w => (w.Left, w.Right)), 0.8 * size).OrderByDescending(g => g.Width).Take(4))
        {
            var middle = gap.From + gap.Width / 2;
            if (IsText([.. words.Where(w => w.Right <= middle)], size) && IsText([.. words.Where(w => w.Right > middle)], size)) return middle;
        }
        return null;
    }

    private static bool IsText(List<PdfWord> words, double size)
    {
        if (words.Count < 12) return false;
        var lines = PdfLines.Of(words);
        if (lines.Count < 3) return false;
        var widths = lines.Select(l => l[^1].Right - l[0].Left).Order().ToList();
        return widths[widths.Count / 2] > 10 * size;
    }

    private static double Size(List<PdfWord> words)
    {
        var sizes = words.Select(w => w.Size).Order().ToList();
        return sizes[sizes.Count / 2];
    }

    // the stripes that nothing touches, of at least a width
    private static List<(double From, double Width)> Gaps(IEnumerable<(double From, double To)> ranges, double least)
    {
        List<(double, double)> gaps = [];
        double? end = null;
        foreach (var (from, to) in ranges.OrderBy(r => r.From))
        {
            if (end is { } last && from - last >= least) gaps.Add((last, from - last));
            end = end is { } before ? Math.Max(before, to) : to;
        }
        return gaps;
    }
}

namespace MemU.Fs.Model;

/// <summary>How many slips of the pen lie between two words: a letter too many, too few or another (Levenshtein), or two that changed places (optimal string alignment).</summary>
internal static class Slips
{
    private const int Short = 64;

    /// <summary>The number; null when there are more than <paramref name="most"/>.</summary>
    /// <param name="a">A word.</param>
    /// <param name="b">Another.</param>
    /// <param name="most">More do not matter.</param>
    /// <param name="swaps">Whether two neighbors that changed places are one slip; else they are two.</param>
    public static int? Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most = int.MaxValue, bool swaps = true)
    {
        if (Math.Abs(a.Length - b.Length) > most) return null;
        Span<int> rows = b.Length <= Short ? stackalloc int[(Short + 1) * 3] : new int[(b.Length + 1) * 3];
        var width = b.Length + 1;
        Span<int> before = rows[..width], last = rows[width..(width * 2)], row = rows[(width * 2)..(width * 3)];
        for (var j = 0; j < width; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var least = row[0] = i;
            for (var j = 1; j < width; j++)
            {
                var slips = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) slips = Math.Min(slips, before[j - 2] + 1);
                row[j] = slips;
                least = Math.Min(least, slips);
            }
            if (least > most) return null;
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.Length] <= most ? last[b.Length] : null;
    }
}

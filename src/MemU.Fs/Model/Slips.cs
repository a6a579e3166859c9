namespace MemU.Fs.Index.Embedded;

/// <summary>How many slips of the pen lie between two words: a letter too many, too few, another, or two that changed places (optimal string alignment).</summary>
internal static class Slips
{
    private const int Longest = 64;

    /// <summary>The number; null when there are more than <paramref name="most"/> or a word is longer than 64 characters.</summary>
    public static int? Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        if (a.Length > Longest || b.Length > Longest || Math.Abs(a.Length - b.Length) > most) return null;
        Span<int> before = stackalloc int[Longest + 1], last = stackalloc int[Longest + 1], row = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var least = row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var slips = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) slips = Math.Min(slips, before[j - 2] + 1);
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

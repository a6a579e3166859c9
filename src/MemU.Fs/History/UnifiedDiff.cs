using System.Globalization;
using System.Text;

namespace MemU.Fs.History;

/// <summary>The difference of two texts as <c>diff -u</c> writes it.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Hunks with three lines around each; empty when the texts are equal. A NUL makes it one line that says that the files differ.</summary>
    /// <param name="old">The older bytes; null when there was no file.</param>
    /// <param name="now">The newer bytes; null when there is no file.</param>
    /// <param name="added">Lines added.</param>
    /// <param name="removed">Lines removed.</param>
    public static string Format(byte[]? old, byte[]? now, out int added, out int removed)
    {
        (added, removed) = (0, 0);
        if (old?.AsSpan().Contains((byte)0) == true || now?.AsSpan().Contains((byte)0) == true) return "Binary files differ\n";
        var (a, b) = (LineDiff.Lines(Text(old)), LineDiff.Lines(Text(now)));
        var hunks = LineDiff.Hunks(a, b);
        var text = new StringBuilder();
        for (var i = 0; i < hunks.Count;)
        {
            var last = i;
            while (last + 1 < hunks.Count && hunks[last + 1].OldStart - End(hunks[last]) <= 2 * Context) last++;
            var (first, until) = (Math.Max(0, hunks[i].OldStart - Context), Math.Min(a.Count, End(hunks[last]) + Context));
            var newFirst = hunks[i].NewStart - (hunks[i].OldStart - first);
            var newUntil = hunks[last].NewStart + hunks[last].NewCount + (until - End(hunks[last]));
            text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(first, until - first)} +{Range(newFirst, newUntil - newFirst)} @@\n");
            var at = first;
            for (; i <= last; i++)
            {
                for (; at < hunks[i].OldStart; at++) Line(text, ' ', a[at]);
                for (; at < End(hunks[i]); at++) Line(text, '-', a[at]);
                for (var n = 0; n < hunks[i].NewCount; n++) Line(text, '+', b[hunks[i].NewStart + n]);
                (added, removed) = (added + hunks[i].NewCount, removed + hunks[i].OldCount);
            }
            for (; at < until; at++) Line(text, ' ', a[at]);
        }
        return text.ToString();
    }

    private static int End(LineHunk hunk) => hunk.OldStart + hunk.OldCount;

    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)}{(count == 1 ? "" : $",{count}")}");

    private static void Line(StringBuilder text, char sign, string line)
    {
        text.Append(sign).Append(line);
        if (!line.EndsWith('\n')) text.Append("\n\\ No newline at end of file\n");
    }

    private static string Text(byte[]? bytes) => bytes is null ? "" : Encoding.UTF8.GetString(bytes);
}

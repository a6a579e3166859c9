using System.Text;

namespace MemU.Fs.History;

/// <summary>A place that two sides changed differently.</summary>
/// <param name="Line">First line in the base, from 1.</param>
/// <param name="Base">What stood there.</param>
/// <param name="Ours">What one side made of it.</param>
/// <param name="Theirs">What the other side made of it.</param>
public sealed record MergeConflict(int Line, string Base, string Ours, string Theirs);

/// <summary>Merges two changes of one text line by line. Nothing but whole lines of the three texts ever gets into the result: no markers.</summary>
internal static class ThreeWay
{
    /// <summary>The merged bytes; null when there are conflicts.</summary>
    public static byte[]? Merge(byte[] start, byte[] ours, byte[] theirs, List<MergeConflict> conflicts)
    {
        var (o, a, b) = (Lines(start), Lines(ours), Lines(theirs));
        var (left, right) = (LineDiff.Hunks(o, a), LineDiff.Hunks(o, b));
        var merged = new StringBuilder();
        var before = conflicts.Count;
        int at = 0, i = 0, j = 0;
        while (i < left.Count || j < right.Count)
        {
            var from = Math.Min(i < left.Count ? left[i].OldStart : int.MaxValue, j < right.Count ? right[j].OldStart : int.MaxValue);
            var (firstLeft, firstRight, until) = (i, j, from);
            // changes that overlap are judged as one; those that only touch stand side by side, what is inserted first
            var (insertsLeft, insertsRight) = (Inserts(left, i, from), Inserts(right, j, from));
            if (insertsLeft) i++;
            if (insertsRight) j++;
            for (var grown = !insertsLeft && !insertsRight; grown;)
            {
                grown = false;
                if (i < left.Count && (left[i].OldStart == from || left[i].OldStart < until)) (until, i, grown) = (Math.Max(until, End(left[i])), i + 1, true);
                if (j < right.Count && (right[j].OldStart == from || right[j].OldStart < until)) (until, j, grown) = (Math.Max(until, End(right[j])), j + 1, true);
            }
            Append(merged, o, at, from);
            var (mine, other) = (Side(o, a, left, firstLeft, i, from, until), Side(o, b, right, firstRight, j, from, until));
            if (j == firstRight || mine == other) merged.Append(mine);
            else if (i == firstLeft) merged.Append(other);
            else conflicts.Add(new(from + 1, Text(string.Concat(o.GetRange(from, until - from))), Text(mine), Text(other)));
            at = until;
        }
        Append(merged, o, at, o.Count);
        return conflicts.Count > before ? null : Encoding.Latin1.GetBytes(merged.ToString());
    }

    private static bool Inserts(List<LineHunk> hunks, int at, int from) => at < hunks.Count && hunks[at].OldStart == from && hunks[at].OldCount == 0;

    private static string Side(List<string> start, List<string> side, List<LineHunk> hunks, int first, int last, int from, int until)
    {
        var text = new StringBuilder();
        var at = from;
        for (var i = first; i < last; i++)
        {
            Append(text, start, at, hunks[i].OldStart);
            Append(text, side, hunks[i].NewStart, hunks[i].NewStart + hunks[i].NewCount);
            at = End(hunks[i]);
        }
        Append(text, start, at, until);
        return text.ToString();
    }

    private static void Append(StringBuilder text, List<string> lines, int from, int until)
    {
        for (var i = from; i < until; i++) text.Append(lines[i]);
    }

    private static int End(LineHunk hunk) => hunk.OldStart + hunk.OldCount;

    private static List<string> Lines(byte[] bytes) => LineDiff.Lines(LineDiff.Raw(bytes));

    private static string Text(string raw) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw));
}

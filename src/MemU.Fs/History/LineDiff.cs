using System.Text;
using DiffPlex;

namespace MemU.Fs.History;

/// <summary>A run of lines that differs.</summary>
/// <param name="OldStart">First line in the old text, from 0.</param>
/// <param name="OldCount">Lines that the new text lacks.</param>
/// <param name="NewStart">First line in the new text, from 0.</param>
/// <param name="NewCount">Lines that the old text lacks.</param>
internal readonly record struct LineHunk(int OldStart, int OldCount, int NewStart, int NewCount);

/// <summary>Compares texts line by line. A line keeps its ending, so that nothing of a file is lost in between.</summary>
internal static class LineDiff
{
    /// <summary>Above so many differing lines the middle counts as one replacement: an answer in bounded time for hostile files.</summary>
    private const int MostLines = 20_000;

    /// <summary>Bytes as text that keeps each of them, whatever their encoding.</summary>
    public static string Raw(byte[]? bytes) => bytes is null ? "" : Encoding.Latin1.GetString(bytes);

    /// <summary>The lines of a text, each with its line feed.</summary>
    public static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[at..end]);
            at = end;
        }
        return lines;
    }

    /// <summary>What differs, in order.</summary>
    public static List<LineHunk> Hunks(List<string> old, List<string> now)
    {
        int head = 0, tail = 0;
        while (head < old.Count && head < now.Count && old[head] == now[head]) head++;
        while (tail < old.Count - head && tail < now.Count - head && old[^(tail + 1)] == now[^(tail + 1)]) tail++;
        var (a, b) = (old.GetRange(head, old.Count - head - tail), now.GetRange(head, now.Count - head - tail));
        if (a.Count == 0 && b.Count == 0) return [];
        if (a.Count == 0 || b.Count == 0 || a.Count + b.Count > MostLines) return [new(head, a.Count, head, b.Count)];
        var found = Differ.Instance.CreateDiffs(string.Concat(a), string.Concat(b), ignoreWhiteSpace: false, ignoreCase: false, new ByLine());
        return [.. found.DiffBlocks.Select(d => new LineHunk(head + d.DeleteStartA, d.DeleteCountA, head + d.InsertStartB, d.InsertCountB))];
    }

    private sealed class ByLine : IChunker
    {
        public IReadOnlyList<string> Chunk(string text) => Lines(text);
    }
}

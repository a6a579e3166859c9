namespace MemU.Fs.History;

/// <summary>Finds where a file that is new in a commit was before: the same bytes, the same identity, or more than half of the text.</summary>
internal sealed class RenameFinder(Func<string, byte[]?> read, Func<byte[], string?>? identity)
{
    private const int MostCandidates = 300, MostBytes = 1 << 20;
    private const double Least = 0.5;

    /// <summary>The best among the deleted files; null when none fits.</summary>
    public TreeDelta? Source(string newBlob, IReadOnlyList<TreeDelta> deltas)
    {
        var gone = deltas.Where(d => d.Kind == TreeDeltaKind.Deleted).Take(MostCandidates).ToList();
        if (gone.Count == 0) return null;
        if (gone.Find(d => d.OldBlobId == newBlob) is { } same) return same;
        if (read(newBlob) is not { Length: <= MostBytes } bytes) return null;
        var (id, lines) = (identity?.Invoke(bytes), Count(bytes));
        TreeDelta? best = null;
        var score = Least;
        foreach (var delta in gone)
        {
            if (read(delta.OldBlobId!) is not { Length: <= MostBytes } old) continue;
            if (id is not null && identity!(old) == id) return delta;
            if (Similarity(lines, bytes.Length, old) is var now && now <= score) continue;
            (best, score) = (delta, now);
        }
        return best;
    }

    private static double Similarity(Dictionary<string, int> lines, int length, byte[] old)
    {
        var common = 0;
        foreach (var (line, count) in Count(old))
            if (lines.TryGetValue(line, out var other)) common += line.Length * Math.Min(count, other);
        return (double)common / Math.Max(1, Math.Max(length, old.Length));
    }

    private static Dictionary<string, int> Count(byte[] bytes)
    {
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in LineDiff.Lines(LineDiff.Raw(bytes))) count[line] = count.GetValueOrDefault(line) + 1;
        return count;
    }
}

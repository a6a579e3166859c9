using MemU.Fs.History;

namespace MemU.Fs.Remotes;

/// <summary>What two commits have in common, and what each has made of it since.</summary>
/// <param name="Commit">The commit that both come from; null where there is none, or where it was put together from several.</param>
/// <param name="Ours">What our side changed.</param>
/// <param name="Theirs">What theirs changed.</param>
/// <param name="Read">A blob's bytes by its id, those of the common files included.</param>
/// <param name="IsNone">True for two histories that have nothing in common.</param>
internal sealed record MergeStart(string? Commit, IReadOnlyList<TreeDelta> Ours, IReadOnlyList<TreeDelta> Theirs, Func<string, byte[]?> Read, bool IsNone)
{
    /// <summary>Finds it.</summary>
    public static MergeStart Of(GitHistory history, string? ours, string theirs, HashSet<string> purged)
    {
        IReadOnlyList<string> bases = ours is null ? [] : history.MergeBases(ours, theirs);
        if (bases.Count < 2)
        {
            var start = bases.Count == 0 ? null : bases[0];
            return new(start, ours is null ? [] : history.Changes(start, ours), history.Changes(start, theirs), history.ReadBlob, bases.Count == 0);
        }
        var crossed = new CrossedHistories(history, purged);
        var common = crossed.Common(bases);
        return new(null, CrossedHistories.Changes(common, crossed.Files(ours!)), CrossedHistories.Changes(common, crossed.Files(theirs)), crossed.Read, IsNone: false);
    }
}

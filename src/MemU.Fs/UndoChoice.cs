using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// What an undo takes back. Without a name that is the last operation of this machine: what others made and a sync brought is taken back only where
/// somebody names it, since the next sync would take it back for everybody.
/// </summary>
/// <param name="Commits">The commits, newest first.</param>
/// <param name="Notes">Remarks for people.</param>
internal sealed record UndoChoice(IReadOnlyList<string> Commits, IReadOnlyList<string> Notes)
{
    /// <summary>Chooses.</summary>
    /// <exception cref="MemUException">There is no such commit, or nothing left to take back.</exception>
    public static UndoChoice Of(GitHistory history, string? revision, string? session)
    {
        if (revision is not null) return new([history.Resolve(revision)], []);
        if (session is null) return Last(history);
        var found = Living(history.Log()).Where(e => e.Trailers.Any(t => t.Key == CommitMessage.Session && t.Value == session)).Select(e => e.Commit).ToList();
        return found.Count > 0 ? new(found, []) : throw new MemUException(MemUErrorKind.NotFound, $"no commit that is not undone names the session '{session.ReplaceLineEndings(" ")}'.");
    }

    private static UndoChoice Last(GitHistory history)
    {
        var own = history.MadeHere();
        var (passed, newest) = (0, (LogEntry?)null);
        foreach (var entry in Living(history.Log()))
        {
            if (own is null || own.Contains(entry.Commit) && !history.IsMerge(entry.Commit)) return new([entry.Commit], newest is null ? [] : [Passed(passed, newest)]);
            newest ??= entry;
            passed++;
        }
        throw new MemUException(MemUErrorKind.NotFound, newest is null ? "there is no operation left to undo." : $"nothing that was made on this machine is left to undo. {Passed(passed, newest)}");
    }

    private static string Passed(int count, LogEntry newest) =>
        $"{count} newer {(count == 1 ? "commit that came with a sync was" : "commits that came with a sync were")} passed over; to take the newest back, for everybody once it is synced: memu undo {newest.Commit[..10]} ({newest.Subject})";

    /// <summary>The operations that are neither an undo nor undone.</summary>
    private static IEnumerable<LogEntry> Living(IEnumerable<LogEntry> log)
    {
        var dead = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in log)
        {
            if (dead.Contains(entry.Commit)) continue; // and an undo that was undone takes nothing back
            var undone = entry.Trailers.Where(t => t.Key == Undo.Undoes).Select(t => t.Value).ToList();
            if (undone.Count > 0) dead.UnionWith(undone);
            else yield return entry;
        }
    }
}

using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Changes;

/// <summary>Makes events of commits. The line of first parents is followed, so that the events put together are what has changed, and a merge is one event with all that it brought.</summary>
internal static class ChangeReader
{
    private const int MostFiles = 500, MostCharacters = 100_000, MostCompared = 2_000;

    /// <summary>The commits after one, oldest first; null where it is not among so many, or not known.</summary>
    /// <param name="history">The history.</param>
    /// <param name="after">The commit; empty for all from the first.</param>
    /// <param name="most">How many are looked at.</param>
    public static IReadOnlyList<string>? After(GitHistory history, string after, int most)
    {
        var found = new List<string>();
        try
        {
            if (after.Length > 0 && !history.Exists(after)) return null;
            for (var at = history.Head; at != (after.Length == 0 ? null : after); at = history.ParentOf(at))
            {
                if (at is null || found.Count == most) return null;
                found.Add(at);
            }
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.NotFound)
        {
            return null; // a clone that has only the newest commits
        }
        found.Reverse();
        return found;
    }

    /// <summary>The event of a commit; null where nothing of it is shown.</summary>
    public static ChangeEvent? Of(GitHistory history, string commit, ShownFiles shown)
    {
        var deltas = history.Changes(history.ParentOf(commit), commit);
        var renames = deltas.Count <= MostCompared ? history.Renames(deltas, MemoryIdentity.Of) : new Dictionary<string, string>();
        var gone = deltas.Where(d => d.Kind == TreeDeltaKind.Deleted).ToDictionary(d => d.Path, d => d.OldBlobId, StringComparer.Ordinal);
        var moved = renames.Values.ToHashSet(StringComparer.Ordinal);
        var (files, isWhole, characters) = (new List<ChangedFile>(), true, 0);
        var isCut = false;
        foreach (var delta in deltas.OrderBy(d => d.Path, StringComparer.Ordinal))
        {
            if (delta.Kind == TreeDeltaKind.Deleted && moved.Contains(delta.Path)) continue; // told with its new name
            if (files.Count == MostFiles || characters > MostCharacters)
            {
                (isCut, isWhole) = (true, isWhole && shown.IsEverything);
                break;
            }
            var from = renames.GetValueOrDefault(delta.Path);
            var (before, now) = (from ?? delta.Path, delta.Path);
            var (wasShown, isShown) = (shown.Has(before, from is null ? delta.OldBlobId : gone[from], history), shown.Has(now, delta.NewBlobId, history));
            isWhole &= IsSaid(before, from is null ? delta.OldBlobId : gone[from], wasShown) && IsSaid(now, delta.NewBlobId, isShown);
            if (FileOf(before, wasShown, now, isShown) is not { } file) continue;
            characters += file.Path.Length + (file.From?.Length ?? 0);
            files.Add(file);
        }
        if (files.Count == 0) return null;
        var view = HistoryText.View(history.Describe(commit));
        return new() { Commit = commit, At = view.When, Author = view.Author, Subject = isWhole ? view.Subject : null, Session = isWhole ? view.Session : null, Files = files, More = isCut };
    }

    // what comes from where it is not shown is new, and what goes there is gone
    private static ChangedFile? FileOf(string before, bool wasShown, string now, bool isShown) => (wasShown, isShown) switch
    {
        (false, false) => null,
        (false, true) => new(now, "added"),
        (true, false) => new(before, "removed"),
        _ => before == now ? new(now, "modified") : new(now, "renamed") { From = before },
    };

    // what a commit says of itself may speak of each of its files
    private static bool IsSaid(string path, string? blob, bool isShown) => isShown || blob is null || ShownFiles.IsMachinery(path);
}

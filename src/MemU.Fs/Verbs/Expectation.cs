using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>Compares what a caller last saw with what is there, so that nobody overwrites what he has not read.</summary>
internal static class Expectation
{
    /// <summary>Fails when the file is not as expected; the error holds the text that is there and the caller's.</summary>
    /// <param name="open">The tree.</param>
    /// <param name="expected">git's id of the bytes, its first digits, or a commit; null for whatever is there.</param>
    /// <param name="now">The file as it is.</param>
    /// <param name="ours">Makes the caller's version out of the one that the caller saw; null for a removal.</param>
    public static void Check(OpenTree open, string? expected, MemoryDocument now, Action<MemoryDocument>? ours)
    {
        if (string.IsNullOrWhiteSpace(expected)) return;
        var revision = GitHistory.BlobId(now.ToBytes());
        if (expected.Length >= 7 && revision.StartsWith(expected, StringComparison.OrdinalIgnoreCase)) return;
        var history = open.RequiredHistory;
        var seen = history.ReadBlob(expected.ToLowerInvariant()) is { } blob ? blob : Commit(history, expected) is { } commit ? history.ReadAt(now.Path.Value, commit) : null;
        if (seen is not null && GitHistory.BlobId(seen) == revision) return;
        if (seen is null && !expected.All(char.IsAsciiHexDigit))
            throw new MemUException(MemUErrorKind.BadArgument, $"'{expected}' names no version of {now.Path}: give the revision that memu show --json tells, or a commit that has the file.");
        throw new MemoryConflictException(now.Path.Value, $"it has changed since {expected}: it is at {revision} now; nothing was written. Read it again, then repeat with that revision.", now.Text, Ours(seen is null ? now : MemoryDocument.Parse(now.Path, seen), ours));
    }

    /// <summary>Fails when a file of the folder has changed since a commit.</summary>
    public static void CheckFolder(OpenTree open, string? expected, MemoryPath folder)
    {
        if (string.IsNullOrWhiteSpace(expected)) return;
        var history = open.RequiredHistory;
        var commit = Commit(history, expected) ?? throw new MemUException(MemUErrorKind.BadArgument, $"'{expected}' is no commit; a folder is compared with a commit, for example HEAD.");
        var changed = history.Changes(commit, history.Head!).Select(c => c.Path).Where(p => MemoryPath.FromListing(p).IsWithin(folder)).ToList();
        if (changed.Count > 0) throw new MemoryConflictException(folder.Value, $"{changed.Count} of its files have changed since {expected} ({string.Join(", ", changed.Take(5))}); nothing was written.", null, null);
    }

    private static string? Commit(GitHistory history, string revision)
    {
        try
        {
            return history.Resolve(revision);
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.NotFound or MemUErrorKind.BadArgument)
        {
            return null; // no commit of that name: then it can only be the id of bytes that were never committed, and that is a conflict
        }
    }

    private static string? Ours(MemoryDocument seen, Action<MemoryDocument>? ours)
    {
        if (ours is null) return null;
        try
        {
            ours(seen);
            return seen.Text;
        }
        catch (MemUException e)
        {
            return $"(the change can't be made to the version that you saw: {e.Message})";
        }
    }
}

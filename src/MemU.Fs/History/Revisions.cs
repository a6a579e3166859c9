using System.Globalization;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>From what people write for a revision to a commit.</summary>
internal static class Revisions
{
    public static string Resolve(Repository repository, string? head, string revision)
    {
        var shown = CommitMessage.OneLine(revision, 80);
        if (string.IsNullOrWhiteSpace(revision)) throw new MemUException(MemUErrorKind.BadArgument, "The revision is empty.");
        if (Known(repository, revision) is { } exact) return exact.Sha;
        if (EventTime.TryParse(revision, out var time))
        {
            // A day, month or year is meant as its end; an instant as itself.
            var last = time.End > time.Start ? time.End.AddTicks(-1) : time.Start;
            for (var at = head is null ? null : repository.Lookup<Commit>(head); at is not null; at = at.Parents.FirstOrDefault())
                if (at.Committer.When <= last) return at.Sha;
            throw new MemUException(MemUErrorKind.NotFound, string.Create(CultureInfo.InvariantCulture, $"The history has no commit up to {shown}."));
        }
        throw new MemUException(MemUErrorKind.NotFound, $"'{shown}' names no commit: give a branch, a tag, a commit's id, HEAD~2 or an ISO date.");
    }

    private static Commit? Known(Repository repository, string revision)
    {
        if (revision.Length > 1_000) return null;
        try
        {
            if (revision.Contains('-', StringComparison.Ordinal) && EventTime.TryParse(revision, out _) && !IsName(repository, "refs/heads/" + revision) && !IsName(repository, "refs/tags/" + revision))
                return null; // a date, even if the library could read it as something else
            return repository.Lookup<GitObject>(revision)?.Peel<Commit>();
        }
        catch (LibGit2SharpException)
        {
            return null; // not a revision, ambiguous, or not a commit; the caller says so
        }
    }

    private static bool IsName(Repository repository, string name) => Reference.IsValidName(name) && repository.Refs[name] is not null;
}

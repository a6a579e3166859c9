using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>Commits for a walk: from git's commit graph where they are in it, else from their objects.</summary>
internal sealed class CommitNodes(Repository repository, CommitGraph? graph)
{
    /// <summary>A commit.</summary>
    /// <exception cref="MemUException">The repository does not have it.</exception>
    public CommitNode Of(ObjectId id)
    {
        if (graph?.Find(id) is { } known) return known;
        var commit = repository.Lookup<Commit>(id) ?? throw new MemUException(MemUErrorKind.System, $"The repository lacks the commit {id.Sha}, or it is damaged; `git fsck` tells more.");
        return new(id, commit.Tree.Id, commit.Committer.When.ToUnixTimeSeconds(), [.. commit.Parents.Select(p => p.Id)], -1);
    }

    /// <summary>Whether a commit may differ from its first parent at a path; false is certain.</summary>
    public bool MayChange(CommitNode commit, ReadOnlySpan<byte> path) => commit.Number < 0 || graph!.MayChange(commit.Number, path);
}

using MemU.Fs.Model;

namespace MemU.Fs.History;

public sealed partial class GitHistory
{
    /// <summary>git's own folder.</summary>
    public string GitFolder => _gitFolder;

    /// <summary>Prepares to take something out of all of history; nothing that anybody sees changes before it is published.</summary>
    /// <exception cref="MemUException">The memory lies in a larger repository, or the repository shares objects or work trees with others.</exception>
    public HistoryPurge PreparePurge(PurgeRules rules, bool dryRun, CancellationToken cancellationToken)
    {
        RefuseToPurge();
        SettleIndex();
        return new(_gitFolder, _top, rules, LockTimeout, dryRun, cancellationToken);
    }

    /// <summary>The blobs (40 hex) that lie, in any commit, reachable or not, at a path that is asked for, each with that path.</summary>
    public IReadOnlySet<(string Path, string Blob)> BlobsAt(Func<string, bool> isWanted)
    {
        RefuseToPurge();
        using var files = new ObjectFiles(Path.Combine(_gitFolder, "objects"));
        return PurgeMap.BlobsAt(files, isWanted).Select(b => (b.Path, b.Id.Sha)).ToHashSet();
    }

    private void RefuseToPurge()
    {
        RefuseIfBlocked();
        string? why = null;
        if (Prefix.Length > 0) why = $"the memory lies in the larger repository {_top}, whose whole history would have to be rewritten";
        else if (File.Exists(Path.Combine(_top, ".git"))) why = "the repository is a linked work tree or a submodule of another one";
        else if (Directory.Exists(Path.Combine(_gitFolder, "worktrees")) && Directory.EnumerateDirectories(Path.Combine(_gitFolder, "worktrees")).Any()) why = "the repository has linked work trees (git worktree list); remove them first";
        else if (File.Exists(Path.Combine(_gitFolder, "objects", "info", "alternates"))) why = "the repository borrows objects of another one (objects/info/alternates); run `git repack -a -d` and remove that file first";
        if (why is not null) throw new MemUException(MemUErrorKind.NotAllowed, $"nothing was purged: {why}.");
    }
}

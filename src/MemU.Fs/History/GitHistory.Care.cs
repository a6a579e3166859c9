using LibGit2Sharp;

namespace MemU.Fs.History;

public sealed partial class GitHistory
{
    private const int MostAncestors = 50;

    /// <summary>The folder of git's objects.</summary>
    public string ObjectsFolder => _objects.Folder;

    /// <summary>The top folder of the repository.</summary>
    public string TopFolder => _top;

    /// <summary>
    /// Files of the memory for which git's index names what a recent commit had, while HEAD and the disk agree on something newer: a process died between
    /// the two. What a person has staged is not among them.
    /// </summary>
    public IReadOnlyList<string> LaggingPaths() => [.. Lagging().Select(c => Outside(c.Path))];

    /// <summary>Has git's index name for those files what HEAD has; returns them.</summary>
    public IReadOnlyList<string> MendIndex()
    {
        RefuseIfBlocked();
        var lagging = Lagging();
        if (lagging.Count > 0) ApplyToIndex(lagging, TreeOf(Head));
        return [.. lagging.Select(c => Outside(c.Path))];
    }

    /// <summary>What is wrong with the remotes as they are configured; none of them is contacted.</summary>
    public IReadOnlyList<(string Message, string Fix)> RemoteProblems()
    {
        var problems = new List<(string, string)>();
        foreach (var remote in Repository.Network.Remotes)
        {
            var isLocal = !remote.Url.Contains("://", StringComparison.Ordinal) && (!remote.Url.Contains(':', StringComparison.Ordinal) || Path.IsPathRooted(remote.Url));
            if (isLocal && !Directory.Exists(Path.GetFullPath(remote.Url, _top))) problems.Add(($"the remote {remote.Name} is the folder {remote.Url}, which is not there", $"git remote set-url {remote.Name} <url>"));
            if (Uri.TryCreate(remote.Url, UriKind.Absolute, out var url) && url.UserInfo.Contains(':', StringComparison.Ordinal))
                problems.Add(($"the address of the remote {remote.Name} holds a password, which everybody who can read .git/config sees", $"git remote set-url {remote.Name} {url.Scheme}://{url.Authority}{url.AbsolutePath}"));
        }
        if (Branch is { } branch && Setting($"branch.{branch}.remote") is { } upstream && upstream != "." && Repository.Network.Remotes[upstream] is null)
            problems.Add(($"the branch {branch} follows the remote {upstream}, which is not configured", $"git branch --unset-upstream {branch}"));
        return problems;
    }

    private List<PathChange> Lagging()
    {
        SettleIndex();
        var index = Path.Combine(_gitFolder, "index");
        if (Head is not { } head || !File.Exists(index) || IndexIsHeld) return [];
        var staged = new Dictionary<string, (ObjectId Id, int Mode)>(StringComparer.Ordinal);
        try
        {
            for (var reader = new IndexReader(File.ReadAllBytes(index)); reader.MoveNext();)
                if (reader.Stage == 0 && !reader.IsSkipWorktree && !reader.IsIntentToAdd) staged[GitName.FromBytes(reader.Name)] = (new(reader.Id.ToArray()), reader.Mode);
        }
        catch (InvalidDataException)
        {
            return []; // a damaged index is told by whoever must write it
        }
        var tree = TreeOf(head);
        var lagging = new List<PathChange>();
        foreach (var file in _trees.Files(_trees.FindPath(tree, _rawPrefix) is { IsTree: true } own ? own.Id : null, _rawPrefix).Where(f => f.IsFile))
        {
            (ObjectId Id, int Mode)? entry = staged.Remove(file.Name, out var known) ? known : null;
            if (entry?.Id == file.Id || OnDisk(file.Name) != file.Id.Sha || !WasLately(head, file.Name, entry?.Id)) continue;
            lagging.Add(new(file.Name, entry?.Id, entry?.Mode ?? 0, file.Id, file.Mode));
        }
        var prefix = _rawPrefix.Length == 0 ? "" : _rawPrefix + "/";
        foreach (var (path, entry) in staged)
            if (path.StartsWith(prefix, StringComparison.Ordinal) && _trees.FindPath(tree, path) is null && OnDisk(path) is null && WasLately(head, path, entry.Id)) lagging.Add(new(path, entry.Id, entry.Mode, null, 0));
        return [.. lagging.OrderBy(c => c.Path, StringComparer.Ordinal)];
    }

    private string? OnDisk(string rawPath) => Path.Combine(_top, GitName.FromRaw(rawPath)) is var file && File.Exists(file) ? BlobId(File.ReadAllBytes(file)) : null;

    private bool WasLately(string head, string rawPath, ObjectId? id)
    {
        var at = Lookup(head);
        for (var i = 0; i < MostAncestors && at.Parents.FirstOrDefault() is { } parent; i++, at = parent)
            if ((_trees.FindPath(parent.Tree.Id, rawPath) is { IsFile: true } line ? line.Id : null) == id) return true;
        return false;
    }
}

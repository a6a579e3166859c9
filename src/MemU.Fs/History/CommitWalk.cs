using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>
/// Walks history newest first and yields the commits that touched one path, as <c>git log -- path</c> does: at a merge that took the path
/// from one side, only that side is followed. One tree is read per commit while the path's folder stays the same.
/// </summary>
internal sealed class CommitWalk(TreeReader trees, string path)
{
    private readonly string[] _segments = path.Length == 0 ? [] : path.Split('/');
    private readonly PriorityQueue<(Commit Commit, ObjectId?[] Chain), (long Time, int Order)> _queue = new();
    private readonly HashSet<ObjectId> _seen = [];

    /// <summary>The commits from this one back.</summary>
    public IEnumerable<Commit> From(Commit head)
    {
        Enqueue(head, Chain(head, null));
        while (_queue.TryDequeue(out var next, out _))
        {
            var (commit, chain) = next;
            var parents = commit.Parents.Select(p => (Commit: p, Chain: Chain(p, chain))).ToArray();
            var same = _segments.Length == 0 ? -1 : Array.FindIndex(parents, p => p.Chain[^1] == chain[^1]);
            if (same >= 0)
            {
                Enqueue(parents[same].Commit, parents[same].Chain);
                continue;
            }
            foreach (var parent in parents) Enqueue(parent.Commit, parent.Chain);
            if (parents.Length > 0 || chain[^1] is not null) yield return commit;
        }
    }

    private void Enqueue(Commit commit, ObjectId?[] chain)
    {
        if (_seen.Add(commit.Id)) _queue.Enqueue((commit, chain), (-commit.Committer.When.ToUnixTimeSeconds(), _seen.Count));
    }

    /// <summary>The ids of root tree, folders and entry; what equals the neighbor's from some folder down is not read again.</summary>
    private ObjectId?[] Chain(Commit commit, ObjectId?[]? neighbor)
    {
        var chain = new ObjectId?[_segments.Length + 1];
        chain[0] = commit.Tree.Id;
        for (var i = 0; i < _segments.Length; i++)
        {
            if (neighbor is not null && chain[i] == neighbor[i])
            {
                Array.Copy(neighbor, i, chain, i, chain.Length - i);
                break;
            }
            var line = chain[i] is { } tree ? trees.Find(tree, _segments[i]) : null;
            // A file where a folder was asked for has nothing below it.
            chain[i + 1] = line is { } found && (found.IsTree || i == _segments.Length - 1) ? found.Id : null;
        }
        return chain;
    }
}

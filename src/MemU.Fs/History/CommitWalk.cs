using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>
/// Walks history newest first and yields the commits that touched one path, as <c>git log -- path</c> does: at a merge that took the path
/// from one side, only that side is followed. Where git has noted what a commit changed nothing of it is read; else one tree is read per
/// commit while the path's folder stays the same.
/// </summary>
internal sealed class CommitWalk(CommitNodes commits, TreeReader trees, string path)
{
    private readonly string[] _segments = path.Length == 0 ? [] : path.Split('/');
    private readonly byte[] _bytes = GitName.ToBytes(path);
    private readonly PriorityQueue<(CommitNode Commit, ObjectId?[]? Chain), (long Time, int Order)> _queue = new();
    private readonly HashSet<ObjectId> _seen = [];

    /// <summary>The commits from this one back.</summary>
    public IEnumerable<ObjectId> From(ObjectId head)
    {
        Enqueue(commits.Of(head), null);
        while (_queue.TryDequeue(out var next, out _))
        {
            var commit = next.Commit;
            if (_bytes.Length > 0 && !commits.MayChange(commit, _bytes))
            {
                // as in its first parent, or never there
                if (commit.Parents.Count > 0) Enqueue(commits.Of(commit.Parents[0]), null);
                continue;
            }
            var chain = next.Chain ?? Chain(commit, null);
            var parents = commit.Parents.Select(commits.Of).Select(p => (Commit: p, Chain: Chain(p, chain))).ToArray();
            var same = _segments.Length == 0 ? -1 : Array.FindIndex(parents, p => p.Chain[^1] == chain[^1]);
            if (same >= 0)
            {
                Enqueue(parents[same].Commit, parents[same].Chain);
                continue;
            }
            foreach (var parent in parents) Enqueue(parent.Commit, parent.Chain);
            if (parents.Length > 0 || chain[^1] is not null) yield return commit.Id;
        }
    }

    private void Enqueue(CommitNode commit, ObjectId?[]? chain)
    {
        if (_seen.Add(commit.Id)) _queue.Enqueue((commit, chain), (-commit.Time, _seen.Count));
    }

    /// <summary>The ids of root tree, folders and entry; what equals the neighbor's from some folder down is not read again.</summary>
    private ObjectId?[] Chain(CommitNode commit, ObjectId?[]? neighbor)
    {
        var chain = new ObjectId?[_segments.Length + 1];
        chain[0] = commit.Tree;
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

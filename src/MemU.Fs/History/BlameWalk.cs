using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>Finds the commit that each line of a file comes from: whatever a parent has already is the parent's.</summary>
/// <param name="trees">The trees.</param>
/// <param name="read">The bytes of a blob.</param>
/// <param name="earlier">Where a path that a parent lacks was in it: parent, commit, path; null when it is new.</param>
internal sealed class BlameWalk(TreeReader trees, Func<ObjectId, byte[]?> read, Func<Commit, Commit, string, string?> earlier)
{
    private readonly Dictionary<(ObjectId, string), List<(int Line, int Here)>> _waiting = [];
    private readonly PriorityQueue<(Commit Commit, string Path), (long, int)> _queue = new();

    /// <summary>For each line: the commit, and the file's raw path and the line's number (from 0) in it.</summary>
    public (Commit Commit, string Path, int Line)[] Run(Commit head, string path, int lines)
    {
        var found = new (Commit, string, int)[lines];
        Hand(head, path, [.. Enumerable.Range(0, lines).Select(i => (i, i))]);
        while (_queue.TryDequeue(out var next, out _))
        {
            if (!_waiting.Remove((next.Commit.Id, next.Path), out var rest)) continue;
            foreach (var (line, here) in Pass(next.Commit, next.Path, rest)) found[line] = (next.Commit, next.Path, here);
        }
        return found;
    }

    /// <summary>Hands to the parents what is theirs; the rest is the commit's own.</summary>
    private List<(int Line, int Here)> Pass(Commit commit, string path, List<(int Line, int Here)> rest)
    {
        var blob = Blob(commit, path)!;
        var parents = commit.Parents.Select(p => (Commit: p, Path: Blob(p, path) is null ? earlier(p, commit, path) : path)).Where(p => p.Path is not null).ToList();
        foreach (var (parent, name) in parents)
            if (Blob(parent, name!) == blob)
            {
                Hand(parent, name!, rest);
                return [];
            }
        var lines = parents.Count == 0 ? null : LineDiff.Lines(LineDiff.Raw(read(blob)));
        foreach (var (parent, name) in parents)
        {
            if (rest.Count == 0) break;
            var old = LineDiff.Lines(LineDiff.Raw(read(Blob(parent, name!)!)));
            var hunks = LineDiff.Hunks(old, lines!);
            var (theirs, own) = (new List<(int, int)>(), new List<(int Line, int Here)>());
            foreach (var (line, here) in rest)
            {
                var shift = 0;
                var changed = false;
                foreach (var hunk in hunks)
                {
                    if (here < hunk.NewStart) break;
                    changed = here < hunk.NewStart + hunk.NewCount;
                    if (changed) break;
                    shift = hunk.OldStart + hunk.OldCount - hunk.NewStart - hunk.NewCount;
                }
                if (changed) own.Add((line, here));
                else theirs.Add((line, here + shift));
            }
            if (theirs.Count > 0) Hand(parent, name!, theirs);
            rest = own;
        }
        return rest;
    }

    private void Hand(Commit commit, string path, List<(int, int)> lines)
    {
        if (_waiting.TryGetValue((commit.Id, path), out var more))
        {
            more.AddRange(lines);
            return;
        }
        _waiting[(commit.Id, path)] = lines;
        _queue.Enqueue((commit, path), (-commit.Committer.When.ToUnixTimeSeconds(), _queue.Count));
    }

    private ObjectId? Blob(Commit commit, string path) => trees.FindPath(commit.Tree.Id, path) is { IsFile: true } line ? line.Id : null;
}

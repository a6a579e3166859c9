using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>A line of a file with where it comes from.</summary>
/// <param name="Commit">The commit (40 hex).</param>
/// <param name="Path">The file's path in that commit.</param>
/// <param name="Line">The line's number in that commit, from 1.</param>
public sealed record LineOrigin(string Commit, string Path, int Line);

public sealed partial class GitHistory
{
    private static readonly string[] Making = ["commit", "cherry-pick", "revert", "rebase", "am"]; // as git and we write it; not pull, merge, reset, clone or sync

    /// <summary>The commits that touched a file, newest first, through its renames; for a folder or a gone file the same as <see cref="Log"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">What makes two texts the same memory, its id; null where a text has none.</param>
    /// <param name="max">At most so many.</param>
    public IEnumerable<LogEntry> LogFollowing(string path, Func<byte[], string?>? identity = null, int max = int.MaxValue) =>
        Follow(path, identity).Take(max).Select(f => Entry(f.Commit) with { Path = Outside(f.Path), RenamedFrom = f.From is null ? null : Outside(f.From) });

    /// <summary>The path that a file of today had at a revision; null when it was not there under any name.</summary>
    public string? PathAt(string path, string revision, Func<byte[], string?>? identity = null)
    {
        var commit = Resolve(revision);
        if (BlobIdAt(path, commit) is not null) return path;
        foreach (var (_, _, from) in Follow(path, identity))
            if (from is not null && BlobIdAt(Outside(from), commit) is not null) return Outside(from);
        return null;
    }

    /// <summary>Where each line of a file comes from, through renames; a line ends with its line feed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="revision">The revision; null for the current commit.</param>
    /// <param name="identity">What makes two texts the same memory.</param>
    /// <exception cref="MemUException">The revision does not have the file.</exception>
    public IReadOnlyList<LineOrigin> Blame(string path, string? revision = null, Func<byte[], string?>? identity = null)
    {
        var commit = Commit(revision);
        if (commit is null || FileAt(path, commit) is not { } file)
            throw new MemUException(MemUErrorKind.NotFound, $"'{CommitMessage.OneLine(path, 200)}' is in no commit yet.");
        var lines = LineDiff.Lines(LineDiff.Raw(ReadBlob(file.Id))).Count;
        var walk = new BlameWalk(_trees, ReadBlob, (parent, child, raw) => Earlier(parent, child, raw, identity));
        return [.. walk.Run(Lookup(commit), Full(path), lines).Select(f => new LineOrigin(f.Commit.Sha, Outside(f.Path), f.Line + 1))];
    }

    /// <summary>For each line of the newer bytes the number (from 0) of the same line in the older; -1 where it is new.</summary>
    public static IReadOnlyList<int> MapLines(byte[]? old, byte[] now)
    {
        var lines = LineDiff.Lines(LineDiff.Raw(now));
        var map = new int[lines.Count];
        var (at, shift) = (0, 0);
        foreach (var hunk in LineDiff.Hunks(LineDiff.Lines(LineDiff.Raw(old)), lines))
        {
            for (; at < hunk.NewStart; at++) map[at] = at + shift;
            for (; at < hunk.NewStart + hunk.NewCount; at++) map[at] = -1;
            shift = hunk.OldStart + hunk.OldCount - at;
        }
        for (; at < map.Length; at++) map[at] = at + shift;
        return map;
    }

    /// <summary>Merges two changes of one text; null when they can't both hold, which <paramref name="conflicts"/> then shows.</summary>
    public static byte[]? Merge(byte[] start, byte[] ours, byte[] theirs, ICollection<MergeConflict> conflicts)
    {
        var found = new List<MergeConflict>();
        var merged = ThreeWay.Merge(start, ours, theirs, found);
        foreach (var conflict in found) conflicts.Add(conflict);
        return merged;
    }

    /// <summary>One commit as the log has it.</summary>
    public LogEntry Describe(string commit) => Entry(Lookup(commit));

    /// <summary>The first parent of a commit; null for the first commit.</summary>
    public string? ParentOf(string commit) => Lookup(commit).Parents.FirstOrDefault()?.Sha;

    /// <summary>Whether a commit brings several histories together.</summary>
    public bool IsMerge(string commit) => Lookup(commit).Parents.Count() > 1;

    /// <summary>The commits that were made in this repository, as git's log of HEAD has them; null where nothing ever came from elsewhere, so that all of them were.</summary>
    public IReadOnlySet<string>? MadeHere()
    {
        var met = Repository.Refs.Any(r => r.CanonicalName.StartsWith("refs/remotes/", StringComparison.Ordinal) || r.CanonicalName.StartsWith("refs/memu/seen/", StringComparison.Ordinal));
        var log = Path.Combine(_gitFolder, "logs", "HEAD");
        if (!met) return null;
        var made = new HashSet<string>(StringComparer.Ordinal);
        if (!File.Exists(log)) return made;
        foreach (var line in File.ReadLines(log))
            if (line.Length > 82 && line.IndexOf('\t', StringComparison.Ordinal) is > 0 and var tab && Array.Exists(Making, m => line.AsSpan(tab + 1).StartsWith(m))) made.Add(line[41..81]);
        return made;
    }

    /// <summary>Pairs files that are gone with new ones that continue them: new path to old path.</summary>
    public IReadOnlyDictionary<string, string> Renames(IReadOnlyList<TreeDelta> deltas, Func<byte[], string?>? identity = null)
    {
        var (finder, left, pairs) = (new RenameFinder(ReadBlob, identity), deltas.ToList(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var added in deltas.Where(d => d.Kind == TreeDeltaKind.Added))
        {
            if (finder.Source(added.NewBlobId!, left) is not { } source) continue;
            left.Remove(source);
            pairs[added.Path] = source.Path;
        }
        return pairs;
    }

    private IEnumerable<(Commit Commit, string Path, string? From)> Follow(string path, Func<byte[], string?>? identity)
    {
        if (Head is not { } head) yield break;
        var (seen, commits) = (new HashSet<ObjectId>(), Nodes());
        var next = new Queue<(ObjectId From, string Path)>([(Lookup(head).Id, Full(path))]);
        while (next.TryDequeue(out var start))
            foreach (var id in new CommitWalk(commits, _trees, start.Path).From(start.From))
            {
                if (!seen.Add(id)) continue;
                var commit = Lookup(id.Sha);
                var parent = commit.Parents.FirstOrDefault();
                var isNew = parent is not null && start.Path.Length > 0 && _trees.FindPath(commit.Tree.Id, start.Path) is { IsFile: true } && commit.Parents.All(p => _trees.FindPath(p.Tree.Id, start.Path) is null);
                var from = isNew ? Earlier(parent!, commit, start.Path, identity) : null;
                yield return (commit, start.Path, from);
                if (from is null) continue;
                next.Enqueue((parent!.Id, from));
                break; // an older file of the same name is another file
            }
    }

    private string? Earlier(Commit parent, Commit commit, string raw, Func<byte[], string?>? identity)
    {
        if (_trees.FindPath(commit.Tree.Id, raw) is not { IsFile: true } file) return null;
        var source = new RenameFinder(ReadBlob, identity).Source(file.Id.Sha, Deltas(MemoryTree(parent.Sha), MemoryTree(commit.Sha)));
        return source is null ? null : Full(source.Path);
    }

    private string Full(string path) => GitName.Join(_rawPrefix, GitName.ToRaw(path.Trim('/')));
}

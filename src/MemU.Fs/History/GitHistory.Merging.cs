using System.Text;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

public sealed partial class GitHistory
{
    /// <summary>The newest commits that both come from, oldest first: none for unrelated histories, several where they crossed.</summary>
    public IReadOnlyList<string> MergeBases(string a, string b) => a == b ? [a] : [.. History.MergeBases.Of(Repository, Lookup(a), Lookup(b)).Select(c => c.Sha)];

    /// <summary>Whether a commit is another one or before it.</summary>
    public bool IsBefore(string commit, string later) => commit == later || Repository.ObjectDatabase.FindMergeBase(Lookup(commit), Lookup(later))?.Sha == commit;

    /// <summary>How many commits one has that the other has not.</summary>
    public int CountBehind(string? from, string to) =>
        Repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = to, ExcludeReachableFrom = from is null ? null : (object)from }).Count();

    /// <summary>Writes a commit that follows two others; nothing refers to it until it is published. Its tree is ours with the changes.</summary>
    public PreparedCommit PrepareMerge(IReadOnlyList<TreeChange> changes, CommitInfo info, string? ours, string theirs)
    {
        RefuseIfBlocked();
        if (changes.Count >= PackFrom) _objects.Collect();
        try
        {
            var writer = new TreeWriter(_trees, _objects, IsExecutable);
            foreach (var change in changes) writer.Add(GitName.Join(_rawPrefix, GitName.Check(change.Path)), change.Content);
            var tree = writer.Write(TreeOf(ours));
            var who = Person(info);
            var text = new StringBuilder("tree ").Append((tree ?? _objects.Write("tree", [])).Sha).Append('\n');
            foreach (var parent in new[] { ours, theirs }.OfType<string>()) text.Append("parent ").Append(parent).Append('\n');
            text.Append("author ").Append(who).Append("\ncommitter ").Append(who).Append("\n\n").Append(CommitMessage.Format(info.Subject, info.Body, info.Trailers));
            var commit = _objects.Write("commit", Encoding.UTF8.GetBytes(text.ToString()));
            _objects.Finish();
            return new(ours, commit.Sha, [.. writer.Changes.Select(c => Outside(c.Path))], [.. writer.Changes.Select(c => c.After?.Sha)]) { Changes = writer.Changes };
        }
        finally
        {
            _objects.Drop();
        }
    }

    /// <summary>Going on to a commit that is there already and that follows ours.</summary>
    public PreparedCommit PrepareForward(string? ours, string theirs)
    {
        RefuseIfBlocked();
        var deltas = Deltas(ours is null ? null : MemoryTree(ours), MemoryTree(theirs));
        return new(ours, theirs, [.. deltas.Select(d => d.Path)], [.. deltas.Select(d => d.NewBlobId)]) { IsForward = true };
    }

    /// <summary>What the other's tree holds that must not come into a work tree, with the reason; what ours has in the same way is not looked at.</summary>
    public IEnumerable<(string Path, string Why)> Unsafe(string? ours, string theirs) => Unsafe(ours is null ? null : TreeOf(ours), TreeOf(theirs), "");

    private IEnumerable<(string Path, string Why)> Unsafe(ObjectId? ours, ObjectId? theirs, string path)
    {
        if (ours == theirs) yield break;
        var (mine, names) = (_trees.Read(ours), new HashSet<string>(StringComparer.Ordinal));
        foreach (var line in _trees.Read(theirs))
        {
            var full = GitName.Join(path, line.Name);
            var shown = CommitMessage.OneLine(GitName.FromRaw(full), 200);
            var same = mine.FirstOrDefault(l => l.Name == line.Name);
            if (same.Name is not null && same == line) continue;
            if (!names.Add(line.Name)) yield return (shown, "the name stands there twice");
            else if (NameProblem(full, line) is { } why) yield return (shown, why);
            else if (line.IsTree)
                foreach (var below in Unsafe(same.Name is not null && same.IsTree ? same.Id : null, line.Id, full)) yield return below;
        }
    }

    private string? NameProblem(string full, TreeLine line)
    {
        if (line.Mode == TreeLine.Link) return "it is a symbolic link";
        if (line.Mode == TreeLine.Submodule) return "it is a submodule";
        if (!line.IsTree && !line.IsFile) return "it is no file";
        if (line.Name.Length == 0 || line.Name.Contains('/', StringComparison.Ordinal)) return "its name is none";
        if (!GitName.IsUtf8(full)) return "its name is not UTF-8";
        var path = GitName.FromRaw(full);
        try
        {
            GitName.Check(path);
        }
        catch (MemUException)
        {
            return "its name leads out of the memory or into git's own folder";
        }
        if (path.AsSpan().IndexOfAny('\\', ':') >= 0 || path.Any(char.IsControl)) return "its name is another file's, or none, on some systems";
        if (OperatingSystem.IsWindows() && !MemoryPath.TryParse(path, out _, out var why)) return why;
        var inside = Prefix.Length > 0 && path.StartsWith(Prefix + "/", StringComparison.Ordinal) ? path[(Prefix.Length + 1)..] : path;
        return inside.Split('/') is [var top, var own, ..] && top.Equals(".memu", StringComparison.OrdinalIgnoreCase) && (own.Equals("state", StringComparison.OrdinalIgnoreCase) || own.Equals("cache", StringComparison.OrdinalIgnoreCase)) ? "that folder belongs to this machine alone" : null;
    }
}

using System.Globalization;
using System.Text;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

public sealed partial class GitHistory
{
    /// <summary>From so many changed files on the objects of a commit go into one pack.</summary>
    private const int PackFrom = 64;

    /// <summary>
    /// Writes the blobs, the touched trees and the commit on top of <see cref="Head"/>; nothing refers to it until it is published.
    /// </summary>
    /// <returns>The commit; null when the files would be the same as in the current one.</returns>
    /// <exception cref="MemUException">The repository is in a state in which nothing may be committed, or a path can't be.</exception>
    public PreparedCommit? Prepare(IReadOnlyList<TreeChange> changes, CommitInfo info)
    {
        RefuseIfBlocked();
        var message = CommitMessage.Format(info.Subject, info.Body, info.Trailers);
        if (changes.Count >= PackFrom) _objects.Collect();
        try
        {
            var prepared = Write(changes, info, message, Head);
            if (prepared is not null) _objects.Finish();
            return prepared;
        }
        finally
        {
            _objects.Drop();
        }
    }

    private PreparedCommit? Write(IReadOnlyList<TreeChange> changes, CommitInfo info, string message, string? parent)
    {
        var writer = new TreeWriter(_trees, _objects, IsExecutable);
        foreach (var change in changes) writer.Add(GitName.Join(_rawPrefix, GitName.Check(change.Path)), change.Content);
        var tree = writer.Write(TreeOf(parent));
        if (writer.Changes.Count == 0) return null;

        var who = Person(info);
        var text = new StringBuilder("tree ").Append(tree.Sha).Append('\n');
        if (parent is not null) text.Append("parent ").Append(parent).Append('\n');
        text.Append("author ").Append(who).Append("\ncommitter ").Append(who).Append("\n\n").Append(message);
        var commit = _objects.Write("commit", Encoding.UTF8.GetBytes(text.ToString()));
        return new(parent, commit.Sha, [.. writer.Changes.Select(c => Outside(c.Path))], [.. writer.Changes.Select(c => c.After?.Sha)]) { Changes = writer.Changes };
    }

    /// <summary>Brings git's index along and then moves the branch; nothing is lost when either fails.</summary>
    /// <exception cref="MemUException">Locked: git's lock is held. Conflict: the branch has moved since <see cref="Prepare"/>.</exception>
    public void Publish(PreparedCommit commit)
    {
        RefuseIfBlocked();
        if (Head is var head && head != commit.Parent && head != commit.Commit)
            throw new MemUException(MemUErrorKind.Conflict, $"The branch has moved to {head?[..10] ?? "no commit"} since the commit was prepared; nothing was lost. Prepare it again on top.");
        UpdateIndex(commit);
        try
        {
            MoveRef(commit);
        }
        catch
        {
            RestoreIndex(commit);
            throw;
        }
    }

    /// <summary>
    /// Makes git's index name the commit's blobs for exactly its paths. An entry that the user has staged otherwise is left alone,
    /// and so are all others. Doing it again does no harm.
    /// </summary>
    public void UpdateIndex(PreparedCommit commit)
    {
        RefuseIfBlocked(commit);
        SettleIndex();
        ApplyToIndex(ChangesOf(commit), TreeOf(commit.Parent));
    }

    /// <summary>Makes git's index, which may stand at an earlier commit than the new one's parent, name what the new one has wherever they differ.</summary>
    public void UpdateIndex(string from, string to) =>
        UpdateIndex(new PreparedCommit(from, to, [.. Changes(from, to).Select(c => c.Path)], []));

    /// <summary>Takes <see cref="UpdateIndex(PreparedCommit)"/> back: where the index names the commit's blobs it names again what <see cref="Head"/> has.</summary>
    public void RestoreIndex(PreparedCommit commit)
    {
        SettleIndex();
        var tree = TreeOf(Head);
        ApplyToIndex([.. ChangesOf(commit).Select(c => Change(c.Path, c.After, c.AfterMode, _trees.FindPath(tree, c.Path)))], tree);
    }

    /// <summary>Moves the branch from the commit's parent to the commit. Doing it again does no harm.</summary>
    /// <exception cref="MemUException">Conflict: the branch has moved since <see cref="Prepare"/>.</exception>
    public void MoveRef(PreparedCommit commit)
    {
        RefuseIfBlocked(commit);
        var target = Lookup(commit.Commit);
        var follows = commit.Parent is null || IsNext(commit.Parent, target) || Exists(commit.Parent) && IsBefore(commit.Parent, commit.Commit);
        if (!follows)
            throw new MemUException(MemUErrorKind.BadArgument, $"The commit {commit.Commit} does not follow {commit.Parent ?? "nothing"}.");
        var (name, current) = _refs.Head();
        if (current == commit.Commit) return;
        var who = target.Committer;
        // the log says which commits were made here: an undo without a name takes back only those
        var kind = commit.IsForward || !IsNext(commit.Parent, target) ? "sync: forward to" : target.Parents.Count() > 1 ? "commit (merge):" : commit.Parent is null ? "commit (initial):" : "commit:";
        var log = $"{who.Name} <{who.Email}> {Stamp(who.When)}\t{kind} {CommitMessage.OneLine(target.MessageShort, 200)}";
        var quiet = Setting("core.logallrefupdates")?.ToLowerInvariant() is "false" or "no" or "off" or "0";
        _refs.Move(name, commit.Parent, commit.Commit, log, !quiet, LockTimeout, Durable);
    }

    private static bool IsNext(string? parent, Commit commit) => parent is null ? !commit.Parents.Any() : commit.Parents.Any(p => p.Sha == parent);

    private void ApplyToIndex(IReadOnlyList<PathChange> changes, ObjectId? parentTree) =>
        _index.Apply(changes, Setting("index.version") switch { "4" => 4, "3" => 3, _ => 2 },
            () => _trees.Files(parentTree, "").Select(f => new PathChange(f.Name, null, 0, f.Id, f.Mode)), LockTimeout, Durable);

    private IReadOnlyList<PathChange> ChangesOf(PreparedCommit commit)
    {
        if (commit.Changes is { } known) return known;
        var (before, after) = (TreeOf(commit.Parent), TreeOf(commit.Commit));
        return [.. commit.Paths.Select(p => GitName.Join(_rawPrefix, GitName.Check(p))).Order(StringComparer.Ordinal).Distinct().Select(p =>
            _trees.FindPath(before, p) is { IsTree: false } old ? Change(p, old.Id, old.Mode, _trees.FindPath(after, p)) : Change(p, null, 0, _trees.FindPath(after, p)))];
    }

    private static PathChange Change(string path, ObjectId? before, int beforeMode, TreeLine? after) =>
        after is { IsTree: false } line ? new(path, before, beforeMode, line.Id, line.Mode) : new(path, before, beforeMode, null, 0);

    private bool IsExecutable(string path) =>
        !OperatingSystem.IsWindows() && FileStat.Of(Path.Combine(_top, GitName.FromRaw(path))) is { } stat && (stat.UnixMode & 0x40) != 0;

    // what this object prepared was refused then, a moment ago
    private void RefuseIfBlocked(PreparedCommit commit)
    {
        if (commit.Changes is null) RefuseIfBlocked();
    }

    private void RefuseIfBlocked()
    {
        if (Blocked is { } why) throw new MemUException(MemUErrorKind.NotAllowed, why);
    }

    private static string Person(CommitInfo info)
    {
        static string Part(string text) =>
            CommitMessage.OneLine(text, 200).Replace("<", "", StringComparison.Ordinal).Replace(">", "", StringComparison.Ordinal).Trim(' ', '.', ',', ':', ';', '"', '\\', '\'');
        var (name, email) = (Part(info.AuthorName), Part(info.AuthorEmail).Replace(" ", "", StringComparison.Ordinal));
        return $"{(name.Length > 0 ? name : "unknown")} <{(email.Length > 0 ? email : "unknown")}> {Stamp(info.When)}";
    }

    private static string Stamp(DateTimeOffset when)
    {
        var offset = (int)when.Offset.TotalMinutes;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Math.Max(0, when.ToUnixTimeSeconds())} {(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:00}{Math.Abs(offset) % 60:00}");
    }
}

using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

public sealed partial class GitHistory
{
    private const long MostBlobBytes = 1L << 30;

    /// <summary>Whether the commit's object is there, published or not.</summary>
    public bool Exists(string commit) => ObjectId.TryParse(commit, out var id) && commit.Length == 40 && Repository.Lookup<Commit>(id) is not null;

    /// <summary>Whether the commit is the current one or before it.</summary>
    public bool IsReachable(string commit)
    {
        if (Head is not { } head || !Exists(commit)) return false;
        return head == commit || Repository.ObjectDatabase.FindMergeBase(Lookup(head), Lookup(commit))?.Sha == commit;
    }

    /// <summary>The blob (40 hex) of a file; null when the revision does not have it.</summary>
    public string? BlobIdAt(string path, string? revision = null) => FileAt(path, revision)?.Id.Sha;

    /// <summary>The bytes of a file as they were committed; null when the revision does not have it.</summary>
    public byte[]? ReadAt(string path, string? revision = null) => FileAt(path, revision) is { } line ? ReadBlob(line.Id) : null;

    /// <summary>The bytes of a blob by its id; null when the repository does not have it.</summary>
    public byte[]? ReadBlob(string blobId) => ObjectId.TryParse(blobId, out var id) && blobId.Length == 40 ? ReadBlob(id) : null;

    /// <summary>Every regular file with its blob, in git's order.</summary>
    /// <param name="revision">The revision; null for the current commit.</param>
    /// <param name="under">A folder of the memory; null for all.</param>
    /// <param name="deep">Whether files of folders within it count.</param>
    public IEnumerable<(string Path, string BlobId)> Files(string? revision = null, string? under = null, bool deep = true)
    {
        var start = GitName.Join(_rawPrefix, GitName.ToRaw((under ?? "").Trim('/')));
        if (_trees.FindPath(TreeOf(Commit(revision)), start) is not { IsTree: true } folder) return [];
        var lines = deep ? _trees.Files(folder.Id, start) : _trees.Read(folder.Id).Select(l => l with { Name = GitName.Join(start, l.Name) });
        return lines.Where(f => f.IsFile).Select(f => (Outside(f.Name), f.Id.Sha));
    }

    /// <summary>The regular files that differ between two revisions, within the memory.</summary>
    /// <param name="oldRevision">The older one; null for an empty tree.</param>
    /// <param name="newRevision">The newer one.</param>
    public IReadOnlyList<TreeDelta> Changes(string? oldRevision, string newRevision)
    {
        var old = oldRevision is null ? null : MemoryTree(Resolve(oldRevision));
        return Deltas(old, MemoryTree(Resolve(newRevision)));
    }

    /// <summary>The commit (40 hex) that a revision names: branch, tag, id, <c>HEAD~2</c>, or an ISO date for the last commit up to it.</summary>
    /// <exception cref="MemUException">There is no such revision.</exception>
    public string Resolve(string revision) => Revisions.Resolve(Repository, Head, revision);

    /// <summary>The commits that touched the memory, a file or a folder of it, newest first; read one by one as they are asked for.</summary>
    /// <param name="path">A file or folder of the memory; null for all.</param>
    /// <param name="max">At most so many.</param>
    public IEnumerable<LogEntry> Log(string? path = null, int max = int.MaxValue)
    {
        if (Head is not { } head) return [];
        var full = GitName.Join(_rawPrefix, GitName.ToRaw((path ?? "").Trim('/')));
        return new CommitWalk(Nodes(), _trees, full).From(Lookup(head).Id).Take(max).Select(c => Entry(Lookup(c.Sha)));
    }

    private CommitNodes Nodes() => new(Repository, CommitGraph.TryOpen(_objects.Folder));

    private LogEntry Entry(Commit commit)
    {
        var message = CommitMessage.Parse(commit.Message);
        var parent = commit.Parents.FirstOrDefault();
        var paths = Deltas(parent is null ? null : MemoryTree(parent.Sha), MemoryTree(commit.Sha)).Select(d => d.Path);
        return new(commit.Sha, commit.Author.Name, commit.Author.Email, commit.Author.When, message.Subject, message.Body, message.Trailers, [.. paths]);
    }

    private List<TreeDelta> Deltas(ObjectId? old, ObjectId? now)
    {
        var deltas = new List<TreeDelta>();
        Compare(old, now, "", deltas);
        return deltas;
    }

    // Folders with the same id are not looked into: the cost follows the difference, not the tree.
    private void Compare(ObjectId? old, ObjectId? now, string path, List<TreeDelta> deltas)
    {
        if (old == now) return;
        var (before, after) = (_trees.Read(old), _trees.Read(now));
        for (int i = 0, j = 0; i < before.Count || j < after.Count;)
        {
            var order = i == before.Count ? 1 : j == after.Count ? -1 : string.CompareOrdinal(before[i].SortKey, after[j].SortKey);
            var a = order <= 0 ? before[i++] : default(TreeLine?);
            var b = order >= 0 ? after[j++] : default(TreeLine?);
            var full = GitName.Join(path, (a ?? b)!.Value.Name);
            if ((a ?? b)!.Value.IsTree)
            {
                Compare(a?.Id, b?.Id, full, deltas);
                continue;
            }
            var (oldId, newId) = (a is { IsFile: true } ? a.Value.Id.Sha : null, b is { IsFile: true } ? b.Value.Id.Sha : null);
            if (oldId == newId) continue;
            deltas.Add(new(oldId is null ? TreeDeltaKind.Added : newId is null ? TreeDeltaKind.Deleted : TreeDeltaKind.Modified, GitName.FromRaw(full), oldId, newId));
        }
    }

    private TreeLine? FileAt(string path, string? revision) =>
        _trees.FindPath(TreeOf(Commit(revision)), GitName.Join(_rawPrefix, GitName.ToRaw(path))) is { IsFile: true } line ? line : null;

    private byte[]? ReadBlob(ObjectId id)
    {
        if (_objects.Read("blob", id) is { } loose) return loose;
        if (Repository.Lookup<Blob>(id) is not { } blob) return null;
        if (blob.Size > MostBlobBytes) throw new MemUException(MemUErrorKind.NotAllowed, $"a file in the history ({id.Sha[..10]}) has {blob.Size:N0} bytes, more than the {MostBlobBytes:N0} that are read; nothing was written.");
        using var content = blob.GetContentStream();
        using var bytes = new MemoryStream((int)blob.Size);
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private string? Commit(string? revision) => revision is null ? Head : _rootTrees.ContainsKey(revision) ? revision : Resolve(revision);

    private ObjectId? MemoryTree(string commit) => _trees.FindPath(TreeOf(commit), _rawPrefix) is { IsTree: true } line ? line.Id : null;

    // an operation asks for the trees of the same two commits again and again
    private ObjectId? TreeOf(string? commit)
    {
        if (commit is null) return null;
        if (_rootTrees.TryGetValue(commit, out var known)) return known;
        if (_rootTrees.Count >= 64) _rootTrees.Clear();
        return _rootTrees[commit] = Lookup(commit).Tree.Id;
    }

    private Commit Lookup(string commit) =>
        Repository.Lookup<Commit>(commit) ?? throw new MemUException(MemUErrorKind.NotFound, $"The repository has no commit {CommitMessage.OneLine(commit, 60)}.");

    private string Outside(string rawPath) => GitName.FromRaw(_rawPrefix.Length == 0 ? rawPath : rawPath[(_rawPrefix.Length + 1)..]);
}

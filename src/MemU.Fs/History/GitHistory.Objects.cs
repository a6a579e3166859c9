using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>What an entry of a committed folder is.</summary>
public enum CommittedKind
{
    /// <summary>A regular file.</summary>
    File,
    /// <summary>A regular file that may be run.</summary>
    Executable,
    /// <summary>A folder.</summary>
    Folder,
    /// <summary>A symbolic link; its text is the blob.</summary>
    Link,
}

/// <summary>An entry of a committed folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its blob or tree (40 hex).</param>
public readonly record struct CommittedEntry(string Name, CommittedKind Kind, string Id);

/// <summary>A version of a file.</summary>
/// <param name="Commit">The commit that made it (40 hex).</param>
/// <param name="Author">Who.</param>
/// <param name="When">When.</param>
/// <param name="Path">The file's path then.</param>
/// <param name="BlobId">Its bytes (40 hex).</param>
public sealed record CommittedVersion(string Commit, string Author, DateTimeOffset When, string Path, string BlobId);

public sealed partial class GitHistory
{
    /// <summary>When packs of objects came or went: what is open still has those that are gone.</summary>
    public DateTime PackedAt => Directory.GetLastWriteTimeUtc(Path.Combine(_objects.Folder, "pack"));

    /// <summary>The tree (40 hex) of a folder of the memory in a commit; null when it has none of that path.</summary>
    public string? FolderAt(string commit, string path) =>
        MemoryTree(commit) is { } top && _trees.FindPath(top, GitName.ToRaw(path.Trim('/'))) is { IsTree: true } folder ? folder.Id.Sha : null;

    /// <summary>An entry of a folder by its tree; null when there is none that can be shown.</summary>
    public CommittedEntry? Entry(string tree, string name) => _trees.Find(new ObjectId(tree), GitName.ToRaw(name)) is { } line ? Shown(line) : null;

    /// <summary>The entries of a folder by its tree, in git's order. Submodules, and names that are no UTF-8 or lead elsewhere, are left out.</summary>
    public IEnumerable<CommittedEntry> Entries(string tree)
    {
        foreach (var line in _trees.Read(new ObjectId(tree)))
            if (Shown(line) is { } entry) yield return entry;
    }

    /// <summary>How many bytes a blob has, from its header alone.</summary>
    /// <exception cref="MemUException">The repository does not have it.</exception>
    public long SizeOf(string blobId) =>
        Repository.ObjectDatabase.RetrieveObjectMetadata(new ObjectId(blobId)) is { Type: ObjectType.Blob } header ? header.Size
            : throw new MemUException(MemUErrorKind.NotFound, $"The repository has no blob {blobId}.");

    /// <summary>When a commit was made.</summary>
    public DateTimeOffset WhenMade(string commit) => Lookup(commit).Committer.When;

    /// <summary>The versions of a file, newest first, through its renames; commits that took it away are left out.</summary>
    /// <param name="path">The file, whether it is still there or not.</param>
    /// <param name="identity">What makes two texts the same memory.</param>
    public IEnumerable<CommittedVersion> Versions(string path, Func<byte[], string?>? identity = null)
    {
        foreach (var (commit, at, _) in Follow(path, identity))
            if (_trees.FindPath(commit.Tree.Id, at) is { IsFile: true } file) yield return new(commit.Sha, commit.Author.Name, commit.Author.When, Outside(at), file.Id.Sha);
    }

    /// <summary>What a path was when it was last committed, whether it is still there or not; null when it never was.</summary>
    public CommittedKind? LastKindOf(string path)
    {
        if (Head is not { } head) return null;
        var full = Full(path);
        foreach (var id in new CommitWalk(Nodes(), _trees, full).From(Lookup(head).Id))
        {
            var commit = Lookup(id.Sha);
            foreach (var tree in commit.Parents.Select(p => p.Tree.Id).Prepend(commit.Tree.Id))
                if (_trees.FindPath(tree, full) is { } line && Shown(line with { Name = "x" }) is { } entry) return entry.Kind;
        }
        return null;
    }

    private static CommittedEntry? Shown(TreeLine line)
    {
        CommittedKind? kind = line.IsTree ? CommittedKind.Folder : line.Mode == TreeLine.Link ? CommittedKind.Link : !line.IsFile ? null : (line.Mode & 0x49) != 0 ? CommittedKind.Executable : CommittedKind.File;
        if (kind is null || !GitName.IsUtf8(line.Name) || line.Name.Length is 0 or > 255 || line.Name.Contains('/', StringComparison.Ordinal)) return null;
        var name = GitName.FromRaw(line.Name);
        return GitName.Problem(name) is null ? new(name, kind.Value, line.Id.Sha) : null;
    }
}

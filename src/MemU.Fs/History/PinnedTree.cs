using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>The files of one commit of somebody's repository, read from its objects: nothing is checked out, no program, hook, filter or submodule of it runs.</summary>
public sealed class PinnedTree : IDisposable
{
    private const int MostDepth = 64;

    private readonly Repository _repository;

    private PinnedTree(Repository repository) => _repository = repository;

    /// <summary>True where a repository is: a work tree's top folder, or a bare one.</summary>
    public static bool IsRepository(string folder) => Path.Exists(Path.Combine(folder, ".git")) || IsBare(folder);

    /// <summary>True where a repository without a work tree is.</summary>
    public static bool IsBare(string folder) => RepositoryPlace.IsBare(folder);

    /// <summary>Opens the repository at a folder.</summary>
    /// <exception cref="MemUException">It is none, or of a kind that can't be read.</exception>
    public static PinnedTree Open(string folder)
    {
        try
        {
            return new(new Repository(folder, new RepositoryOptions { IndexPath = Path.Combine(folder, ".git", "memu-reads-no-index") }));
        }
        catch (ArgumentException)
        {
            return new(new Repository(folder)); // a bare one has no index to stay away from
        }
        catch (LibGit2SharpException e)
        {
            throw new MemUException(MemUErrorKind.NotFound, $"{folder} can't be opened as a git repository: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", e);
        }
    }

    /// <summary>The commit (40 hex) that a branch, tag or id names; HEAD for null.</summary>
    /// <exception cref="MemUException">There is none of that name.</exception>
    public string Resolve(string? revision) => Revisions.Resolve(_repository, _repository.Head.Tip?.Sha, revision ?? "HEAD");

    /// <summary>Whether the commit is there.</summary>
    public bool Has(string commit) => commit.Length == 40 && ObjectId.TryParse(commit, out var id) && _repository.Lookup<Commit>(id) is not null;

    /// <summary>The regular files of a commit with their blobs and sizes; links and submodules are no files.</summary>
    /// <param name="commit">The commit, 40 hex.</param>
    /// <param name="leavesOut">Says of a path, and whether it is a folder, that it is not wanted.</param>
    public IEnumerable<(string Path, string BlobId, long Size)> Files(string commit, Func<string, bool, bool> leavesOut) =>
        _repository.Lookup<Commit>(commit) is { } found ? Files(found.Tree, "", leavesOut, 0) : [];

    /// <summary>The bytes of a blob as they were committed; null when it is not there.</summary>
    public byte[]? Read(string blobId)
    {
        if (_repository.Lookup<Blob>(blobId) is not { } blob) return null;
        using var content = blob.GetContentStream();
        using var bytes = new MemoryStream((int)blob.Size);
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The blob of a path in a commit; null when it has none.</summary>
    public string? BlobOf(string commit, string path) => _repository.Lookup<Commit>(commit)?[path] is { TargetType: TreeEntryTargetType.Blob } entry ? entry.Target.Id.Sha : null;

    /// <inheritdoc/>
    public void Dispose() => _repository.Dispose();

    private static IEnumerable<(string, string, long)> Files(Tree tree, string folder, Func<string, bool, bool> leavesOut, int depth)
    {
        foreach (var entry in tree)
        {
            var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (entry.TargetType == TreeEntryTargetType.Tree)
            {
                if (depth == MostDepth || leavesOut(path, true)) continue;
                foreach (var below in Files((Tree)entry.Target, path, leavesOut, depth + 1)) yield return below;
            }
            else if (entry.Mode is Mode.NonExecutableFile or Mode.ExecutableFile or Mode.NonExecutableGroupWritableFile && !leavesOut(path, false))
                yield return (path, entry.Target.Id.Sha, ((Blob)entry.Target).Size);
        }
    }
}

using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>A commit of a mounted repository; what is read never changes, so comparing costs nothing until it is pinned elsewhere.</summary>
internal sealed class GitFiles(Mount mount, string location) : MountedFiles(mount)
{
    private readonly Lock _one = new();
    private PinnedTree? _repository;

    public override string Rules => $"{base.Rules}\n{Mount.Commit}";

    public override string? Missing(TreeManifest known, bool isAsked)
    {
        if (!Directory.Exists(location) || !PinnedTree.IsRepository(location)) return "there is no such repository on this machine now";
        try
        {
            return Mount.Commit is { } commit && Repository.Has(commit) ? null : $"the repository does not have the commit {(Mount.Commit is { Length: 40 } id ? id[..10] : "that the page names")}";
        }
        catch (MemUException e)
        {
            return e.Message;
        }
    }

    public override TreeChanges Compare(TreeManifest known, Freshness freshness, IReadOnlyCollection<string> also)
    {
        var changed = new List<TreeChanged>();
        var folders = new Dictionary<string, long>(StringComparer.Ordinal) { [""] = 1 };
        if (known.Head.EndsWith('\n' + Stamp.Of(Rules), StringComparison.Ordinal)) return new([], [], folders, []);
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (path, blob, size) in Repository.Files(Mount.Commit!, LeavesOut))
        {
            var file = MemoryPath.FromListing(path);
            present.Add(path);
            folders[file.Parent.Value] = 1;
            var before = known.Entry(file.Parent.Value, file.Name);
            if (before?.BlobId != blob) changed.Add(new(file, size, 1, before));
        }
        var removed = known.Folders().SelectMany(f => known.Folder(f)!.Files.Keys.Select(n => f.Length == 0 ? n : $"{f}/{n}")).Where(p => !present.Contains(p)).Select(MemoryPath.FromListing).ToList();
        return new(changed, removed, folders, []);
    }

    public override byte[]? Read(string path)
    {
        lock (_one) return Repository.BlobOf(Mount.Commit!, path) is { } blob ? Repository.Read(blob) : null;
    }

    public override void Dispose()
    {
        _repository?.Dispose();
        base.Dispose();
    }

    private PinnedTree Repository => _repository ??= PinnedTree.Open(location);
}

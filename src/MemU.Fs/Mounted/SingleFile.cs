using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>A mounted file.</summary>
internal sealed class SingleFile(Mount mount, string location) : MountedFiles(mount)
{
    private readonly string _name = Path.GetFileName(location);
    private readonly DiskTree _folder = new(Path.GetDirectoryName(location) ?? location);

    public override string? Missing(TreeManifest known, bool isAsked)
    {
        if (File.Exists(location)) return null;
        var isDeleted = isAsked && Directory.Exists(_folder.Root) && Directory.EnumerateFileSystemEntries(_folder.Root).Any();
        return isDeleted ? null : "there is no such file on this machine now";
    }

    public override TreeChanges Compare(TreeManifest known, Freshness freshness, IReadOnlyCollection<string> also)
    {
        var before = known.Entry("", _name);
        var info = new FileInfo(location);
        var folders = new Dictionary<string, long> { [""] = 1 };
        if (!info.Exists || info.LinkTarget is not null) return new([], before is null ? [] : [MemoryPath.FromListing(_name)], folders, []);
        var isSame = before is not null && !before.Is(TreeFlags.Racy | TreeFlags.Unreadable) && before.Size == info.Length && before.Modified == info.LastWriteTimeUtc.Ticks;
        return new(isSame ? [] : [new(MemoryPath.FromListing(_name), info.Length, info.LastWriteTimeUtc.Ticks, before)], [], folders, []);
    }

    public override byte[]? Read(string path) => path == _name ? _folder.Read(MemoryPath.FromListing(_name)) : null;

    public override bool IsStale(string path, TreeEntry? known) =>
        new FileInfo(location) is var info && (known is null || !info.Exists || info.Length != known.Size || info.LastWriteTimeUtc.Ticks != known.Modified);

    protected override bool LeavesOut(string path, bool isFolder) => isFolder || path != _name; // it was named, so its name need not tell a document
}

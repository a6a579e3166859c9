using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>A mounted folder. Links are not followed, other memories in it are left to themselves, and its <c>.gitignore</c> files are obeyed.</summary>
internal sealed class FolderFiles(Mount mount, string location) : MountedFiles(mount)
{
    public const string IgnoreFile = ".gitignore";

    private readonly DiskTree _tree = new(location);
    private IgnoreRules _ignored = new(location);

    public override string? Missing(TreeManifest known, bool isAsked)
    {
        if (!Directory.Exists(location)) return File.Exists(location) ? "a file is where the folder was" : "there is no such folder on this machine now";
        try
        {
            // what a drive that is not mounted looks like
            return known.IsEmpty || Directory.EnumerateFileSystemEntries(location).Any() ? null : "the folder is empty, as that of a drive is which is not mounted";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the folder can't be read ({e.Message.ReplaceLineEndings(" ")})";
        }
    }

    public override TreeChanges Compare(TreeManifest known, Freshness freshness, IReadOnlyCollection<string> also)
    {
        _ignored = new(location);
        return freshness == Freshness.Full || known.IsEmpty ? TreeDiff.Full(location, known, Left) : TreeDiff.Quick(location, known, also, Left);
    }

    public override byte[]? Read(string path) => _tree.Read(MemoryPath.FromListing(path));

    public override bool IsStale(string path, TreeEntry? known)
    {
        var info = new FileInfo(_tree.Absolute(MemoryPath.FromListing(path)));
        return known is null || !info.Exists || info.Length != known.Size || info.LastWriteTimeUtc.Ticks != known.Modified;
    }

    public override IEnumerable<string> PassedOver(TreeManifest known)
    {
        foreach (var folder in known.Folders().Order(StringComparer.Ordinal))
        {
            if (!Directory.Exists(Path.Combine(location, folder))) continue;
            foreach (var entry in new DirectoryInfo(Path.Combine(location, folder)).EnumerateFileSystemInfos())
                if ((entry.Attributes & FileAttributes.ReparsePoint) != 0 && Join(folder, entry.Name) is var path && !(Path.HasExtension(path) && LeavesOut(path, isFolder: false)))
                    yield return $"{path}: a symbolic link, which is not followed";
        }
    }

    protected override bool LeavesOut(string path, bool isFolder)
    {
        if (!isFolder && Path.GetFileName(path) == IgnoreFile) return false; // known, so that a change of it is seen
        return base.LeavesOut(path, isFolder) || _ignored.LeavesOut(path, isFolder) || isFolder && Directory.Exists(Path.Combine(location, path, ".memu"));
    }

    private bool Left(string path, string name, bool isFolder) => LeavesOut(path, isFolder);

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}

using System.IO.Enumeration;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>A file whose size or time is not the one known, or that is not known at all.</summary>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Size">Bytes now.</param>
/// <param name="Modified">UTC ticks now.</param>
/// <param name="Known">What was known of it; null when it is new.</param>
public sealed record TreeChanged(MemoryPath Path, long Size, long Modified, TreeEntry? Known);

/// <summary>What differs between the tree and a manifest.</summary>
/// <param name="Changed">New files, and files that may have changed.</param>
/// <param name="Removed">Files that are gone.</param>
/// <param name="Folders">The folders that were listed, with their times; a gone one has the time -1.</param>
/// <param name="Problems">Folders that could not be listed; their files count as unchanged.</param>
public sealed record TreeChanges(IReadOnlyList<TreeChanged> Changed, IReadOnlyList<MemoryPath> Removed, IReadOnlyDictionary<string, long> Folders, IReadOnlyList<string> Problems);

/// <summary>Says that a file or folder is no part of what is compared.</summary>
/// <param name="path">Relative to the root.</param>
/// <param name="name">The last segment of the path.</param>
/// <param name="isFolder">Whether it is a folder.</param>
public delegate bool LeavesOut(string path, string name, bool isFolder);

/// <summary>Compares the tree with a manifest: fully (every file's size and time) or quickly (folder times only).</summary>
public static class TreeDiff
{
    // file systems stamp in steps of a clock tick (4 ms or 10 ms): what changed within this span of being looked at may change again unseen
    private const long RacyTicks = 50 * TimeSpan.TicksPerMillisecond;

    private const int FewFolders = 16;

    // symbolic links are neither followed nor read: they could lead out of the tree or in circles
    private static readonly EnumerationOptions ButLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false, RecurseSubdirectories = false };

    /// <summary>True when a file changed so lately that its time does not prove that it will not change again.</summary>
    public static bool IsRacy(long modified) => modified > DateTime.UtcNow.Ticks - RacyTicks;

    /// <summary>Looks at every file.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="manifest">What is known of it.</param>
    /// <param name="leavesOut">What is no part of it; null for what never is part of a memory's tree. Not asked about what is known.</param>
    public static TreeChanges Full(string root, TreeManifest manifest, LeavesOut? leavesOut = null) => Compare(root, manifest, null, leavesOut ?? OfTree);

    /// <summary>Looks only at folders whose time has changed, and at <paramref name="also"/>.</summary>
    public static TreeChanges Quick(string root, TreeManifest manifest, IEnumerable<string>? also = null, LeavesOut? leavesOut = null)
    {
        var suspects = new HashSet<string>(also ?? [], StringComparer.Ordinal);
        foreach (var folder in manifest.Folders())
            if (FolderTime(root, folder) != manifest.ModifiedOf(folder)) suspects.Add(folder);
        return suspects.Count == 0 ? new([], [], new Dictionary<string, long>(), []) : Compare(root, manifest, suspects, leavesOut ?? OfTree);
    }

    /// <summary>A folder's time as a manifest keeps it: 0 when it may change again within the same stamp, -1 when there is no folder.</summary>
    public static long FolderTime(string root, string folder)
    {
        try
        {
            var time = Directory.GetLastWriteTimeUtc(Path.Combine(root, folder)).Ticks;
            return time <= DateTime.FromFileTimeUtc(0).Ticks ? -1 : time;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return 0; // what can't be asked is not gone: listing it says why
        }
    }

    private static TreeChanges Compare(string root, TreeManifest manifest, HashSet<string>? only, LeavesOut leavesOut)
    {
        var changed = new List<TreeChanged>();
        var removed = new List<MemoryPath>();
        var folders = new Dictionary<string, long>(StringComparer.Ordinal);
        var problems = new List<string>();
        var ahead = only is null ? ListAll(root, manifest) : [];
        var pending = new Stack<string>(only ?? (IEnumerable<string>)[""]);
        while (pending.TryPop(out var folder))
        {
            if (folders.ContainsKey(folder)) continue;
            var listed = ahead.GetValueOrDefault(folder) ?? List(root, folder);
            if (listed.Time < 0)
            {
                if (folder.Length == 0) throw new MemUException(MemUErrorKind.NotFound, $"there is no folder {root}; nothing was changed in the index.");
                Gone(manifest, folder, folders, removed);
                continue;
            }
            if (listed.Problem is { } problem)
            {
                problems.Add($"{(folder.Length == 0 ? "." : folder)}: can't be listed ({problem}); its memories are kept in the index as they were");
                continue;
            }
            folders[folder] = listed.Time;
            var listing = listed.Entries;
            var known = manifest.Folder(folder)?.Files;
            var seen = 0;
            foreach (var (name, isFolder, size, modified) in listing)
            {
                var path = folder.Length == 0 ? name : $"{folder}/{name}";
                if (isFolder)
                {
                    var isNew = manifest.ModifiedOf(path) < 0;
                    if (isNew ? !leavesOut(path, name, true) : only is null) pending.Push(path);
                    continue;
                }
                var before = known?.GetValueOrDefault(name);
                if (before is null && leavesOut(path, name, false)) continue;
                if (before is not null && !before.Is(TreeFlags.Deleted)) seen++;
                if (before is null || before.Size != size || before.Modified != modified || before.Is(TreeFlags.Racy | TreeFlags.Deleted | TreeFlags.Unreadable))
                    changed.Add(new(MemoryPath.FromListing(path), size, modified, before));
            }
            if (known is null || seen == known.Count) continue;
            var present = listing.Where(l => !l.IsFolder).Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
            removed.AddRange(known.Values.Where(k => !k.Is(TreeFlags.Deleted) && !present.Contains(k.Name)).Select(k => MemoryPath.FromListing(folder.Length == 0 ? k.Name : $"{folder}/{k.Name}")));
        }
        if (only is null)
            foreach (var folder in manifest.Folders())
                if (!folders.ContainsKey(folder) && FolderTime(root, folder) < 0) Gone(manifest, folder, folders, removed);
        return new(changed, removed, folders, problems);
    }

    private static void Gone(TreeManifest manifest, string folder, Dictionary<string, long> folders, List<MemoryPath> removed)
    {
        foreach (var name in manifest.Folders())
        {
            if (name != folder && !name.StartsWith(folder + "/", StringComparison.Ordinal) || folders.ContainsKey(name)) continue;
            folders[name] = -1;
            removed.AddRange(manifest.Folder(name)!.Files.Values.Where(f => !f.Is(TreeFlags.Deleted)).Select(f => MemoryPath.FromListing($"{name}/{f.Name}")));
        }
    }

    /// <summary>Lists all known folders at once on all processors: asking for each file's size and time is what a comparison takes.</summary>
    private static Dictionary<string, Listed> ListAll(string root, TreeManifest manifest)
    {
        var known = manifest.Folders().ToList();
        return known.Count < FewFolders ? [] : known.AsParallel().Select(f => (Folder: f, Listed: List(root, f))).ToDictionary(l => l.Folder, l => l.Listed, StringComparer.Ordinal);
    }

    private static Listed List(string root, string folder)
    {
        var time = FolderTime(root, folder);
        if (time < 0) return new(time, [], null);
        try
        {
            // the attributes of an entry are never asked for: on Unix each time costs a system call more
            var entries = new FileSystemEnumerable<Entry>(Path.Combine(root, folder),
                static (ref FileSystemEntry e) => new(e.FileName.ToString(), e.IsDirectory, e.IsDirectory ? 0 : e.Length, e.IsDirectory ? 0 : e.LastWriteTimeUtc.Ticks), ButLinks).ToList();
            return new(IsRacy(time) ? 0 : time, entries, null);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return new(time, [], e.Message.ReplaceLineEndings(" "));
        }
    }

    private readonly record struct Entry(string Name, bool IsFolder, long Size, long Modified);

    /// <summary>A folder's content; the time is 0 when it may change again within the same stamp, -1 when there is no folder.</summary>
    private sealed record Listed(long Time, List<Entry> Entries, string? Problem);

    private static bool OfTree(string path, string name, bool isFolder) => isFolder ? Skips(path, name) : Drops(path, name);

    /// <summary>Folders that are no part of the tree: git's, the program's own state and cache, and other repositories within.</summary>
    private static bool Skips(string path, string name) => name == ".git" || path is ".memu/state" or ".memu/cache";

    /// <summary>Files that editors and systems drop; they never become memories and are never committed.</summary>
    private static bool Drops(string path, string name) =>
        name is ".DS_Store" or "Thumbs.db" or "desktop.ini" or "4913" or ".git"
        || name.EndsWith('~') || name.StartsWith("._", StringComparison.Ordinal) || name.StartsWith(".#", StringComparison.Ordinal)
        || name.StartsWith('#') && name.EndsWith('#')
        || HasExtension(name, ".swp", ".swo", ".swx", ".tmp", ".part", ".crdownload", ".orig", ".lock")
        || path.StartsWith(".memu/", StringComparison.Ordinal) && path is not (".memu/config.yaml" or ".memu/tombstones");

    private static bool HasExtension(string name, params ReadOnlySpan<string> extensions)
    {
        foreach (var extension in extensions)
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}

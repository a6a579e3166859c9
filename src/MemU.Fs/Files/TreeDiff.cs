using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>A file whose size or time is not the one known, or that is not known at all.</summary>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Size">Bytes now.</param>
/// <param name="Modified">UTC ticks now.</param>
/// <param name="Known">What was known of it; null when it is new.</param>
public sealed record TreeChanged(MemoryPath Path, long Size, long Modified, TreeEntry? Known);

/// <summary>What differs between the tree and a manifest, by folder and in ordinal order.</summary>
/// <param name="Changed">New files, and files that may have changed.</param>
/// <param name="Removed">Files that are gone.</param>
/// <param name="Folders">The folders that were listed, with their times; a gone one has the time -1.</param>
/// <param name="Problems">Folders that could not be listed, whose files count as unchanged, and files that could not be looked at.</param>
public sealed record TreeChanges(IReadOnlyList<TreeChanged> Changed, IReadOnlyList<MemoryPath> Removed, IReadOnlyDictionary<string, long> Folders, IReadOnlyList<string> Problems);

/// <summary>Says that a file or folder is no part of what is compared. Called on several threads at once.</summary>
/// <param name="path">Relative to the root.</param>
/// <param name="name">The last segment of the path.</param>
/// <param name="isFolder">Whether it is a folder.</param>
public delegate bool LeavesOut(string path, string name, bool isFolder);

/// <summary>Compares the tree with a manifest: fully (every file's size and time) or quickly (folder times only).</summary>
public static class TreeDiff
{
    // file systems stamp in steps of a clock tick (4 ms or 10 ms): what changed within this span of being looked at may change again unseen
    private const long RacyTicks = 50 * TimeSpan.TicksPerMillisecond;

    /// <summary>True when a file changed so lately that its time does not prove that it will not change again.</summary>
    public static bool IsRacy(long modified) => modified > DateTime.UtcNow.Ticks - RacyTicks;

    /// <summary>Looks at every file.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="manifest">What is known of it.</param>
    /// <param name="leavesOut">What is no part of it; null for what never is part of a memory's tree. Not asked about what is known.</param>
    public static TreeChanges Full(string root, TreeManifest manifest, LeavesOut? leavesOut = null) => Compare(root, manifest, null, leavesOut);

    /// <summary>Looks only at folders whose time has changed, and at <paramref name="also"/>.</summary>
    public static TreeChanges Quick(string root, TreeManifest manifest, IEnumerable<string>? also = null, LeavesOut? leavesOut = null)
    {
        var suspects = new HashSet<string>(also ?? [], StringComparer.Ordinal);
        using (var times = new FolderTimes(root))
            foreach (var folder in manifest.Records)
                if (times.Of(folder) != folder.Modified) suspects.Add(folder.Name);
        return Only(root, manifest, suspects, leavesOut);
    }

    /// <summary>Looks only at the folders named, and into new ones below them.</summary>
    public static TreeChanges Only(string root, TreeManifest manifest, IReadOnlySet<string> folders, LeavesOut? leavesOut = null) =>
        folders.Count == 0 ? new([], [], new Dictionary<string, long>(), []) : Compare(root, manifest, folders, leavesOut);

    private static TreeChanges Compare(string root, TreeManifest manifest, IReadOnlySet<string>? only, LeavesOut? leavesOut)
    {
        var found = new Dictionary<string, FolderFound>(StringComparer.Ordinal);
        // new folders are looked into as a whole, one floor after the other
        for (List<string> next = [.. only ?? manifest.Folders().Append("").Distinct()]; next.Count > 0;)
        {
            var looks = FolderLook.All(root, manifest, leavesOut ?? DroppedFiles.LeavesOut, passesRepositories: leavesOut is null, next);
            foreach (var look in looks) found[look.Folder] = look;
            next = [.. looks.SelectMany(l => l.New).Where(f => !found.ContainsKey(f))];
        }
        var changes = new Changes(root, manifest);
        foreach (var folder in (only is null ? Reached(found) : (IEnumerable<string>)found.Keys).Order(StringComparer.Ordinal)) changes.Add(found[folder]);
        if (only is null)
            foreach (var folder in manifest.Folders()) changes.AddUnlisted(found[folder]);
        return changes.ToResult();
    }

    /// <summary>The folders that lead to each other from the root down: what lies behind a link can be listed and is no part of the tree.</summary>
    private static HashSet<string> Reached(Dictionary<string, FolderFound> found)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>([""]);
        while (pending.TryPop(out var folder))
            if (reached.Add(folder))
                foreach (var inner in found[folder].Known.Concat(found[folder].New)) pending.Push(inner);
        return reached;
    }

    /// <summary>Puts together what the looks at single folders showed.</summary>
    private sealed class Changes(string root, TreeManifest manifest)
    {
        private readonly List<TreeChanged> _changed = [];
        private readonly List<MemoryPath> _removed = [];
        private readonly Dictionary<string, long> _folders = new(StringComparer.Ordinal);
        private readonly List<string> _problems = [];

        public TreeChanges ToResult() => new(_changed, _removed, _folders, _problems);

        public void Add(FolderFound look)
        {
            if (_folders.ContainsKey(look.Folder)) return; // it went with one above it
            if (look.Time < 0)
            {
                if (look.Folder.Length == 0) throw new MemUException(MemUErrorKind.NotFound, $"there is no folder {root}; nothing was changed in the index.");
                AddGone(look.Folder);
                return;
            }
            if (look.Problem is { } problem)
            {
                _problems.Add($"{(look.Folder.Length == 0 ? "." : look.Folder)}: can't be listed ({problem}); its memories are kept in the index as they were");
                return;
            }
            if (look.IsEmpty && look.Folder.Length == 0 && !manifest.IsEmpty)
                throw new MemUException(MemUErrorKind.NotFound, $"{root} is empty, as the folder of a drive is which is not mounted; what is known of it was kept. Mount the drive, or name the folder that you mean with --root.");
            _changed.AddRange(look.Changed);
            _removed.AddRange(look.Removed);
            if (look.Trouble is { } trouble) _problems.Add(trouble); // and its time stays as known, so that it is looked at again
            else _folders[look.Folder] = look.Time;
        }

        /// <summary>A known folder that no listing led to: it is gone, or something else has taken its name, unless the folder above it could not be listed.</summary>
        public void AddUnlisted(FolderFound look)
        {
            if (_folders.ContainsKey(look.Folder) || look.Folder.Length == 0) return;
            var parent = MemoryPath.FromListing(look.Folder).Parent.Value;
            if (look.Time < 0 || look.Problem is null && look.Trouble is null && _folders.GetValueOrDefault(parent, -1) >= 0) AddGone(look.Folder);
        }

        private void AddGone(string folder)
        {
            foreach (var name in manifest.Folders())
            {
                if (name != folder && !name.StartsWith(folder + "/", StringComparison.Ordinal) || _folders.ContainsKey(name)) continue;
                _folders[name] = -1;
                for (var rest = manifest.Record(name)!.Entries; rest.Length > 0;)
                {
                    var file = new PackedEntry(rest);
                    if (!file.Is(TreeFlags.Deleted)) _removed.Add(MemoryPath.FromListing($"{name}/{file.NameText()}"));
                    rest = rest[file.Length..];
                }
            }
        }
    }
}

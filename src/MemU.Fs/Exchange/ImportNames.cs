using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>The names taken in the tree and by what is imported, without regard to case, so that no file hides another on any file system.</summary>
internal sealed class ImportNames(DiskTree tree)
{
    private readonly Dictionary<MemoryPath, HashSet<string>> _folders = [];
    private readonly HashSet<MemoryPath> _files = [];

    /// <summary>The path with its folders as they are written in the tree already; a file in the place of one of them is named.</summary>
    public MemoryPath Canonical(MemoryPath path, out MemoryPath? blockedBy)
    {
        blockedBy = null;
        var folder = MemoryPath.Root;
        foreach (var segment in path.Parent.Segments)
        {
            folder = MemoryPath.FromListing((folder.IsRoot ? "" : folder.Value + "/") + (In(folder).TryGetValue(segment, out var actual) ? actual : segment));
            if (_files.Contains(folder) || In(folder.Parent).Contains(folder.Name) && tree.Exists(folder)) blockedBy = folder;
        }
        return folder.IsRoot ? path : MemoryPath.FromListing($"{folder.Value}/{path.Name}");
    }

    /// <summary>True when a file or folder of that name is there.</summary>
    public bool IsTaken(MemoryPath path) => In(path.Parent).Contains(path.Name);

    /// <summary>Takes a name.</summary>
    public void Take(MemoryPath path)
    {
        _files.Add(path);
        for (var at = path; !at.IsRoot; at = at.Parent)
            if (!In(at.Parent).Add(at.Name)) break;
    }

    private HashSet<string> In(MemoryPath folder)
    {
        if (_folders.TryGetValue(folder, out var names)) return names;
        // where the folder above has no such name there is nothing to list
        var exists = folder.IsRoot || In(folder.Parent).Contains(folder.Name);
        return _folders[folder] = exists ? tree.Names(folder) : new(StringComparer.OrdinalIgnoreCase);
    }
}

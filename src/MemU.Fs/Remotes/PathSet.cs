using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>The paths of a tree, as a disk that does not tell upper from lower case would have them: what one name takes no other may have.</summary>
internal sealed class PathSet
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _folders = new(StringComparer.Ordinal);

    public void Add(string path)
    {
        if (!_files.Add(Key(path))) return;
        foreach (var folder in FoldersOf(Key(path))) _folders[folder] = _folders.GetValueOrDefault(folder) + 1;
    }

    public void Remove(string path)
    {
        if (!_files.Remove(Key(path))) return;
        foreach (var folder in FoldersOf(Key(path)))
            if (--_folders[folder] == 0) _folders.Remove(folder);
    }

    /// <summary>True when a file may not lie there: there is one, or a folder, or something above is a file.</summary>
    public bool IsTaken(string path) => Key(path) is var key && (_files.Contains(key) || _folders.ContainsKey(key) || FoldersOf(key).Any(_files.Contains));

    /// <summary>A free path beside the wished one, with the mark in its name.</summary>
    public string Free(string path, string mark)
    {
        var at = MemoryPath.FromListing(path);
        // a file stands where the folder should be: the folder takes another name, the same for all that lies in it
        foreach (var folder in FoldersOf(path).Reverse())
            if (_files.Contains(Key(folder))) return $"{folder}-files{path[folder.Length..]}" is var moved && IsTaken(moved) ? Free(moved, mark) : moved;
        var extension = Path.GetExtension(at.Name);
        for (var n = 1; ; n++)
        {
            var name = $"{at.Name[..^extension.Length]}-{mark}{(n == 1 ? "" : $"-{n}")}{extension}";
            var free = at.Parent.IsRoot ? name : $"{at.Parent.Value}/{name}";
            if (!IsTaken(free)) return free;
        }
    }

    private static string Key(string path) => SafeText.Compose(path).ToUpperInvariant();

    private static IEnumerable<string> FoldersOf(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1)) yield return path[..slash];
    }
}

using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>An item that an operation adds or changes, before anything is written.</summary>
internal sealed record PlannedItem
{
    public required MemoryItem Item { get; init; }
    public required MemoryScope Scope { get; init; }
    public required string Category { get; init; }
    public required string Action { get; init; }
    public required IReadOnlyList<MemorySource> NewSources { get; init; }

    /// <summary>Names of further categories.</summary>
    public IReadOnlyList<string> AlsoIn { get; init; } = [];

    /// <summary>Whether its category gets a page if it has none.</summary>
    public bool NeedsPage { get; init; } = true;
}

/// <summary>
/// What an operation will write: files by path with their whole new bytes, and what later sources of the same operation must know of
/// (items, keys, names) although no index has it yet. Nothing touches the disk until it is carried out.
/// </summary>
internal sealed class Plan
{
    private readonly Dictionary<string, List<string>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<MemoryPath, HashSet<string>> _names = [];

    /// <summary>The new bytes of each file.</summary>
    public Dictionary<MemoryPath, byte[]> Files { get; } = [];

    /// <summary>Files that are kept in the tree but not versioned, for they are too big for git.</summary>
    public Dictionary<MemoryPath, byte[]> Unversioned { get; } = [];

    /// <summary>Files that go.</summary>
    public HashSet<MemoryPath> Removed { get; } = [];

    /// <summary>Categories whose pages are renewed although no planned item lies in them: one went away or counts in them too. True to make the page if there is none.</summary>
    public Dictionary<(MemoryPath Folder, MemoryScope Scope), bool> Touched { get; } = [];

    /// <summary>Items added or changed, by path, in the order in which they were first touched.</summary>
    public Dictionary<MemoryPath, PlannedItem> Items { get; } = [];

    /// <summary>Resources added.</summary>
    public List<(ResourceView View, MemoryScope Scope)> Resources { get; } = [];

    /// <summary>What was left out.</summary>
    public List<RejectedView> Rejected { get; } = [];

    /// <summary>Remarks for the user.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Why a model reinforced, merged, superseded or contradicted, for the commit.</summary>
    public List<string> Reasons { get; } = [];

    /// <summary>What a page that a model wrote anew no longer names, one line each, for the commit.</summary>
    public List<string> LeftOut { get; } = [];

    /// <summary>Older items that planned ones supersede.</summary>
    public HashSet<string> Superseded { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes planned so far.</summary>
    public long Size { get; private set; }

    /// <summary>Plans a file.</summary>
    public void Put(MemoryPath path, byte[] bytes)
    {
        Size += bytes.Length;
        Files[path] = bytes;
        Removed.Remove(path);
    }

    /// <summary>Plans that a file goes.</summary>
    public void Remove(MemoryPath path)
    {
        Files.Remove(path);
        Items.Remove(path);
        Removed.Add(path);
    }

    /// <summary>A file as it will be: its planned bytes, else those on disk; null when there is none or it goes.</summary>
    public byte[]? Read(DiskTree tree, MemoryPath path) => Removed.Contains(path) ? null : Files.GetValueOrDefault(path) ?? tree.Read(path);

    /// <summary>Makes a planned file findable by a key within its scope.</summary>
    public void AddKey(string key, MemoryScope scope, string path)
    {
        if (!_byKey.TryGetValue(Within(key, scope), out var paths)) _byKey[Within(key, scope)] = paths = [];
        if (!paths.Contains(path)) paths.Add(path);
    }

    /// <summary>The planned files with a key.</summary>
    public IReadOnlyList<string> Find(string key, MemoryScope scope) => _byKey.GetValueOrDefault(Within(key, scope)) ?? [];

    /// <summary>The names taken in a folder, on disk and planned.</summary>
    public HashSet<string> NamesIn(MemoryPath folder, Func<MemoryPath, HashSet<string>> onDisk)
    {
        if (!_names.TryGetValue(folder, out var names)) _names[folder] = names = onDisk(folder);
        return names;
    }

    /// <summary>The same, where they have been asked for already.</summary>
    public IReadOnlySet<string>? NamesIn(MemoryPath folder) => _names.GetValueOrDefault(folder);

    private static string Within(string key, MemoryScope scope) => $"{scope.Key}\u0002{key}";
}

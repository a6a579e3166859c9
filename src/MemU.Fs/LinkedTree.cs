using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// The files of a tree as links see them, found by the index's keys and read only when they are asked for; what it costs does not grow with the tree.
/// The tree as it was last compared counts. Not for several threads.
/// </summary>
internal sealed class LinkedTree(OpenTree open)
{
    private readonly TreeManifest _manifest = open.Synchronizer.Manifest;
    private readonly Dictionary<string, TreeFolder?> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<MemoryPath, MemoryItem?> _items = [];
    private ILookup<string, MemoryPath>? _others;

    /// <summary>True when the file is there.</summary>
    public bool Has(MemoryPath path)
    {
        var cut = path.Value.LastIndexOf('/');
        if (cut == 0) return false;
        var folder = cut < 0 ? "" : path.Value[..cut];
        if (!_folders.TryGetValue(folder, out var known)) _folders[folder] = known = _manifest.Folder(folder);
        return known?.Files.TryGetValue(path.Value[(cut + 1)..], out var entry) == true && !entry.Is(TreeFlags.Deleted);
    }

    /// <summary>The memory in a markdown file, without its text; null when it is none, not there, or can't be read.</summary>
    public MemoryItem? Item(MemoryPath path)
    {
        if (_items.TryGetValue(path, out var item)) return item;
        return _items[path] = Document(path) is { } document ? Slim(document.ToItem()) : null;
    }

    /// <summary>A markdown file; null when it is none, not there, or can't be read.</summary>
    public MemoryDocument? Document(MemoryPath path) =>
        path.Extension == ".md" && Has(path) && open.Tree.TryRead(path, out _) is { } bytes ? MemoryDocument.Parse(path, bytes) : null;

    /// <summary>The item without its text.</summary>
    public static MemoryItem Slim(MemoryItem item) => item with { Body = "", Summary = "", Fields = [], Sources = [] };

    /// <summary>The files that may hold a link which says one of the texts; sources left out, since a transcript's brackets are somebody's words.</summary>
    public IEnumerable<MemoryPath> Saying(IEnumerable<string> texts) =>
        open.Index.FindKeys([.. texts.Select(LinkKeys.Link).Distinct()], null).Select(h => h.Path).Distinct(StringComparer.Ordinal).Select(MemoryPath.FromListing).Where(Has);

    /// <summary>Resolves links among those files that count; null for all.</summary>
    public LinkIndex Links(Func<MemoryPath, bool>? counts = null) => new((into, name) =>
    {
        foreach (var path in Named(name))
        {
            if (counts?.Invoke(path) == false) continue;
            if (Item(path) is { } item) into.Add(item);
            else into.Add(path); // links to what can't be read lead somewhere all the same
        }
        foreach (var path in (IEnumerable<MemoryPath>)[MemoryPath.FromListing(name), MemoryPath.FromListing(name + ".md")])
        {
            if (!Has(path) || counts?.Invoke(path) == false) continue;
            if (path.Extension == ".md") into.AddPath(path);
            else into.Add(path);
        }
    });

    private IEnumerable<MemoryPath> Named(string name)
    {
        var known = open.Index.FindKeys(LinkKeys.Bearers(name), null).Select(h => MemoryPath.FromListing(h.Path)).Distinct().Where(Has);
        // the index has no files but markdown; of the others the manifest knows the names, and only what has no slash can be one
        return name.Contains('/', StringComparison.Ordinal) || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? known : known.Concat((_others ??= Others())[name]);
    }

    private ILookup<string, MemoryPath> Others() =>
        _manifest.Files().Select(f => f.Path).Where(p => !p.Name.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).ToLookup(p => p.Name, StringComparer.OrdinalIgnoreCase);
}

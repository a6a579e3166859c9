using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Resolves links as the format says: id, exact path, path without <c>.md</c>, unique file name, title, alias; two matches are an error that names both.</summary>
internal sealed class LinkIndex
{
    private readonly Dictionary<string, List<MemoryPath>> _id = new(StringComparer.OrdinalIgnoreCase), _path = new(StringComparer.Ordinal), _bare = new(StringComparer.Ordinal),
        _stem = new(StringComparer.OrdinalIgnoreCase), _title = new(StringComparer.OrdinalIgnoreCase), _alias = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, List<MemoryPath>>[] _steps;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Action<LinkIndex, string>? _bearers;

    /// <summary>Of all files of a tree.</summary>
    public LinkIndex(IEnumerable<MemoryItem> items, IEnumerable<MemoryPath> otherFiles)
        : this(null)
    {
        foreach (var item in items) Add(item);
        foreach (var file in otherFiles) Add(file);
    }

    /// <summary>Of the files that are added; <paramref name="bearers"/> adds those that bear a name, before it is first looked for.</summary>
    public LinkIndex(Action<LinkIndex, string>? bearers)
    {
        _steps = [_id, _path, _bare, _stem, _title, _alias];
        _bearers = bearers;
    }

    /// <summary>Adds a memory with all its names.</summary>
    public void Add(MemoryItem item)
    {
        if (item.Id.Length > 0) Add(_id, item.Id, item.Path);
        AddPath(item.Path);
        Add(_stem, item.Path.Stem, item.Path);
        if (item.ConflictWith is not null) return; // the other version bears the same names; links mean the first
        Add(_title, item.Title, item.Path);
        foreach (var other in item.Aliases) Add(_alias, other, item.Path);
    }

    /// <summary>Adds a file that is no markdown.</summary>
    public void Add(MemoryPath file)
    {
        Add(_path, file.Value, file);
        Add(_stem, file.Name, file);
    }

    /// <summary>Adds a markdown file by its path alone.</summary>
    public void AddPath(MemoryPath file)
    {
        Add(_path, file.Value, file);
        Add(_bare, Bare(file), file);
    }

    /// <summary>The files that a link can mean, in the order of their paths: one when it resolves, none when it is broken, several when it is ambiguous.</summary>
    public IReadOnlyList<MemoryPath> Resolve(MemoryLink link, MemoryPath from)
    {
        if (link.Target.Length == 0) return [from];
        foreach (var reading in Readings(link, from))
            if (Match(reading) is { Count: > 0 } found) return found;
        return [];
    }

    /// <summary>What a link's target stands for, the first that is there being meant: a markdown link's is relative before it is from the root.</summary>
    public static IEnumerable<string> Readings(MemoryLink link, MemoryPath from)
    {
        if (link.Kind == MemoryLinkKind.Markdown && !link.Target.StartsWith('/') && Relative(from, link.Target) is { } relative) yield return relative;
        yield return link.Target.TrimStart('/');
    }

    /// <summary>A path without <c>.md</c>, as links write it.</summary>
    public static string Bare(MemoryPath path) => Bare(path.Value);

    /// <summary>A path without <c>.md</c>, as links write it.</summary>
    public static string Bare(string path) => path.EndsWith(".md", StringComparison.Ordinal) ? path[..^3] : path;

    private List<MemoryPath> Match(string target)
    {
        if (_bearers is not null && _asked.Add(target)) _bearers(this, target);
        foreach (var step in _steps)
            if (step.TryGetValue(target, out var found)) return found;
        return [];
    }

    private static string? Relative(MemoryPath from, string target)
    {
        var segments = new List<string>(from.Parent.Segments);
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") segments.Add(part);
            else if (segments.Count == 0) return null;
            else segments.RemoveAt(segments.Count - 1);
        }
        return string.Join('/', segments);
    }

    private static void Add(Dictionary<string, List<MemoryPath>> step, string key, MemoryPath path)
    {
        if (!step.TryGetValue(key, out var list)) step[key] = list = [];
        if (list.BinarySearch(path) is var at and < 0) list.Insert(~at, path);
    }
}

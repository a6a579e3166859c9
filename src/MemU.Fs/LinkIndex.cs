using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Resolves links as the format says: id, exact path, path without <c>.md</c>, unique file name, title, alias; two matches are an error that names both.</summary>
internal sealed class LinkIndex
{
    private readonly List<Dictionary<string, List<MemoryPath>>> _steps;

    public LinkIndex(IEnumerable<MemoryItem> items, IEnumerable<MemoryPath> otherFiles)
    {
        Dictionary<string, List<MemoryPath>> id = new(StringComparer.OrdinalIgnoreCase), path = new(StringComparer.Ordinal), bare = new(StringComparer.Ordinal),
            stem = new(StringComparer.OrdinalIgnoreCase), title = new(StringComparer.OrdinalIgnoreCase), alias = new(StringComparer.OrdinalIgnoreCase);
        foreach (var item in items)
        {
            if (item.Id.Length > 0) Add(id, item.Id, item.Path);
            Add(path, item.Path.Value, item.Path);
            Add(bare, item.Path.Value.EndsWith(".md", StringComparison.Ordinal) ? item.Path.Value[..^3] : item.Path.Value, item.Path);
            Add(stem, item.Path.Stem, item.Path);
            if (item.ConflictWith is not null) continue; // the other version bears the same names; links mean the first
            Add(title, item.Title, item.Path);
            foreach (var other in item.Aliases) Add(alias, other, item.Path);
        }
        foreach (var file in otherFiles)
        {
            Add(path, file.Value, file);
            Add(stem, file.Name, file);
        }
        _steps = [id, path, bare, stem, title, alias];
    }

    /// <summary>The files that a link can mean: one when it resolves, none when it is broken, several when it is ambiguous.</summary>
    public IReadOnlyList<MemoryPath> Resolve(MemoryLink link, MemoryPath from)
    {
        if (link.Target.Length == 0) return [from];
        var target = link.Target.TrimStart('/');
        if (link.Kind == MemoryLinkKind.Markdown && !link.Target.StartsWith('/') && Relative(from, link.Target) is { } relative && Match(relative) is { Count: > 0 } near) return near;
        return Match(target);
    }

    private List<MemoryPath> Match(string target)
    {
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
        if (!list.Contains(path)) list.Add(path);
    }
}

using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>
/// Rewrites links so that each leads where it led before, although files have moved or bear other names: in all files of the tree, their own included.
/// Sources and what the program regenerates are left out, and so are links that were broken or ambiguous before.
/// </summary>
internal sealed class Relinking(Verb verb)
{
    private readonly DiskTree _tree = verb.Open.Tree;
    private readonly List<(MemoryPath File, string Text)> _broken = [];
    private IReadOnlyDictionary<MemoryPath, MemoryPath?> _moved = new Dictionary<MemoryPath, MemoryPath?>();
    private Dictionary<MemoryPath, MemoryItem> _before = [], _after = [];
    private LinkIndex _old = null!, _new = null!;

    /// <summary>Plans the rewritten files and returns how many links were rewritten.</summary>
    /// <param name="moved">Where files go; null for those that are removed.</param>
    /// <param name="cancellationToken">Stops.</param>
    public int Run(IReadOnlyDictionary<MemoryPath, MemoryPath?> moved, CancellationToken cancellationToken)
    {
        _moved = moved;
        var files = new LinkedFiles(_tree, verb.Open.Synchronizer.Manifest).Read(cancellationToken);
        var plan = verb.Plan;
        _before = files.Items.ToDictionary(i => i.Path);
        var kept = files.Items.Where(i => !plan.Removed.Contains(i.Path) && !plan.Files.ContainsKey(i.Path));
        _after = kept.Concat(plan.Files.Where(f => f.Key.Extension == ".md").Select(f => LinkedFiles.Slim(MemoryDocument.Parse(f.Key, f.Value).ToItem()))).ToDictionary(i => i.Path);
        _old = new(files.Items, files.Others);
        _new = new(_after.Values, files.Others.Where(p => !plan.Removed.Contains(p)).Concat(plan.Files.Keys.Where(p => p.Extension != ".md")));
        var names = Names();
        var count = 0;
        foreach (var from in _before.Keys.Concat(plan.Files.Keys.Where(p => p.Extension == ".md")).Distinct().Order().ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (plan.Removed.Contains(from) && Goal(from) is null || TreeLayout.KindOf(from) == UnitKind.Resource) continue;
            var to = Goal(from) is { } there && plan.Files.ContainsKey(there) ? there : from;
            if (plan.Removed.Contains(to) || from != to && !_before.ContainsKey(from) || from == to && !_before.ContainsKey(from) && _moved.Values.Contains(from)) continue;
            if (_after.TryGetValue(to, out var item) && item is { Generated: true, FormatError: null }) continue;
            count += Rewrite(from, to, names);
        }
        foreach (var group in _broken.GroupBy(b => b.File, b => b.Text)) plan.Notes.Add($"{group.Key}: {string.Join(", ", group.Distinct())} lead{(group.Distinct().Count() == 1 ? "s" : "")} nowhere now");
        return count;
    }

    private int Rewrite(MemoryPath from, MemoryPath to, string[]? names)
    {
        if (verb.Plan.Read(_tree, to) is not { } bytes) return 0;
        var document = MemoryDocument.Parse(to, bytes);
        var text = document.Text;
        if (!text.Contains('[', StringComparison.Ordinal)) return 0;
        // a name that is written with % can't be looked for as it is
        if (from == to && names is not null && !text.Contains('%', StringComparison.Ordinal) && !names.Any(n => text.Contains(n, StringComparison.OrdinalIgnoreCase))) return 0;
        if (document.FormatError is not null)
        {
            if (LinkScanner.Scan(text).Any(l => NewTarget(l, from, to) is not null)) verb.Plan.Notes.Add($"{to}: its links were not rewritten, for its front matter is malformed");
            return 0;
        }
        var count = document.RewriteLinks(link => NewTarget(link, from, to));
        if (count == 0) return 0;
        verb.Plan.Put(to, document.ToBytes());
        if (verb.Plan.Items.TryGetValue(to, out var planned)) verb.Plan.Items[to] = planned with { Item = document.ToItem() };
        return count;
    }

    private MemoryPath? Goal(MemoryPath path) => _moved.TryGetValue(path, out var to) ? to : path;

    /// <summary>What a link must say to lead where it led; null when it may stay.</summary>
    private string? NewTarget(MemoryLink link, MemoryPath from, MemoryPath to)
    {
        if (link.Target.Length == 0) return null;
        if (verb.Folders.Keys.Any(f => f.Value == link.Target)) return Folder(link); // whatever bears that title too
        var led = _old.Resolve(link, from);
        if (led.Count == 0) return Folder(link);
        if (led.Count > 1)
        {
            if (led.Any(_moved.ContainsKey)) verb.Plan.Notes.Add($"{to}:{link.Line}: [[{link.Target}]] fits {string.Join(" and ", led)}, so it was left; write the path");
            return null;
        }
        if (Goal(led[0]) is not { } goal)
        {
            _broken.Add((to, link.Kind == MemoryLinkKind.Markdown ? $"({link.Target})" : $"[[{link.Target}]]"));
            return null;
        }
        if (Leads(link, to, goal)) return null;
        return LinkTargets.Of(link, led[0], goal, to, _before.GetValueOrDefault(led[0])?.Title, _after.GetValueOrDefault(goal)).FirstOrDefault(target => Leads(link with { Target = target }, to, goal));
    }

    private bool Leads(MemoryLink link, MemoryPath from, MemoryPath goal) => _new.Resolve(link, from) is [var only] && only == goal;

    /// <summary>A link to a category's folder, such as <c>also_in</c> may hold, goes with the folder.</summary>
    private string? Folder(MemoryLink link)
    {
        var target = link.Target.Trim('/');
        foreach (var (old, now) in verb.Folders)
            if (MemoryPath.FromListing(target).IsWithin(old)) return now.Value + target[old.Value.Length..];
        return null;
    }

    /// <summary>The names by which a link may speak of what moved; null when there are too many to look for.</summary>
    private string[]? Names()
    {
        var touched = _moved.Keys.Concat(_moved.Values.OfType<MemoryPath>()).Concat(verb.Plan.Files.Keys).Distinct().ToList();
        if (touched.Count > 8) return null;
        IEnumerable<string> Of(MemoryItem? item) => item is null ? [] : [item.Title, item.Id, .. item.Aliases];
        return [.. touched.SelectMany(p => Of(_before.GetValueOrDefault(p)).Concat(Of(_after.GetValueOrDefault(p))).Append(p.Stem)).Concat(verb.Folders.Keys.Select(f => f.Value)).Where(n => n.Length > 0).Distinct()];
    }
}

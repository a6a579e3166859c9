using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>
/// Rewrites links so that each leads where it led before, although files have moved or bear other names, their own included. Only a link that says
/// a name of one of those files, old or new, can lead elsewhere now, and the index knows which files hold such links.
/// Sources and what the program regenerates are left out, and so are links that were broken or ambiguous before.
/// </summary>
internal sealed class Relinking
{
    private readonly Verb _verb;
    private readonly IReadOnlyDictionary<MemoryPath, MemoryPath?> _moved;
    private readonly LinkedTree _before;
    private readonly HashSet<MemoryPath> _changed;
    private readonly Dictionary<MemoryPath, MemoryItem> _planned;
    private readonly LinkIndex _old, _new;
    private readonly List<(MemoryPath File, string Text)> _broken = [];

    /// <summary>Of a plan that has everything but the links.</summary>
    public Relinking(Verb verb)
    {
        (_verb, _moved, _before) = (verb, verb.Moved, new(verb.Open));
        var plan = verb.Plan;
        _changed = [.. plan.Removed, .. plan.Files.Keys, .. _moved.Keys];
        _planned = plan.Files.Where(f => f.Key.Extension == ".md").ToDictionary(f => f.Key, f => LinkedTree.Slim(MemoryDocument.Parse(f.Key, f.Value).ToItem()));
        // as they are now: the plan grows by what is rewritten
        HashSet<MemoryPath> replaced = [.. plan.Removed, .. plan.Files.Keys];
        _old = _before.Links();
        _new = _before.Links(p => !replaced.Contains(p));
        foreach (var item in _planned.Values) _new.Add(item);
        foreach (var file in plan.Files.Keys.Where(p => p.Extension != ".md")) _new.Add(file);
    }

    /// <summary>The files that may hold a link which leads elsewhere now, in their order.</summary>
    private List<MemoryPath> Files() =>
        [.. _changed.Where(p => p.Extension == ".md" && (_planned.ContainsKey(p) || _before.Has(p)))
            .Concat(_before.Saying(_changed.SelectMany(Said).Concat(_verb.Folders.Keys.Select(f => f.Value)))).Distinct().Order()];

    /// <summary>Plans the rewritten files and returns how many links were rewritten.</summary>
    public int Run(CancellationToken cancellationToken)
    {
        var plan = _verb.Plan;
        var count = 0;
        foreach (var from in Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (plan.Removed.Contains(from) && Goal(from) is null || TreeLayout.KindOf(from) == UnitKind.Resource) continue;
            var to = Goal(from) is { } there && plan.Files.ContainsKey(there) ? there : from;
            if (plan.Removed.Contains(to) || from != to && !_before.Has(from) || from == to && !_before.Has(from) && _moved.Values.Contains(from)) continue;
            if (After(to) is { Generated: true, FormatError: null }) continue;
            count += Rewrite(from, to);
        }
        foreach (var group in _broken.GroupBy(b => b.File, b => b.Text)) plan.Notes.Add($"{group.Key}: {string.Join(", ", group.Distinct())} lead{(group.Distinct().Count() == 1 ? "s" : "")} nowhere now");
        return count;
    }

    private IEnumerable<string> Said(MemoryPath path)
    {
        var now = _before.Has(path) ? LinkKeys.SaidOf(path, _before.Item(path)) : [];
        return _verb.Plan.Files.ContainsKey(path) ? now.Concat(LinkKeys.SaidOf(path, _planned.GetValueOrDefault(path))) : now;
    }

    private MemoryItem? After(MemoryPath path) => _planned.GetValueOrDefault(path) ?? (_verb.Plan.Removed.Contains(path) ? null : _before.Item(path));

    private int Rewrite(MemoryPath from, MemoryPath to)
    {
        if (_verb.Plan.Read(_verb.Open.Tree, to) is not { } bytes) return 0;
        var document = MemoryDocument.Parse(to, bytes);
        var text = document.Text;
        if (!text.Contains('[', StringComparison.Ordinal)) return 0;
        if (document.FormatError is not null)
        {
            if (LinkScanner.Scan(text).Any(l => NewTarget(l, from, to) is not null)) _verb.Plan.Notes.Add($"{to}: its links were not rewritten, for its front matter is malformed");
            return 0;
        }
        var count = document.RewriteLinks(link => NewTarget(link, from, to));
        if (count == 0) return 0;
        _verb.Plan.Put(to, document.ToBytes());
        if (_verb.Plan.Items.TryGetValue(to, out var planned)) _verb.Plan.Items[to] = planned with { Item = document.ToItem() };
        return count;
    }

    private MemoryPath? Goal(MemoryPath path) => _moved.TryGetValue(path, out var to) ? to : path;

    /// <summary>What a link must say to lead where it led; null when it may stay.</summary>
    private string? NewTarget(MemoryLink link, MemoryPath from, MemoryPath to)
    {
        if (link.Target.Length == 0) return null;
        if (_verb.Folders.Keys.Any(f => f.Value == link.Target)) return Folder(link); // whatever bears that title too
        var led = _old.Resolve(link, from);
        if (led.Count == 0) return Folder(link);
        if (led.Count > 1)
        {
            if (led.Any(_moved.ContainsKey)) _verb.Plan.Notes.Add($"{to}:{link.Line}: [[{link.Target}]] fits {string.Join(" and ", led)}, so it was left; write the path");
            return null;
        }
        if (Goal(led[0]) is not { } goal)
        {
            _broken.Add((to, link.Kind == MemoryLinkKind.Markdown ? $"({link.Target})" : $"[[{link.Target}]]"));
            return null;
        }
        if (Leads(link, to, goal)) return null;
        return LinkTargets.Of(link, led[0], goal, to, _before.Item(led[0])?.Title, After(goal)).FirstOrDefault(target => Leads(link with { Target = target }, to, goal));
    }

    private bool Leads(MemoryLink link, MemoryPath from, MemoryPath goal) => _new.Resolve(link, from) is [var only] && only == goal;

    /// <summary>A link to a category's folder, such as <c>also_in</c> may hold, goes with the folder.</summary>
    private string? Folder(MemoryLink link)
    {
        var target = link.Target.Trim('/');
        foreach (var (old, now) in _verb.Folders)
            if (MemoryPath.FromListing(target).IsWithin(old)) return now.Value + target[old.Value.Length..];
        return null;
    }
}

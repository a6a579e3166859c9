using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Tests.Verbs;

/// <summary>What <see cref="Relinking"/> does, the plain way: every file of the tree is read, and every link of it resolved before and after.</summary>
internal sealed class WholeTreeRelinking(Verb verb)
{
    private readonly List<(MemoryPath File, string Text)> _broken = [];
    private Dictionary<MemoryPath, MemoryItem> _before = [], _after = [];
    private LinkIndex _old = null!, _new = null!;

    public int Run()
    {
        var (items, others) = new LinkedFiles(verb.Open.Tree, verb.Open.Synchronizer.Manifest).Read(default);
        var plan = verb.Plan;
        _before = items.ToDictionary(i => i.Path);
        var kept = items.Where(i => !plan.Removed.Contains(i.Path) && !plan.Files.ContainsKey(i.Path));
        _after = kept.Concat(plan.Files.Where(f => f.Key.Extension == ".md").Select(f => MemoryDocument.Parse(f.Key, f.Value).ToItem())).ToDictionary(i => i.Path);
        _old = new(items, others);
        _new = new(_after.Values, others.Where(p => !plan.Removed.Contains(p)).Concat(plan.Files.Keys.Where(p => p.Extension != ".md")));
        var count = 0;
        foreach (var from in _before.Keys.Concat(plan.Files.Keys.Where(p => p.Extension == ".md")).Distinct().Order().ToList())
        {
            if (plan.Removed.Contains(from) && Goal(from) is null || TreeLayout.KindOf(from) == UnitKind.Resource) continue;
            var to = Goal(from) is { } there && plan.Files.ContainsKey(there) ? there : from;
            if (plan.Removed.Contains(to) || from != to && !_before.ContainsKey(from) || from == to && !_before.ContainsKey(from) && verb.Moved.Values.Contains(from)) continue;
            if (_after.TryGetValue(to, out var item) && item is { Generated: true, FormatError: null }) continue;
            count += Rewrite(from, to);
        }
        foreach (var group in _broken.GroupBy(b => b.File, b => b.Text)) plan.Notes.Add($"{group.Key}: {string.Join(", ", group.Distinct())} lead{(group.Distinct().Count() == 1 ? "s" : "")} nowhere now");
        return count;
    }

    private int Rewrite(MemoryPath from, MemoryPath to)
    {
        if (verb.Plan.Read(verb.Open.Tree, to) is not { } bytes) return 0;
        var document = MemoryDocument.Parse(to, bytes);
        if (!document.Text.Contains('[')) return 0;
        if (document.FormatError is not null)
        {
            if (LinkScanner.Scan(document.Text).Any(l => NewTarget(l, from, to) is not null)) verb.Plan.Notes.Add($"{to}: its links were not rewritten, for its front matter is malformed");
            return 0;
        }
        var count = document.RewriteLinks(link => NewTarget(link, from, to));
        if (count > 0) verb.Plan.Put(to, document.ToBytes());
        return count;
    }

    private MemoryPath? Goal(MemoryPath path) => verb.Moved.TryGetValue(path, out var to) ? to : path;

    private string? NewTarget(MemoryLink link, MemoryPath from, MemoryPath to)
    {
        if (link.Target.Length == 0) return null;
        if (verb.Folders.Keys.Any(f => f.Value == link.Target)) return Folder(link);
        var led = _old.Resolve(link, from);
        if (led.Count == 0) return Folder(link);
        if (led.Count > 1)
        {
            if (led.Any(verb.Moved.ContainsKey)) verb.Plan.Notes.Add($"{to}:{link.Line}: [[{link.Target}]] fits {string.Join(" and ", led)}, so it was left; write the path");
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

    private string? Folder(MemoryLink link)
    {
        var target = link.Target.Trim('/');
        foreach (var (old, now) in verb.Folders)
            if (MemoryPath.FromListing(target).IsWithin(old)) return now.Value + target[old.Value.Length..];
        return null;
    }
}

using MemU.Fs.Index;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>All links of a memory: those in its texts, and those that front matter says (sources, what is superseded, further categories).</summary>
internal sealed class LinkGraph
{
    private readonly TreeTexts _all;
    private readonly LinkIndex _index;
    private readonly List<LinkView> _links = [];

    public LinkGraph(TreeTexts all)
    {
        (_all, _index) = (all, new(all.Items, all.Others));
        foreach (var item in all.Items) Collect(item);
    }

    /// <summary>The links of one file.</summary>
    public LinksView Of(MemoryPath path)
    {
        var own = _links.Where(l => l.From == path.Value).ToList();
        return new(path.Value, [.. own.Where(l => l.To.Count == 1)], [.. _links.Where(l => l.To is [var to] && to == path.Value && l.From != path.Value)],
            [.. own.Where(l => l.To.Count == 0)], [.. own.Where(l => l.To.Count > 1)]);
    }

    /// <summary>Memories that no other memory links to and that link to none; generated pages and sources do not count.</summary>
    public IReadOnlyList<GraphNode> Orphans()
    {
        var items = _all.Items.Where(i => TreeLayout.KindOf(i.Path) == UnitKind.Item && i is { Generated: false, Path.Name: not ("index.md" or "log.md") }).ToList();
        var generated = _all.Items.Where(i => i.Generated).Select(i => i.Path.Value).ToHashSet(StringComparer.Ordinal);
        var linked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var link in _links.Where(l => l.Kind is not ("source" or "also_in") && l.To is [var to] && to != l.From && !generated.Contains(l.From)))
        {
            linked.Add(link.From);
            linked.Add(link.To[0]);
        }
        return [.. items.Where(i => !linked.Contains(i.Path.Value)).Select(Node)];
    }

    /// <summary>The graph of a folder, or of all; a link counts when both its ends are in it.</summary>
    public GraphView Graph(MemoryPath under)
    {
        var nodes = _all.Items.Where(i => i.Path.IsWithin(under)).Select(Node).Concat(_all.Others.Where(o => o.IsWithin(under) && !o.Segments[0].StartsWith('.')).Select(o => new GraphNode(o.Value, o.Name, null))).ToList();
        var names = nodes.Select(n => n.Path).ToHashSet(StringComparer.Ordinal);
        var edges = _links.Where(l => l.To.Count == 1 && names.Contains(l.From) && names.Contains(l.To[0])).Select(l => new GraphEdge(l.From, l.To[0], l.Kind)).Distinct().ToList();
        var used = edges.SelectMany(e => new[] { e.From, e.To }).ToHashSet(StringComparer.Ordinal);
        return new([.. nodes.Where(n => n.Type is not null || used.Contains(n.Path))], edges);
    }

    private void Collect(MemoryItem item)
    {
        if (TreeLayout.KindOf(item.Path) == UnitKind.Resource) return; // a transcript quotes; its brackets are somebody's words
        var (supersedes, contradicts, also) = (Keys(item.Supersedes), Keys(item.Contradicts), Keys(item.AlsoIn));
        var sources = item.Sources.Select(s => s.Resource).ToHashSet(StringComparer.Ordinal);
        foreach (var link in LinkScanner.Scan(_all.Texts[item.Path]))
        {
            if (link.Target.Contains("://", StringComparison.Ordinal) || link.Target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) continue;
            var key = Reading.LinkKey(link.Target);
            var found = _index.Resolve(link, item.Path);
            var kind = link.Relation ?? (supersedes.Contains(key) ? "supersedes" : contradicts.Contains(key) ? "contradicts" : also.Contains(key) ? "also_in"
                : found is [var only] && sources.Remove(only.Value) ? "source" : link.Kind == MemoryLinkKind.Embed ? "embed" : "link");
            if (kind == "also_in" && found.Count == 0) found = Page(key);
            _links.Add(new(item.Path.Value, link.Line, kind, link.Target, [.. found.Select(f => f.Value)]) { Anchor = link.Anchor });
        }
        foreach (var source in item.Sources.Where(s => sources.Contains(s.Resource)))
            _links.Add(new(item.Path.Value, 0, "source", source.Resource, _all.Texts.ContainsKey(MemoryPath.FromListing(source.Resource)) || _all.Others.Contains(MemoryPath.FromListing(source.Resource)) ? [source.Resource] : []) { Anchor = source.Anchor is null ? null : "^" + source.Anchor });
    }

    private IReadOnlyList<MemoryPath> Page(string folder) =>
        MemoryPath.TryParse(folder + "/README.md", out var page, out _) && _all.Texts.ContainsKey(page) ? [page] : [];

    private static HashSet<string> Keys(IEnumerable<string> links) => links.Select(Reading.LinkKey).ToHashSet(StringComparer.Ordinal);

    private static GraphNode Node(MemoryItem item) => new(item.Path.Value, item.Title, item.Type);
}

using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>All links of a memory.</summary>
internal sealed class LinkGraph
{
    private readonly TreeTexts _all;
    private readonly List<LinkView> _links = [];

    public LinkGraph(TreeTexts all)
    {
        _all = all;
        var others = all.Others.ToHashSet();
        var links = new FileLinks(new(all.Items, others), p => all.Texts.ContainsKey(p) || others.Contains(p));
        foreach (var item in all.Items) _links.AddRange(links.Of(item, all.Texts[item.Path]));
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

    private static GraphNode Node(MemoryItem item) => new(item.Path.Value, item.Title, item.Type);
}

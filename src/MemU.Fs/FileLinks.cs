using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>The links of single files: those in their texts, and those that front matter says (sources, what is superseded, further categories).</summary>
/// <param name="index">What they lead to.</param>
/// <param name="has">Whether a file is there.</param>
internal sealed class FileLinks(LinkIndex index, Func<MemoryPath, bool> has)
{
    /// <summary>The links out of a file and into it; only the files that may hold one to it are read.</summary>
    public static LinksView Around(OpenTree open, MemoryPath path)
    {
        var tree = new LinkedTree(open);
        var links = new FileLinks(tree.Links(), tree.Has);
        var said = LinkKeys.SaidOf(path, tree.Item(path)).Concat(path.Name == "README.md" ? FolderSaid(path.Parent.Value) : []);
        var own = Of(path).ToList();
        var others = tree.Saying(said).Where(p => p != path).Order().SelectMany(Of).Where(l => l.To is [var to] && to == path.Value);
        return new(path.Value, [.. own.Where(l => l.To.Count == 1)], [.. others], [.. own.Where(l => l.To.Count == 0)], [.. own.Where(l => l.To.Count > 1)]);

        IEnumerable<LinkView> Of(MemoryPath file) => tree.Document(file) is { } document ? links.Of(document.ToItem(), document.Text) : [];
    }

    /// <summary>The links of a file, in its order; those of its sources that its text does not name come last.</summary>
    public IEnumerable<LinkView> Of(MemoryItem item, string text)
    {
        if (TreeLayout.KindOf(item.Path) == UnitKind.Resource) yield break; // a transcript quotes; its brackets are somebody's words
        var (supersedes, contradicts, also) = (Keys(item.Supersedes), Keys(item.Contradicts), Keys(item.AlsoIn));
        var sources = item.Sources.Select(s => s.Resource).ToHashSet(StringComparer.Ordinal);
        foreach (var link in LinkScanner.Scan(text))
        {
            if (link.Target.Contains("://", StringComparison.Ordinal) || link.Target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) continue;
            var key = Reading.LinkKey(link.Target);
            var found = index.Resolve(link, item.Path);
            var kind = link.Relation ?? (supersedes.Contains(key) ? "supersedes" : contradicts.Contains(key) ? "contradicts" : also.Contains(key) ? "also_in"
                : found is [var only] && sources.Remove(only.Value) ? "source" : link.Kind == MemoryLinkKind.Embed ? "embed" : "link");
            if (kind == "also_in" && found.Count == 0) found = Page(key);
            yield return new(item.Path.Value, link.Line, kind, link.Target, [.. found.Select(f => f.Value)]) { Anchor = link.Anchor };
        }
        foreach (var source in item.Sources.Where(s => sources.Contains(s.Resource)))
            yield return new(item.Path.Value, 0, "source", source.Resource, has(MemoryPath.FromListing(source.Resource)) ? [source.Resource] : []) { Anchor = source.Anchor is null ? null : "^" + source.Anchor };
    }

    private IReadOnlyList<MemoryPath> Page(string folder) => MemoryPath.TryParse(folder + "/README.md", out var page, out _) && has(page) ? [page] : [];

    /// <summary>What <see cref="Page"/> takes for a folder.</summary>
    private static IEnumerable<string> FolderSaid(string folder) => [folder, folder + ".md", "./" + folder, $"./{folder}.md"];

    private static HashSet<string> Keys(IEnumerable<string> links) => links.Select(Reading.LinkKey).ToHashSet(StringComparer.Ordinal);
}

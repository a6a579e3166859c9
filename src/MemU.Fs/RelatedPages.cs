using MemU.Fs.Files;
using MemU.Fs.Index;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;

namespace MemU.Fs;

/// <summary>
/// Finds what a draft links to: the page of each name that it says, and where a name has no page of its own, the earliest item that speaks of it.
/// Stays within one scope.
/// </summary>
internal sealed class RelatedPages(DiskTree tree, IMemoryIndex index, Plan plan, MemoryScope scope)
{
    private const int MostLinks = 6;

    /// <summary>How many hits for a name are looked at; a name that more items say is found among the best of them.</summary>
    private const int MostHits = 10;

    private readonly Dictionary<string, string> _first = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The links in the order of the names. A name that fits two pages links to none of them, and the part of a longer name that was found is not looked up again.</summary>
    public List<string> Of(MemoryDraft draft)
    {
        List<string> links = [];
        var title = TextKey.Name(draft.Title);
        var mentions = draft.Mentions.Select(m => (Name: m, Key: TextKey.Name(m), Mention: true));
        var spoken = NamedPages.Candidates(draft.Text).Select(c => (Name: c, Key: TextKey.Name(c), Mention: false));
        var names = mentions.Concat(spoken).Where(n => n.Key.Length > 1 && n.Key != title).DistinctBy(n => n.Key).ToList();
        if (names.Count == 0) return links;
        var pages = index.FindKeys([.. names.Select(n => $"name={n.Key}")], scope).ToLookup(h => h.Key["name=".Length..], h => h.Path);
        foreach (var (name, key, mention) in names)
        {
            var fitting = plan.Find($"name={key}", scope).Concat(pages[key]).Distinct().ToList();
            var page = fitting.Count == 1 ? fitting[0] : fitting.Count == 0 && mention && IsProper(name) ? FirstNaming(name) : null;
            if (page is not null && LinkIndex.Bare(page) is var link && !links.Contains(link) && links.Count < MostLinks) links.Add(link);
        }
        return links;
    }

    /// <summary>The earliest item that says a name; null when there is none.</summary>
    private string? FirstNaming(string name)
    {
        if (_first.TryGetValue(name, out var known)) return known;
        MemoryItem? first = null;
        var indexed = index.Search(new() { Text = name, ExactScope = scope, Limit = MostHits }).Items.Select(h => h.Path).Distinct()
            .Select(MemoryPath.FromListing).Where(p => !plan.Files.ContainsKey(p)).Select(p => tree.Read(p) is { } bytes ? MemoryDocument.Parse(p, bytes).ToItem() : null).OfType<MemoryItem>();
        foreach (var item in indexed.Concat(plan.Items.Values.Where(i => i.Scope.Equals(scope)).Select(i => i.Item)))
            if (item.Type != MemoryType.Category && Says(item.Summary, name) && (first is null || item.Created < first.Created)) first = item;
        if (first is null) return null;
        return _first[name] = first.Path.Value;
    }

    /// <summary>A name of its own; "mum" and 我妈 are somebody else for each speaker.</summary>
    private static bool IsProper(string name) => char.IsUpper(name[0]) || (name[0] > '\u2E80' && !Persons.IsRelative(name));

    /// <summary>The name stands in the text as a word of its own; in a script without spaces anywhere.</summary>
    private static bool Says(string text, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if (name[0] > '\u2E80' || ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))) return true;
        }
        return false;
    }
}

using System.Globalization;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Context;

/// <summary>Makes evidence of what retrieve found and of what is pinned.</summary>
internal sealed class Found(OpenTree open)
{
    private const int HeadLength = 8 << 10;

    private readonly Dictionary<string, string?> _titles = new(StringComparer.Ordinal);

    /// <summary>The pinned memories that pass a filter, the longest pinned first.</summary>
    public List<Evidence> Pinned(Where where) =>
        [.. open.Index.FindKeys([Reading.PinnedKey], null, where).Select(h => open.Known.Read(MemoryPath.FromListing(h.Path))).OfType<MemoryItem>()
            .Where(i => i.Pinned && i.Status != "deprecated").OrderBy(i => i.Created ?? DateTimeOffset.MaxValue).ThenBy(i => i.Path.Value, StringComparer.Ordinal)
            .Select(i => Item("pinned", i, i.Summary, 0, null)).Where(e => e.Passages.Count > 0)];

    /// <summary>Everything in an answer that has a text.</summary>
    public List<Evidence> In(RetrieveResult answer)
    {
        foreach (var hit in answer.Resources) _titles.TryAdd(hit.Path, hit.Title);
        return [.. answer.Items.Select(Item).Concat(answer.Resources.Where(r => r.Missing is null).Select(Message)).Concat(answer.Categories.Select(Category)).OfType<Evidence>().Where(e => e.Passages.Count > 0)];
    }

    private Evidence? Item(ItemHit hit) =>
        open.Known.Read(MemoryPath.FromListing(hit.Path)) is { } item ? Item("item", item, hit.Summary.Length <= Chunker.WholeLength && hit.Summary.Length > 0 ? hit.Summary : hit.Snippet, hit.Score, hit.SupersededBy) : null;

    private Evidence Item(string kind, MemoryItem item, string text, double score, string? newer)
    {
        var replaced = newer is null ? null : $"no longer so, see [[{Reading.LinkKey(newer)}]]";
        var source = item.Sources.Count > 0 ? item.Sources[0] : null;
        return new()
        {
            Kind = kind,
            Path = item.Path.Value,
            Id = item.Id.Length > 0 ? item.Id : null,
            Title = source is null ? item.Title : null,
            Date = item.HappenedAt?.Text ?? Day(source?.At ?? item.Created),
            Particulars = replaced is null ? [] : [replaced],
            Newer = replaced,
            Sources = [.. item.Sources.Select(s => new SourceView(s.Resource, s.Anchor))],
            SourceTitle = source is null ? null : TitleOf(source.Resource),
            Passages = Context.Passages.Of(text),
            Score = newer is null ? score : score / 4,
        };
    }

    private static Evidence Message(ResourceHit hit) => new()
    {
        Kind = "message",
        Path = hit.Path,
        Anchor = hit.Anchor,
        Id = hit.Id.Length > 0 ? hit.Id : null,
        Title = hit.Title,
        Date = Day(hit.Date),
        Particulars = [.. new[] { hit.Speaker, hit.Heading }.OfType<string>()],
        Passages = Context.Passages.Of(hit.Snippet),
        Score = hit.Score,
    };

    private static Evidence Category(CategoryView hit) => new()
    {
        Kind = "category",
        Path = hit.Path,
        Title = hit.Name,
        // its title is the link's; a generated page says of a category without memories that there are none
        Passages = [.. Context.Passages.Of(Context.Passages.WithoutSourceLinks(hit.Summary ?? "")).Where(p => !p.Text.StartsWith('#') && p.Text != "_No memories yet._")],
        Score = hit.Score ?? 0,
    };

    private static string? Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The title of a transcript, from the beginning of its file, for the rest may be long.</summary>
    private string? TitleOf(string path)
    {
        if (_titles.TryGetValue(path, out var known)) return known;
        var memory = MemoryPath.FromListing(path);
        var file = new FileInfo(open.Tree.Absolute(memory));
        if (!file.Exists) return _titles[path] = null;
        if (file.Length <= HeadLength) return _titles[path] = open.Known.Read(memory)?.Title;
        var head = new byte[HeadLength];
        using (var stream = file.OpenRead()) stream.ReadExactly(head);
        return _titles[path] = MemoryDocument.Parse(memory, head).ToItem() is { FormatError: null } item ? item.Title : memory.Stem;
    }
}

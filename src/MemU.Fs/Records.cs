using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs;

/// <summary>Shows files in memU's shapes, one by one or page by page.</summary>
internal sealed class Records(OpenTree open)
{
    private readonly Dictionary<string, string?> _resourceIds = new(StringComparer.Ordinal);

    /// <summary>The files of a kind that fit, in the order of their paths, behind the cursor; one more than asked for tells that there are more.</summary>
    /// <param name="kind">The kind; null for all.</param>
    /// <param name="where">The filter.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="isUp">True when the index is up to the files, so that only those need be read which fit by it.</param>
    public IEnumerable<IndexedFile> Each(UnitKind? kind, Where where, string? cursor = null, bool isUp = false)
    {
        var filter = new Filter(open, where);
        var after = cursor is null ? null : Decode(cursor);
        var among = isUp && !where.IsAll ? open.Index.Matching(where) : null;
        return Paths(kind).Where(p => (after is null || string.CompareOrdinal(p.Value, after) > 0) && among?.Contains(p.Value) != false).Select(filter.Read).OfType<IndexedFile>();
    }

    /// <summary>The first so many, and the cursor of the next page.</summary>
    public static (IReadOnlyList<IndexedFile> Page, string? Next) Page(IEnumerable<IndexedFile> files, int limit)
    {
        if (limit is < 1 or > 1000) throw new MemUException(MemUErrorKind.BadArgument, $"limit {limit} is out of range; give 1 to 1000.");
        var page = files.Take(limit + 1).ToList();
        return page.Count <= limit ? (page, null) : (page[..limit], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(page[limit - 1].Item.Path.Value)));
    }

    /// <summary>A memory.</summary>
    public MemoryItemRecord Item(MemoryItem item)
    {
        var extra = new JsonObject { ["reinforcement_count"] = Math.Max(1, item.Sources.Count) };
        if (item.Sources.Max(s => s.At) is { } last) extra["last_reinforced_at"] = last.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (item.Fields.FirstOrDefault(f => f.Key == "when_to_use").Value is { } use) extra["when_to_use"] = use;
        if (item.Type == MemoryType.Tool && open.Tree.Read(item.Path) is { } bytes && MemoryDocument.Parse(item.Path, bytes).ToolCalls(item.Title) is { Count: > 0 } calls)
            extra["tool_calls"] = JsonSerializer.SerializeToNode(calls, MemoryJson.Default.IReadOnlyListToolCall);
        return Scoped(new MemoryItemRecord
        {
            Id = item.Id,
            CreatedAt = item.Created,
            UpdatedAt = item.Modified ?? item.Created,
            ResourceId = item.Sources.Count == 0 ? null : ResourceId(item.Sources[0].Resource),
            MemoryType = item.Type,
            Summary = item.Summary,
            HappenedAt = item.HappenedAt?.Text,
            Extra = extra,
            Path = item.Path.Value,
            Categories = [.. Reading.AlsoIn(item).Prepend(TreeLayout.CategoryOf(item.Path)).Where(c => !c.IsRoot).Select(NameOf).Distinct()],
        }, item, r => r.Scope);
    }

    /// <summary>A category, by its page.</summary>
    public MemoryCategoryRecord Category(MemoryItem page) => Scoped(new MemoryCategoryRecord
    {
        Id = CategoryPages.IdOf(page.Path),
        CreatedAt = page.Created,
        UpdatedAt = page.Modified ?? page.Created,
        Name = NameOf(page.Path.Parent),
        Description = page.Description,
        Summary = page.Summary,
        Path = page.Path.Value,
    }, page, r => r.Scope);

    /// <summary>A resource, by its transcript.</summary>
    public MemoryResourceRecord Resource(MemoryItem page)
    {
        string? Field(string name) => page.Fields.FirstOrDefault(f => f.Key == name).Value;
        return Scoped(new MemoryResourceRecord { Id = page.Id, CreatedAt = page.Created, UpdatedAt = page.Created, Url = Field("url"), Modality = Field("modality"), LocalPath = page.Path.Value, Caption = page.Description }, page, r => r.Scope);
    }

    private List<MemoryPath> Paths(UnitKind? kind)
    {
        var paths = open.Synchronizer.Manifest.Files().Select(f => f.Path).Where(p => TreeLayout.KindOf(p) is { } its && (kind is null || its == kind)).ToList();
        paths.Sort((a, b) => string.CompareOrdinal(a.Value, b.Value));
        return paths;
    }

    private string NameOf(MemoryPath folder)
    {
        var inner = TreeLayout.Split(folder.Combine("x")).Inner.Parent;
        return open.Config.Categories.FirstOrDefault(c => c.Folder == inner.Value)?.Name ?? inner.Value;
    }

    private T Scoped<T>(T record, MemoryItem item, Func<T, IDictionary<string, JsonElement>> fields)
    {
        foreach (var (field, value) in open.Layout.ScopeOf(item).Fields) fields(record)[field] = JsonSerializer.SerializeToElement(value, MemoryJson.Default.String);
        return record;
    }

    private string? ResourceId(string path)
    {
        if (_resourceIds.TryGetValue(path, out var known)) return known;
        return _resourceIds[path] = MemoryPath.TryParse(path, out var file, out _) && open.Tree.Read(file) is { } bytes && MemoryDocument.Parse(file, bytes).ToItem().Id is { Length: > 0 } id ? id : null;
    }

    private static string Decode(string cursor)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (FormatException e)
        {
            throw new MemUException(MemUErrorKind.BadArgument, "the cursor is none that this memory gave; begin again without one.", e);
        }
    }
}

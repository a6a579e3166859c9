using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_list</c>: folders and memories, page by page.</summary>
internal static class ListTool
{
    public static MemoryTool Create() => new("memory_list", "List memories",
        "The folders and files of the memory, folders first with how many memories they hold. Call it to see what kinds of things are known, or what lies in one category.",
        Hints.Reads,
        $$$"""
        "path":{"type":"string","description":"a folder; the top if left out"},
        "depth":{"type":"integer","minimum":1,"maximum":10,"description":"levels of folders; 1 if left out"},
        "sort":{"type":"string","enum":["path","newest"],"description":"newest lists files alone, last changed first"},
        "limit":{"type":"integer","minimum":1,"maximum":200,"description":"entries of a page; 50 if left out"},
        {{{Cursor.Argument}}},
        {{{Tokens.Argument}}},
        {{{RecallTool.Where}}}
        """, [],
        $$$"""
        "path":{"type":"string"},
        "entries":{"type":"array","items":{"type":"object","properties":{
            "path":{"type":"string"},"folder":{"type":"boolean"},"memories":{"type":["integer","null"]},"type":{"type":["string","null"]},"title":{"type":["string","null"]},"modified":{"type":["string","null"]}},
            "required":["path","folder","memories","type","title","modified"],"additionalProperties":false}},
        "total":{"type":"integer","description":"entries of all pages"},
        {{{Cursor.Member}}}
        """, ["path", "entries", "total", "next_cursor"], RunAsync);

    private sealed record Entry(string Path, bool IsFolder, int Count, DateTimeOffset Modified);

    private static async Task<ToolAnswer> RunAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var folder = MemoryPath.Parse((call.Maybe("path") ?? "").Trim('/'));
        var (depth, limit, isNewest) = (call.Number("depth", 1, 1, 10), call.Number("limit", 50, 1, 200), call.Maybe("sort") switch { null or "path" => false, "newest" => true, var other => throw MemoryCall.Bad($"sort is '{SafeText.OneLine(other, 40)}'; give path or newest.") });
        var files = (await call.Memory.FilesAsync(call.Where(), cancellationToken)).Where(f => f.Path.IsWithin(folder)).ToList();
        if (files.Count == 0 && !folder.IsRoot && call.Maybe("where") is null) throw new MemUException(MemUErrorKind.NotFound, $"there is no folder '{folder}' with memories in it.");
        var entries = isNewest ? [.. files.Select(f => new Entry(f.Path.Value, false, 0, f.Modified)).OrderByDescending(e => e.Modified)] : Entries(files, folder, depth);
        var from = Cursor.Read(call.Maybe("cursor")) is not { } place ? 0 : entries.FindIndex(e => e.Path == place) + 1;
        if (from == 0 && call.Maybe("cursor") is { Length: > 0 }) throw MemoryCall.Bad("the list has changed since that cursor was given; begin again without one.");
        var page = entries.Skip(from).Take(limit).ToList();
        var heads = (await call.Memory.HeadsAsync([.. page.Where(e => !e.IsFolder).Select(e => MemoryPath.FromListing(e.Path))], cancellationToken)).ToDictionary(h => h.Path.Value, StringComparer.Ordinal);
        var left = call.Number("budget_tokens", Tokens.Usual, Tokens.Least, Tokens.Most) - 100;
        var (text, list) = (new StringBuilder(), new JsonArray());
        foreach (var entry in page)
        {
            var head = heads.GetValueOrDefault(entry.Path);
            var data = new JsonObject
            {
                ["path"] = entry.Path, ["folder"] = entry.IsFolder, ["memories"] = entry.IsFolder ? entry.Count : null, ["type"] = head?.Type, ["title"] = head is null ? null : SafeText.OneLine(Notice.Clean(head.Title), 120), ["modified"] = Notice.Time(head?.Modified ?? head?.Created),
            };
            var line = entry.IsFolder ? string.Create(CultureInfo.InvariantCulture, $"{entry.Path}/  {entry.Count}\n") : $"{entry.Path}  {data["type"]}  {data["title"]}\n";
            if ((left -= Math.Max(Tokens.Of(line), Tokens.Of(data.ToJsonString()))) < 0 && list.Count > 0) break;
            text.Append(line);
            list.Add((JsonNode)data);
        }
        var next = from + list.Count < entries.Count && list.Count > 0 ? Cursor.Of(entries[from + list.Count - 1].Path) : null;
        if (list.Count == 0) text.Append("Nothing is here yet. Remember something with memory_remember.");
        else if (next is not null) text.Append(CultureInfo.InvariantCulture, $"… {entries.Count - from - list.Count} more: call again with cursor {next}");
        return new(text.ToString(), new() { ["path"] = folder.Value, ["entries"] = list, ["total"] = entries.Count, ["next_cursor"] = next });
    }

    private static List<Entry> Entries(List<SeenFile> files, MemoryPath folder, int depth)
    {
        var (folders, list) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<Entry>());
        var skip = folder.IsRoot ? 0 : folder.Segments.Length;
        foreach (var file in files)
        {
            var segments = file.Path.Segments;
            for (var level = skip + 1; level < segments.Length && level <= skip + depth; level++)
            {
                var name = string.Join('/', segments[..level]);
                folders[name] = folders.GetValueOrDefault(name) + (file.Kind == UnitKind.Item ? 1 : 0);
            }
            if (segments.Length <= skip + depth) list.Add(new(file.Path.Value, false, 0, file.Modified));
        }
        return [.. folders.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new Entry(f.Key, true, f.Value, default)), .. list];
    }
}

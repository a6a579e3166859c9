using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_links</c>: what a memory leads to and what leads to it.</summary>
internal static class LinksTool
{
    public static MemoryTool Create() => new("memory_links", "Links of a memory",
        "The links of a memory: what it leads to (sources, related memories, what it replaces) and what leads to it. Call it to follow a thread from one memory to the next.",
        Hints.Reads,
        $$$"""
        "path":{"type":"string","description":"path, id or title"},
        "direction":{"type":"string","enum":["both","out","in"],"description":"both if left out"},
        "limit":{"type":"integer","minimum":1,"maximum":200,"description":"links of a page; 50 if left out"},
        {{{Cursor.Argument}}}
        """, ["path"],
        $$$"""
        "path":{"type":"string"},
        "links":{"type":"array","items":{"type":"object","properties":{
            "direction":{"type":"string","enum":["out","in","broken","ambiguous"]},"kind":{"type":"string"},"path":{"type":["string","null"],"description":"the file at the other end"},"anchor":{"type":["string","null"]},"target":{"type":"string"}},
            "required":["direction","kind","path","anchor","target"],"additionalProperties":false}},
        "total":{"type":"integer"},
        {{{Cursor.Member}}}
        """, ["path", "links", "total", "next_cursor"], RunAsync);

    private static async Task<ToolAnswer> RunAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var direction = call.Maybe("direction") switch { null or "both" => "both", "out" => "out", "in" => "in", var other => throw MemoryCall.Bad($"direction is '{SafeText.OneLine(other, 40)}'; give both, out or in.") };
        var view = await call.Memory.LinksAsync(call.Text("path"), cancellationToken);
        var all = new List<(string Direction, LinkView Link, string? Other)>();
        if (direction != "in") all.AddRange([.. view.Out.Select(l => ("out", l, (string?)l.To[0])), .. view.Broken.Select(l => ("broken", l, (string?)null)), .. view.Ambiguous.Select(l => ("ambiguous", l, (string?)null))]);
        if (direction != "out") all.AddRange(view.In.Select(l => ("in", l, (string?)l.From)));
        var from = Cursor.Number(call.Maybe("cursor"));
        var page = all.Skip(from).Take(call.Number("limit", 50, 1, 200)).ToList();
        var next = from + page.Count < Math.Min(all.Count, 1000) && page.Count > 0 ? Cursor.Of((from + page.Count).ToString(CultureInfo.InvariantCulture)) : null;
        var text = new StringBuilder(view.Path).Append('\n');
        foreach (var (way, link, other) in page) text.Append(way switch { "in" => "<- ", "out" => "-> ", _ => $"{way} " }).Append(other ?? Notice.Clean(link.Target)).Append(link.Anchor is null ? "" : $"#{link.Anchor}").Append("  ").Append(link.Kind).Append('\n');
        if (all.Count == 0) text.Append("It has no links. memory_search finds what is near to it.");
        else if (next is not null) text.Append(CultureInfo.InvariantCulture, $"… {all.Count - from - page.Count} more: call again with cursor {next}");
        return new(text.ToString(), new()
        {
            ["path"] = view.Path, ["total"] = all.Count, ["next_cursor"] = next,
            ["links"] = new JsonArray([.. page.Select(p => (JsonNode)new JsonObject { ["direction"] = p.Direction, ["kind"] = p.Link.Kind, ["path"] = p.Other, ["anchor"] = p.Link.Anchor, ["target"] = Notice.Clean(p.Link.Target) })]),
        });
    }
}

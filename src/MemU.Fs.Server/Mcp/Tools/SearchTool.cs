using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_search</c>: ranked hits, page by page.</summary>
internal static class SearchTool
{
    public static MemoryTool Create() => new("memory_search", "Search memory",
        "Ranked hits for words or a question: memories, and the messages and paragraphs that they were learned from, each with its path, date and score. Call it for more than memory_recall shows, to compare sources, or to see what was known at an earlier date (as_of). \"Phrases\", -exclusions, tag:travel and prefix* are understood.",
        Hints.Reads,
        $$$"""
        "query":{"type":"string","description":"a question or key words, in the user's language"},
        "limit":{"type":"integer","minimum":1,"maximum":50,"description":"hits of a page; 10 if left out"},
        {{{Cursor.Argument}}},
        {{{Tokens.Argument}}},
        {{{RecallTool.Where}}},
        "as_of":{"type":"string","description":"a date, revision or checkpoint: answer as the memory stood then"},
        "min_score":{"type":"number","minimum":0,"maximum":1},
        "explain":{"type":"boolean","description":"say how each score came about"}
        """, ["query"],
        $$$"""
        "hits":{"type":"array","items":{"type":"object","properties":{
            "kind":{"type":"string","enum":["memory","source"]},"path":{"type":"string"},"anchor":{"type":["string","null"]},"title":{"type":"string"},"text":{"type":"string"},
            "type":{"type":["string","null"]},"date":{"type":["string","null"]},"speaker":{"type":["string","null"]},"score":{"type":"number"},"sources":{"type":"array","items":{"type":"string"}},
            "superseded_by":{"type":["string","null"]},"why":{"type":["string","null"]}},
            "required":["kind","path","anchor","title","text","type","date","speaker","score","sources","superseded_by","why"],"additionalProperties":false}},
        {{{Cursor.Member}}}
        """, ["hits", "next_cursor"], RunAsync);

    private static async Task<ToolAnswer> RunAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var (limit, from) = (call.Number("limit", 10, 1, 50), Cursor.Number(call.Maybe("cursor")));
        var left = call.Number("budget_tokens", Tokens.Usual, Tokens.Least, Tokens.Most) - 100;
        var most = Math.Min(1000, from + limit + 1);
        var found = await call.Memory.RetrieveAsync(new()
        {
            Query = call.Text("query"), Limit = most, CategoryLimit = 0, Where = call.Where(), AsOf = call.Maybe("as_of"), MinScore = call.Fraction("min_score"), Explain = call.Flag("explain"), Always = true, Method = RetrieveMethod.Rules,
        }, cancellationToken);
        var all = found.Items.Select(Hit).Concat(found.Resources.Select(Hit)).OrderByDescending(h => (double)h["score"]!).ToList();
        var (text, hits) = (new StringBuilder(Notice.Data).Append('\n'), new JsonArray());
        foreach (var hit in all.Skip(from).Take(limit))
        {
            var lines = Lines(hit);
            // the data says the same in about twice the signs
            var cost = Math.Max(Tokens.Of(lines), Tokens.Of(hit.ToJsonString()));
            if (cost > left && hits.Count == 0) (hit["text"], lines, cost) = Cut(hit, left);
            if ((left -= cost) < 0) break;
            text.Append(lines);
            hits.Add((JsonNode)hit);
        }
        var next = from + hits.Count;
        var more = hits.Count > 0 && next < all.Count && next <= 1000;
        if (hits.Count == 0) text.Clear().Append(from > 0 ? "No more hits." : $"Nothing fits.{Near(found)} Try other words or languages, leave the filter out, or look around with memory_list.");
        else if (more) text.Append("\nMore fits: call again with cursor ").Append(Cursor.Of(next.ToString(CultureInfo.InvariantCulture))).Append(", or read one in full with memory_read.");
        return new(text.ToString(), new() { ["hits"] = hits, ["next_cursor"] = more ? Cursor.Of(next.ToString(CultureInfo.InvariantCulture)) : null });
    }

    private static JsonObject Hit(ItemHit item) => Of("memory", item.Path, null, item.Title, item.Summary, item.MemoryType, item.HappenedAt ?? Notice.Day(item.UpdatedAt ?? item.CreatedAt), null, item.Score, Notice.Sources(item.Sources), item.SupersededBy, item.Why);

    private static JsonObject Hit(ResourceHit hit) => Of("source", hit.Path, hit.Anchor, hit.Title, hit.Snippet, null, Notice.Day(hit.Date), hit.Speaker, hit.Score, [], null, hit.Why);

    private static JsonObject Of(string kind, string path, string? anchor, string title, string text, string? type, string? date, string? speaker, double score, JsonArray sources, string? superseded, string? why) => new()
    {
        ["kind"] = kind, ["path"] = path, ["anchor"] = anchor, ["title"] = title, ["text"] = Notice.Clean(text), ["type"] = type, ["date"] = date, ["speaker"] = speaker, ["score"] = Math.Round(score, 3), ["sources"] = sources, ["superseded_by"] = superseded, ["why"] = why,
    };

    private static string Lines(JsonObject hit)
    {
        string?[] said = [(string?)hit["type"], (string?)hit["speaker"], (string?)hit["date"], hit["superseded_by"] is null ? null : $"no longer so, see {hit["superseded_by"]}", .. hit["sources"]!.AsArray().Select(s => $"from {s}")];
        return string.Create(CultureInfo.InvariantCulture, $"{(double)hit["score"]!:0.00}  {hit["path"]}{(hit["anchor"] is { } anchor ? $"#^{anchor}" : "")}  ({string.Join(", ", said.OfType<string>())})\n      {SafeText.OneLine((string)hit["text"]!)}\n{(hit["why"] is { } why ? $"      {why}\n" : "")}");
    }

    /// <summary>The one hit that there is room for, with as much of its text as there is room for.</summary>
    private static (JsonNode Text, string Lines, int Cost) Cut(JsonObject hit, int tokens)
    {
        hit["why"] = null;
        var text = (string)hit["text"]!;
        hit["text"] = "";
        text = text[..Tokens.End(text, Math.Max(20, (tokens - Tokens.Of(hit.ToJsonString())) * 3 / 4))] + "…";
        hit["text"] = text;
        return (text, Lines(hit), tokens);
    }

    private static string Near(RetrieveResult found) => found.NearMisses is [var near, ..] ? $" Closest is {near.Path} ({SafeText.OneLine(Notice.Clean(near.Snippet), 100)})." : "";
}

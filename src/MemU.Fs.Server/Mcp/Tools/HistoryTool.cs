using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_history</c>: who changed what, when and why; with <c>blame</c> line by line.</summary>
internal static class HistoryTool
{
    private const int MostPaths = 8;

    public static MemoryTool Create() => new("memory_history", "History of a memory",
        "Who changed a memory, when and why, newest first; without a path the history of all. blame tells for each line who wrote it and from which message it was learned. Call it when a statement is doubtful, or to find the commit of an older version for memory_read.",
        Hints.Reads,
        $$$$"""
        "path":{"type":"string","description":"path, id or title"},
        "since":{"type":"string","description":"not before this date"},
        "blame":{"type":"boolean","description":"line by line instead; needs a path"},
        "limit":{"type":"integer","minimum":1,"maximum":100,"description":"commits, or lines, of a page; 20 if left out"},
        {{{{Cursor.Argument}}}}
        """, [],
        $$$$"""
        "commits":{"type":"array","items":{"type":"object","properties":{
            "commit":{"type":"string"},"author":{"type":"string"},"when":{"type":"string"},"subject":{"type":"string"},"reason":{"type":["string","null"]},"paths":{"type":"array","items":{"type":"string"}},"more_paths":{"type":"integer"},"sources":{"type":"array","items":{"type":"string"}}},
            "required":["commit","author","when","subject","reason","paths","more_paths","sources"],"additionalProperties":false}},
        "lines":{"type":"array","items":{"type":"object","properties":{
            "line":{"type":"integer"},"text":{"type":"string"},"commit":{"type":["string","null"]},"author":{"type":["string","null"]},"when":{"type":["string","null"]},"sources":{"type":"array","items":{"type":"string"}}},
            "required":["line","text","commit","author","when","sources"],"additionalProperties":false}},
        {{{{Cursor.Member}}}}
        """, ["commits", "lines", "next_cursor"], async (call, cancellationToken) => call.Flag("blame") ? await BlameAsync(call, cancellationToken) : await LogAsync(call, cancellationToken));

    private static async Task<ToolAnswer> LogAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var (from, limit) = (Cursor.Number(call.Maybe("cursor")), call.Number("limit", 20, 1, 100));
        var since = call.Date("since");
        var log = (await call.Memory.LogAsync(call.Maybe("path"), from + limit + 1, cancellationToken)).TakeWhile(c => since is null || c.When >= since).ToList();
        var page = log.Skip(from).Take(limit).ToList();
        var next = from + page.Count < log.Count && from + limit <= 1000 ? Cursor.Of((from + page.Count).ToString(CultureInfo.InvariantCulture)) : null;
        var lines = new StringBuilder();
        foreach (var commit in page) lines.Append(CultureInfo.InvariantCulture, $"{commit.Commit[..10]}  {commit.When:yyyy-MM-dd HH:mm}  {commit.Author}  {Notice.Clean(commit.Subject)}{(commit.Reason is null ? "" : $"  ({Notice.Clean(commit.Reason)})")}\n");
        if (page.Count == 0) lines.Append("No commits.");
        else if (next is not null) lines.Append("… more: call again with cursor ").Append(next);
        return new(lines.ToString(), new()
        {
            ["commits"] = new JsonArray([.. page.Select(c => (JsonNode)new JsonObject
            {
                ["commit"] = c.Commit, ["author"] = c.Author, ["when"] = Notice.Time(c.When), ["subject"] = Notice.Clean(c.Subject), ["reason"] = c.Reason,
                ["paths"] = new JsonArray([.. c.Paths.Take(MostPaths).Select(p => (JsonNode)p)]), ["more_paths"] = Math.Max(0, c.Paths.Count - MostPaths), ["sources"] = new JsonArray([.. c.Sources.Take(MostPaths).Select(s => (JsonNode)s)]),
            })]),
            ["lines"] = new JsonArray(), ["next_cursor"] = next,
        });
    }

    private static async Task<ToolAnswer> BlameAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var all = await call.Memory.BlameAsync(call.Text("path"), cancellationToken);
        var from = Cursor.Number(call.Maybe("cursor"));
        var page = all.Skip(from).Take(call.Number("limit", 20, 1, 100)).ToList();
        var next = from + page.Count < Math.Min(all.Count, 1000) && page.Count > 0 ? Cursor.Of((from + page.Count).ToString(CultureInfo.InvariantCulture)) : null;
        var text = new StringBuilder(Notice.Data).Append('\n');
        foreach (var line in page) text.Append(CultureInfo.InvariantCulture, $"{line.Line}  {line.Commit?[..10] ?? "not committed"}  {line.Author}  {Notice.Day(line.When)}  {SafeText.OneLine(Notice.Clean(line.Text), 200)}{string.Concat(line.Sources.Take(2).Select(s => $"  from {Notice.Source(s)}"))}\n");
        if (next is not null) text.Append("… more: call again with cursor ").Append(next);
        return new(text.ToString(), new()
        {
            ["commits"] = new JsonArray(), ["next_cursor"] = next,
            ["lines"] = new JsonArray([.. page.Select(l => (JsonNode)new JsonObject { ["line"] = l.Line, ["text"] = SafeText.OneLine(Notice.Clean(l.Text), 200), ["commit"] = l.Commit, ["author"] = l.Author, ["when"] = Notice.Time(l.When), ["sources"] = Notice.Sources(l.Sources, 2) })]),
        });
    }
}

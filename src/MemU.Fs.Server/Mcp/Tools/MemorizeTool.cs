using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_memorize</c>: learns from a conversation or a text.</summary>
internal static class MemorizeTool
{
    private const int MostItems = 20;

    public static MemoryTool Create() => new("memory_memorize", "Memorize a conversation or text",
        "Learn from a whole conversation or document: it is kept as a source word for word (secrets masked), and what it says about people, plans and facts becomes memories that lead back to their messages. Call it at the end of a conversation that taught something. The same source again changes nothing; one that has grown is continued.",
        new(false, false, true),
        """
        "messages":{"type":"array","description":"the conversation, oldest first","items":{"type":"object","properties":{"role":{"type":"string"},"content":{"type":"string"},"name":{"type":"string"},"created_at":{"type":"string"}},"required":["role","content"]}},
        "text":{"type":"string","description":"a document instead, as markdown or plain text"},
        "name":{"type":"string","description":"what the source is called, such as standup-2026-11-20; the same name continues it"},
        "date":{"type":"string","description":"when it took place, for messages without created_at; what is relative (yesterday) is resolved by it"}
        """, [],
        """
        "path":{"type":["string","null"],"description":"the source, as it is kept"},
        "items":{"type":"array","items":{"type":"object","properties":{"path":{"type":"string"},"type":{"type":"string"},"text":{"type":"string"},"action":{"type":"string"},"sources":{"type":"array","items":{"type":"string"}}},"required":["path","type","text","action","sources"],"additionalProperties":false}},
        "more_items":{"type":"integer"},"rejected":{"type":"integer","description":"what was not learned: secrets, questions and the like"},
        "commit":{"type":["string","null"]},"unchanged":{"type":"boolean"},"notes":{"type":"array","items":{"type":"string"}}
        """, ["path", "items", "more_items", "rejected", "commit", "unchanged", "notes"], RunAsync);

    private static async Task<ToolAnswer> RunAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var (messages, text) = (call.Json("messages", JsonValueKind.Array), call.Maybe("text"));
        if (messages is null == text is null) throw MemoryCall.Bad("give either messages or text.");
        var done = await call.Memory.MemorizeAsync(Request(call.Maybe("name"), messages, text, call.Date("date")), cancellationToken);
        // what tries to steer its reader is kept apart, and not repeated here
        var items = done.Items.Where(i => i.Action is not ("skipped" or "quarantined")).ToList();
        var said = new StringBuilder();
        if (done.Unchanged) said.Append("Known already; nothing was changed.");
        else said.Append(CultureInfo.InvariantCulture, $"{items.Count} memories learned{(done.Rejected.Count > 0 ? $", {done.Rejected.Count} statements left out" : "")}{(done.Resource is { } kept ? $"; the source is kept as {kept.Path}" : "")}");
        foreach (var item in items.Take(MostItems)) said.Append(CultureInfo.InvariantCulture, $"\n{item.Action}  {item.Path}  {SafeText.OneLine(item.Summary, 100)}");
        if (items.Count > MostItems) said.Append(CultureInfo.InvariantCulture, $"\n… {items.Count - MostItems} more: memory_list with sort newest shows them");
        foreach (var note in done.Notes) said.Append('\n').Append(note);
        return new(said.ToString(), new()
        {
            ["path"] = done.Resource?.Path, ["more_items"] = Math.Max(0, items.Count - MostItems), ["rejected"] = done.Rejected.Count, ["commit"] = done.Commit, ["unchanged"] = done.Unchanged,
            ["items"] = new JsonArray([.. items.Take(MostItems).Select(i => (JsonNode)new JsonObject { ["path"] = i.Path, ["type"] = i.MemoryType, ["text"] = SafeText.OneLine(i.Summary, 200), ["action"] = i.Action, ["sources"] = Notice.Sources(i.Sources) })]),
            ["notes"] = new JsonArray([.. done.Notes.Select(n => (JsonNode)n)]),
        });
    }

    /// <summary>The request for a conversation or a text that a caller gave.</summary>
    public static MemorizeRequest Request(string? name, JsonElement? messages, string? text, DateTimeOffset? day)
    {
        // a name, and no path: what it is called decides nothing about where anything lies
        var stem = string.Concat((name ?? (messages is null ? "text" : "conversation")).Split('/', '\\')[^1].Where(c => !char.IsControl(c)));
        if (stem.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || stem.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) stem = Path.GetFileNameWithoutExtension(stem);
        if (string.IsNullOrWhiteSpace(stem)) stem = "source";
        if (messages is not { } said) return new() { Sources = [MemorizeSource.OfText($"{stem}.md", text!)], Modality = Modality.Document, Date = day };
        if (said.GetArrayLength() == 0) throw MemoryCall.Bad("messages is empty; give at least one.");
        return new() { Sources = [MemorizeSource.OfText($"{stem}.json", said.GetRawText())], Modality = Modality.Conversation, Date = day };
    }
}

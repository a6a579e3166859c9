using System.Text.Json.Nodes;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_recall</c>: what is known about a question, as one text within a budget.</summary>
internal static class RecallTool
{
    private const int MostSources = 12, Frame = 60;

    public static MemoryTool Create() => new("memory_recall", "Recall",
        "What long-term memory knows about a question, as one short text with the source and date of each statement. Call it first, before you answer anything that may have come up before: people, preferences, plans, decisions, projects, earlier conversations. Newer entries win over older ones.",
        Hints.Reads,
        $$$"""
        "query":{"type":"string","description":"a question or key words, in the user's language"},
        {{{Tokens.Argument}}},
        {{{Where}}}
        """, ["query"],
        """
        "text":{"type":"string","description":"what is known, as markdown"},
        "found":{"type":"integer","description":"how many entries the text has"},
        "left_out":{"type":"integer","description":"how much more was found and had no room"},
        "sources":{"type":"array","items":{"type":"string"},"description":"the files that the text rests on; read them with memory_read"},
        "next_query":{"type":["string","null"],"description":"what to ask next"}
        """, ["text", "found", "left_out", "sources", "next_query"], RunAsync);

    /// <summary>The schema of the argument that filters.</summary>
    public const string Where = """
        "where":{"type":"string","description":"a filter such as type=event, (tag=travel or category=goals) and created__gte=2026-11"}
        """;

    private static async Task<ToolAnswer> RunAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var budget = call.Number("budget_tokens", Tokens.Usual, Tokens.Least, Tokens.Most);
        // a part of the budget is for what stands around the text, here and in the data
        var found = await call.Memory.ContextAsync(new() { Query = call.Text("query"), Budget = (budget - Frame) * 3 / 4, Where = call.Where(), Always = true, CountsSaving = false }, cancellationToken);
        List<string> sources = [.. found.Entries.Select(e => e.Path).Distinct().Take(Math.Min(MostSources, budget / 100))];
        var text = found.Entries.Count == 0 ? "Nothing is known about that. Try other words with memory_search, or look around with memory_list."
            : $"{Notice.Data}\n{Notice.Clean(found.Markdown).TrimEnd()}{(found.LeftOut > 0 ? $"\n\n{found.LeftOut} more had no room: ask with a larger budget_tokens, or page through them with memory_search." : "")}";
        return new(text, new()
        {
            ["text"] = found.Entries.Count == 0 ? "" : Notice.Clean(found.Markdown), ["found"] = found.Entries.Count, ["left_out"] = found.LeftOut, ["sources"] = new JsonArray([.. sources.Select(s => (JsonNode)s)]), ["next_query"] = found.NextStepQuery,
        });
    }
}

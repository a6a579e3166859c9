using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using MemU.Fs.Model;
using MemU.Fs.Todos;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>The tools by memU's names, with memU's shapes, for agents that were written for it.</summary>
internal static class MemUTools
{
    private const string Tasks = "context/pending_tasks";
    private const int Head = 100, Line = 50; // tokens of what stands around the results, and of a result's line

    private const string Item = """
        {"type":"object","properties":{"id":{"type":"string"},"memory_type":{"type":"string"},"summary":{"type":"string"},"path":{"type":"string"},"categories":{"type":"array","items":{"type":"string"}},"extra":{"type":"object"}},"required":["id","memory_type","summary","path","categories"]}
        """, Category = """
        {"type":"object","properties":{"id":{"type":"string"},"name":{"type":"string"},"description":{"type":["string","null"]},"summary":{"type":["string","null"]},"path":{"type":"string"}},"required":["id","name","path"]}
        """, Paging = """
        "limit":{"type":"integer","minimum":1,"maximum":100,"description":"of a page; 20 if left out"},
        """ + Tokens.Argument;

    public static MemoryTool[] Create() =>
    [
        new("memu_memorize", "Memorize (memU)", "Learn from a conversation or text, as memU's memorize does: the source is kept, its memories are added, reinforced or replaced.", new(false, false, true),
            """
            "conversation":{"type":"array","description":"messages of role and content, oldest first","items":{"type":"object"}},
            "text":{"type":"string","description":"a document instead"},
            "name":{"type":"string","description":"what the source is called"}
            """, [],
            $$$"""
            "items":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"path":{"type":"string"},"memory_type":{"type":"string"},"summary":{"type":"string"},"action":{"type":"string"}},"required":["id","path","memory_type","summary","action"]}},
            "categories":{"type":"array","items":{{{Category}}}},"commit":{"type":["string","null"]},"unchanged":{"type":"boolean"}
            """, ["items", "categories", "commit", "unchanged"], MemorizeAsync),
        new("memu_retrieve", "Retrieve (memU)", "Find what is known about a question, as memU's retrieve does: memories, the sources that they come from, and categories, best first.", Hints.Reads,
            """
            "query":{"type":"string"},
            "limit":{"type":"integer","minimum":1,"maximum":50,"description":"of each kind; 5 if left out"},
            """ + Tokens.Argument, ["query"],
            """
            "needs_retrieval":{"type":"boolean"},"rewritten_query":{"type":"string"},"next_step_query":{"type":["string","null"]},
            "categories":{"type":"array","items":{"type":"object"}},"items":{"type":"array","items":{"type":"object"}},"resources":{"type":"array","items":{"type":"object"}}
            """, ["needs_retrieval", "rewritten_query", "next_step_query", "categories", "items", "resources"], RetrieveAsync),
        new("memu_list_items", "List items (memU)", "The memories by path, page by page, in memU's shape.", Hints.Reads, $"{Paging},{Cursor.Argument},{RecallTool.Where}", [],
            $$$""" "items":{"type":"array","items":{{{Item}}}},{{{Cursor.Member}}} """, ["items", "next_cursor"], async (call, cancellationToken) =>
            {
                var page = await ItemsAsync(call, call.Where(), cancellationToken);
                return Answer(new() { ["items"] = List(page.Items, MemoryJson.Default.MemoryItemRecord), ["next_cursor"] = page.NextCursor }, page.Items.Select(i => $"{i.Path}  {i.MemoryType}  {SafeText.OneLine(i.Summary, 120)}"), page.NextCursor);
            }),
        new("memu_list_categories", "List categories (memU)", "The categories with their summaries, page by page, in memU's shape.", Hints.Reads, $"{Paging},{Cursor.Argument}", [],
            $$$""" "categories":{"type":"array","items":{{{Category}}}},{{{Cursor.Member}}} """, ["categories", "next_cursor"], async (call, cancellationToken) =>
            {
                var limit = call.Number("limit", 20, 1, 100);
                var page = await call.Memory.CategoriesAsync(Where.All, call.Maybe("cursor"), limit, cancellationToken);
                if (Fitting(page.Categories, MemoryJson.Default.MemoryCategoryRecord, Budget(call)) is var few && few < page.Categories.Count) page = await call.Memory.CategoriesAsync(Where.All, call.Maybe("cursor"), few, cancellationToken);
                return Answer(new() { ["categories"] = List(page.Categories, MemoryJson.Default.MemoryCategoryRecord), ["next_cursor"] = page.NextCursor }, page.Categories.Select(c => $"{c.Name}  {SafeText.OneLine(c.Summary ?? c.Description ?? "", 120)}"), page.NextCursor);
            }),
        new("memu_clear_memory", "Clear memory (memU)", "Remove all memories, sources and category pages within reach, or those that a filter names, as one commit; history keeps them. Ask the person before you call it.", new(false, true, true),
            $$$"""
            "confirm":{"type":"boolean","description":"must be true"},
            {{{RecallTool.Where}}}
            """, ["confirm"],
            """
            "deleted_items":{"type":"integer"},"deleted_categories":{"type":"integer"},"deleted_resources":{"type":"integer"},"commit":{"type":["string","null"]}
            """, ["deleted_items", "deleted_categories", "deleted_resources", "commit"], ClearAsync),
        new("memu_todos", "Open tasks (memU)", $"What is still to do: the memories in {Tasks}, page by page, in the order of their files. A task is done when the mark before its text says [Done] or [Dropped] (memory_edit), or memory_forget removes it.", Hints.Reads, $"{Paging},{Cursor.Argument}", [],
            $$$""" "todos":{"type":"array","items":{{{Item}}}},{{{Cursor.Member}}} """, ["todos", "next_cursor"], TodosAsync),
    ];

    private static async Task<ToolAnswer> MemorizeAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var (messages, text) = (call.Json("conversation", JsonValueKind.Array), call.Maybe("text"));
        if (messages is null == text is null) throw MemoryCall.Bad("give either conversation or text.");
        var done = await call.Memory.MemorizeAsync(MemorizeTool.Request(call.Maybe("name"), messages, text, null), cancellationToken);
        var items = done.Items.Where(i => i.Action != "quarantined").ToList();
        return Answer(new() { ["items"] = List(items, MemoryJson.Default.ItemView), ["categories"] = List(done.Categories, MemoryJson.Default.CategoryView), ["commit"] = done.Commit, ["unchanged"] = done.Unchanged },
            items.Select(i => $"{i.Action}  {i.Path}  {SafeText.OneLine(i.Summary, 120)}").Prepend(done.Unchanged ? "Known already; nothing was changed." : $"{items.Count} memories"), null);
    }

    private static async Task<ToolAnswer> RetrieveAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var found = await call.Memory.RetrieveAsync(new() { Query = call.Text("query"), Limit = call.Number("limit", 5, 1, 50) }, cancellationToken);
        // items first, then what they come from; the best of each
        var (isEmpty, all, left) = (found.IsEmpty, found.Items.Count + found.Resources.Count, Budget(call));
        var first = found.Items.Count > 0 ? found.Items[0] : null;
        found = found with { Items = Best(found.Items, MemoryJson.Default.ItemHit, ref left), Resources = Best(found.Resources, MemoryJson.Default.ResourceHit, ref left), Categories = Best(found.Categories, MemoryJson.Default.CategoryView, ref left) };
        if (found.Items.Count == 0 && first is not null) found = found with { Items = [first with { Summary = SafeText.OneLine(first.Summary, 300), Snippet = SafeText.OneLine(first.Snippet, 300) }] }; // the best one, cut
        var leftOut = all - found.Items.Count - found.Resources.Count;
        return Answer(new()
        {
            ["needs_retrieval"] = found.NeedsRetrieval, ["rewritten_query"] = found.RewrittenQuery, ["next_step_query"] = found.NextStepQuery,
            ["categories"] = List(found.Categories, MemoryJson.Default.CategoryView), ["items"] = List(found.Items, MemoryJson.Default.ItemHit), ["resources"] = List(found.Resources, MemoryJson.Default.ResourceHit),
        }, isEmpty ? ["Nothing is known about that."] : found.Items.Select(i => $"{i.Path}  {i.MemoryType}  {SafeText.OneLine(i.Summary, 200)}").Concat(found.Resources.Select(r => $"{r.Path}#^{r.Anchor}  {r.Speaker}  {SafeText.OneLine(r.Snippet, 200)}")).Concat(leftOut > 0 ? [$"… {leftOut} more: call again with a larger budget_tokens"] : []), null);
    }

    private static async Task<ToolAnswer> ClearAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        if (!call.Flag("confirm")) throw MemoryCall.Bad("this removes memories; ask the person, and call again with confirm true.");
        var done = await call.Memory.ClearAsync(call.Where(), cancellationToken);
        return Answer(new() { ["deleted_items"] = done.DeletedItems.Count, ["deleted_categories"] = done.DeletedCategories.Count, ["deleted_resources"] = done.DeletedResources.Count, ["commit"] = done.Commit },
            [$"{done.DeletedItems.Count} memories, {done.DeletedResources.Count} sources and {done.DeletedCategories.Count} categories removed{(done.Commit is { } commit ? $"; a person brings them back with: memu undo {commit[..10]}" : "")}"], null);
    }

    private static async Task<ToolAnswer> TodosAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        var folder = (await call.Memory.FolderAsync(cancellationToken)).Combine(Tasks).Value;
        var page = await ItemsAsync(call, new([new("path", [folder + "/"]) { Operator = WhereOperator.StartsWith }, new("status", ["deprecated"]) { Operator = WhereOperator.NotEqual }]), cancellationToken);
        // what was ticked by hand is over, though its front matter does not say so
        var open = page.Items.Select(i => (Item: i, Read: TodoText.Read(i.Summary))).Where(t => t.Read.State is null or TodoState.Todo or TodoState.Doing).ToList();
        return Answer(new() { ["todos"] = List(open.Select(t => t.Item), MemoryJson.Default.MemoryItemRecord), ["next_cursor"] = page.NextCursor },
            open.Count == 0 && page.NextCursor is null ? ["Nothing is left to do."] : open.Select(t => $"[{(t.Read.State == TodoState.Doing ? "doing" : "todo")}] {SafeText.OneLine(t.Read.Text, 200)}  ({t.Item.Path})"), page.NextCursor);
    }

    // a page that would be too long ends where the budget does, and its cursor goes on from there
    private static async Task<MemoryItemPage> ItemsAsync(MemoryCall call, Where where, CancellationToken cancellationToken)
    {
        var page = await call.Memory.ItemsAsync(where, call.Maybe("cursor"), call.Number("limit", 20, 1, 100), cancellationToken);
        return Fitting(page.Items, MemoryJson.Default.MemoryItemRecord, Budget(call)) is var few && few < page.Items.Count ? await call.Memory.ItemsAsync(where, call.Maybe("cursor"), few, cancellationToken) : page;
    }

    private static int Budget(MemoryCall call) => call.Number("budget_tokens", Tokens.Usual, Tokens.Least, Tokens.Most) - Head;

    private static List<T> Best<T>(IReadOnlyList<T> values, JsonTypeInfo<T> type, ref int left)
    {
        var best = new List<T>();
        foreach (var value in values)
        {
            var cost = CostOf(value, type);
            if (cost > left) break;
            left -= cost;
            best.Add(value);
        }
        return best;
    }

    /// <summary>How many of them fit, at least one.</summary>
    private static int Fitting<T>(IReadOnlyList<T> values, JsonTypeInfo<T> type, int budget) => values.Count == 0 ? 0 : Math.Max(1, Best(values, type, ref budget).Count);

    // once as data, and once as a line
    private static int CostOf<T>(T value, JsonTypeInfo<T> type) => Tokens.Of(JsonSerializer.Serialize(value, type)) + Line;

    private static JsonArray List<T>(IEnumerable<T> values, JsonTypeInfo<T> type) => [.. values.Select(v => JsonSerializer.SerializeToNode(v, type))];

    private static ToolAnswer Answer(JsonObject data, IEnumerable<string> lines, string? next) =>
        new($"{Notice.Data}\n{Notice.Clean(string.Join('\n', lines))}{(next is null ? "" : $"\n… more: call again with cursor {next}")}", data);
}

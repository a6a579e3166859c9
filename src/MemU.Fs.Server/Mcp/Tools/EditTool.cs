using System.Text.Json;
using MemU.Fs.Verbs;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_edit</c>: changes of a memory; what is not named keeps its bytes.</summary>
internal static class EditTool
{
    public static MemoryTool Create() => new("memory_edit", "Edit a memory",
        "Change a memory: replace a text that stands exactly once in it, append a paragraph, or set front matter keys; all else keeps its bytes. With expected_revision (memory_read tells it) nobody's later change is overwritten.",
        new(false, true, false),
        """
        "path":{"type":"string","description":"path, id or title"},
        "old_text":{"type":"string","description":"stands exactly once in the file"},
        "new_text":{"type":"string","description":"takes its place; empty to remove it"},
        "append":{"type":"string","description":"a paragraph to add"},
        "set":{"type":"object","additionalProperties":{"type":["string","number","boolean","null"]},"description":"front matter keys with their values, such as {\"status\":\"draft\",\"tags\":\"a, b\"}; null or an empty text removes the key"},
        "expected_revision":{"type":"string"},
        "reason":{"type":"string","description":"why, for the history"}
        """, ["path"], Written.Members, Written.Always, async (call, cancellationToken) =>
        {
            var (old, with) = (call.Maybe("old_text"), call.Maybe("new_text"));
            if (old is null != with is null) throw MemoryCall.Bad("give old_text and new_text together.");
            if (old is "") throw MemoryCall.Bad("old_text is empty; give a text that stands exactly once in the file, or use append.");
            var request = new EditRequest
            {
                Target = call.Text("path"), Replace = old is null ? [] : [new(old, with!)], Append = call.Maybe("append"), Set = Pairs(call.Json("set", JsonValueKind.Object)), Expect = call.Maybe("expected_revision"), Reason = call.Maybe("reason"),
            };
            if (request.Replace.Count + request.Set.Count == 0 && request.Append is null) throw MemoryCall.Bad("there is nothing to change; give old_text with new_text, append, or set.");
            return Written.Of(await call.Memory.EditAsync(request, cancellationToken));
        });

    private static List<KeyValuePair<string, string>> Pairs(JsonElement? set) => set is not { } keys ? [] : [.. keys.EnumerateObject().Select(p => new KeyValuePair<string, string>(p.Name, p.Value.ValueKind switch
    {
        JsonValueKind.String => p.Value.GetString()!,
        JsonValueKind.Null => "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => p.Value.GetRawText(),
        _ => throw MemoryCall.Bad($"the value of '{p.Name}' must be a text, a number, true, false or null; write a list as \"a, b\"."),
    }))];
}

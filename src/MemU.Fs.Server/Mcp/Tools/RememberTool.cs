namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_remember</c>: one memory in the words given.</summary>
internal static class RememberTool
{
    private static readonly string[] s_takenOver = ["type", "category", "title", "happened_at"];

    public static MemoryTool Create() => new("memory_remember", "Remember",
        "Remember one thing that will matter in later conversations: a preference, a decision, a date, something about a person or project, a way of doing things that worked. Call it as soon as you learn such a thing. One complete sentence that can be understood alone; the same words again change nothing. When it corrects an older memory, name that in supersedes.",
        new(false, false, true),
        """
        "content":{"type":"string","description":"the statement, in the user's language"},
        "type":{"type":"string","description":"profile, event, knowledge, behavior, skill, tool, or one of your own; left out: told by the words"},
        "category":{"type":"string","description":"left out: told by the words"},
        "title":{"type":"string"},
        "tags":{"type":"array","items":{"type":"string"}},
        "happened_at":{"type":"string","description":"2026-11-20, 2026-11, or 2026-11-16/2026-11-22"},
        "supersedes":{"type":"string","description":"path, id or title of the memory that no longer holds; it stays, marked as such"},
        "reason":{"type":"string","description":"why, for the history"}
        """, ["content"], Written.Members, Written.Always, async (call, cancellationToken) =>
        {
            if (call.Maybe("supersedes") is { } old)
            {
                foreach (var other in s_takenOver)
                    if (call.Maybe(other) is not null) throw MemoryCall.Bad($"with supersedes the memory takes its place as it is; leave {other} out, and change it with memory_edit afterwards.");
                return Written.Of(await call.Memory.SupersedeAsync(old, call.Text("content"), call.Maybe("reason"), cancellationToken));
            }
            return Written.Of(await call.Memory.AddAsync(new()
            {
                Text = call.Text("content"), Type = call.Maybe("type"), Category = call.Maybe("category"), Title = call.Maybe("title"), Tags = call.Texts("tags"), HappenedAt = call.Maybe("happened_at"), Reason = call.Maybe("reason"),
            }, cancellationToken));
        });
}

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_move</c>: another place or name, with every link following.</summary>
internal static class MoveTool
{
    public static MemoryTool Create() => new("memory_move", "Move a memory",
        "Move or rename a memory, or the folder of a category; links keep leading to it.",
        new(false, false, true),
        """
        "path":{"type":"string","description":"path, id or title of a memory, or a folder"},
        "to":{"type":"string","description":"the new path; a folder, or a path that ends with /, keeps the name"},
        "expected_revision":{"type":"string"},
        "reason":{"type":"string","description":"why, for the history"}
        """, ["path", "to"], Written.Members, Written.Always, async (call, cancellationToken) =>
            Written.Of(await call.Memory.MoveAsync(new() { From = call.Text("path"), To = call.Text("to"), Expect = call.Maybe("expected_revision"), Reason = call.Maybe("reason") }, cancellationToken)));
}

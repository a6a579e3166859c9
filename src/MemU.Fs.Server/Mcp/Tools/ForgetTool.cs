namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_forget</c>: takes a memory out of the tree; history keeps it.</summary>
internal static class ForgetTool
{
    public static MemoryTool Create() => new("memory_forget", "Forget a memory",
        "Take a memory out: nothing finds it any more. History keeps it, so that it can be brought back. For a fact that merely changed, call memory_remember with supersedes instead.",
        new(false, true, true),
        """
        "path":{"type":"string","description":"path, id or title of a memory or source, or with recursive a folder"},
        "recursive":{"type":"boolean","description":"allow a folder with all that is in it"},
        "expected_revision":{"type":"string"},
        "reason":{"type":"string","description":"why, for the history"}
        """, ["path"], Written.Members, Written.Always, async (call, cancellationToken) =>
        {
            var path = call.Text("path");
            var done = await call.Memory.RemoveAsync(new() { Target = path, Recursive = call.Flag("recursive"), Expect = call.Maybe("expected_revision"), Reason = call.Maybe("reason") }, cancellationToken);
            return Written.Of(done, done.Commit is { } commit ? $"It can still be read with memory_read and rev {commit[..10]}~1, and a person brings it back with: memu undo {commit[..10]}" : null);
        });
}

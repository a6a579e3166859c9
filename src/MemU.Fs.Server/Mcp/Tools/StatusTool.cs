using System.Globalization;
using System.Text.Json.Nodes;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary><c>memory_status</c>: how the memory stands.</summary>
internal static class StatusTool
{
    private const int MostProblems = 10;

    public static MemoryTool Create() => new("memory_status", "Status of the memory",
        "How much the memory holds, whose it is, whether it can be written, and what is wrong with it. Call it when another tool fails, or to tell a person about the memory.",
        Hints.Reads, "", [],
        """
        "memories":{"type":"integer"},"categories":{"type":"integer"},"sources":{"type":"integer"},
        "scope":{"type":"string","description":"whose memories are within reach"},
        "can_write":{"type":"boolean"},"blocked":{"type":["string","null"],"description":"why nothing can be written at the moment"},
        "root":{"type":["string","null"]},"head":{"type":["string","null"]},"uncommitted":{"type":"integer","description":"files that a person edited; the next write commits them as theirs"},
        "problems":{"type":"array","items":{"type":"string"}}
        """, ["memories", "categories", "sources", "scope", "can_write", "blocked", "root", "head", "uncommitted", "problems"], async (call, cancellationToken) =>
        {
            var status = await call.Memory.StatusAsync(cancellationToken);
            var canWrite = call.Memory.Caller.May(KeyRights.Write) && status.Blocked is null;
            var problems = status.Problems.Take(MostProblems).ToList();
            var text = string.Create(CultureInfo.InvariantCulture, $"{status.Items} memories, {status.Categories} categories, {status.Resources} sources; {(canWrite ? "can be written" : status.Blocked ?? "can only be read from here")}{(call.Memory.IsScoped ? $"; of {status.Scope}" : "")}{(status.Root.Length > 0 ? $"; at {status.Root}" : "")}{string.Concat(problems.Select(p => $"\nproblem: {p}"))}");
            return new(text, new()
            {
                ["memories"] = status.Items, ["categories"] = status.Categories, ["sources"] = status.Resources, ["scope"] = status.Scope, ["can_write"] = canWrite, ["blocked"] = status.Blocked,
                ["root"] = status.Root.Length > 0 ? status.Root : null, ["head"] = status.Head, ["uncommitted"] = status.Uncommitted.Count, ["problems"] = new JsonArray([.. problems.Select(p => (JsonNode)p)]),
            });
        });
}

using MemU.Fs.Model;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>The tools that a server offers.</summary>
public sealed class ToolSet
{
    private static readonly MemoryTool[] s_own =
    [
        RecallTool.Create(), SearchTool.Create(), ReadTool.Create(), ListTool.Create(), LinksTool.Create(), HistoryTool.Create(), StatusTool.Create(),
        RememberTool.Create(), EditTool.Create(), MoveTool.Create(), ForgetTool.Create(), MemorizeTool.Create(), CommandTool.Create(),
    ];

    private static readonly MemoryTool[] s_memU = MemUTools.Create();

    private readonly MemoryTool[] _tools;

    private ToolSet(MemoryTool[] tools) => _tools = tools;

    /// <summary>Those of MemU.Fs, with Anthropic's <c>memory</c>.</summary>
    public static ToolSet Default { get; } = new(s_own);

    /// <summary>Reads a choice: <c>default</c>, <c>memu</c>, <c>all</c>, or names of tools, in a list with commas.</summary>
    /// <exception cref="MemUException">There is no such tool.</exception>
    public static ToolSet Parse(string choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        MemoryTool[] all = [.. s_own, .. s_memU];
        var names = choice.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) throw new MemUException(MemUErrorKind.BadArgument, "no tool is named; give default, memu, all, or names of tools.");
        return new([.. names.SelectMany<string, MemoryTool>(name => name switch
        {
            "default" => s_own,
            "memu" => s_memU,
            "all" => all,
            _ => all.Where(t => t.Name == name).ToList() is { Count: > 0 } found ? found : throw new MemUException(MemUErrorKind.BadArgument, $"there is no tool '{name}'; give default, memu, all, or some of {string.Join(", ", all.Select(t => t.Name))}."),
        }).Distinct()]);
    }

    /// <summary>Those that a caller may call; the others are as if they were not there.</summary>
    internal IEnumerable<MemoryTool> For(Caller caller) => _tools.Where(t => caller.May(t.Rights));
}

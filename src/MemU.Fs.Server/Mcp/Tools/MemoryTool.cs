using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Server.Access;
using ModelContextProtocol.Protocol;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>What a tool does to the memory; every hint is told, for one that is left out means the worst.</summary>
/// <param name="ReadOnly">It changes nothing.</param>
/// <param name="Destructive">It may overwrite or remove what is there.</param>
/// <param name="Idempotent">The same call again changes nothing more.</param>
internal readonly record struct Hints(bool ReadOnly, bool Destructive, bool Idempotent)
{
    /// <summary>Reads only.</summary>
    public static Hints Reads => new(true, false, true);

    public ToolAnnotations Of(string title) => new() { Title = title, ReadOnlyHint = ReadOnly, DestructiveHint = Destructive, IdempotentHint = Idempotent, OpenWorldHint = false };
}

/// <summary>What a tool answers: the same as text for a model and as data for a program.</summary>
/// <param name="Text">For a model.</param>
/// <param name="Data">As its output schema says; null with an error.</param>
internal sealed record ToolAnswer(string Text, JsonObject? Data);

/// <summary>A tool, with its schemas as text: nothing is looked up by reflection.</summary>
internal sealed class MemoryTool
{
    private readonly Func<MemoryCall, CancellationToken, Task<ToolAnswer>> _run;
    private readonly HashSet<string> _arguments;

    /// <param name="name">By which it is called.</param>
    /// <param name="title">For people.</param>
    /// <param name="description">For a model: what it is for, and when.</param>
    /// <param name="hints">What it does to the memory.</param>
    /// <param name="input">The schema of its arguments: members of <c>properties</c>.</param>
    /// <param name="required">The arguments that must be there.</param>
    /// <param name="output">The schema of its data: members of <c>properties</c>.</param>
    /// <param name="always">The members that are always there.</param>
    /// <param name="run">Answers a call.</param>
    public MemoryTool(string name, string title, string description, Hints hints, string input, string[] required, string output, string[] always, Func<MemoryCall, CancellationToken, Task<ToolAnswer>> run)
    {
        _run = run;
        var arguments = Schema(input, required);
        _arguments = [.. arguments.GetProperty("properties").EnumerateObject().Select(p => p.Name)];
        Rights = hints.ReadOnly ? KeyRights.Read : KeyRights.Read | KeyRights.Write;
        Protocol = new()
        {
            Name = name, Title = title, Description = description, InputSchema = arguments, OutputSchema = Schema(output, always), Annotations = hints.Of(title),
        };
    }

    /// <summary>By which it is called.</summary>
    public string Name => Protocol.Name;

    /// <summary>What a caller must be allowed.</summary>
    public KeyRights Rights { get; }

    /// <summary>As it is listed.</summary>
    public Tool Protocol { get; }

    /// <summary>Answers a call.</summary>
    /// <exception cref="Model.MemUException">An argument is wrong, or it can't be done.</exception>
    public Task<ToolAnswer> RunAsync(MemoryCall call, CancellationToken cancellationToken)
    {
        call.RequireKnown(_arguments);
        return _run(call, cancellationToken);
    }

    private static JsonElement Schema(string properties, string[] required)
    {
        using var document = JsonDocument.Parse($$"""{"type":"object","properties":{{{properties}}},"required":[{{string.Join(',', required.Select(r => $"\"{r}\""))}}],"additionalProperties":false}""");
        return document.RootElement.Clone();
    }
}

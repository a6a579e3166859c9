using System.Globalization;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>A call of a tool: for whom, and its arguments. What is wrong with one is said so that a model can call again.</summary>
internal sealed class MemoryCall(ScopedMemory memory, IDictionary<string, JsonElement>? arguments)
{
    private readonly IDictionary<string, JsonElement> _arguments = arguments ?? new Dictionary<string, JsonElement>();

    /// <summary>The memory, as the caller may see it.</summary>
    public ScopedMemory Memory => memory;

    /// <summary>Fails when there is an argument that the tool does not have.</summary>
    public void RequireKnown(IReadOnlySet<string> known)
    {
        foreach (var name in _arguments.Keys)
            if (!known.Contains(name)) throw Bad($"there is no argument '{Shown(name)}'; this tool takes {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => Maybe(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Bad($"'{name}' is missing; call again with it.");

    /// <summary>A text that may be empty, and must be there.</summary>
    public string Given(string name) => Maybe(name) ?? throw Bad($"'{name}' is missing; call again with it.");

    /// <summary>A text; null where there is none.</summary>
    public string? Maybe(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        var other => throw Wrong(name, "a text", other.Value),
    };

    /// <summary>A number in bounds.</summary>
    public int Number(string name, int usual, int least, int most) => Value(name) switch
    {
        null => usual,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && value == Math.Floor(value) => value >= least && value <= most ? (int)value : throw Bad($"{name} is {number.GetRawText()}; give {least} to {most}."),
        var other => throw Wrong(name, "a whole number", other.Value),
    };

    /// <summary>A number of any size; null where there is none.</summary>
    public int? Whole(string name) => Value(name) is null ? null : Number(name, 0, int.MinValue, int.MaxValue);

    /// <summary>A fraction of 0 to 1; null where there is none.</summary>
    public double? Fraction(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => number.GetDouble() is >= 0 and <= 1 and var value ? value : throw Bad($"{name} is {number.GetRawText()}; give 0 to 1."),
        var other => throw Wrong(name, "a number", other.Value),
    };

    /// <summary>A date or a time; null where there is none.</summary>
    public DateTimeOffset? Date(string name) => Maybe(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : throw Bad($"'{SafeText.OneLine(text, 40)}' is not a date; write it like 2026-11-20 or 2026-11-20T09:00:00Z.");

    /// <summary>Yes or no.</summary>
    public bool Flag(string name) => Value(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        var other => throw Wrong(name, "true or false", other.Value),
    };

    /// <summary>A list of texts; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string name) => Value(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.String ? e.GetString()! : throw Wrong(name, "a list of texts", list))],
        var other => throw Wrong(name, "a list of texts", other.Value),
    };

    /// <summary>Two whole numbers; null where there are none.</summary>
    public (int First, int Last)? Range(string name) => Value(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == 2 && list[0].TryGetInt32(out var first) && list[1].TryGetInt32(out var last) => (first, last),
        var other => throw Wrong(name, "two whole numbers such as [1, 10]", other.Value),
    };

    /// <summary>A JSON object or list; null where there is none.</summary>
    public JsonElement? Json(string name, JsonValueKind kind) => Value(name) switch
    {
        null => null,
        { } value when value.ValueKind == kind => value,
        var other => throw Wrong(name, kind == JsonValueKind.Array ? "a list" : "an object", other.Value),
    };

    /// <summary>The filter, as the command line takes it.</summary>
    public Where Where(string name = "where") => Maybe(name) is { } text && !string.IsNullOrWhiteSpace(text) ? Model.Where.Parse(text) : Model.Where.All;

    /// <summary>An error that says what to call instead.</summary>
    public static MemUException Bad(string message) => new(MemUErrorKind.BadArgument, message);

    private JsonElement? Value(string name) => _arguments.TryGetValue(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    private static MemUException Wrong(string name, string wanted, JsonElement value) => Bad($"'{name}' must be {wanted}, not {Shown(value.GetRawText())}.");

    private static string Shown(string text) => SafeText.OneLine(text, 60);
}

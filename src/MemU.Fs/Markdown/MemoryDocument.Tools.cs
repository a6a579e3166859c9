using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

public sealed partial class MemoryDocument
{
    private const int MostToolCalls = 100;

    /// <summary>The calls that the file keeps (<c>tool_calls</c>), oldest first; an entry that can't be read is left out.</summary>
    public IReadOnlyList<ToolCall> ToolCalls(string toolName)
    {
        if (_front["tool_calls"] is not { Kind: YamlKind.List } list) return [];
        return [.. list.Items.Where(i => i.Kind == YamlKind.Map).Select(i => Call(toolName, i))];
    }

    /// <summary>How often the tool was called, those included whose calls are no longer kept.</summary>
    public int ToolCallsTotal(string toolName) => int.TryParse(GetScalar("tool_calls_total"), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? Math.Max(total, ToolCalls(toolName).Count) : ToolCalls(toolName).Count;

    /// <summary>Adds a call; the hundred latest are kept, and all are counted.</summary>
    /// <exception cref="MemoryFormatException">The front matter can't be read or edited.</exception>
    public void AddToolCall(ToolCall call)
    {
        var (calls, total) = (ToolCalls(call.ToolName), ToolCallsTotal(call.ToolName) + 1);
        var lines = string.Concat(calls.TakeLast(MostToolCalls - 1).Append(call).Select(c => $"{NewLine}  - {{{Parts(c)}}}"));
        Put("tool_calls", Entry("tool_calls"), lines);
        SetScalar("tool_calls_total", total.ToString(CultureInfo.InvariantCulture));
    }

    private static string Parts(ToolCall call)
    {
        var parts = new List<string>();
        if (call.CreatedAt is { } at) parts.Add($"at: {YamlText.Time(at)}");
        parts.Add($"success: {(call.Success ? "true" : "false")}");
        if (call.TimeCost > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"seconds: {call.TimeCost:0.###}"));
        if (call.TokenCost >= 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"tokens: {call.TokenCost}"));
        if (call.Score > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"score: {call.Score:0.###}"));
        if (call.Input.Length > 0) parts.Add($"input: {YamlText.Scalar(Utf8Text.OneLine(call.Input, 400), true)}");
        if (call.Output.Length > 0) parts.Add($"output: {YamlText.Scalar(Utf8Text.OneLine(call.Output, 400), true)}");
        return string.Join(", ", parts);
    }

    private static ToolCall Call(string toolName, YamlNode map)
    {
        string? Text(string key) => map.Entries.Where(e => e.Key == key && e.Value.Kind == YamlKind.Scalar).Select(e => e.Value.Value).FirstOrDefault();
        double Number(string key, double otherwise) => double.TryParse(Text(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : otherwise;
        return new()
        {
            ToolName = toolName,
            CreatedAt = IsoTime.TryParse(Text("at") ?? "", out var at) ? at : null,
            Success = Text("success") is not ("false" or "no"),
            TimeCost = Number("seconds", 0),
            TokenCost = (int)Math.Clamp(Number("tokens", -1), -1, int.MaxValue),
            Score = Number("score", 0),
            Input = Text("input") ?? "",
            Output = Text("output") ?? "",
        };
    }
}

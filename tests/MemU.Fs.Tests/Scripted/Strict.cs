using System.Text.Json;

namespace MemU.Fs.Tests.Scripted;

/// <summary>A request that a provider would refuse.</summary>
internal sealed class StrictException(string message) : Exception(message);

/// <summary>What a request may say.</summary>
internal static class Strict
{
    private static readonly string[] Numbers = ["temperature", "top_p", "frequency_penalty", "presence_penalty", "max_tokens", "max_completion_tokens", "n", "seed"];

    public static void That(bool holds, string otherwise)
    {
        if (!holds) throw new StrictException(otherwise);
    }

    /// <summary>The body as an object.</summary>
    public static JsonElement Object(WireRequest request, string body)
    {
        That(request.Headers.GetValueOrDefault("content-type")?.StartsWith("application/json", StringComparison.Ordinal) == true, "content-type must be application/json");
        using var document = JsonDocument.Parse(body);
        That(document.RootElement.ValueKind == JsonValueKind.Object, "the body must be an object");
        return document.RootElement.Clone();
    }

    public static string Text(JsonElement fields, string name)
    {
        That(fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String, $"'{name}' must be a text");
        return value.GetString()!;
    }

    /// <summary>No other fields than these, none twice, none null.</summary>
    public static void Known(JsonElement fields, string where, params string[] names)
    {
        That(fields.ValueKind == JsonValueKind.Object, $"{where} must be an object");
        var seen = new HashSet<string>();
        foreach (var field in fields.EnumerateObject())
        {
            That(names.Contains(field.Name), $"{where}: unknown field '{field.Name}'");
            That(seen.Add(field.Name), $"{where}: '{field.Name}' twice");
        }
    }

    public static void ChatFields(JsonElement fields)
    {
        Known(fields, "request", [.. Numbers, "model", "messages", "response_format", "tools", "tool_choice", "parallel_tool_calls", "stream", "stream_options", "stop",
            "reasoning_effort", "reasoning", "thinking", "enable_thinking", "user", "store", "metadata"]);
        That(Text(fields, "model").Length > 0, "model is empty");
        That(fields.TryGetProperty("messages", out _), "no messages");
        foreach (var name in Numbers)
            That(!fields.TryGetProperty(name, out var number) || number.ValueKind == JsonValueKind.Number, $"'{name}' must be a number");
        That(!(fields.TryGetProperty("max_tokens", out _) && fields.TryGetProperty("max_completion_tokens", out _)), "max_tokens and max_completion_tokens exclude each other");
        That(!fields.TryGetProperty("stream_options", out _) || fields.TryGetProperty("stream", out var stream) && stream.GetBoolean(), "stream_options without stream");
        That(!fields.TryGetProperty("tool_choice", out _) || fields.TryGetProperty("tools", out _), "tool_choice without tools");
        if (!fields.TryGetProperty("tools", out var tools)) return;
        foreach (var tool in tools.EnumerateArray())
        {
            Known(tool, "tool", "type", "function");
            Known(tool.GetProperty("function"), "tool.function", "name", "description", "parameters", "strict");
        }
    }
}

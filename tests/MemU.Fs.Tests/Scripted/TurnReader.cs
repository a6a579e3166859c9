using System.Text.Json;

namespace MemU.Fs.Tests.Scripted;

/// <summary>Reads the messages of a request and refuses what a provider would refuse.</summary>
internal static class TurnReader
{
    public static IReadOnlyList<Turn> Read(JsonElement messages)
    {
        Strict.That(messages.ValueKind == JsonValueKind.Array && messages.GetArrayLength() > 0, "messages must be a list that is not empty");
        return [.. messages.EnumerateArray().Select((m, i) => Turn(m, $"messages[{i}]"))];
    }

    private static Turn Turn(JsonElement message, string where)
    {
        Strict.Known(message, where, "role", "content", "name", "tool_calls", "tool_call_id", "refusal", "reasoning_content");
        var role = Strict.Text(message, "role");
        Strict.That(role is "system" or "developer" or "user" or "assistant" or "tool", $"{where}.role: '{role}'");
        Strict.That(role != "tool" || message.TryGetProperty("tool_call_id", out _), $"{where}: a tool's answer needs tool_call_id");
        IReadOnlyList<string> tools = message.TryGetProperty("tool_calls", out var calls)
            ? [.. calls.EnumerateArray().Select(c => $"{Strict.Text(c.GetProperty("function"), "name")}({Strict.Text(c.GetProperty("function"), "arguments")})")] : [];
        var has = message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null;
        Strict.That(has || tools.Count > 0, $"{where}: no content");
        if (!has) return new(role, [], tools);
        if (content.ValueKind == JsonValueKind.String) return new(role, [new("text", content.GetString())], tools);
        Strict.That(content.ValueKind == JsonValueKind.Array && content.GetArrayLength() > 0, $"{where}.content must be a text or a list");
        return new(role, [.. content.EnumerateArray().Select((p, i) => Part(p, role, $"{where}.content[{i}]"))], tools);
    }

    private static TurnPart Part(JsonElement part, string role, string where)
    {
        switch (Strict.Text(part, "type"))
        {
            case "text":
                Strict.Known(part, where, "type", "text");
                return new("text", Strict.Text(part, "text"));
            case "image_url":
                Strict.Known(part, where, "type", "image_url");
                Strict.That(role == "user", $"{where}: pictures come from the user");
                var image = part.GetProperty("image_url");
                Strict.Known(image, where, "url", "detail");
                return Picture(Strict.Text(image, "url"), where);
            case "input_audio":
                Strict.Known(part, where, "type", "input_audio");
                var audio = part.GetProperty("input_audio");
                return new("input_audio", null, $"audio/{Strict.Text(audio, "format")}", Convert.FromBase64String(Strict.Text(audio, "data")));
            case var type:
                throw new StrictException($"{where}.type: '{type}'");
        }
    }

    private static TurnPart Picture(string url, string where)
    {
        if (url.StartsWith("https://", StringComparison.Ordinal)) return new("image_url", null, null, null, url);
        const string marker = ";base64,";
        var at = url.IndexOf(marker, StringComparison.Ordinal);
        Strict.That(url.StartsWith("data:image/", StringComparison.Ordinal) && at > 0, $"{where}: a picture is an https address or data:image/…;base64,");
        try
        {
            return new("image_url", null, url[5..at], Convert.FromBase64String(url[(at + marker.Length)..]));
        }
        catch (FormatException)
        {
            throw new StrictException($"{where}: the picture's base64 can't be read");
        }
    }
}

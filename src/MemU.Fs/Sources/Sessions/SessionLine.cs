using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MemU.Fs.Sources.Sessions;

/// <summary>
/// Reads a line of a session log. Hosts differ in where they put role, content and time (on the line, in its <c>message</c> or its <c>payload</c>), and change it;
/// what has none of them is no message. Tools' calls and results, thoughts, and what a host says to the model are left out.
/// </summary>
public static partial class SessionLine
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 128 };
    private static readonly string[] s_times = ["timestamp", "created_at", "createdAt", "ts", "time", "date"];
    private static readonly string[] s_notSaid = ["isMeta", "isSidechain", "isCompactSummary", "isVisibleInTranscriptOnly", "isApiErrorMessage"];

    /// <summary>The message of a line, if it is one.</summary>
    /// <param name="line">The line's bytes, without its end.</param>
    /// <param name="isJson">False where the line is no whole JSON object: torn, or of another format.</param>
    /// <returns>Null for what is no message, or nobody's words.</returns>
    public static SessionMessage? Read(ReadOnlyMemory<byte> line, out bool isJson)
    {
        isJson = false;
        try
        {
            return Message(line, out isJson);
        }
        catch (InvalidOperationException)
        {
            // half of a surrogate pair, or bytes that are no UTF-8: a host cut a text in the middle of a letter
            isJson = true;
        }
        catch (Exception e) when (e is JsonException or RegexMatchTimeoutException)
        {
            return null; // the caller is told by isJson
        }
        try
        {
            return Message(Encoding.UTF8.GetBytes(HalfLetter().Replace(Encoding.UTF8.GetString(line.Span), "\\ufffd")), out _);
        }
        catch (Exception e) when (e is JsonException or RegexMatchTimeoutException or InvalidOperationException)
        {
            return null;
        }
    }

    private static SessionMessage? Message(ReadOnlyMemory<byte> line, out bool isJson)
    {
        isJson = false;
        using var document = JsonDocument.Parse(line, s_options);
        if (document.RootElement is not { ValueKind: JsonValueKind.Object } entry) return null;
        isJson = true;
        foreach (var mark in s_notSaid)
            if (entry.TryGetProperty(mark, out var said) && said.ValueKind == JsonValueKind.True) return null;
        var body = Inner(entry, "message") ?? Inner(entry, "payload") ?? entry;
        if (RoleOf(body, entry) is not { } role) return null;
        var text = SessionText.Said(TextOf(body));
        return text.Length == 0 ? null : new(role, text, TimeOf(entry) ?? TimeOf(body));
    }

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HalfLetter();

    private static JsonElement? Inner(JsonElement entry, string name) => entry.TryGetProperty(name, out var inner) && inner.ValueKind == JsonValueKind.Object ? inner : null;

    private static string? RoleOf(JsonElement body, JsonElement entry)
    {
        var role = Text(body, "role") ?? Text(body, "sender") ?? Text(body, "author") ?? Text(entry, "role") ?? Text(entry, "type");
        return role?.ToLowerInvariant() switch { "user" or "human" => "user", "assistant" or "ai" or "agent" or "model" or "bot" => "assistant", _ => null };
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string TextOf(JsonElement body)
    {
        foreach (var name in (ReadOnlySpan<string>)["content", "text", "parts"])
            if (body.TryGetProperty(name, out var content))
            {
                var text = new StringBuilder();
                Append(content, text);
                if (text.Length > 0) return text.ToString();
            }
        return "";
    }

    private static void Append(JsonElement content, StringBuilder text)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                if (text.Length > 0) text.Append("\n\n");
                text.Append(content.GetString());
                return;
            case JsonValueKind.Array:
                foreach (var part in content.EnumerateArray()) Append(part, text);
                return;
            case JsonValueKind.Object when Text(content, "type") is null or "text" or "input_text" or "output_text":
                if (content.TryGetProperty("text", out var inner)) Append(inner, text);
                return;
        }
    }

    private static DateTimeOffset? TimeOf(JsonElement element)
    {
        foreach (var name in s_times)
            if (element.TryGetProperty(name, out var value))
            {
                if (value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time;
                if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number is > 0 and < 2e14) return DateTimeOffset.UnixEpoch.AddMilliseconds(number < 1e11 ? number * 1000 : number);
            }
        return null;
    }
}

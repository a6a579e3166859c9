using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Questions;

/// <summary>Reads memU's <c>queries</c>: a JSON list of texts or of <c>{"role", "content"}</c>, whose content is a text or <c>{"text"}</c>.</summary>
public static class QueryList
{
    /// <summary>The messages, oldest first.</summary>
    /// <param name="json">The list.</param>
    /// <param name="name">What it came from, for messages of errors.</param>
    /// <exception cref="MemoryFormatException">It is no such list.</exception>
    public static IReadOnlyList<QueryMessage> Parse(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Array) throw Wrong(name, "it is no list");
            return [.. document.RootElement.EnumerateArray().Select((e, i) => Message(e, i + 1, name))];
        }
        catch (JsonException e)
        {
            // the reader's own message may repeat a part of the text
            throw new MemoryFormatException(name, (int)(e.LineNumber ?? 0) + 1, $"this is not valid JSON; {Expected}");
        }
    }

    private const string Expected = "expected a list of texts or of {\"role\", \"content\"}, oldest first.";

    private static QueryMessage Message(JsonElement element, int number, string name)
    {
        if (element.ValueKind == JsonValueKind.String) return new("user", element.GetString()!);
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("content", out var content)) throw Wrong(name, $"message {number} has no content");
        var role = element.TryGetProperty("role", out var said) && said.ValueKind == JsonValueKind.String ? said.GetString()! : "user";
        if (content.ValueKind == JsonValueKind.Object && content.TryGetProperty("text", out var inner)) content = inner;
        if (content.ValueKind != JsonValueKind.String) throw Wrong(name, $"the content of message {number} is no text");
        return new(role.Trim().ToLowerInvariant(), content.GetString()!);
    }

    private static MemoryFormatException Wrong(string name, string what) => new(name, 1, $"{what}; {Expected}");
}

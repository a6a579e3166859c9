using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>A message of a chat.</summary>
internal sealed record ChatMessage(string Role, string Text, DateTimeOffset? At);

/// <summary>A conversation of a chat's export.</summary>
internal sealed record Chat(string Title, DateTimeOffset? At, IReadOnlyList<ChatMessage> Messages)
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    /// <summary>The name of the source that it becomes.</summary>
    public string Name => Slug.Of(Title) + ".json";

    /// <summary>The conversation in the form that memorize reads; each message has its own time, else that of the one before, else the conversation's.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Readable))
        {
            json.WriteStartObject();
            json.WriteString("title", Title);
            json.WriteStartArray("messages");
            var at = At;
            foreach (var message in Messages)
            {
                at = message.At ?? at;
                json.WriteStartObject();
                json.WriteString("role", message.Role);
                json.WriteString("content", message.Text);
                if (at is { } time) json.WriteString("created_at", time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}

/// <summary>Finds the conversations in the JSON of a chat's export: a list of them, or a single one.</summary>
internal static class Conversations
{
    /// <summary>Where each conversation stands in the bytes.</summary>
    /// <exception cref="MemoryFormatException">It is no valid JSON.</exception>
    public static IReadOnlyList<(int Offset, int Length)> Find(string name, ReadOnlySpan<byte> json)
    {
        var mark = json.StartsWith("\ufeff"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(json[mark..], new() { MaxDepth = 1000 });
        var found = new List<(int, int)>();
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                reader.Skip();
                return [(mark, (int)reader.BytesConsumed)];
            }
            if (reader.TokenType != JsonTokenType.StartArray) throw new MemoryFormatException(name, 1, "expected a list of conversations");
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                found.Add((mark + start, (int)reader.BytesConsumed - start));
            }
            if (reader.TokenType != JsonTokenType.EndArray) throw new MemoryFormatException(name, 1 + json[..(mark + (int)reader.TokenStartIndex)].Count((byte)'\n'), "a conversation is no object");
            return found;
        }
        catch (JsonException e)
        {
            throw new MemoryFormatException(name, (int)(e.LineNumber ?? 0) + 1, $"it is no valid JSON, or cut off here (column {e.BytePositionInLine + 1}); export it again", e);
        }
    }

    /// <summary>A ChatGPT conversation: its messages are a tree, of which the branch that was shown last is followed.</summary>
    public static Chat ReadChatGpt(JsonElement conversation)
    {
        var messages = new List<ChatMessage>();
        if (conversation.TryGetProperty("mapping", out var nodes) && nodes.ValueKind == JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal); // a branch that runs in a circle ends
            for (var id = conversation.Text("current_node") ?? Last(nodes); id is not null && seen.Add(id) && nodes.TryGetProperty(id, out var node); id = node.Text("parent"))
                if (node.TryGetProperty("message", out var message) && ReadChatGptMessage(message) is { } read) messages.Add(read);
            messages.Reverse();
        }
        return new(TitleOf(conversation.Text("title")), conversation.Time("create_time", "update_time"), messages);
    }

    /// <summary>A Claude conversation.</summary>
    public static Chat ReadClaude(JsonElement conversation)
    {
        var messages = new List<ChatMessage>();
        foreach (var message in conversation.List("chat_messages"))
        {
            var parts = message.List("content").Where(p => p.Text("type") is "text").Select(p => p.Text("text")).Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
            var text = parts.Count > 0 ? string.Join('\n', parts) : message.Text("text") ?? "";
            foreach (var file in message.List("attachments").Concat(message.List("files")))
                if (file.Text("file_name") is { Length: > 0 } name) text += $"\n[file: {name.ReplaceLineEndings(" ")}]";
            if (!string.IsNullOrWhiteSpace(text)) messages.Add(new(message.Text("sender") is "human" ? "user" : "assistant", text.Trim(), message.Time("created_at", "updated_at")));
        }
        return new(TitleOf(conversation.Text("name")), conversation.Time("created_at", "updated_at"), messages);
    }

    private static ChatMessage? ReadChatGptMessage(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("author", out var author) || author.Text("role") is not (("user" or "assistant") and var role)) return null;
        if (message.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("is_visually_hidden_from_conversation", out var hidden) && hidden.ValueKind == JsonValueKind.True) return null;
        if (!message.TryGetProperty("content", out var content) || content.Text("content_type") is not ("text" or "multimodal_text" or "code" or null)) return null;
        var text = new StringBuilder(content.Text("text"));
        foreach (var part in content.List("parts"))
        {
            var said = part.ValueKind == JsonValueKind.String ? part.Said() : part.Text("text") ?? (part.Text("content_type") is { } kind ? kind.Contains("audio", StringComparison.Ordinal) ? "[audio]" : "[image]" : null);
            if (!string.IsNullOrWhiteSpace(said)) text.Append(text.Length > 0 ? "\n" : "").Append(said);
        }
        return string.IsNullOrWhiteSpace(text.ToString()) ? null : new(role, text.ToString().Trim(), message.Time("create_time", "update_time"));
    }

    // an export without a current node: the newest node that has no children
    private static string? Last(JsonElement nodes) =>
        nodes.EnumerateObject().Where(n => !n.Value.List("children").Any()).OrderBy(n => n.Value.TryGetProperty("message", out var m) ? m.Time("create_time") ?? default : default).Select(n => n.Name).LastOrDefault();

    private static string TitleOf(string? title) => string.IsNullOrWhiteSpace(title) ? "Conversation" : title.ReplaceLineEndings(" ").Trim();
}

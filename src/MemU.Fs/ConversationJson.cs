using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Writes messages as a conversation that memorize reads.</summary>
internal static class ConversationJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A list of messages with role, text and time.</summary>
    public static byte[] Of(IEnumerable<(string Role, string Text, DateTimeOffset? At)> messages)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartArray();
            foreach (var (role, text, at) in messages)
            {
                json.WriteStartObject();
                json.WriteString("role", role);
                json.WriteString("content", text);
                if (at is { } time) json.WriteString("created_at", time);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Messages of a source, secrets masked as they are in it.</summary>
    public static byte[] Of(IEnumerable<SourceMessage> messages) => Of(messages.Select(m => (m.Role, m.Text, m.Time)));
}

using System.Text;
using System.Text.Json;

namespace MemU.Fs.Tests.Scripted;

/// <summary>A part of a message: text, or a picture with its type and bytes.</summary>
public sealed record TurnPart(string Type, string? Text, string? MediaType = null, byte[]? Bytes = null, string? Url = null);

/// <summary>A message of a request.</summary>
public sealed record Turn(string Role, IReadOnlyList<TurnPart> Parts, IReadOnlyList<string> ToolCalls)
{
    /// <summary>Its text, parts joined by line breaks.</summary>
    public string Text => string.Join('\n', Parts.Where(p => p.Text is not null).Select(p => p.Text));
}

/// <summary>A request for an answer.</summary>
public sealed record ChatCall : Call
{
    /// <summary>The messages in their order.</summary>
    public required IReadOnlyList<Turn> Turns { get; init; }

    /// <summary>The name of the schema asked for; null where none was.</summary>
    public string? SchemaName { get; init; }

    /// <summary>The schema asked for.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>How the answer must look: <c>text</c>, <c>json_object</c>, <c>json_schema</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The names of tools offered.</summary>
    public required IReadOnlyList<string> Tools { get; init; }

    /// <summary>True where the answer is to come bit by bit.</summary>
    public bool Streams { get; init; }

    /// <summary>True where usage is to come at the end of a stream.</summary>
    public bool StreamsUsage { get; init; }

    /// <summary>All fields of the request.</summary>
    public required JsonElement Fields { get; init; }

    /// <summary>The text of all system messages.</summary>
    public string System => string.Join('\n', Turns.Where(t => t.Role is "system" or "developer").Select(t => t.Text));

    /// <summary>The text of the last message of the user.</summary>
    public string User => Turns.LastOrDefault(t => t.Role == "user")?.Text ?? "";

    /// <summary>Whether any message says it.</summary>
    public bool Says(string text) => Turns.Any(t => t.Text.Contains(text, StringComparison.Ordinal));

    internal static ChatCall Read(WireRequest request)
    {
        var body = Encoding.UTF8.GetString(request.Body);
        var fields = Strict.Object(request, body);
        Strict.ChatFields(fields);
        var turns = TurnReader.Read(fields.GetProperty("messages"));
        var (format, name, schema) = SchemaCheck.Format(fields, turns);
        return new()
        {
            Path = request.Path,
            Headers = request.Headers,
            Body = body,
            Fields = fields,
            Model = Strict.Text(fields, "model"),
            Turns = turns,
            Format = format,
            SchemaName = name,
            Schema = schema,
            Tools = fields.TryGetProperty("tools", out var tools) ? [.. tools.EnumerateArray().Select(t => Strict.Text(t.GetProperty("function"), "name"))] : [],
            Streams = fields.TryGetProperty("stream", out var stream) && stream.GetBoolean(),
            StreamsUsage = fields.TryGetProperty("stream_options", out var options) && options.GetProperty("include_usage").GetBoolean(),
        };
    }
}

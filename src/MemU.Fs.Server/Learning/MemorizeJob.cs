using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MemU.Fs.Model;
using MemU.Fs.Server.Http;
using MemU.Fs.Sources.Web;

namespace MemU.Fs.Server.Learning;

/// <summary>What is to be memorized, as it is kept until it is done.</summary>
internal sealed record MemorizeJob
{
    /// <summary>The source's own name; its ending says what it is.</summary>
    public required string Name { get; init; }
    /// <summary>The source, when it is a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
    /// <summary>The source, when it is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? Bytes { get; init; }
    /// <summary>Where to fetch it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Url { get; init; }
    /// <summary>What it is; null to detect it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Modality { get; init; }
    /// <summary>Its date, for messages without a time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? Date { get; init; }
    /// <summary>Settings of this call alone, as JSON.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Settings { get; init; }

    /// <summary>The request that does it; an address is fetched now.</summary>
    /// <exception cref="MemUException">The address may not be asked, or did not answer with the source.</exception>
    public async Task<MemorizeRequest> ToRequestAsync(MemoryScope scope, WebOptions web, CancellationToken cancellationToken) => new()
    {
        Sources = [await SourceAsync(web, cancellationToken)],
        Modality = Modality is { } name ? ModalityOf(name) ?? throw new MemUException(MemUErrorKind.BadArgument, $"'{SafeText.OneLine(name)}' is no modality.") : null,
        Scope = scope,
        Date = Date,
        Override = Settings is { } settings ? from => MemorizeSettings.OfJson(settings, from) : null,
    };

    private async Task<MemorizeSource> SourceAsync(WebOptions web, CancellationToken cancellationToken)
    {
        if (Url is null) return Bytes is { } bytes ? new(Name, _ => Task.FromResult<ReadOnlyMemory<byte>>(bytes)) : MemorizeSource.OfText(Name, Text ?? "");
        var fetched = await WebSource.FetchAsync(Url, web, cancellationToken);
        return new(fetched.Name, _ => Task.FromResult(fetched.Bytes)) { Url = fetched.Url };
    }

    /// <summary>A modality by its name; null when there is none of that name.</summary>
    public static Modality? ModalityOf(string name) => Enum.TryParse<Modality>(name, ignoreCase: true, out var modality) && Enum.IsDefined(modality) ? modality : null;
}

/// <summary>Reads what is to be memorized from the bodies that memU's clients send.</summary>
internal static class Conversations
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The job for a conversation in JSON.</summary>
    /// <param name="call">The request.</param>
    /// <param name="conversation">The messages, or an object that holds them.</param>
    /// <param name="user">What the user is called in it; null or <c>User</c> for no name.</param>
    /// <param name="agent">What the agent is called in it.</param>
    public static MemorizeJob Of(ApiCall call, JsonElement conversation, string? user = null, string? agent = null)
    {
        if (conversation.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) throw call.Invalid("conversation must be a list of messages, or an object that holds them.");
        if (conversation.ValueKind == JsonValueKind.Array ? conversation.GetArrayLength() == 0 : !conversation.EnumerateObject().Any()) throw call.Invalid("conversation is empty.");
        var node = JsonNode.Parse(conversation.GetRawText())!;
        if ((node as JsonArray ?? node["content"] as JsonArray) is { } messages)
            foreach (var message in messages.OfType<JsonObject>()) Name(message, user, agent);
        return new() { Name = "conversation.json", Text = node.ToJsonString(s_readable), Modality = "conversation" };
    }

    /// <summary>The date that a client gives.</summary>
    public static DateTimeOffset? Date(ApiCall call, string field, string? text) => string.IsNullOrWhiteSpace(text) ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : throw call.Invalid($"{field} is no date; write it like 2026-11-20 or 2026-11-20T09:00:00Z.");

    private static void Name(JsonObject message, string? user, string? agent)
    {
        if (message.ContainsKey("name") || message["role"] is not JsonValue role || !role.TryGetValue<string>(out var who)) return;
        var name = who switch { "user" or "human" => user, "assistant" or "ai" or "agent" => agent, _ => null };
        // what memU's SDK sends when nothing was said
        if (!string.IsNullOrWhiteSpace(name) && name is not ("User" or "Assistant")) message["name"] = name;
    }
}

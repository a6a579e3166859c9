using System.Text.Json;
using MemU.Fs.Index;
using MemU.Fs.Model;
using MemU.Fs.Server.Http;

namespace MemU.Fs.Server.Memu;

/// <summary>Reads questions as memU's clients put them: a text, or messages of which the last is asked.</summary>
internal static class QuestionBody
{
    private const int MostMessages = 1_000, MostCharacters = 100_000;

    /// <summary>A request for the question.</summary>
    /// <exception cref="ApiException">There is none, or it has another shape.</exception>
    public static RetrieveRequest Read(ApiCall call, JsonElement? query)
    {
        List<QueryMessage> messages = query switch
        {
            { ValueKind: JsonValueKind.String } text => [new("user", text.GetString()!)],
            { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() <= MostMessages => [.. list.EnumerateArray().Select(m => Message(call, m))],
            { ValueKind: JsonValueKind.Object } one => [Message(call, one)],
            { ValueKind: JsonValueKind.Array } => throw call.Invalid($"query has more than {MostMessages} messages."),
            _ => throw call.Invalid("query is missing; give a text, or a list of messages of which the last is asked."),
        };
        if (messages.Count == 0 || string.IsNullOrWhiteSpace(messages[^1].Text)) throw call.Invalid("query is empty; give a text, or a list of messages of which the last is asked.");
        if (messages.Sum(m => (long)m.Text.Length) > MostCharacters) throw call.Invalid($"query has more than {MostCharacters} characters.");
        return RetrieveRequest.Of(messages);
    }

    /// <summary>
    /// The request with the settings of this call: memU's names, also below <c>retrieve_config</c>; what is not named stays as the tree has it.
    /// Its rag, which clients name as a matter of course, is done by rules where no chat model is configured.
    /// </summary>
    public static RetrieveRequest With(ApiCall call, RetrieveRequest request, JsonElement? settings)
    {
        if (settings is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given) return request;
        if (given.ValueKind != JsonValueKind.Object) throw call.Invalid("override_config must be an object.");
        if (given.TryGetProperty("retrieve_config", out var inner) && inner.ValueKind == JsonValueKind.Object) given = inner;
        var reader = new SettingReader(call, given);
        var (category, item, resource) = (reader.Below("category"), reader.Below("item"), reader.Below("resource"));
        return request with
        {
            Method = reader.Word("method") is { } method ? Enum.TryParse<RetrieveMethod>(method, ignoreCase: true, out var known) ? known == RetrieveMethod.Rag && !call.Memory.HasChat ? null : known : throw call.Invalid($"method is rules, rag or llm, not '{SafeText.OneLine(method)}'.") : request.Method,
            RouteIntention = reader.Flag("route_intention") ?? request.RouteIntention,
            SufficiencyCheck = reader.Flag("sufficiency_check") ?? request.SufficiencyCheck,
            CategoryLimit = Limit(category) ?? request.CategoryLimit,
            ItemLimit = Limit(item) ?? request.ItemLimit,
            ResourceLimit = Limit(resource) ?? request.ResourceLimit,
            UseCategoryReferences = item.Flag("use_category_references") ?? request.UseCategoryReferences,
            Ranking = item.Word("ranking") is { } ranking ? Enum.TryParse<ItemRanking>(ranking, ignoreCase: true, out var rank) ? rank : throw call.Invalid($"ranking is similarity or salience, not '{SafeText.OneLine(ranking)}'.") : request.Ranking,
            RecencyDecayDays = item.Number("recency_decay_days") ?? request.RecencyDecayDays,
        };
    }

    private static int? Limit(SettingReader tier) => tier.Flag("enabled") == false ? 0 : tier.Number("top_k") is { } most ? (int)Math.Clamp(most, 0, 1_000) : null;

    private static QueryMessage Message(ApiCall call, JsonElement message) => message.ValueKind switch
    {
        JsonValueKind.String => new("user", message.GetString()!),
        JsonValueKind.Object when message.TryGetProperty("content", out var content) && Text(content) is { } text => new(message.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String ? role.GetString()! : "user", text),
        _ => throw call.Invalid("a message of query is neither a text nor an object with role and content."),
    };

    private static string? Text(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString(),
        JsonValueKind.Object when content.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String => text.GetString(),
        JsonValueKind.Array => string.Join('\n', content.EnumerateArray().Select(Text).OfType<string>()),
        _ => null,
    };
}

/// <summary>Reads settings that may be missing, and refuses those of another kind.</summary>
internal readonly struct SettingReader(ApiCall call, JsonElement? from)
{
    /// <summary>The settings below a name.</summary>
    public SettingReader Below(string name) => Value(name) is not { } value ? new(call, null) : value.ValueKind == JsonValueKind.Object ? new(call, value) : throw Wrong(name, "an object");

    /// <summary>Yes or no.</summary>
    public bool? Flag(string name) => Value(name) is not { } value ? null : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong(name, "true or false");

    /// <summary>A number.</summary>
    public double? Number(string name) => Value(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number ? value.GetDouble() : throw Wrong(name, "a number");

    /// <summary>A word.</summary>
    public string? Word(string name) => Value(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, "a text");

    private JsonElement? Value(string name) => from is { } settings && settings.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private ApiException Wrong(string name, string kind) => call.Invalid($"override_config: {name} must be {kind}.");
}

using System.Globalization;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs;

/// <summary>The fields that a profile of <c>llm_profiles</c> may have, each with what it must look like.</summary>
internal static class ProfileFields
{
    private delegate ModelProfile? Reads(ModelProfile profile, string value);

    private static readonly Dictionary<string, (Reads Read, string Wanted)> Fields = new(StringComparer.Ordinal)
    {
        ["provider"] = ((p, v) => ProviderPresets.Find(v) is { } preset ? p with { Provider = preset.Name } : null, $"one of {string.Join(", ", ProviderPresets.All.Select(a => a.Name))}; for another one that is compatible with OpenAI leave it out and give base_url"),
        ["base_url"] = ((p, v) => Uri.TryCreate(v, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", UserInfo.Length: 0 } ? p with { BaseUrl = v } : null, "an address such as https://host/v1, without a name or password in it"),
        ["api_key"] = ((p, v) => VariableOf(v) is { } name ? p with { KeyVariable = name } : null, "the name of the environment variable that holds the key, such as OPENAI_API_KEY, never the key itself. If a key was written here, change it at the provider: files of a memory are committed"),
        ["chat_model"] = ((p, v) => v.Length == 0 ? null : p with { ChatModel = v }, "the name of a model"),
        ["embed_model"] = ((p, v) => v.Length == 0 ? null : p with { EmbedModel = v }, "the name of a model"),
        ["vision_model"] = ((p, v) => v.Length == 0 ? null : p with { VisionModel = v }, "the name of a model"),
        ["transcription_model"] = ((p, v) => v.Length == 0 ? null : p with { TranscriptionModel = v }, "the name of a model"),
        ["embed_batch_size"] = ((p, v) => Whole(v, 1, 2048) is { } n ? p with { EmbedBatchSize = n } : null, "a number from 1 to 2048"),
        ["embed_dimensions"] = ((p, v) => Whole(v, 8, 16_384) is { } n ? p with { EmbedDimensions = n } : null, "a number from 8 to 16384"),
        ["timeout"] = ((p, v) => Number(v) is > 0 and <= 3600 and var n ? p with { Timeout = TimeSpan.FromSeconds((double)n) } : null, "seconds, above 0 and up to 3600"),
        ["concurrency"] = ((p, v) => Whole(v, 1, 256) is { } n ? p with { Concurrency = n } : null, "a number from 1 to 256"),
        ["requests_per_minute"] = ((p, v) => Whole(v, 1, 1_000_000) is { } n ? p with { RequestsPerMinute = n } : null, "a number from 1 to 1000000"),
        ["json_mode"] = ((p, v) => v switch { "auto" => p with { JsonMode = JsonMode.Auto }, "schema" => p with { JsonMode = JsonMode.Schema }, "object" => p with { JsonMode = JsonMode.Object }, "text" => p with { JsonMode = JsonMode.Text }, _ => null }, "auto, schema, object or text"),
        ["reasoning_effort"] = ((p, v) => v is "none" or "minimal" or "low" or "medium" or "high" or "xhigh" ? p with { ReasoningEffort = v } : null, "none, minimal, low, medium, high or xhigh"),
        ["proxy"] = ((p, v) => Uri.TryCreate(v, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https" or "socks5", UserInfo.Length: 0 } ? p with { Proxy = v } : null, "an address such as http://proxy:3128, without a name or password in it"),
        ["input_price"] = ((p, v) => Number(v) is { } n ? p with { InputPrice = n } : null, "what a million tokens of a prompt cost, a number from 0"),
        ["output_price"] = ((p, v) => Number(v) is { } n ? p with { OutputPrice = n } : null, "what a million tokens of an answer cost, a number from 0"),
    };

    /// <summary>Their names, those with fields of their own last.</summary>
    public static IEnumerable<string> Names => [.. Fields.Keys, "headers", "endpoints"];

    /// <summary>The profile with a field set; null where the value can't be that, which <paramref name="wanted"/> explains without repeating it.</summary>
    /// <param name="profile">The profile so far.</param>
    /// <param name="path">The field; for headers and endpoints with the name below it.</param>
    /// <param name="value">The value as text.</param>
    /// <param name="wanted">What the value must be.</param>
    public static ModelProfile? Set(ModelProfile profile, IReadOnlyList<string> path, string value, out string wanted)
    {
        switch (path)
        {
            case [var name] when Fields.TryGetValue(name, out var field):
                wanted = $"must be {field.Wanted}";
                return field.Read(profile, value.Trim());
            case ["headers", var header]:
                wanted = "must be one line; where the header is secret, $NAME of an environment variable that holds it, never the secret itself";
                var secret = header.Contains("auth", StringComparison.OrdinalIgnoreCase) || header.Contains("key", StringComparison.OrdinalIgnoreCase) || header.Contains("token", StringComparison.OrdinalIgnoreCase) || header.Contains("cookie", StringComparison.OrdinalIgnoreCase);
                return value.AsSpan().ContainsAny('\r', '\n') || secret && !(value.StartsWith('$') && IsVariable(value[1..])) ? null
                    : profile with { Headers = new Dictionary<string, string>(profile.Headers, StringComparer.OrdinalIgnoreCase) { [header] = value } };
            case ["endpoints", var kind]:
                wanted = "must be a path below base_url; there are chat, embeddings and transcription";
                return kind is not ("chat" or "embeddings" or "transcription") || value.Contains("://", StringComparison.Ordinal) || value.Length == 0 ? null
                    : profile with { Endpoints = new Dictionary<string, string>(profile.Endpoints, StringComparer.Ordinal) { [kind] = value } };
            default:
                wanted = $"is no field of a profile; there are {string.Join(", ", Names)}";
                return null;
        }
    }

    // a key is long, or has other letters than a variable's name
    private static string? VariableOf(string value)
    {
        var name = value.StartsWith("${", StringComparison.Ordinal) && value.EndsWith('}') ? value[2..^1] : value.TrimStart('$');
        return IsVariable(name) ? name : null;
    }

    private static bool IsVariable(string name) =>
        name.Length is > 0 and <= 64 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') && (name.Length <= 14 || name.Contains('_', StringComparison.Ordinal));

    private static int? Whole(string value, int least, int most) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most ? n : null;

    private static decimal? Number(string value) => decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) && n >= 0 ? n : null;
}

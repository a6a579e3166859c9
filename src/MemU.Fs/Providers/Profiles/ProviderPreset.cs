namespace MemU.Fs.Providers.Profiles;

/// <summary>The field in which a provider is told how long to reason.</summary>
public enum ReasoningField
{
    /// <summary>It takes none.</summary>
    None,
    /// <summary><c>reasoning_effort</c></summary>
    Effort,
    /// <summary><c>reasoning: {effort}</c></summary>
    Nested,
    /// <summary><c>thinking: {type}</c>, which is on or off.</summary>
    Thinking,
    /// <summary><c>enable_thinking</c>, which is on or off.</summary>
    Enable,
}

/// <summary>What is known of a provider, so that its name is all that need be said; explicit values of a profile win over it.</summary>
/// <param name="Name">Its name in <c>provider:</c>.</param>
/// <param name="BaseUrl">Its address.</param>
/// <param name="KeyVariable">The environment variable of its key; null for a local one, which needs none.</param>
public sealed record ProviderPreset(string Name, string BaseUrl, string? KeyVariable)
{
    /// <summary>The model that answers; null where it has none, or it must be named.</summary>
    public string? ChatModel { get; init; }

    /// <summary>The model that makes vectors; null where it has none, or it must be named.</summary>
    public string? EmbedModel { get; init; }

    /// <summary>The model that looks at pictures; null for the one that answers.</summary>
    public string? VisionModel { get; init; }

    /// <summary>The model that writes down speech; null where it has none, or it must be named.</summary>
    public string? TranscriptionModel { get; init; }

    /// <summary>Whether it answers at all; some only make vectors.</summary>
    public bool HasChat { get; init; } = true;

    /// <summary>Whether it makes vectors.</summary>
    public bool HasEmbeddings { get; init; }

    /// <summary>Whether its models look at pictures.</summary>
    public bool HasVision { get; init; }

    /// <summary>Whether it writes down speech.</summary>
    public bool HasTranscription { get; init; }

    /// <summary>How it can be asked for structured answers.</summary>
    public JsonMode JsonMode { get; init; } = JsonMode.Schema;

    /// <summary>Whether the length of an answer is limited by <c>max_completion_tokens</c> instead of <c>max_tokens</c>.</summary>
    public bool MaxCompletionTokens { get; init; }

    /// <summary>Where it is told how long to reason.</summary>
    public ReasoningField Reasoning { get; init; }

    /// <summary>Whether it gives vectors as base64, a third of their length as numbers.</summary>
    public bool Base64Vectors { get; init; }

    /// <summary>The field in which dimensions are asked for.</summary>
    public string DimensionsField { get; init; } = "dimensions";

    /// <summary>How many texts one request for vectors may carry.</summary>
    public int EmbedBatchSize { get; init; } = 64;

    /// <summary>True for one on this machine.</summary>
    public bool IsLocal => KeyVariable is null;
}

namespace MemU.Fs.Providers.Profiles;

/// <summary>Where a model is and how it is asked: one entry of <c>llm_profiles</c>. What is null takes the preset of <see cref="Provider"/>.</summary>
public sealed record ModelProfile
{
    /// <summary>Its name; steps ask for it by that.</summary>
    public string Name { get; init; } = "default";

    /// <summary>The name of a preset (<c>openai</c>, <c>openrouter</c>, <c>ollama</c> …) or null for any OpenAI-compatible service at <see cref="BaseUrl"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The address below which <c>chat/completions</c> and <c>embeddings</c> are; its path is kept.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The environment variable that holds the key; the key itself is never in a file.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>The key, given in code only; never written, logged or shown.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The model that answers.</summary>
    public string? ChatModel { get; init; }

    /// <summary>The model that makes vectors.</summary>
    public string? EmbedModel { get; init; }

    /// <summary>The model that looks at pictures; null for <see cref="ChatModel"/>.</summary>
    public string? VisionModel { get; init; }

    /// <summary>The model that writes down speech.</summary>
    public string? TranscriptionModel { get; init; }

    /// <summary>How many texts one request for vectors carries; null for as many as the preset says, else 64.</summary>
    public int? EmbedBatchSize { get; init; }

    /// <summary>The dimensions asked of the model of vectors, where it lets one choose; null for its own.</summary>
    public int? EmbedDimensions { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many requests are under way at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>How many requests are made within any minute; null for no limit but the provider's own.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>How structured answers are asked for.</summary>
    public JsonMode JsonMode { get; init; } = JsonMode.Auto;

    /// <summary>How long the model reasons, where it lets one choose: <c>none</c>, <c>low</c>, <c>medium</c>, <c>high</c>; null for its own.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Headers sent along; a value may be <c>$NAME</c> for an environment variable.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The proxy; null for the environment's (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).</summary>
    public string? Proxy { get; init; }

    /// <summary>Other paths than the usual ones, below <see cref="BaseUrl"/>: keys <c>chat</c>, <c>embeddings</c>, <c>transcription</c>.</summary>
    public IReadOnlyDictionary<string, string> Endpoints { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What a million prompt tokens cost, in the user's currency; null when unknown.</summary>
    public decimal? InputPrice { get; init; }

    /// <summary>What a million tokens of an answer cost; null when unknown.</summary>
    public decimal? OutputPrice { get; init; }
}

/// <summary>How structured answers are asked for.</summary>
public enum JsonMode
{
    /// <summary>A schema where the provider takes one, else an object.</summary>
    Auto,
    /// <summary>A JSON schema.</summary>
    Schema,
    /// <summary>Any JSON object; the prompt says which.</summary>
    Object,
    /// <summary>Plain text; the prompt says which, and it is read tolerantly.</summary>
    Text,
}

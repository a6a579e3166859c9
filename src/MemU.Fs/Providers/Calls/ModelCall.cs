using System.Text.Json.Serialization;

namespace MemU.Fs.Providers.Calls;

/// <summary>One call of a model: what it was for, what it took, how it ended. No text of it.</summary>
public sealed record ModelCall
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done, such as <c>memorize</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Which time it was done; the calls of one operation share it.</summary>
    public required string OperationId { get; init; }

    /// <summary>The step, one of <see cref="ModelStep"/>.</summary>
    public required string Step { get; init; }

    /// <summary>The profile asked.</summary>
    public required string Profile { get; init; }

    /// <summary>Who runs the model.</summary>
    public required string Provider { get; init; }

    /// <summary>The model asked.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens of the prompt.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the answer, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Tokens of the prompt that the provider had kept.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Tokens spent on reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>True where the provider did not count and the numbers are estimates.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Estimated { get; init; }

    /// <summary>What it cost by the prices of the profile; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? Cost { get; init; }

    /// <summary>How long it took, waiting and further attempts included, in milliseconds.</summary>
    public long Milliseconds { get; init; }

    /// <summary>Why the model stopped.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? FinishReason { get; init; }

    /// <summary><c>ok</c>, <c>kept</c> (answered from what was kept), <c>canceled</c>, or what went wrong.</summary>
    public required string Status { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>A hash of what was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RequestHash { get; init; }

    /// <summary>A hash of what was answered.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ResponseHash { get; init; }
}

/// <summary>Calls as JSON, a line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelCall))]
internal sealed partial class ModelCallJson : JsonSerializerContext;

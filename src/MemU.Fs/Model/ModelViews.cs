using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>What calls of models took.</summary>
/// <param name="By">What they are put together by: <c>operation</c>, <c>step</c>, <c>model</c>, <c>day</c> or <c>profile</c>.</param>
/// <param name="Since">Since when; null for all that is known.</param>
/// <param name="Rows">One for each, the dearest first; days in their order.</param>
/// <param name="Total">All together.</param>
public sealed record CostView(string By, DateTimeOffset? Since, IReadOnlyList<CostRow> Rows, CostRow Total);

/// <summary>What some calls of models took.</summary>
public sealed record CostRow
{
    /// <summary>What they have in common.</summary>
    public required string Name { get; init; }
    /// <summary>How many were made.</summary>
    public int Calls { get; init; }
    /// <summary>How many more were answered from what was kept, for nothing.</summary>
    public int Kept { get; init; }
    /// <summary>How many of those made failed.</summary>
    public int Failed { get; init; }
    /// <summary>Tokens of prompts.</summary>
    public long InputTokens { get; init; }
    /// <summary>Of those, what the provider had kept.</summary>
    public long CachedTokens { get; init; }
    /// <summary>Tokens of answers.</summary>
    public long OutputTokens { get; init; }
    /// <summary>Of those, reasoning.</summary>
    public long ReasoningTokens { get; init; }
    /// <summary>By the profiles' prices; null where no call had any.</summary>
    public decimal? Cost { get; init; }
    /// <summary>True where some numbers are estimates, since a provider did not count.</summary>
    public bool Estimated { get; init; }
}

/// <summary>One value of the settings.</summary>
/// <param name="Key">Its keys with dots between.</param>
/// <param name="Value">The value; of a secret only where it is.</param>
/// <param name="Source"><c>flag --name</c>, <c>environment NAME</c>, <c>tree</c>, <c>user</c>, <c>preset NAME</c> or <c>default</c>.</param>
/// <param name="Used">False where it stands in a file and does not hold, since the tree is not trusted or something nearer says otherwise.</param>
public sealed record SettingView(string Key, string Value, string Source, bool Used = true);

/// <summary>What was tried of the models.</summary>
/// <param name="Healthy">True when all that was tried works.</param>
/// <param name="Checks">What was tried.</param>
public sealed record ModelsView(bool Healthy, IReadOnlyList<ModelCheckView> Checks);

/// <summary>One call that was tried.</summary>
public sealed record ModelCheckView
{
    /// <summary>The profile.</summary>
    public required string Profile { get; init; }
    /// <summary>The steps that ask it for this.</summary>
    public required IReadOnlyList<string> Steps { get; init; }
    /// <summary>Who runs the model.</summary>
    public required string Provider { get; init; }
    /// <summary><c>chat</c>, <c>vision</c> or <c>embeddings</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>The model asked.</summary>
    public required string Model { get; init; }
    /// <summary>Whether it works.</summary>
    public required bool Ok { get; init; }
    /// <summary>The model that answered, where it says another name.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Answered { get; init; }
    /// <summary>How long it took, in milliseconds.</summary>
    public long Milliseconds { get; init; }
    /// <summary>Of vectors, their dimensions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Dimensions { get; init; }
    /// <summary>Of chat, whether a structured answer came as it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Json { get; init; }
    /// <summary>What went wrong, and what to do.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Problem { get; init; }
}

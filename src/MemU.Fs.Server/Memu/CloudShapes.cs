using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemU.Fs.Server.Memu;

/// <summary>A call of memorize as memU's clients send it.</summary>
internal sealed record MemorizeBody
{
    /// <summary>Whose memory it is.</summary>
    public string? UserId { get; init; }
    /// <summary>The agent that was spoken with.</summary>
    public string? AgentId { get; init; }
    /// <summary>The user's name in the conversation.</summary>
    public string? UserName { get; init; }
    /// <summary>The agent's name in the conversation.</summary>
    public string? AgentName { get; init; }
    /// <summary>The messages, in any form that memorize reads.</summary>
    public JsonElement? Conversation { get; init; }
    /// <summary>The conversation as text.</summary>
    public string? ConversationText { get; init; }
    /// <summary>The same as the first self-hosted server called it.</summary>
    public JsonElement? Content { get; init; }
    /// <summary>When it took place.</summary>
    public string? SessionDate { get; init; }
    /// <summary>Settings for this call.</summary>
    public JsonElement? OverrideConfig { get; init; }
}

/// <summary>A call of retrieve as memU's clients send it.</summary>
internal sealed record RetrieveBody
{
    /// <summary>Whose memory.</summary>
    public string? UserId { get; init; }
    /// <summary>Of which agent.</summary>
    public string? AgentId { get; init; }
    /// <summary>The question: a text, or messages of which the last one is asked.</summary>
    public JsonElement? Query { get; init; }
    /// <summary>The same, as memU's library calls it.</summary>
    public JsonElement? Queries { get; init; }
    /// <summary>A filter.</summary>
    public JsonElement? Where { get; init; }
    /// <summary>Settings for this call.</summary>
    public JsonElement? OverrideConfig { get; init; }
}

/// <summary>Whose memory is meant.</summary>
internal sealed record ScopeBody
{
    /// <summary>The user.</summary>
    public string? UserId { get; init; }
    /// <summary>The agent.</summary>
    public string? AgentId { get; init; }
    /// <summary>Whether categories without memories count.</summary>
    public bool? IncludeInactive { get; init; }
}

/// <summary>An accepted task.</summary>
internal sealed record CloudAccepted(string TaskId, string Status, string Message);

/// <summary>How a task stands.</summary>
internal sealed record CloudTask
{
    /// <summary>The task.</summary>
    public required string TaskId { get; init; }
    /// <summary>PENDING, PROCESSING, SUCCESS, or FAILED (FAILURE for clients other than memU's Python SDK).</summary>
    public required string Status { get; init; }
    /// <summary>0 to 100.</summary>
    public int Progress { get; init; }
    /// <summary>What there is to say.</summary>
    public string? Message { get; init; }
    /// <summary>Why it failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DetailInfo { get; init; }
    /// <summary>What was learned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CloudMemories? Result { get; init; }
    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What a task learned, or what was found.</summary>
internal sealed record CloudMemories
{
    /// <summary>The source.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CloudResource? Resource { get; init; }
    /// <summary>Whether the question asked for memory.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? NeedsRetrieval { get; init; }
    /// <summary>The question as asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OriginalQuery { get; init; }
    /// <summary>The question as searched.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RewrittenQuery { get; init; }
    /// <summary>The memories.</summary>
    public required IReadOnlyList<CloudItem> Items { get; init; }
    /// <summary>The categories.</summary>
    public required IReadOnlyList<CloudCategory> Categories { get; init; }
    /// <summary>The sources.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CloudResource>? Resources { get; init; }
    /// <summary>What to ask next.</summary>
    public string? NextStepQuery { get; init; }
}

/// <summary>A memory.</summary>
internal sealed record CloudItem
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>The statement.</summary>
    public required string Summary { get; init; }
    /// <summary>The lines that matched, or the statement.</summary>
    public required string Content { get; init; }
    /// <summary>Its type.</summary>
    public required string MemoryType { get; init; }
    /// <summary>The id of its first category.</summary>
    public string? CategoryId { get; init; }
    /// <summary>The name of its first category.</summary>
    public string? CategoryName { get; init; }
    /// <summary>The id of the source that it was learned from.</summary>
    public string? ResourceId { get; init; }
    /// <summary>Between 0 and 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }
    /// <summary>When it happened.</summary>
    public string? HappenedAt { get; init; }
    /// <summary>When it was learned.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>Its file and its sources.</summary>
    public required CloudPlace Metadata { get; init; }
}

/// <summary>Where a memory lies and what it was learned from.</summary>
internal sealed record CloudPlace(string Path)
{
    /// <summary>The messages, as <c>path#^anchor</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Sources { get; init; }
    /// <summary>What became of it: added, reinforced and so on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Action { get; init; }
    /// <summary>The message that was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Anchor { get; init; }
    /// <summary>Its text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Snippet { get; init; }
    /// <summary>Who said it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Speaker { get; init; }
}

/// <summary>A category.</summary>
internal sealed record CloudCategory
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>What belongs there.</summary>
    public string? Description { get; init; }
    /// <summary>What is known.</summary>
    public string? Summary { get; init; }
    /// <summary>The same.</summary>
    public string? Content { get; init; }
    /// <summary>Whose it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserId { get; init; }
    /// <summary>Of which agent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgentId { get; init; }
    /// <summary>Between 0 and 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }
    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>Its page.</summary>
    public required CloudPlace Metadata { get; init; }
}

/// <summary>A source.</summary>
internal sealed record CloudResource
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Its own name or address.</summary>
    public string? Url { get; init; }
    /// <summary>Conversation, document and so on.</summary>
    public string? Modality { get; init; }
    /// <summary>What it is about.</summary>
    public string? Caption { get; init; }
    /// <summary>Between 0 and 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }
    /// <summary>When it was learned from.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>Its transcript, and what was found there.</summary>
    public required CloudPlace Metadata { get; init; }
}

/// <summary>A list of categories.</summary>
internal sealed record CloudCategories(IReadOnlyList<CloudCategory> Categories);

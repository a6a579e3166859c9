using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>A memory in memU's shape.</summary>
public sealed record MemoryItemRecord
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>When it was learned.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>The id of the first source that it was learned from; null when it was added by hand.</summary>
    public string? ResourceId { get; init; }
    /// <summary>Its type.</summary>
    public required string MemoryType { get; init; }
    /// <summary>The statement.</summary>
    public required string Summary { get; init; }
    /// <summary>When it happened.</summary>
    public string? HappenedAt { get; init; }
    /// <summary><c>reinforcement_count</c>, <c>last_reinforced_at</c>, and <c>when_to_use</c> of a tool memory.</summary>
    public required JsonObject Extra { get; init; }
    /// <summary>Its file, relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>The names of its categories.</summary>
    public required IReadOnlyList<string> Categories { get; init; }
    /// <summary>The fields of its scope, such as <c>user_id</c>, each under its own name.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Scope { get; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}

/// <summary>A category in memU's shape.</summary>
public sealed record MemoryCategoryRecord
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>When its page was made, if the page says so.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>When its page was last changed, if the page says so.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>What belongs there.</summary>
    public string? Description { get; init; }
    /// <summary>Its summary, as markdown.</summary>
    public string? Summary { get; init; }
    /// <summary>Its page, relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>The fields of its scope, each under its own name.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Scope { get; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}

/// <summary>A resource in memU's shape.</summary>
public sealed record MemoryResourceRecord
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>When it was learned from.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>The same, for sources never change.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>The source's own name.</summary>
    public string? Url { get; init; }
    /// <summary><c>conversation</c> or <c>document</c>.</summary>
    public string? Modality { get; init; }
    /// <summary>Its transcript, relative to the root.</summary>
    public required string LocalPath { get; init; }
    /// <summary>What it is about.</summary>
    public string? Caption { get; init; }
    /// <summary>The fields of its scope, each under its own name.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> Scope { get; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}

/// <summary>A memory that was created, updated or deleted.</summary>
/// <param name="MemoryItem">The memory as it is now; of a deleted one, as it was.</param>
/// <param name="CategoryUpdates">The categories whose summaries were rewritten; none without propagation.</param>
/// <param name="Commit">The commit; null when nothing changed.</param>
public sealed record MemoryItemChange(MemoryItemRecord MemoryItem, IReadOnlyList<MemoryCategoryRecord> CategoryUpdates, string? Commit);

/// <summary>A page of memories.</summary>
/// <param name="Items">The memories, by path.</param>
/// <param name="NextCursor">Where the next page begins; null when this is the last.</param>
public sealed record MemoryItemPage(IReadOnlyList<MemoryItemRecord> Items, string? NextCursor);

/// <summary>A page of categories.</summary>
/// <param name="Categories">The categories, by path.</param>
/// <param name="NextCursor">Where the next page begins; null when this is the last.</param>
public sealed record MemoryCategoryPage(IReadOnlyList<MemoryCategoryRecord> Categories, string? NextCursor);

/// <summary>What clear removed.</summary>
/// <param name="DeletedCategories">The categories.</param>
/// <param name="DeletedItems">The memories.</param>
/// <param name="DeletedResources">The resources.</param>
/// <param name="Commit">The commit; null when there was nothing.</param>
public sealed record ClearedMemory(IReadOnlyList<MemoryCategoryRecord> DeletedCategories, IReadOnlyList<MemoryItemRecord> DeletedItems, IReadOnlyList<MemoryResourceRecord> DeletedResources, string? Commit);

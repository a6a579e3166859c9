using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>Where in the tree something was learned.</summary>
/// <param name="Path">The transcript or document.</param>
/// <param name="Anchor">The message or paragraph, without <c>^</c>.</param>
public sealed record SourceView(string Path, string? Anchor)
{
    /// <summary>Why the mounted source that it lies in can't be read now; null when it can, and for everything in the tree.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Missing { get; init; }
}

/// <summary>A resource in a result of memorize.</summary>
public sealed record ResourceView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Its transcript, relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>The source's own name.</summary>
    public required string Url { get; init; }
    /// <summary><c>conversation</c> or <c>document</c>.</summary>
    public required string Modality { get; init; }
    /// <summary>What it is about.</summary>
    public string? Caption { get; init; }
    /// <summary>SHA-256 of the original bytes.</summary>
    public required string Sha256 { get; init; }
    /// <summary>When it was learned.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An item in a result of memorize.</summary>
public sealed record ItemView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Its file, relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>Its type.</summary>
    public required string MemoryType { get; init; }
    /// <summary>Its title.</summary>
    public required string Title { get; init; }
    /// <summary>The statement.</summary>
    public required string Summary { get; init; }
    /// <summary>The names of its categories.</summary>
    public required IReadOnlyList<string> Categories { get; init; }
    /// <summary><c>added</c>, <c>reinforced</c>, <c>merged</c>, <c>superseded</c>, <c>contradicted</c>, <c>quarantined</c> or <c>skipped</c>; of a verb also <c>edited</c>, <c>moved</c> or <c>removed</c>.</summary>
    public required string Action { get; init; }
    /// <summary>git's id of the file's bytes as they are now, which the verbs take as <c>--expect</c>; null in a result of memorize and for a removed item.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Revision { get; init; }
    /// <summary>When it happened, if it is dated.</summary>
    public string? HappenedAt { get; init; }
    /// <summary>The older items that it replaces.</summary>
    public IReadOnlyList<string> Supersedes { get; init; } = [];
    /// <summary>The messages that it was learned from.</summary>
    public required IReadOnlyList<SourceView> Sources { get; init; }
}

/// <summary>A category in a result.</summary>
public sealed record CategoryView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Its page, relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>What belongs there.</summary>
    public string? Description { get; init; }
    /// <summary>Its summary, as markdown.</summary>
    public string? Summary { get; init; }
    /// <summary>Between 0 and 1, in a result of retrieve.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }
}

/// <summary>Which item belongs to which category.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="CategoryId">The category.</param>
public sealed record RelationView(string ItemId, string CategoryId);

/// <summary>Something that was not learned.</summary>
/// <param name="Reason">Why: <c>secret</c>, <c>question</c>, …</param>
/// <param name="Source">Where it stands.</param>
public sealed record RejectedView(string Reason, SourceView Source)
{
    /// <summary>What a model proposed, where it may be shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
}

/// <summary>A source of a folder that could not be memorized.</summary>
/// <param name="Source">The file.</param>
/// <param name="Message">What is wrong with it.</param>
public sealed record FailedSource(string Source, string Message);

/// <summary>What memorize learned. With one resource <see cref="Resource"/> is set, with several <see cref="Resources"/>.</summary>
public sealed record MemorizeResult
{
    /// <summary>The resource, when there is exactly one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResourceView? Resource { get; init; }
    /// <summary>The resources, when there are several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResourceView>? Resources { get; init; }
    /// <summary>The items learned or reinforced.</summary>
    public required IReadOnlyList<ItemView> Items { get; init; }
    /// <summary>The categories touched.</summary>
    public required IReadOnlyList<CategoryView> Categories { get; init; }
    /// <summary>Which item belongs to which category.</summary>
    public required IReadOnlyList<RelationView> Relations { get; init; }
    /// <summary>What was not learned, and why.</summary>
    public required IReadOnlyList<RejectedView> Rejected { get; init; }
    /// <summary>The commit; null when nothing changed or nothing was to be written.</summary>
    public string? Commit { get; init; }
    /// <summary>True when every source was known already.</summary>
    public bool Unchanged { get; init; }
    /// <summary>Sources of a folder that could not be read; the others were memorized.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FailedSource>? Failed { get; init; }
    /// <summary>Remarks: secrets masked, times without zone, repaired text.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>An item that was found.</summary>
public sealed record ItemHit
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary>Its file, relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>Its type.</summary>
    public required string MemoryType { get; init; }
    /// <summary>Its title.</summary>
    public required string Title { get; init; }
    /// <summary>The statement.</summary>
    public required string Summary { get; init; }
    /// <summary>The lines that matched, from the file.</summary>
    public required string Snippet { get; init; }
    /// <summary>First and last line of the snippet.</summary>
    public required IReadOnlyList<int> Lines { get; init; }
    /// <summary>When it was learned.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>When it happened.</summary>
    public string? HappenedAt { get; init; }
    /// <summary>Whose it is.</summary>
    public string? UserId { get; init; }
    /// <summary>Between 0 and 1.</summary>
    public double Score { get; init; }
    /// <summary>The score × ln(reinforcement + 1) × half-life decay, when the request ranked by that; may be above 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Salience { get; init; }
    /// <summary>How the score came about, when the request asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Why { get; init; }
    /// <summary>The newer item that replaces it, if there is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SupersededBy { get; init; }
    /// <summary>Until when it held: the day of what replaces it; null while it holds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ValidUntil { get; init; }
    /// <summary>Where it was learned.</summary>
    public required IReadOnlyList<SourceView> Sources { get; init; }
}

/// <summary>A message or paragraph that was found.</summary>
public sealed record ResourceHit
{
    /// <summary>The id of its resource.</summary>
    public required string Id { get; init; }
    /// <summary>The transcript or document.</summary>
    public required string Path { get; init; }
    /// <summary>The message or paragraph, without <c>^</c>.</summary>
    public string? Anchor { get; init; }
    /// <summary>Who said it.</summary>
    public string? Speaker { get; init; }
    /// <summary>When it was said.</summary>
    public DateTimeOffset? Date { get; init; }
    /// <summary>The resource's title.</summary>
    public required string Title { get; init; }
    /// <summary>The source's own name.</summary>
    public string? Url { get; init; }
    /// <summary><c>conversation</c> or <c>document</c>.</summary>
    public string? Modality { get; init; }
    /// <summary>What the resource is about.</summary>
    public string? Caption { get; init; }
    /// <summary>The heading above it, for a document of a mounted source; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Heading { get; init; }
    /// <summary>How the score came about, when the request asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Why { get; init; }
    /// <summary>Why the mounted source can't be read now, so that the snippet is empty; null when it can.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Missing { get; init; }
    /// <summary>The text, from the file.</summary>
    public required string Snippet { get; init; }
    /// <summary>First and last line of the snippet.</summary>
    public required IReadOnlyList<int> Lines { get; init; }
    /// <summary>Between 0 and 1.</summary>
    public double Score { get; init; }
}

/// <summary>The nearest that was not good enough to be an answer.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Anchor">Its anchor, if it has one.</param>
/// <param name="Snippet">Its text.</param>
/// <param name="Score">Between 0 and 1.</param>
public sealed record NearMiss(string Path, string? Anchor, string Snippet, double Score);

/// <summary>What retrieve found.</summary>
public sealed record RetrieveResult
{
    /// <summary>Whether the question asks for memory at all; false for greetings, thanks and the like, of which nothing is looked up.</summary>
    public bool NeedsRetrieval { get; init; } = true;
    /// <summary>The question as asked.</summary>
    public required string OriginalQuery { get; init; }
    /// <summary>The question as searched for.</summary>
    public required string RewrittenQuery { get; init; }
    /// <summary>What to ask next; null when there is nothing.</summary>
    public string? NextStepQuery { get; init; }
    /// <summary>Categories, best first.</summary>
    public required IReadOnlyList<CategoryView> Categories { get; init; }
    /// <summary>Items, best first.</summary>
    public required IReadOnlyList<ItemHit> Items { get; init; }
    /// <summary>Messages and paragraphs, best first.</summary>
    public required IReadOnlyList<ResourceHit> Resources { get; init; }
    /// <summary>When nothing was found: the nearest.</summary>
    public required IReadOnlyList<NearMiss> NearMisses { get; init; }
    /// <summary><c>full</c> or <c>quick</c>: how the tree was compared with the index first; <c>none</c> when nothing was looked up.</summary>
    public required string Freshness { get; init; }
    /// <summary>The commit as of which it answers; null for now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AsOf { get; init; }
    /// <summary>Files that could not be read or are malformed; they are in no answer, or as plain text only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Problems { get; init; }
    /// <summary>What was looked for instead of words that no memory has; null when all are known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }
    /// <summary>True when nothing was found.</summary>
    [JsonIgnore]
    public bool IsEmpty => Categories.Count + Items.Count + Resources.Count == 0;
}

/// <summary>What became of the files of the inbox.</summary>
/// <param name="Files">Those that were memorized or could not be.</param>
/// <param name="Waiting">How many are still being written.</param>
public sealed record InboxView(IReadOnlyList<InboxFile> Files, int Waiting);

/// <summary>A file of the inbox.</summary>
/// <param name="Path">Where it was dropped.</param>
/// <param name="Receipt">The note that took its place; null when it could not be memorized.</param>
/// <param name="Reason">Why it could not be; null when it was.</param>
public sealed record InboxFile(string Path, string? Receipt, string? Reason)
{
    /// <summary>The memories that were learned or reinforced.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];
}

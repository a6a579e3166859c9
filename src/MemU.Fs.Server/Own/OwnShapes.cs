using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Own;

/// <summary>A call of <c>POST /v1/memorize</c>: one of <c>text</c>, <c>messages</c> and <c>url</c>.</summary>
internal sealed record LearnBody
{
    /// <summary>A document or a transcript.</summary>
    public string? Text { get; init; }
    /// <summary>A conversation.</summary>
    public JsonElement? Messages { get; init; }
    /// <summary>An address to fetch; none in a private network.</summary>
    public string? Url { get; init; }
    /// <summary>The source's own name, such as <c>notes.md</c>; its ending says what the text is.</summary>
    public string? Name { get; init; }
    /// <summary><c>conversation</c>, <c>document</c>, <c>image</c>, <c>audio</c> or <c>video</c>; detected if left out.</summary>
    public string? Modality { get; init; }
    /// <summary>Whose memory it becomes.</summary>
    public string? UserId { get; init; }
    /// <summary>Of which agent.</summary>
    public string? AgentId { get; init; }
    /// <summary>The source's date.</summary>
    public string? Date { get; init; }
    /// <summary>Settings of this call alone.</summary>
    public JsonElement? Settings { get; init; }
    /// <summary>Answer when it is done, and not when it is accepted.</summary>
    public bool Wait { get; init; }
}

/// <summary>A call of <c>/v1/retrieve</c>, <c>/v1/context</c> or <c>/v1/ask</c>.</summary>
internal sealed record FindBody
{
    /// <summary>The question.</summary>
    public JsonElement? Query { get; init; }
    /// <summary>Whose memory.</summary>
    public string? UserId { get; init; }
    /// <summary>Of which agent.</summary>
    public string? AgentId { get; init; }
    /// <summary>A filter, see the README.</summary>
    public JsonElement? Where { get; init; }
    /// <summary>At most so many in each list.</summary>
    public int? Limit { get; init; }
    /// <summary>What scores less is no answer.</summary>
    public double? MinScore { get; init; }
    /// <summary>A revision, checkpoint or date.</summary>
    public string? AsOf { get; init; }
    /// <summary>When the question is asked.</summary>
    public string? Now { get; init; }
    /// <summary>Take each character for what it is.</summary>
    public bool Literal { get; init; }
    /// <summary>Search even for what asks nothing.</summary>
    public bool Always { get; init; }
    /// <summary>Have each hit say how its score came about.</summary>
    public bool Explain { get; init; }
    /// <summary>Show items that newer ones replace, too.</summary>
    public bool History { get; init; }
    /// <summary>Compare every file first.</summary>
    public bool Fresh { get; init; }
    /// <summary>Tokens of the context.</summary>
    public int? Budget { get; init; }
    /// <summary>Settings of this call alone, by memU's names.</summary>
    public JsonElement? Settings { get; init; }
}

/// <summary>Changes of a file.</summary>
internal sealed record PatchBody
{
    /// <summary>Texts that stand exactly once, and what takes their place.</summary>
    public IReadOnlyList<TextChange>? Replace { get; init; }
    /// <summary>A paragraph to add at the end of the statement.</summary>
    public string? Append { get; init; }
    /// <summary>Front matter; an empty value removes the key.</summary>
    public IReadOnlyDictionary<string, string>? Set { get; init; }
    /// <summary>A new path.</summary>
    public string? MoveTo { get; init; }
    /// <summary>Why, for the history.</summary>
    public string? Reason { get; init; }
}

/// <summary>A text and what takes its place.</summary>
internal sealed record TextChange(string Old, string New);

/// <summary>What is to be taken back.</summary>
internal sealed record UndoBody
{
    /// <summary>The commit; left out for the last operation.</summary>
    public string? Commit { get; init; }
    /// <summary>All of a session.</summary>
    public string? Session { get; init; }
    /// <summary>Say what would be done, and write nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>A task.</summary>
internal sealed record TaskView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }
    /// <summary><c>pending</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c>, <c>canceled</c> or <c>timed_out</c>.</summary>
    public required string State { get; init; }
    /// <summary>0 to 100.</summary>
    public int Progress { get; init; }
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }
    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it was begun last.</summary>
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>When it is tried again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NextTryAt { get; init; }
    /// <summary>Why it failed, or has to be tried again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
    /// <summary>What was learned.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MemorizeResult? Result { get; init; }
    /// <summary>Whose memory it becomes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UserId { get; init; }
    /// <summary>Of which agent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AgentId { get; init; }
}

/// <summary>A page of tasks.</summary>
internal sealed record TaskList(IReadOnlyList<TaskView> Tasks, string? NextCursor);

/// <summary>Commits.</summary>
internal sealed record HistoryPage(IReadOnlyList<LogView> Commits);

/// <summary>Differences.</summary>
internal sealed record DiffPage(IReadOnlyList<DiffView> Files);

/// <summary>Whether the server is ready.</summary>
/// <param name="Status"><c>ok</c> or <c>unready</c>.</param>
/// <param name="Checks">What was looked at.</param>
internal sealed record HealthView(string Status, IReadOnlyList<HealthCheck> Checks);

/// <summary>Something that was looked at.</summary>
internal sealed record HealthCheck(string Name, bool Ok);

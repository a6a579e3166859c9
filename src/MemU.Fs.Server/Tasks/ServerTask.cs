using MemU.Fs.Model;

namespace MemU.Fs.Server.Tasks;

/// <summary>How a task stands.</summary>
public enum TaskState
{
    /// <summary>Accepted, and waiting for its turn or for its next try.</summary>
    Pending,
    /// <summary>It is worked on.</summary>
    Running,
    /// <summary>Done, with a result.</summary>
    Succeeded,
    /// <summary>Given up, with an error.</summary>
    Failed,
    /// <summary>Somebody did not want it any more.</summary>
    Canceled,
    /// <summary>It took longer than a task may.</summary>
    TimedOut,
}

/// <summary>Work that was accepted and is done later.</summary>
public sealed record ServerTask
{
    /// <summary>Its kind, a hyphen and 32 hex digits, such as <c>memorize-…</c>.</summary>
    public required string Id { get; init; }
    /// <summary>What is to be done: <c>memorize</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>Whose memory it is about.</summary>
    public required MemoryScope Scope { get; init; }
    /// <summary>How it stands.</summary>
    public required TaskState State { get; init; }
    /// <summary>How much is done, from 0 to 100.</summary>
    public int Progress { get; init; }
    /// <summary>How often it was begun.</summary>
    public int Attempts { get; init; }
    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it was begun the last time.</summary>
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>Why it failed, or why it is tried again, as one line for people.</summary>
    public string? Error { get; init; }
    /// <summary>What came of it, as JSON in UTF-8; only where a single task is asked for.</summary>
    public ReadOnlyMemory<byte>? Result { get; init; }
    /// <summary>When it is tried again; null where it does not wait for that.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>True when nothing more becomes of it.</summary>
    public bool HasEnded => State is not (TaskState.Pending or TaskState.Running);
}

/// <summary>Which tasks are listed.</summary>
public sealed record TaskFilter
{
    /// <summary>Whose; none for everybody's.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;
    /// <summary>How they stand; null for all.</summary>
    public TaskState? State { get; init; }
    /// <summary>At most so many, from 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;
    /// <summary>Where the page before ended; null for the first.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A page of tasks.</summary>
/// <param name="Tasks">The tasks without their results, newest first.</param>
/// <param name="NextCursor">Where the next page begins; null when there is none.</param>
public sealed record TaskPage(IReadOnlyList<ServerTask> Tasks, string? NextCursor);

using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>How a task stands.</summary>
public enum TodoState
{
    /// <summary>It is still to be begun.</summary>
    Todo,
    /// <summary>Somebody is at it.</summary>
    Doing,
    /// <summary>It is done.</summary>
    Done,
    /// <summary>It will not be done.</summary>
    Dropped,
}

/// <summary>A task of the board in <c>context/pending_tasks/</c>.</summary>
/// <param name="Path">Its file, relative to the root.</param>
/// <param name="Id">Its id; empty for a file without one.</param>
/// <param name="State">How it stands.</param>
/// <param name="Text">What is to be done.</param>
public sealed record TodoView(string Path, string Id, [property: JsonConverter(typeof(JsonStringEnumConverter<TodoState>))] TodoState State, string Text)
{
    /// <summary>When it is due: a day, or a time with its zone; null when it has no such time.</summary>
    public string? Due { get; init; }
    /// <summary>When somebody is to be reminded of it.</summary>
    public string? RemindAt { get; init; }
    /// <summary>Who owes it.</summary>
    public string? Owner { get; init; }
    /// <summary>When it was noted.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>True of an open task whose time has come: its day is over, or it was to be reminded of.</summary>
    public bool IsDue { get; init; }
    /// <summary>The messages that it comes from.</summary>
    public IReadOnlyList<SourceView> Sources { get; init; } = [];
}

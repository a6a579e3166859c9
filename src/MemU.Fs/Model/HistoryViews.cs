using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>How a file differs between two states of the memory.</summary>
public sealed record DiffView
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }
    /// <summary>Its name before; null when it was not renamed.</summary>
    public string? OldPath { get; init; }
    /// <summary><c>added</c>, <c>modified</c>, <c>deleted</c> or <c>renamed</c>.</summary>
    public required string Change { get; init; }
    /// <summary>Lines added.</summary>
    public int Added { get; init; }
    /// <summary>Lines removed.</summary>
    public int Removed { get; init; }
    /// <summary>The hunks, as <c>diff -u</c> writes them.</summary>
    public required string Text { get; init; }
}

/// <summary>A line of a file with where it comes from.</summary>
public sealed record BlameView
{
    /// <summary>The line's number, from 1.</summary>
    public required int Line { get; init; }
    /// <summary>Its text.</summary>
    public required string Text { get; init; }
    /// <summary>The commit; null for an edit that is not committed yet.</summary>
    public string? Commit { get; init; }
    /// <summary>The agent or person; null for an edit that is not committed yet.</summary>
    public string? Author { get; init; }
    /// <summary>When; null for an edit that is not committed yet.</summary>
    public DateTimeOffset? When { get; init; }
    /// <summary>What the commit did.</summary>
    public string? Subject { get; init; }
    /// <summary>The conversations and messages that the commit learned it from.</summary>
    public IReadOnlyList<SourceView> Sources { get; init; } = [];
}

/// <summary>A file that an undo or a restore changes.</summary>
/// <param name="Path">The file.</param>
/// <param name="Action"><c>restored</c>, <c>changed</c>, <c>removed</c> or <c>rewritten</c> (a page made anew from its items).</param>
public sealed record ChangedFileView(string Path, string Action);

/// <summary>A file that can't be undone by itself because somebody changed the same place later.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1; 0 for the whole file.</param>
/// <param name="Now">What stands there now and stays; null when the file is gone.</param>
/// <param name="Before">What stood there before the undone change; null when there was no file.</param>
public sealed record ConflictView(string Path, int Line, string? Now, string? Before);

/// <summary>What an undo or a restore did.</summary>
public sealed record RevertView
{
    /// <summary>The new commit; null when nothing changed, in a dry run, or when there are conflicts.</summary>
    public string? Commit { get; init; }
    /// <summary>The commits undone, newest first; for a restore the commit that the files were taken from.</summary>
    public IReadOnlyList<LogView> From { get; init; } = [];
    /// <summary>The files.</summary>
    public IReadOnlyList<ChangedFileView> Files { get; init; } = [];
    /// <summary>What stands against it; when there is any, nothing was written.</summary>
    public IReadOnlyList<ConflictView> Conflicts { get; init; } = [];
    /// <summary>Remarks for the user.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A named point in history.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Commit">The commit.</param>
/// <param name="When">When it was named.</param>
public sealed record CheckpointView(string Name, string Commit, DateTimeOffset When);

/// <summary>A link with what it leads to.</summary>
/// <param name="From">The file that holds it.</param>
/// <param name="Line">The line; 0 when it stands in the front matter.</param>
/// <param name="Kind"><c>link</c>, <c>embed</c>, <c>source</c>, <c>supersedes</c>, <c>contradicts</c>, <c>also_in</c>, or the verb of a relation.</param>
/// <param name="Target">What it says.</param>
/// <param name="To">The files that it can mean: one when it resolves, none when it is broken, several when it is ambiguous.</param>
public sealed record LinkView(string From, int Line, string Kind, string Target, IReadOnlyList<string> To)
{
    /// <summary>The heading or block that it points to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Anchor { get; init; }
}

/// <summary>The links of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Out">Links that lead to one file.</param>
/// <param name="In">Links of other files that lead here.</param>
/// <param name="Broken">Links that lead nowhere.</param>
/// <param name="Ambiguous">Links that fit several files.</param>
public sealed record LinksView(string Path, IReadOnlyList<LinkView> Out, IReadOnlyList<LinkView> In, IReadOnlyList<LinkView> Broken, IReadOnlyList<LinkView> Ambiguous);

/// <summary>A file in the graph.</summary>
/// <param name="Path">Its path, which names it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Type">Its type; null for files that are not markdown.</param>
public sealed record GraphNode(string Path, string Title, string? Type);

/// <summary>A link in the graph.</summary>
/// <param name="From">Path of one end.</param>
/// <param name="To">Path of the other.</param>
/// <param name="Kind">As <see cref="LinkView.Kind"/>.</param>
public sealed record GraphEdge(string From, string To, string Kind);

/// <summary>The memory as a graph.</summary>
/// <param name="Nodes">The files.</param>
/// <param name="Edges">The links that resolve, each once.</param>
public sealed record GraphView(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges);

using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>A folder or file in a listing.</summary>
public sealed record TreeNode
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }
    /// <summary>Relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>True for a folder.</summary>
    public bool IsFolder { get; init; }
    /// <summary>The memory's type; null for folders and other files.</summary>
    public string? Type { get; init; }
    /// <summary>The memory's title.</summary>
    public string? Title { get; init; }
    /// <summary>The memory's last change.</summary>
    public DateTimeOffset? Modified { get; init; }
    /// <summary>How many memories lie in it and below.</summary>
    public int Count { get; init; }
    /// <summary>Children of a folder, as far as they were asked for; folders first, by name.</summary>
    public IReadOnlyList<TreeNode> Children { get; init; } = [];
    /// <summary>Files that were left out of <see cref="Children"/>.</summary>
    public int More { get; init; }
}

/// <summary>A commit of the memory.</summary>
public sealed record LogView
{
    /// <summary>Its id.</summary>
    public required string Commit { get; init; }
    /// <summary>Who.</summary>
    public required string Author { get; init; }
    /// <summary>When.</summary>
    public required DateTimeOffset When { get; init; }
    /// <summary>What, in one line.</summary>
    public required string Subject { get; init; }
    /// <summary>The sources that it learned from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
    /// <summary>The files that it changed.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];
    /// <summary>Why, where the commit says so.</summary>
    public string? Reason { get; init; }
    /// <summary>The agent's session.</summary>
    public string? Session { get; init; }
    /// <summary>The file's name in this commit, when one was asked for.</summary>
    public string? Path { get; init; }
    /// <summary>Its name before, when this commit renamed it.</summary>
    public string? RenamedFrom { get; init; }
}

/// <summary>How a memory stands.</summary>
public sealed record StatusView
{
    /// <summary>Its root, absolute.</summary>
    public required string Root { get; init; }
    /// <summary>Whose it is.</summary>
    public required string Scope { get; init; }
    /// <summary>Memory items.</summary>
    public int Items { get; init; }
    /// <summary>Category pages.</summary>
    public int Categories { get; init; }
    /// <summary>Resources.</summary>
    public int Resources { get; init; }
    /// <summary>Scopes below <c>users/</c>.</summary>
    public int Users { get; init; }
    /// <summary>HEAD; null before the first commit.</summary>
    public string? Head { get; init; }
    /// <summary>The branch.</summary>
    public string? Branch { get; init; }
    /// <summary>Files changed by hand that the next command which writes will commit.</summary>
    public IReadOnlyList<string> Uncommitted { get; init; } = [];
    /// <summary>Why nothing can be written at the moment; null when it can.</summary>
    public string? Blocked { get; init; }
    /// <summary>How far the settings are trusted that could send data or start a program.</summary>
    public TrustView? Trust { get; init; }
    /// <summary>Files brought up in the index just now.</summary>
    public int Indexed { get; init; }
    /// <summary>What is malformed or unreadable.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>Something that doctor looked at.</summary>
/// <param name="Level"><c>ok</c>, <c>warning</c> or <c>error</c>.</param>
/// <param name="Check">What was looked at.</param>
/// <param name="Message">What was found, with path and line where there is one.</param>
/// <param name="Fix">What to do; null when nothing need be done.</param>
public sealed record DoctorFinding(string Level, string Check, string Message, string? Fix = null);

/// <summary>What doctor found.</summary>
/// <param name="Findings">All findings, errors first.</param>
/// <param name="Healthy">True when there is no error.</param>
public sealed record DoctorView(IReadOnlyList<DoctorFinding> Findings, bool Healthy)
{
    /// <summary>What was mended, a line each; null when nothing was asked to be.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Done { get; init; }
}

/// <summary>What reindex did.</summary>
/// <param name="Files">Files indexed.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Problems">What is malformed or unreadable.</param>
public sealed record ReindexView(int Files, long Milliseconds, IReadOnlyList<string> Problems);

/// <summary>What init made.</summary>
/// <param name="Root">The root, absolute.</param>
/// <param name="Created">False when it was a memory already.</param>
/// <param name="Commit">The first commit; null when nothing was written.</param>
/// <param name="Notes">Remarks for the user.</param>
public sealed record InitView(string Root, bool Created, string? Commit, IReadOnlyList<string> Notes);

/// <summary>A memory's file as it stands.</summary>
/// <param name="Path">Relative to the root.</param>
/// <param name="Id">Its id, or empty.</param>
/// <param name="Type">Its type.</param>
/// <param name="Title">Its title.</param>
/// <param name="Text">The whole file.</param>
/// <param name="Revision">git's id of its bytes.</param>
public sealed record ShowView(string Path, string Id, string Type, string Title, string Text, string Revision)
{
    /// <summary>The commit that it was read from; null for the file as it is now.</summary>
    public string? Commit { get; init; }

    /// <summary>What is to be known beside the text: sources that can't be read now.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

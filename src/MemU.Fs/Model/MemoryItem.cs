namespace MemU.Fs.Model;

/// <summary>One source of an item: the message or paragraph that it was learned from.</summary>
/// <param name="Resource">Path of the readable transcript or document, relative to the root.</param>
/// <param name="Anchor">The block it points to, without <c>^</c> (for example <c>m12</c>); null for the whole.</param>
/// <param name="At">When that was said, if known.</param>
/// <param name="Author">Who said it, if known.</param>
/// <param name="Session">The session it belongs to, if known.</param>
/// <param name="Trust">How far the source is trusted, if said.</param>
public sealed record MemorySource(string Resource, string? Anchor, DateTimeOffset? At, string? Author = null, string? Session = null, string? Trust = null)
{
    /// <summary><c>path#^anchor</c>, as it stands in the front matter.</summary>
    public string Reference => Anchor is null ? Resource : $"{Resource}#^{Anchor}";
}

/// <summary>A memory as its file says it; see <c>format.md</c>. All values are what the file holds, or the default that the format gives them.</summary>
public sealed record MemoryItem
{
    /// <summary>Path relative to the root.</summary>
    public required MemoryPath Path { get; init; }

    /// <summary>Stable identity (UUID version 7), or empty for a file that has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>One of <see cref="MemoryType"/> or a type of the user's own.</summary>
    public string Type { get; init; } = MemoryType.Note;

    /// <summary>Display name; the file's stem when the file names none.</summary>
    public required string Title { get; init; }

    /// <summary>One line for listings; null when absent.</summary>
    public string? Description { get; init; }

    /// <summary>Tags, in the file's order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Other names that links may use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>When it was learned.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it last changed in substance.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>When the event took place in the world.</summary>
    public EventTime? HappenedAt { get; init; }

    /// <summary>Whose memory it is, by its own front matter.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>Further categories.</summary>
    public IReadOnlyList<string> AlsoIn { get; init; } = [];

    /// <summary>Where it was learned; its length is the reinforcement.</summary>
    public IReadOnlyList<MemorySource> Sources { get; init; } = [];

    /// <summary><c>draft</c>, <c>stable</c> or <c>deprecated</c>.</summary>
    public string Status { get; init; } = "stable";

    /// <summary>Older items that this one replaces (link texts).</summary>
    public IReadOnlyList<string> Supersedes { get; init; } = [];

    /// <summary>Items that this one contradicts (link texts).</summary>
    public IReadOnlyList<string> Contradicts { get; init; } = [];

    /// <summary>The memory of which this is the other version, left by a merge (link text); null for nearly all.</summary>
    public string? ConflictWith { get; init; }

    /// <summary>After this day the item ranks lower.</summary>
    public DateOnly? StaleAfter { get; init; }

    /// <summary>Always in the context pack.</summary>
    public bool Pinned { get; init; }

    /// <summary>Never changed by an automatic step.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Rewritten as a whole by the program.</summary>
    public bool Generated { get; init; }

    /// <summary>Everything after the front matter.</summary>
    public required string Body { get; init; }

    /// <summary>The statement itself: the body up to its first heading such as <c>## Related</c> or <c>## Sources</c>, trimmed.</summary>
    public required string Summary { get; init; }

    /// <summary>Every scalar (and every element of a list of scalars) of the front matter, for <c>where</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>What is wrong with the front matter, with path and line; null when it is fine.</summary>
    public MemoryFormatException? FormatError { get; init; }
}

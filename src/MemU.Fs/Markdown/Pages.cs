using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>A memory item to be written into a new file.</summary>
public sealed record NewItem
{
    /// <summary>Stable identity, UUID version 7.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="MemoryType"/> or a type of the user's own.</summary>
    public required string Type { get; init; }

    /// <summary>Display name, one line.</summary>
    public required string Title { get; init; }

    /// <summary>One line for listings.</summary>
    public string? Description { get; init; }

    /// <summary>Tags, without <c>#</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>When it was learned; written in whole seconds.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed; written in whole seconds.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <summary>When the event took place.</summary>
    public EventTime? HappenedAt { get; init; }

    /// <summary>Whose memory it is.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>Where it was learned.</summary>
    public IReadOnlyList<MemorySource> Sources { get; init; } = [];

    /// <summary>Targets (path without <c>.md</c>, or id) of older items that it replaces.</summary>
    public IReadOnlyList<string> Supersedes { get; init; } = [];

    /// <summary>Targets of items that it contradicts.</summary>
    public IReadOnlyList<string> Contradicts { get; init; } = [];

    /// <summary>Targets (path without <c>.md</c>) of the pages of further categories.</summary>
    public IReadOnlyList<string> AlsoIn { get; init; } = [];

    /// <summary><c>draft</c> or <c>deprecated</c>; null for a stable one.</summary>
    public string? Status { get; init; }

    /// <summary>When a tool memory applies.</summary>
    public string? WhenToUse { get; init; }

    /// <summary>The statement; markdown is kept, but nothing in it can forge a section, a link, an anchor or a fence.</summary>
    public required string Text { get; init; }

    /// <summary>Targets of related items, without <c>.md</c>.</summary>
    public IReadOnlyList<string> Related { get; init; } = [];
}

/// <summary>The page of a category.</summary>
public sealed record CategoryPage
{
    /// <summary>Stable identity, if it has one.</summary>
    public string? Id { get; init; }

    /// <summary>Display name.</summary>
    public required string Title { get; init; }

    /// <summary>What belongs there.</summary>
    public string? Description { get; init; }

    /// <summary>Whose category it is.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>True when a model wrote the summary: it is then patched where no model is at hand, not replaced.</summary>
    public bool IsByModel { get; init; }

    /// <summary>The summary, as markdown that the caller has made.</summary>
    public required string Summary { get; init; }
}

/// <summary>The readable form of a source, or of one part of it.</summary>
public sealed record TranscriptPage
{
    /// <summary>Stable identity of the resource.</summary>
    public required string Id { get; init; }

    /// <summary>Display name, one line.</summary>
    public required string Title { get; init; }

    /// <summary>One or two sentences that say what it is about.</summary>
    public string? Caption { get; init; }

    /// <summary>Conversation or document.</summary>
    public required Modality Modality { get; init; }

    /// <summary>The source's own name.</summary>
    public required string Url { get; init; }

    /// <summary>When it was learned; written in whole seconds.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The source's own date, if known.</summary>
    public EventTime? HappenedAt { get; init; }

    /// <summary>SHA-256 of the original bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>How many secrets were masked.</summary>
    public int Redacted { get; init; }

    /// <summary>Hash over the messages so far, in hex, by which a continuation is known.</summary>
    public string? Chain { get; init; }

    /// <summary>Whose source it is.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>File name of the kept raw copy.</summary>
    public string? Raw { get; init; }

    /// <summary>Target (path without <c>.md</c>) of the part that this one continues.</summary>
    public string? Continues { get; init; }

    /// <summary>The source in fewer words, as markdown; null for none.</summary>
    public string? Overview { get; init; }

    /// <summary>What its parts are about, with their messages, one line each.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The messages or paragraphs of this part, in order.</summary>
    public required IReadOnlyList<SourceMessage> Messages { get; init; }
}

/// <summary>A line of a listing.</summary>
/// <param name="Title">Display name.</param>
/// <param name="Path">The file, relative to the root.</param>
/// <param name="Description">One line; null for none.</param>
public sealed record IndexEntry(string Title, string Path, string? Description);

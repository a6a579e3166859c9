namespace MemU.Fs.Model;

/// <summary>A category that drafts may be sorted into.</summary>
/// <param name="Name">memU's name, for example <c>preferences</c>.</param>
/// <param name="Folder">Its folder, relative to the scope's root.</param>
/// <param name="Description">What belongs there.</param>
public sealed record CategoryDefinition(string Name, string Folder, string Description)
{
    /// <summary>About how many words its summary has, where a model writes it; null for the usual.</summary>
    public int? TargetLength { get; init; }
}

/// <summary>What an extractor is given: a source, read and masked, and what is already known.</summary>
public sealed record ExtractionRequest
{
    /// <summary>The source.</summary>
    public required SourceDocument Source { get; init; }

    /// <summary>The first message to learn from (1 for all); earlier ones are context that was learned before.</summary>
    public int FirstMessage { get; init; } = 1;

    /// <summary>The source's own date, for messages that have no time; null means that nothing relative is resolved for them.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The categories that exist.</summary>
    public required IReadOnlyList<CategoryDefinition> Categories { get; init; }

    /// <summary>Names of people and projects that the memory already knows, for mentions.</summary>
    public IReadOnlyList<string> KnownNames { get; init; } = [];
}

/// <summary>A memory that an extractor proposes.</summary>
public sealed record MemoryDraft
{
    /// <summary>One of memU's six types, or a type of the user's own.</summary>
    public required string Type { get; init; }

    /// <summary>The statement, in the source's language and as near to its words as can be.</summary>
    public required string Text { get; init; }

    /// <summary>A short title, for the file's name and listings.</summary>
    public required string Title { get; init; }

    /// <summary>Name of a <see cref="CategoryDefinition"/>.</summary>
    public required string Category { get; init; }

    /// <summary>Numbers of the messages that it comes from, at least one.</summary>
    public required IReadOnlyList<int> Messages { get; init; }

    /// <summary>Who says it; null when unknown.</summary>
    public string? Author { get; init; }

    /// <summary>When it took place in the world.</summary>
    public EventTime? HappenedAt { get; init; }

    /// <summary>People, places of work and named projects that it is about.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>
    /// Set when the statement corrects an earlier one ("actually I moved to Lyon"): what it is about, as a slot key such as
    /// <c>home</c>, <c>job</c> or <c>name</c>, or empty when only the wording says that it is a correction.
    /// </summary>
    public string? Corrects { get; init; }

    /// <summary>The attribute that it states, where there can be only one value at a time (<c>home</c>, <c>job</c>, <c>age</c> …); null otherwise.</summary>
    public string? Slot { get; init; }

    /// <summary>True when the statement denies ("does not like tea"); it is never the same as one that affirms.</summary>
    public bool Negated { get; init; }

    /// <summary>Names of further categories in which it counts.</summary>
    public IReadOnlyList<string> AlsoIn { get; init; } = [];

    /// <summary>For which task a tool memory should be recalled.</summary>
    public string? WhenToUse { get; init; }

    /// <summary>Why it is kept apart, in <c>quarantine/</c>, instead of being remembered: it tries to steer whoever reads it; null for nearly all.</summary>
    public string? Quarantine { get; init; }

    /// <summary>Which rule found it, for explanation.</summary>
    public string? Why { get; init; }
}

/// <summary>Something that was left out, with the reason.</summary>
/// <param name="Reason">Short and fixed: <c>secret</c>, <c>question</c>, <c>assistant_only</c>, <c>no_category</c> …</param>
/// <param name="Message">The number of the message; 0 when it is not known.</param>
public sealed record RejectedDraft(string Reason, int Message)
{
    /// <summary>What a model proposed; null where showing it would be wrong (a secret) or there is no text.</summary>
    public string? Text { get; init; }
}

/// <summary>A run of messages about one topic.</summary>
/// <param name="First">Number of its first message.</param>
/// <param name="Last">Number of its last message.</param>
/// <param name="Topic">A few words that tell it apart.</param>
public sealed record SourceSegment(int First, int Last, string Topic);

/// <summary>What an extractor found.</summary>
public sealed record Extraction
{
    /// <summary>One or two sentences that say what the source is about.</summary>
    public required string Caption { get; init; }

    /// <summary>The memories proposed, in the order of the source.</summary>
    public required IReadOnlyList<MemoryDraft> Drafts { get; init; }

    /// <summary>What was left out and why, where that is worth saying.</summary>
    public IReadOnlyList<RejectedDraft> Rejected { get; init; } = [];

    /// <summary>The topics of the source, in order.</summary>
    public IReadOnlyList<SourceSegment> Segments { get; init; } = [];

    /// <summary>The source in fewer words, as markdown; null when it is short enough as it is.</summary>
    public string? Overview { get; init; }

    /// <summary>Categories that do not exist yet and that drafts name, where the taxonomy is open.</summary>
    public IReadOnlyList<CategoryDefinition> NewCategories { get; init; } = [];

    /// <summary>Remarks for the user.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

using MemU.Fs.Model;

namespace MemU.Fs.Context;

/// <summary>Something that may stand in a context pack.</summary>
internal sealed record Evidence
{
    /// <summary>What it is, as <see cref="ContextEntry.Kind"/> says it.</summary>
    public required string Kind { get; init; }

    /// <summary>Its file.</summary>
    public required string Path { get; init; }

    /// <summary>Its anchor, without <c>^</c>.</summary>
    public string? Anchor { get; init; }

    /// <summary>The file's id, by which a short link leads to it; null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>What the link says; null where the path says it.</summary>
    public string? Title { get; init; }

    /// <summary>When it happened, was said, or was learned.</summary>
    public string? Date { get; init; }

    /// <summary>Further particulars, such as who said it.</summary>
    public IReadOnlyList<string> Particulars { get; init; } = [];

    /// <summary>For what a newer memory replaces: which one; null for all else.</summary>
    public string? Newer { get; init; }

    /// <summary>The messages or paragraphs that it was learned from.</summary>
    public IReadOnlyList<SourceView> Sources { get; init; } = [];

    /// <summary>The title of the first source.</summary>
    public string? SourceTitle { get; init; }

    /// <summary>Its text.</summary>
    public required IReadOnlyList<Passage> Passages { get; init; }

    /// <summary>Between 0 and 1.</summary>
    public double Score { get; init; }

    /// <summary>What says less of the same and is shown where this has no room.</summary>
    public IReadOnlyList<Evidence> Shorter { get; init; } = [];

    /// <summary>All its words.</summary>
    public string Words => string.Concat(Passages.Select(p => p.Words));
}

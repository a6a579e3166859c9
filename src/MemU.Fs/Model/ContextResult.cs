namespace MemU.Fs.Model;

/// <summary>A memory, message or summary in a context pack.</summary>
public sealed record ContextEntry
{
    /// <summary>Its file, relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>The message or paragraph, without <c>^</c>.</summary>
    public string? Anchor { get; init; }
    /// <summary><c>pinned</c>, <c>item</c>, <c>message</c> or <c>category</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>When it happened, else when it was said, else when it was learned; an ISO 8601 date or interval.</summary>
    public string? Date { get; init; }
    /// <summary>The tokens of its lines in the pack.</summary>
    public int Tokens { get; init; }
    /// <summary>Between 0 and 1, as retrieve found it; 0 for what is there because it is pinned.</summary>
    public double Score { get; init; }
    /// <summary>True when its text was cut, which an ellipsis shows.</summary>
    public bool Cut { get; init; }
}

/// <summary>What is known about a question as one markdown text within a budget of tokens.</summary>
public sealed record ContextResult
{
    /// <summary>The text; never empty.</summary>
    public required string Markdown { get; init; }
    /// <summary>Its tokens (o200k_base).</summary>
    public int Tokens { get; init; }
    /// <summary>The most that it could have had.</summary>
    public int Budget { get; init; }
    /// <summary>The tokens of all searchable files of the memory that was asked.</summary>
    public long TotalTokens { get; init; }
    /// <summary>True when <see cref="TotalTokens"/> is estimated from a part of the files.</summary>
    public bool TotalEstimated { get; init; }
    /// <summary>How much smaller the text is than the whole memory, in percent.</summary>
    public double Saving { get; init; }
    /// <summary>Whether the question asks for memory at all.</summary>
    public bool NeedsRetrieval { get; init; } = true;
    /// <summary>The question as it was searched.</summary>
    public required string RewrittenQuery { get; init; }
    /// <summary>What to ask next; null when there is nothing.</summary>
    public string? NextStepQuery { get; init; }
    /// <summary>What the text holds, in its order.</summary>
    public required IReadOnlyList<ContextEntry> Entries { get; init; }
    /// <summary>How much was found, or is pinned, and had no room.</summary>
    public int LeftOut { get; init; }
    /// <summary>Files that could not be read or are malformed, a line each.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];
    /// <summary>True when nothing about the question was found; the text says so and may hold pinned memories.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty { get; init; }
}

namespace MemU.Fs.Model;

/// <summary>What the next session is likely to need, as one markdown text within a budget of tokens.</summary>
public sealed record NowView
{
    /// <summary>The text; never empty.</summary>
    public required string Markdown { get; init; }
    /// <summary>Its tokens (o200k_base).</summary>
    public int Tokens { get; init; }
    /// <summary>The most that it could have had.</summary>
    public int Budget { get; init; }
    /// <summary>What it holds, in its order; the kind says why it is there: <c>pinned</c>, <c>todo</c>, <c>upcoming</c>, <c>today</c>, <c>recent</c> or <c>conversation</c>.</summary>
    public required IReadOnlyList<ContextEntry> Entries { get; init; }
    /// <summary>How much had no room.</summary>
    public int LeftOut { get; init; }
    /// <summary>Where it was written; null when it was only asked for.</summary>
    public string? Path { get; init; }
    /// <summary>The commit that wrote it; null when it was so already, or was only asked for.</summary>
    public string? Commit { get; init; }
}

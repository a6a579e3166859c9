namespace MemU.Fs.Providers.Prompts;

/// <summary>A prompt of the user's own: a whole text, or blocks that take the place of the built-in ones.</summary>
public sealed record CustomPrompt
{
    /// <summary>The whole prompt; placeholders such as <c>{resource}</c> are filled in. Null to use <see cref="Blocks"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Blocks by name (<c>objective</c>, <c>workflow</c>, <c>rules</c>, <c>types</c>, <c>categories</c>, <c>output</c>, <c>examples</c>, <c>input</c>, or a name of one's own).</summary>
    public IReadOnlyDictionary<string, PromptBlock> Blocks { get; init; } = new Dictionary<string, PromptBlock>(StringComparer.Ordinal);

    /// <summary>A whole text.</summary>
    public static implicit operator CustomPrompt(string text) => FromString(text);

    /// <summary>A whole text.</summary>
    public static CustomPrompt FromString(string text) => new() { Text = text };
}

/// <summary>A block of a prompt.</summary>
public sealed record PromptBlock
{
    /// <summary>The heading above it; null for its name.</summary>
    public string? Label { get; init; }

    /// <summary>Where it stands among the others; negative leaves it out, null for the place of the built-in block, else last before the input.</summary>
    public int? Ordinal { get; init; }

    /// <summary>Its text; null for the built-in text.</summary>
    public string? Prompt { get; init; }
}

using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>A piece of evidence that an answer rests on.</summary>
public sealed record Citation
{
    /// <summary>Its number in the answer.</summary>
    public required int Number { get; init; }
    /// <summary>The file, relative to the root.</summary>
    public required string Path { get; init; }
    /// <summary>The message or paragraph, without <c>^</c>; null for an item.</summary>
    public string? Anchor { get; init; }
    /// <summary>First and last line.</summary>
    public required IReadOnlyList<int> Lines { get; init; }
    /// <summary>The title of the item or source.</summary>
    public required string Title { get; init; }
    /// <summary>Who said it, if that is known.</summary>
    public string? Speaker { get; init; }
    /// <summary>When it was said or learned.</summary>
    public DateTimeOffset? Date { get; init; }
    /// <summary>Its text.</summary>
    public required string Snippet { get; init; }
}

/// <summary>An answer from what the memory holds.</summary>
public sealed record AskResult
{
    /// <summary>The question as asked.</summary>
    public required string Question { get; init; }
    /// <summary>The question as searched for.</summary>
    public required string RewrittenQuery { get; init; }
    /// <summary>False when the evidence does not answer it.</summary>
    public required bool Known { get; init; }
    /// <summary>The answer, with the numbers of its evidence in brackets; when it is not known, what is missing.</summary>
    public required string Answer { get; init; }
    /// <summary>The evidence that the answer names, by its numbers.</summary>
    public required IReadOnlyList<Citation> Citations { get; init; }
    /// <summary>How many pieces of evidence the model was shown.</summary>
    public int Evidence { get; init; }
    /// <summary>What came nearest, when nothing was found.</summary>
    public IReadOnlyList<NearMiss> NearMisses { get; init; } = [];
    /// <summary>Remarks.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }
}

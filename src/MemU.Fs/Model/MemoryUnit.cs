namespace MemU.Fs.Model;

/// <summary>What a unit is part of.</summary>
public enum UnitKind
{
    /// <summary>A memory item.</summary>
    Item,
    /// <summary>The page of a category.</summary>
    Category,
    /// <summary>One message of a transcript or one paragraph of a document.</summary>
    Resource,
}

/// <summary>The smallest memory that has an address: an item's paragraph, one message of a transcript, one paragraph of a document.</summary>
public sealed record MemoryUnit
{
    /// <summary>What it is part of.</summary>
    public required UnitKind Kind { get; init; }

    /// <summary>Plain text that is searched: markup, quote marks and link brackets removed.</summary>
    public required string Text { get; init; }

    /// <summary>The block that addresses it, without <c>^</c>; null when it is addressed by its lines.</summary>
    public string? Anchor { get; init; }

    /// <summary>First line in the file, from 1.</summary>
    public required int FirstLine { get; init; }

    /// <summary>Last line in the file, from 1.</summary>
    public required int LastLine { get; init; }

    /// <summary>Units of one section or session are each other's context; a new number starts a new one.</summary>
    public int Section { get; init; }

    /// <summary>The heading above it, if any.</summary>
    public string? Heading { get; init; }

    /// <summary>Who said it.</summary>
    public string? Speaker { get; init; }

    /// <summary>True for what an assistant, tool or system said.</summary>
    public bool FromAssistant { get; init; }

    /// <summary>When it was said.</summary>
    public DateTimeOffset? Time { get; init; }
}

/// <summary>A file as the index takes it: the memory it holds, its units in the order of the file, and what <c>where</c> may ask for.</summary>
public sealed record IndexedFile
{
    /// <summary>The memory that the file holds.</summary>
    public required MemoryItem Item { get; init; }

    /// <summary>What it is: an item, a category page or a resource.</summary>
    public required UnitKind Kind { get; init; }

    /// <summary>False for a file of which only the keys are kept, so that links to it and from it are found; no search ever finds it.</summary>
    public bool IsSearched { get; init; } = true;

    /// <summary>git's id of the bytes, 40 hex digits.</summary>
    public required string BlobId { get; init; }

    /// <summary>The scope it counts in: its own fields, else its <c>users/</c> folder's, else the tree's.</summary>
    public required MemoryScope Scope { get; init; }

    /// <summary>The folder that is its category, relative to the root, without a <c>YYYY-MM</c> part; then those of <c>also_in</c>.</summary>
    public required IReadOnlyList<string> Categories { get; init; }

    /// <summary>The units in the order of the file; at least one for a file with text.</summary>
    public required IReadOnlyList<MemoryUnit> Units { get; init; }

    /// <summary>Exact keys by which the program finds the file again (hash of the normalized text, of the source, …), as <c>name=value</c>.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}

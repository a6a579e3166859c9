using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>A file that a verb changed.</summary>
/// <param name="Path">Relative to the root; of a moved file, where it is now.</param>
/// <param name="Change"><c>added</c>, <c>modified</c>, <c>moved</c> or <c>removed</c>.</param>
/// <param name="From">Where a moved file was; null otherwise.</param>
public sealed record FileChange(string Path, string Change, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? From = null);

/// <summary>What a verb that writes did, or would do on a dry run.</summary>
public sealed record WriteResult
{
    /// <summary>What was done: <c>added</c>, <c>skipped</c>, <c>edited</c>, <c>moved</c>, <c>removed</c>, <c>linked</c>, <c>unlinked</c>, <c>merged</c>, <c>superseded</c> or <c>split</c>.</summary>
    public required string Action { get; init; }
    /// <summary>The memories that it was about.</summary>
    public required IReadOnlyList<ItemView> Items { get; init; }
    /// <summary>The categories whose pages were looked after.</summary>
    public required IReadOnlyList<CategoryView> Categories { get; init; }
    /// <summary>Every file that changed.</summary>
    public required IReadOnlyList<FileChange> Files { get; init; }
    /// <summary>How many links in other files, and of a file to itself, were rewritten so that they lead where they led before.</summary>
    public int LinksRewritten { get; init; }
    /// <summary>The commit; null when nothing changed or nothing was to be written.</summary>
    public string? Commit { get; init; }
    /// <summary>True when everything was so already.</summary>
    public bool Unchanged { get; init; }
    /// <summary>Remarks: secrets masked, links that lead nowhere now.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

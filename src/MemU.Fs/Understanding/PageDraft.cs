using MemU.Fs.Model;

namespace MemU.Fs.Understanding;

/// <summary>A category's page that is to be written anew.</summary>
/// <param name="Page">Its file.</param>
/// <param name="Scope">Whose it is.</param>
/// <param name="Bytes">The page as it is; null when there is none.</param>
/// <param name="Old">The same, read.</param>
/// <param name="Name">The category's name.</param>
/// <param name="Title">Its title.</param>
/// <param name="Description">What belongs there.</param>
internal sealed record PageDraft(MemoryPath Page, MemoryScope Scope, byte[]? Bytes, MemoryItem? Old, string Name, string Title, string? Description)
{
    /// <summary>About how many words; null for the usual.</summary>
    public int? TargetLength { get; init; }

    /// <summary>The items that it speaks of first.</summary>
    public required IReadOnlyList<MemoryItem> Best { get; init; }

    /// <summary>What this operation adds or changes in the category.</summary>
    public required IReadOnlyList<(MemoryItem Item, string Action)> Changed { get; init; }

    /// <summary>Links of items that are replaced or gone.</summary>
    public required IReadOnlyList<string> Gone { get; init; }

    /// <summary>False for a page that a person wrote, or that can't be read; it is never replaced.</summary>
    public bool IsOurs => Old is null or { Generated: true, FormatError: null };

    /// <summary>True when a model wrote the summary that is there.</summary>
    public bool IsByModel => Old?.Fields.Any(f => f is { Key: "summary_by", Value: "model" }) == true;

    /// <summary>The summary that is there, without its title.</summary>
    public string Present
    {
        get
        {
            var body = Old?.Body.Trim('\r', '\n', ' ') ?? "";
            if (!body.StartsWith("# ", StringComparison.Ordinal)) return body;
            var end = body.IndexOf('\n', StringComparison.Ordinal);
            return end < 0 ? "" : body[(end + 1)..].Trim('\r', '\n', ' ');
        }
    }
}

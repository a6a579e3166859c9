namespace MemU.Fs.Model;

/// <summary>A place that a purge looked at.</summary>
/// <param name="Place">What it is.</param>
/// <param name="Looked">How many things were looked at there.</param>
/// <param name="Removed">How many of them held something and are gone or rewritten.</param>
public sealed record PurgePlaceView(string Place, int Looked, int Removed);

/// <summary>What a purge did, or would do. It never repeats what was purged.</summary>
public sealed record PurgeView
{
    /// <summary><c>path</c> or <c>text</c>.</summary>
    public required string What { get; init; }
    /// <summary>Files of the tree that go or are rewritten, by their names after it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
    /// <summary>Raw copies of sources that go as a whole: their transcripts hold the text, and their bytes, being packed or no text, don't show where.</summary>
    public IReadOnlyList<string> Copies { get; init; } = [];
    /// <summary>How many versions of files in history hold it.</summary>
    public int Blobs { get; init; }
    /// <summary>How many commits and tags are rewritten.</summary>
    public int Commits { get; init; }
    /// <summary>Every place that was looked at.</summary>
    public IReadOnlyList<PurgePlaceView> Places { get; init; } = [];
    /// <summary>Where something of it was still found afterwards; must be empty.</summary>
    public IReadOnlyList<string> Remains { get; init; } = [];
    /// <summary>Files that still mention what was purged by path (sources that say it, links to it), or hold a single word of a purged text, as a caption or a shortened title may.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];
    /// <summary>Documents of mounted sources that hold it: they stay as they are, and are not searched as long as they hold exactly these bytes.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];
    /// <summary>What no program can reach from here.</summary>
    public IReadOnlyList<string> OutOfReach { get; init; } = [];
    /// <summary>The commit that records the tombstones; null in a dry run or when nothing was found.</summary>
    public string? Commit { get; init; }
    /// <summary>True when nothing of it was found anywhere.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsEmpty => Files.Count == 0 && Withheld.Count == 0 && Blobs == 0 && Commits == 0 && Places.All(p => p.Removed == 0);
}

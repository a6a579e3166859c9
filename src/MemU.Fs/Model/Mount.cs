namespace MemU.Fs.Model;

/// <summary>What a mounted source is.</summary>
public enum MountKind
{
    /// <summary>One file.</summary>
    File,
    /// <summary>A folder with what is below it.</summary>
    Folder,
    /// <summary>A commit of a git repository, read from its objects.</summary>
    Git,
}

/// <summary>A source that is searched where it lies; its page under <c>resources/mounts/</c> says so, and nothing of its text is in the tree.</summary>
public sealed record Mount
{
    /// <summary>The page, relative to the root.</summary>
    public required MemoryPath Page { get; init; }

    /// <summary>The page's identity.</summary>
    public string Id { get; init; } = "";

    /// <summary>Display name.</summary>
    public required string Title { get; init; }

    /// <summary>File, folder or a commit of a git repository.</summary>
    public required MountKind Kind { get; init; }

    /// <summary>Where it lies, as the page says: relative to the root of the tree, <c>~/…</c>, or absolute.</summary>
    public required string Location { get; init; }

    /// <summary>The branch, tag or commit that was asked for; null for none.</summary>
    public string? At { get; init; }

    /// <summary>The commit that it is pinned to, 40 hex digits.</summary>
    public string? Commit { get; init; }

    /// <summary>Patterns of which a file must fit one; empty for every document.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Patterns of files and folders that are left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whose it is, by the page's own front matter.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>When it was added.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Page.Stem;

    /// <summary>The folder under which its files have their addresses; it is not on the disk.</summary>
    public MemoryPath Folder => MemoryPath.FromListing($"{Page.Parent.Value}/{Name}");
}

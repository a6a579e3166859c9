using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>A call of resource add.</summary>
public sealed record MountRequest
{
    /// <summary>The file, folder or git repository, as the caller's working directory has it.</summary>
    public required string Location { get; init; }

    /// <summary>Its name; null to make one of the location's.</summary>
    public string? Name { get; init; }

    /// <summary>The commit, branch or tag of a git repository to be read; null to read a folder as it is.</summary>
    public string? At { get; init; }

    /// <summary>Patterns of which a file must fit one.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Patterns of files and folders to be left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Whose it is.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>Say what would be done, and write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Why, for the history; one line.</summary>
    public string? Reason { get; init; }
}

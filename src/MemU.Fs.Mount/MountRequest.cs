using MemU.Fs.Model;

namespace MemU.Fs.Mount;

/// <summary>What is to be mounted, and how.</summary>
public sealed record MountRequest
{
    /// <summary>How the memory is opened; its root is what the drive shows.</summary>
    public required MemoryOptions Memory { get; init; }

    /// <summary>Where: a folder that is empty or not there yet.</summary>
    public required string Folder { get; init; }

    /// <summary>Nothing can be changed through the drive.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Other users of this machine may look into it, as far as the files' modes let them.</summary>
    public bool AllowOther { get; init; }

    /// <summary>Show what belongs to one user or agent alone; none for all.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>After how long without a change what was saved is committed.</summary>
    public TimeSpan CommitAfter { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Called with one line for people.</summary>
    public Action<string>? Notice { get; init; }
}

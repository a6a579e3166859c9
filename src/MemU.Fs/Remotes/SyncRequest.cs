using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>A call of sync.</summary>
public sealed record SyncRequest
{
    /// <summary>The name of a remote, or an address; null for the one that the branch follows.</summary>
    public string? Remote { get; init; }

    /// <summary>Only say what would happen; commits are brought, nothing refers to them.</summary>
    public bool DryRun { get; init; }

    /// <summary>Send nothing.</summary>
    public bool NoPush { get; init; }

    /// <summary>Whose text stays where both changed one place.</summary>
    public MergePreference Prefer { get; init; }
}

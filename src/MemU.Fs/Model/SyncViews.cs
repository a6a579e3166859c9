namespace MemU.Fs.Model;

/// <summary>A memory of which two versions could not be merged.</summary>
/// <param name="Path">The memory: this machine's version when they met.</param>
/// <param name="Other">The other side's version beside it.</param>
/// <param name="Title">The memory's title.</param>
public sealed record ConflictPairView(string Path, string Other, string Title);

/// <summary>What a sync or a clone did, or would do.</summary>
public sealed record SyncView
{
    /// <summary>The root of the memory, absolute.</summary>
    public required string Root { get; init; }
    /// <summary>The remote's name; null for a bare address.</summary>
    public string? Remote { get; init; }
    /// <summary>The address, without a password.</summary>
    public required string Url { get; init; }
    /// <summary>The branch on the remote.</summary>
    public required string Branch { get; init; }
    /// <summary><c>unchanged</c>, <c>forwarded</c> (the remote was ahead), <c>merged</c>, or <c>cloned</c>.</summary>
    public required string Action { get; init; }
    /// <summary>The commit of people's edits that was made first; null when there were none.</summary>
    public string? Edits { get; init; }
    /// <summary>HEAD afterwards; null in a dry run.</summary>
    public string? Commit { get; init; }
    /// <summary>Commits that came.</summary>
    public int Received { get; init; }
    /// <summary>Commits that went.</summary>
    public int Sent { get; init; }
    /// <summary>Whether the remote has HEAD now.</summary>
    public bool Pushed { get; init; }
    /// <summary>Files that changed here.</summary>
    public IReadOnlyList<ChangedFileView> Files { get; init; } = [];
    /// <summary>What could not be merged and is kept twice.</summary>
    public IReadOnlyList<ConflictPairView> Conflicts { get; init; } = [];
    /// <summary>References under which commits are kept that a rewritten remote no longer has.</summary>
    public IReadOnlyList<string> Rescued { get; init; } = [];
    /// <summary>Remarks for people.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
    /// <summary>How far the settings are trusted that could send data or start a program.</summary>
    public required TrustView Trust { get; init; }
}

/// <summary>How far a tree's settings are trusted that could send data or start a program.</summary>
/// <param name="State"><c>trusted</c>, <c>untrusted</c>, or <c>unneeded</c> where there are none.</param>
/// <param name="Settings">The settings in question.</param>
public sealed record TrustView(string State, IReadOnlyList<string> Settings);

/// <summary>How a conflict was resolved.</summary>
/// <param name="Path">The memory.</param>
/// <param name="Kept"><c>ours</c>, <c>theirs</c> or <c>both</c>.</param>
/// <param name="Commit">The commit; null in a dry run.</param>
/// <param name="Files">The files that changed.</param>
public sealed record ConflictResolvedView(string Path, string Kept, string? Commit, IReadOnlyList<ChangedFileView> Files);

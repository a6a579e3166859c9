using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>What bringing two histories together comes to; the commit is written, and nothing refers to it.</summary>
internal sealed record MergeOutcome
{
    /// <summary>As <see cref="SyncView.Action"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The commit to go on to; null when nothing changes here.</summary>
    public PreparedCommit? Prepared { get; init; }

    /// <summary>What changes here.</summary>
    public IReadOnlyList<ChangedFileView> Files { get; init; } = [];

    /// <summary>What is kept twice.</summary>
    public IReadOnlyList<ConflictPairView> Conflicts { get; init; } = [];

    /// <summary>Remarks.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

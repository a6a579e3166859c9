namespace MemU.Fs.History;

/// <summary>One file to be written or removed by a commit.</summary>
/// <param name="Path">Relative to the root of the memory, with <c>/</c>.</param>
/// <param name="Content">The new bytes; null removes the file.</param>
public sealed record TreeChange(string Path, byte[]? Content);

/// <summary>What a commit says of itself; text of any origin is made harmless when the message is written.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Further text, or null.</param>
/// <param name="Trailers">Lines such as <c>Memory-Id: …</c>, in order.</param>
/// <param name="AuthorName">Who did it.</param>
/// <param name="AuthorEmail">The author's address.</param>
/// <param name="When">When, with the zone to be recorded.</param>
public sealed record CommitInfo(
    string Subject, string? Body, IReadOnlyList<KeyValuePair<string, string>> Trailers, string AuthorName, string AuthorEmail, DateTimeOffset When);

/// <summary>A commit whose objects are written, but that nothing refers to yet; the values suffice to publish it from another process.</summary>
/// <param name="Parent">The commit that it follows (40 hex); null for the first one.</param>
/// <param name="Commit">The commit (40 hex).</param>
/// <param name="Paths">Every path that differs from the parent, relative to the root of the memory.</param>
/// <param name="BlobIds">The new blob of each path (40 hex); null where it was removed.</param>
public sealed record PreparedCommit(string? Parent, string Commit, IReadOnlyList<string> Paths, IReadOnlyList<string?> BlobIds)
{
    /// <summary>What the index needs to know of each path, when this process prepared the commit itself.</summary>
    internal IReadOnlyList<PathChange>? Changes { get; init; }

    /// <summary>True for a commit that was made elsewhere, to which the branch goes on.</summary>
    internal bool IsForward { get; init; }

    /// <summary>Equal by identity of the commit.</summary>
    public bool Equals(PreparedCommit? other) => other is not null && other.Commit == Commit;

    /// <inheritdoc/>
    public override int GetHashCode() => Commit.GetHashCode(StringComparison.Ordinal);
}

/// <summary>How a file differs between two revisions.</summary>
public enum TreeDeltaKind
{
    /// <summary>Only the newer one has it.</summary>
    Added,
    /// <summary>Both have it, with different bytes.</summary>
    Modified,
    /// <summary>Only the older one has it.</summary>
    Deleted,
}

/// <summary>A file that differs between two revisions.</summary>
/// <param name="Kind">How.</param>
/// <param name="Path">Relative to the root of the memory.</param>
/// <param name="OldBlobId">Its blob in the older revision, or null.</param>
/// <param name="NewBlobId">Its blob in the newer revision, or null.</param>
public sealed record TreeDelta(TreeDeltaKind Kind, string Path, string? OldBlobId, string? NewBlobId);

/// <summary>A commit of the log.</summary>
/// <param name="Commit">40 hex.</param>
/// <param name="Author">The author's name.</param>
/// <param name="Email">The author's address.</param>
/// <param name="When">When it was written, in the author's zone.</param>
/// <param name="Subject">The first line of the message.</param>
/// <param name="Body">The rest, without the trailers; empty when there is none.</param>
/// <param name="Trailers">The trailers in order.</param>
/// <param name="Paths">The paths that it changed against its first parent, relative to the root of the memory.</param>
public sealed record LogEntry(
    string Commit, string Author, string Email, DateTimeOffset When, string Subject, string Body,
    IReadOnlyList<KeyValuePair<string, string>> Trailers, IReadOnlyList<string> Paths)
{
    /// <summary>The name that the file asked for had in this commit; null when none was asked for.</summary>
    public string? Path { get; init; }

    /// <summary>Its name before, when this commit renamed it.</summary>
    public string? RenamedFrom { get; init; }
}

namespace MemU.Fs.Verbs;

/// <summary>What every verb that writes can be told.</summary>
public abstract record WriteRequest
{
    /// <summary>Say what would be done, and write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// The revision that the memory must still have: git's id of its bytes as <c>show --json</c> tells it (or its first seven digits or more), or a commit.
    /// Otherwise the call fails with a <see cref="Model.MemoryConflictException"/> that holds both versions. Null to write in any case.
    /// </summary>
    public string? Expect { get; init; }

    /// <summary>Whose memory it must be: what is meant is found among those alone, with the lock held. None for anybody's.</summary>
    internal Model.MemoryScope Within { get; init; } = Model.MemoryScope.None;

    /// <summary>Why, for the history; one line.</summary>
    public string? Reason { get; init; }
}

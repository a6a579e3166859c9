using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>A file to import, from wherever it comes.</summary>
/// <param name="Name">Its name for people, such as a path in a zip or a line of a file.</param>
/// <param name="Path">Where it wants to be, as the source says it; judged before it is used.</param>
/// <param name="Load">Reads its bytes when its turn comes.</param>
internal sealed record ImportFile(string Name, string Path, Func<byte[]> Load)
{
    /// <summary>Why it can't be taken; null when it can be.</summary>
    public string? Refused { get; init; }

    /// <summary>True when it can't be taken because it is malformed or hostile.</summary>
    public bool IsBad { get; init; }

    /// <summary>The file of the memory that says the same already; null when none is known to.</summary>
    public string? SameAs { get; init; }

    /// <summary>True for one made of a record: it is the same as a memory of its id with the same text, and its name is ours to choose.</summary>
    public bool IsRecord { get; init; }

    /// <summary>Whose memory the record says it is; null to leave it to the file.</summary>
    public MemoryScope? Scope { get; init; }
}

/// <summary>A file that was read and made ready: secrets masked, links and scope as the place where it goes needs them.</summary>
internal sealed record Incoming(ImportFile File, MemoryPath Path, byte[] Bytes, MemoryItem? Item)
{
    /// <summary>git's ids of the bytes as they came and as they will be.</summary>
    public IReadOnlyList<string> Blobs { get; init; } = [];

    /// <summary>Remarks.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why it can't be taken after all; null when it can be.</summary>
    public string? Refused { get; init; }
}

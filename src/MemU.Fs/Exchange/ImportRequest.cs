using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>What can be imported.</summary>
public enum ImportKind
{
    /// <summary>A zip archive of markdown files, such as an export of ours.</summary>
    Zip,
    /// <summary>A git bundle; the files of its HEAD are taken.</summary>
    Bundle,
    /// <summary>JSON lines that an export of ours wrote.</summary>
    Jsonl,
    /// <summary>A folder of markdown: an Obsidian vault, a basic-memory project, an export of ours, or one file of it.</summary>
    Markdown,
    /// <summary>The rows of memU's tables as JSON.</summary>
    MemU,
    /// <summary>The folder to which memU mirrors its memory (<c>~/.memu</c>).</summary>
    MemUMirror,
    /// <summary>What mem0 answers to <c>get_all</c>, or its export.</summary>
    Mem0,
    /// <summary>The JSON lines of MCP's reference server-memory, or its graph.</summary>
    ServerMemory,
    /// <summary>ChatGPT's <c>conversations.json</c>, also in the zip in which it comes.</summary>
    ChatGpt,
    /// <summary>Claude's <c>conversations.json</c>, also in the zip in which it comes.</summary>
    Claude,
}

/// <summary>A call of import.</summary>
public sealed record ImportRequest
{
    /// <summary>The file or folder to read; it stays as it is.</summary>
    public required string Source { get; init; }

    /// <summary>What it is; null to tell it from its content.</summary>
    public ImportKind? From { get; init; }

    /// <summary>Whose memory all of it becomes; none to leave it to what each file or record says.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>The folder, within the scope's, into which files are put; records go there instead of to categories.</summary>
    public MemoryPath Into { get; init; }

    /// <summary>Only say what would be done.</summary>
    public bool DryRun { get; init; }
}

using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>What an export is written as.</summary>
public enum ExportFormat
{
    /// <summary>The files of the tree in a zip archive, the same bytes for the same tree.</summary>
    Zip,
    /// <summary>A git bundle of all branches and tags, which <c>git clone</c> opens.</summary>
    Bundle,
    /// <summary>JSON lines: one for each file, with memU's keys and the whole text.</summary>
    Jsonl,
    /// <summary>A folder that conforms to the Open Knowledge Format.</summary>
    Okf,
    /// <summary>A folder of clean markdown whose links Obsidian resolves.</summary>
    Obsidian,
}

/// <summary>A call of export.</summary>
public sealed record ExportRequest
{
    /// <summary>The file or folder to write; it must not be there yet.</summary>
    public required string Target { get; init; }

    /// <summary>The format; null to tell it from the extension.</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>Only the memories of this scope.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>Only what lies in this folder.</summary>
    public MemoryPath Under { get; init; }

    /// <summary>Replace a file that is there; a folder that is not empty is never replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Only say what would be written.</summary>
    public bool DryRun { get; init; }
}

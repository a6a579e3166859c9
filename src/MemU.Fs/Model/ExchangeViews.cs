using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>What an export wrote, or would write on a dry run.</summary>
public sealed record ExportView
{
    /// <summary>The file or folder.</summary>
    public required string Path { get; init; }
    /// <summary><c>zip</c>, <c>bundle</c>, <c>jsonl</c>, <c>okf</c> or <c>obsidian</c>.</summary>
    public required string Format { get; init; }
    /// <summary>How many files of the memory it holds; of a bundle, those of the current commit.</summary>
    public int Files { get; init; }
    /// <summary>How large it is; 0 on a dry run.</summary>
    public long Bytes { get; init; }
    /// <summary>How many commits a bundle holds; 0 for other formats.</summary>
    public int Commits { get; init; }
    /// <summary>True when nothing was written because that was asked for.</summary>
    public bool DryRun { get; init; }
    /// <summary>Remarks: what was changed for the format, what is not in it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What became of one file, record or conversation of an import.</summary>
/// <param name="Source">Its name in what was imported.</param>
/// <param name="Path">The file of the memory that has it; null when it was skipped.</param>
/// <param name="Action"><c>added</c>, <c>same</c>, <c>conflict</c> (kept beside what is there, under another name) or <c>skipped</c>.</param>
/// <param name="Reason">Why it was skipped, what it conflicts with, or how it is the same; null when there is nothing to say.</param>
public sealed record ImportedFile(string Source, string? Path, string Action, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null)
{
    /// <summary>True when it was skipped because it is malformed or not allowed, and not because it need not be there.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Failed { get; init; }
}

/// <summary>What an import did, or would do on a dry run.</summary>
public sealed record ImportView
{
    /// <summary>What was imported, as it was named.</summary>
    public required string Source { get; init; }
    /// <summary>What it was taken for, such as <c>zip</c> or <c>mem0</c>.</summary>
    public required string Kind { get; init; }
    /// <summary>Each file, record or conversation, in its order.</summary>
    public required IReadOnlyList<ImportedFile> Files { get; init; }
    /// <summary>How many were added.</summary>
    public int Added => Files.Count(f => f.Action == "added");
    /// <summary>How many were there already.</summary>
    public int Same => Files.Count(f => f.Action == "same");
    /// <summary>How many were kept under another name, for something else is at theirs.</summary>
    public int Conflicts => Files.Count(f => f.Action == "conflict");
    /// <summary>How many were left out.</summary>
    public int Skipped => Files.Count(f => f.Action == "skipped");
    /// <summary>The commits, oldest first; none when nothing changed or nothing was to be written.</summary>
    public IReadOnlyList<string> Commits { get; init; } = [];
    /// <summary>True when everything was there already.</summary>
    public bool Unchanged { get; init; }
    /// <summary>True when nothing was written because that was asked for.</summary>
    public bool DryRun { get; init; }
    /// <summary>Remarks: secrets masked, front matter that is malformed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

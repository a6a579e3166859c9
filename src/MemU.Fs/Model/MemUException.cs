namespace MemU.Fs.Model;

/// <summary>What kind of failure it is; each edge (CLI, HTTP, MCP, drive) has one table from these to its own codes.</summary>
public enum MemUErrorKind
{
    /// <summary>An argument, a query or a source that can't be used.</summary>
    BadArgument,
    /// <summary>No such file, memory or revision.</summary>
    NotFound,
    /// <summary>It exists already, or is not empty.</summary>
    Exists,
    /// <summary>Not allowed: outside the tree, read-only, no permission.</summary>
    NotAllowed,
    /// <summary>The file has changed since it was read.</summary>
    Conflict,
    /// <summary>A file breaks the format; the exception carries path and line.</summary>
    Format,
    /// <summary>A model or embedding provider failed.</summary>
    Provider,
    /// <summary>The system failed: disk full, read-only file system, too many files.</summary>
    System,
    /// <summary>Another process holds the tree's lock for too long.</summary>
    Locked,
}

/// <summary>An error meant for people: its message says what happened, where, and what to do next, and never repeats a secret.</summary>
public class MemUException : Exception
{
    /// <summary>Makes an error of a kind with a message for people.</summary>
    public MemUException(MemUErrorKind kind, string message, Exception? inner = null) : base(message, inner) => Kind = kind;

    /// <summary>What kind of failure it is.</summary>
    public MemUErrorKind Kind { get; }
}

/// <summary>A file or source that breaks its format, with the place.</summary>
public sealed class MemoryFormatException : MemUException
{
    /// <summary>Makes the error; <paramref name="line"/> counts from 1, 0 when unknown.</summary>
    public MemoryFormatException(string path, int line, string message, Exception? inner = null)
        : base(MemUErrorKind.Format, line > 0 ? $"{path}:{line}: {message}" : $"{path}: {message}", inner)
        => (Path, Line) = (path, line);

    /// <summary>The file, relative to the root where it lies in the tree.</summary>
    public string Path { get; }

    /// <summary>The line, from 1; 0 when unknown.</summary>
    public int Line { get; }
}

/// <summary>The file changed between reading and writing; carries both versions so that nothing is lost.</summary>
public sealed class MemoryConflictException : MemUException
{
    /// <summary>Makes the error with the text on disk and the text that was to be written.</summary>
    public MemoryConflictException(string path, string message, string? theirs, string? ours)
        : base(MemUErrorKind.Conflict, $"{path}: {message}") => (Path, Theirs, Ours) = (path, theirs, ours);

    /// <summary>The file, relative to the root.</summary>
    public string Path { get; }

    /// <summary>The text that is there now; null when the file is gone.</summary>
    public string? Theirs { get; }

    /// <summary>The text that was to be written; null for a removal.</summary>
    public string? Ours { get; }
}

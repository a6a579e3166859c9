using MemU.Fs.Model;

namespace MemU.Fs.Files.Nodes;

/// <summary>The one table from the errors of the memory to what a tree answers.</summary>
public static class TreeErrors
{
    /// <summary>What a tree answers when something failed.</summary>
    public static TreeError Of(Exception error) => error switch
    {
        MemUException { Kind: MemUErrorKind.System, InnerException: { } system } => OfSystem(system),
        MemUException known => Of(known.Kind),
        OperationCanceledException => TreeError.Interrupted,
        _ => OfSystem(error),
    };

    /// <summary>What a tree answers for a kind of error.</summary>
    public static TreeError Of(MemUErrorKind kind) => kind switch
    {
        MemUErrorKind.BadArgument => TreeError.Invalid,
        MemUErrorKind.NotFound => TreeError.NotFound,
        MemUErrorKind.Exists => TreeError.Exists,
        MemUErrorKind.NotAllowed => TreeError.Access,
        MemUErrorKind.Conflict or MemUErrorKind.Locked => TreeError.Busy,
        _ => TreeError.Io, // a provider, the system, and what is malformed: bytes are bytes, so a format alone never fails here
    };

    private static TreeError OfSystem(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => TreeError.NotFound,
        UnauthorizedAccessException => TreeError.Access,
        PathTooLongException => TreeError.NameTooLong,
        IOException => (error.HResult & 0xFFFF) switch
        {
            28 or 112 => TreeError.NoSpace,
            122 => TreeError.OverQuota,
            30 or 19 => TreeError.ReadOnly,
            24 or 23 => TreeError.TooManyOpen,
            _ => TreeError.Io,
        },
        _ => TreeError.Io,
    };
}

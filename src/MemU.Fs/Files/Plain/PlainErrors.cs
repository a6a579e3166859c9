using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Plain;

/// <summary>What the base class library throws, as a tree's errors.</summary>
internal static class PlainErrors
{
    /// <summary>The tree's error for an exception of a file operation.</summary>
    public static TreeError Of(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => TreeError.NotFound,
        PathTooLongException => TreeError.NameTooLong,
        UnauthorizedAccessException => TreeError.Access,
        ArgumentException or NotSupportedException => TreeError.Invalid, // the system has no such names, or no such times
        OperationCanceledException => TreeError.Interrupted,
        IOException => OperatingSystem.IsWindows() ? OfWindows(error.HResult & 0xFFFF) : OfUnix(error.HResult),
        _ => TreeError.Io,
    };

    /// <summary>True for what file operations throw when they fail; anything else is a bug.</summary>
    public static bool IsExpected(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or OperationCanceledException;

    private static TreeError OfWindows(int code) => code switch
    {
        2 or 3 or 15 or 53 or 67 => TreeError.NotFound,
        4 => TreeError.TooManyOpen,
        5 => TreeError.Access,
        17 => TreeError.OtherTree,
        19 => TreeError.ReadOnly,
        32 or 33 => TreeError.Busy,
        39 or 112 => TreeError.NoSpace,
        80 or 183 => TreeError.Exists,
        87 or 123 => TreeError.Invalid,
        145 => TreeError.NotEmpty,
        206 => TreeError.NameTooLong,
        223 => TreeError.TooBig,
        267 => TreeError.NotFolder,
        1295 => TreeError.OverQuota,
        _ => TreeError.Io,
    };

    private static TreeError OfUnix(int code) => code switch
    {
        1 => TreeError.NotPermitted,
        2 => TreeError.NotFound,
        4 => TreeError.Interrupted,
        13 => TreeError.Access,
        16 => TreeError.Busy,
        17 => TreeError.Exists,
        18 => TreeError.OtherTree,
        20 => TreeError.NotFolder,
        21 => TreeError.IsFolder,
        22 => TreeError.Invalid,
        24 or 23 => TreeError.TooManyOpen,
        26 => TreeError.Running,
        27 => TreeError.TooBig,
        28 => TreeError.NoSpace,
        30 => TreeError.ReadOnly,
        31 => TreeError.TooManyNames,
        _ => OperatingSystem.IsLinux() ? OfLinux(code) : OfMac(code), // from here on the numbers differ
    };

    private static TreeError OfLinux(int code) => code switch
    {
        36 => TreeError.NameTooLong,
        39 => TreeError.NotEmpty,
        40 => TreeError.Loop,
        84 => TreeError.BadName,
        116 => TreeError.Stale,
        122 => TreeError.OverQuota,
        _ => TreeError.Io,
    };

    private static TreeError OfMac(int code) => code switch
    {
        62 => TreeError.Loop,
        63 => TreeError.NameTooLong,
        66 => TreeError.NotEmpty,
        69 => TreeError.OverQuota,
        70 => TreeError.Stale,
        92 => TreeError.BadName,
        _ => TreeError.Io,
    };
}

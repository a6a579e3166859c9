using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>Turns what the operating system says into an error for people.</summary>
public static class SystemError
{
    /// <summary>An error that says what could not be done, why, and what to do next.</summary>
    public static MemUException From(Exception error, string what)
    {
        if (error is UnauthorizedAccessException) return new(MemUErrorKind.System, $"{what}: permission denied. Check the owner and the mode of the file and its folder.", error);
        var code = error.HResult & 0xFFFF;
        return code switch
        {
            28 or 112 or 122 => new(MemUErrorKind.System, $"{what}: the disk is full. Nothing was lost; free some space and run the command again.", error),
            30 or 19 => new(MemUErrorKind.System, $"{what}: the file system is read-only.", error),
            24 or 23 => new(MemUErrorKind.System, $"{what}: too many open files; raise the limit (ulimit -n).", error),
            _ => new(MemUErrorKind.System, $"{what}: {error.Message.ReplaceLineEndings(" ")}", error),
        };
    }
}

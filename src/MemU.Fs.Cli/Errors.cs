using MemU.Fs.Model;

namespace MemU.Fs.Cli;

/// <summary>The one table from errors to exit codes and messages.</summary>
internal static class Errors
{
    /// <summary>Nothing was found.</summary>
    public const int NothingFound = 1;

    /// <summary>The caller's fault.</summary>
    public const int Caller = 2;

    /// <summary>Says what happened on standard error and returns the exit code.</summary>
    public static int Report(Exception error, bool json)
    {
        _ = json; // the answer is on standard output, errors are always on standard error
        var (code, message) = error switch
        {
            OperationCanceledException => (130, "interrupted; nothing was left half-done"),
            MemUException known => (CodeOf(known.Kind), known.Message),
            OutOfMemoryException => (5, "out of memory; give the machine more, or memorize smaller sources"),
            IOException or UnauthorizedAccessException => (5, Files.SystemError.From(error, "the system refused").Message),
            _ => (4, $"something went wrong that is our fault: {error.GetType().Name}: {ErrorLog.Masked(error.Message.ReplaceLineEndings(" "))}{(ErrorLog.Write(error) is { } file ? $" (details: {file})" : "")}"),
        };
        Console.Error.WriteLine($"memu: {Terminal.Clean(ErrorLog.Masked(message))}");
        if (error is MemoryConflictException { Theirs: not null } or MemoryConflictException { Ours: not null })
        {
            var conflict = (MemoryConflictException)error;
            Version("--- there now", conflict.Theirs);
            Version("+++ yours", conflict.Ours);
        }
        return code;
    }

    private static void Version(string heading, string? text)
    {
        Console.Error.WriteLine(heading);
        Console.Error.WriteLine(text is null ? "(removed)" : Terminal.Clean(text).TrimEnd());
    }

    /// <summary>The exit code of a kind of error.</summary>
    public static int CodeOf(MemUErrorKind kind) => kind switch
    {
        MemUErrorKind.Provider => 3,
        MemUErrorKind.System or MemUErrorKind.Locked => 5,
        _ => 2,
    };
}

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
        Console.Error.WriteLine($"memu: {message}");
        return code;
    }

    /// <summary>The exit code of a kind of error.</summary>
    public static int CodeOf(MemUErrorKind kind) => kind switch
    {
        MemUErrorKind.Provider => 3,
        MemUErrorKind.System or MemUErrorKind.Locked => 5,
        _ => 2,
    };
}

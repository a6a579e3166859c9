using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Sources.Sessions;

namespace MemU.Fs.Watching;

/// <summary>The logs of a source.</summary>
internal static class LogFiles
{
    private static readonly EnumerationOptions s_all = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 12 };

    /// <summary>The logs, by path.</summary>
    /// <exception cref="MemUException">The folder is gone.</exception>
    public static IEnumerable<string> Of(WatchedSource source)
    {
        if (File.Exists(source.Path)) return [source.Path];
        if (!Directory.Exists(source.Path)) throw new MemUException(MemUErrorKind.NotFound, $"{source.Path} is not there; what was learned of it stays, and it is looked for again");
        var ending = HostLogs.Find(source.Name)?.Ending ?? ".jsonl";
        try
        {
            return Directory.EnumerateFiles(source.Path, "*" + ending, s_all).Where(f => source.Since is not { } since || File.GetLastWriteTimeUtc(f) >= since.UtcDateTime).Order(StringComparer.Ordinal).ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{source.Path} can't be read");
        }
    }
}

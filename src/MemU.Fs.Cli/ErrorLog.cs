using System.Globalization;
using System.Text;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Cli;

/// <summary>Where errors that nobody foresaw are written down: one file of the user's own, bounded, readable by nobody else, without secrets.</summary>
internal static class ErrorLog
{
    private const int LongestEntry = 16_384;
    private const int LongestFile = 262_144;

    /// <summary>Adds the error; the file's path, or null when it can't be written anywhere.</summary>
    public static string? Write(Exception error)
    {
        var text = Masked(error.ToString());
        if (text.Length > LongestEntry) text = text[..LongestEntry] + " …";
        var entry = string.Create(CultureInfo.InvariantCulture, $"--- {DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'} process {Environment.ProcessId}\n{text}\n");
        foreach (var folder in Folders())
        {
            try
            {
                return Append(folder, entry);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                // the next folder is tried; the error itself has been told on standard error in any case
            }
        }
        return null;
    }

    /// <summary>The log's files as far as they are there.</summary>
    public static IReadOnlyList<string> Files() =>
        [.. Folders().SkipLast(1).SelectMany(f => new[] { Path.Combine(f, "errors.log"), Path.Combine(f, "errors.old.log") }).Where(File.Exists)];

    /// <summary>The text with what looks like a secret overwritten.</summary>
    public static string Masked(string text)
    {
        var masked = new StringBuilder(text);
        foreach (var secret in SecretScanner.Scan(text))
            for (var i = secret.Start; i < secret.End; i++) masked[i] = '*';
        return masked.ToString();
    }

    /// <summary>The user's folder of state; null where there is none.</summary>
    public static string? StateFolder => Folders().SkipLast(1).FirstOrDefault();

    private static IEnumerable<string> Folders()
    {
        if (OperatingSystem.IsWindows()) yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "memu");
        else if (Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state)) yield return Path.Combine(state, "memu");
        else if (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home) yield return Path.Combine(home, ".local", "state", "memu");
        // a name that nobody can foresee, so that nobody can lay a link there
        yield return Path.Combine(Path.GetTempPath(), $"memu-{Guid.NewGuid():N}");
    }

    private static string Append(string folder, string entry)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var file = Path.Combine(folder, "errors.log");
        if (new FileInfo(file) is { Exists: true, Length: > LongestFile }) File.Move(file, Path.Combine(folder, "errors.old.log"), overwrite: true);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var log = new FileStream(file, options);
        log.Write(Encoding.UTF8.GetBytes(entry));
        return file;
    }
}

using MemU.Fs.Files;
using MemU.Fs.Remotes;

namespace MemU.Fs;

/// <summary>The user's own settings, which hold for all memories that say nothing else.</summary>
internal static class UserConfig
{
    /// <summary>The file: <c>$XDG_CONFIG_HOME/memu/config.yaml</c>, else <c>~/.config/memu/config.yaml</c>; on Windows below the user's application data.</summary>
    public static string File(Func<string, string?> variable) => Path.Combine(
        variable("XDG_CONFIG_HOME") is { Length: > 0 } config && Path.IsPathRooted(config) ? config
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"), "memu", "config.yaml");

    /// <summary>Replaces the file as a whole; only the user may read it.</summary>
    /// <exception cref="Model.MemUException">It can't be written.</exception>
    public static void Write(string file, string text)
    {
        try
        {
            UserState.Make(Path.GetDirectoryName(file)!);
            System.IO.File.WriteAllText(file + ".new", text);
            if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(file + ".new", UnixFileMode.UserRead | UnixFileMode.UserWrite);
            System.IO.File.Move(file + ".new", file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"your settings can't be written into {file}");
        }
    }
}

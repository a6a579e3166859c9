namespace MemU.Fs;

/// <summary>The user's own settings, which hold for all memories that say nothing else.</summary>
internal static class UserConfig
{
    /// <summary>The file: <c>$XDG_CONFIG_HOME/memu/config.yaml</c>, else <c>~/.config/memu/config.yaml</c>; on Windows below the user's application data.</summary>
    public static string File(Func<string, string?> variable) => Path.Combine(
        variable("XDG_CONFIG_HOME") is { Length: > 0 } config && Path.IsPathRooted(config) ? config
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"), "memu", "config.yaml");
}

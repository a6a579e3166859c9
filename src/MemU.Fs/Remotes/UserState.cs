using System.Security.Cryptography;
using System.Text;

namespace MemU.Fs.Remotes;

/// <summary>The folder in which the program keeps what is this user's own and belongs to no tree.</summary>
public static class UserState
{
    /// <summary>The folder, made if need be; readable by the user alone.</summary>
    public static string Folder(string? chosen)
    {
        var folder = chosen
            ?? (OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "memu")
            : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state) ? Path.Combine(state, "memu")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state", "memu"));
        return folder;
    }

    /// <summary>The folder within it for what belongs to one place on this machine.</summary>
    /// <param name="kind">What is kept.</param>
    /// <param name="place">The place's real path.</param>
    /// <param name="chosen">As of <see cref="Folder"/>.</param>
    public static string FolderOf(string kind, string place, string? chosen) => Path.Combine(Folder(chosen), kind, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..32]);

    /// <summary>Makes a folder that only the user may read.</summary>
    public static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

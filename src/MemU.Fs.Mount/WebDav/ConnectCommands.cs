namespace MemU.Fs.Mount.WebDav;

/// <summary>How the systems connect to a WebDAV drive.</summary>
public static class ConnectCommands
{
    /// <summary>The commands for a system, one with its explanation to a line.</summary>
    /// <param name="address">The drive's address, with its secret.</param>
    /// <param name="system">The system; null for the one that runs.</param>
    public static string For(Uri address, PlatformID? system = null)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        var isMac = system is null ? OperatingSystem.IsMacOS() : system == PlatformID.MacOSX;
        var isWindows = system is null ? OperatingSystem.IsWindows() : system == PlatformID.Win32NT;
        if (isWindows) return $"""
            net use * http://localhost:{address.Port}{path} /persistent:no
              connects it to the next free letter; `net use X: /delete` lets go of it.
              The service WebClient must run (`sc start webclient`, as administrator); it takes files up to 50 MB.
            """;
        if (isMac) return $"""
            open "http://localhost:{address.Port}{path}/"
              in Finder: Go, Connect to Server; as a guest.
            mkdir -p ~/memory && mount_webdav -S "http://localhost:{address.Port}{path}/" ~/memory
              in a terminal; `umount ~/memory` lets go of it.
            """;
        return $"""
            gio mount "dav://localhost:{address.Port}{path}/"
              in GNOME, and "Other Locations" of its Files; in KDE: webdav://localhost:{address.Port}{path}/
            sudo mount -t davfs -o uid=$(id -u),gid=$(id -g) "http://localhost:{address.Port}{path}/" ~/memory
              with davfs2, without user and password; `sudo umount ~/memory` lets go of it.
            """;
    }
}

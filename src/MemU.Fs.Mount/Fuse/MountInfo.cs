using System.Globalization;
using System.Text;
using MemU.Fs.Files.Linux;

namespace MemU.Fs.Mount.Fuse;

/// <summary>A mounted file system as <c>/proc/self/mountinfo</c> names it.</summary>
/// <param name="Folder">Where it is mounted.</param>
/// <param name="Type">The type, such as <c>fuse.memu</c>.</param>
/// <param name="Source">What is mounted: of a drive the folder behind it.</param>
/// <param name="Options">The options of the mount.</param>
/// <param name="Device">Major and minor number, which is what the files' <c>st_dev</c> says.</param>
public sealed record MountInfo(string Folder, string Type, string Source, string Options, string Device)
{
    /// <summary>The type of a memory's drive.</summary>
    public const string DriveType = "fuse.memu";

    /// <summary>All mounts, in the order in which they were made; one over another comes later. Nothing is asked of the file systems, so dead ones don't hang.</summary>
    public static IReadOnlyList<MountInfo> All() => Read(File.Exists("/proc/self/mountinfo") ? File.ReadLines("/proc/self/mountinfo") : []);

    /// <summary>The drives of memories.</summary>
    public static IReadOnlyList<MountInfo> Drives() => [.. All().Where(m => m.Type == DriveType)];

    /// <summary>The topmost mount exactly at a folder; null when there is none.</summary>
    public static MountInfo? At(string folder) => All().LastOrDefault(m => m.Folder == folder);

    /// <summary>
    /// The folder behind a memory in a drive, where its own state and locks are, so that a command that is run within a drive works on it as any other does; the folder itself
    /// where it is in no drive, or shows one owner's part alone, or what is behind it can't be reached from here.
    /// </summary>
    public static string Behind(string root)
    {
        if (!OperatingSystem.IsLinux()) return root;
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        if (!IsElsewhere(path)) return root;
        var over = All().LastOrDefault(m => path == m.Folder || m.Folder == "/" || path.StartsWith(m.Folder + '/', StringComparison.Ordinal));
        if (over is not { Type: DriveType }) return root;
        var behind = over.Source + path[over.Folder.Length..];
        return Directory.Exists(Path.Combine(behind, ".memu")) ? behind : root;
    }

    /// <summary>Whether something other than a disk of this machine answers for a folder; it spares the list of mounts where not.</summary>
    private static bool IsElsewhere(string path)
    {
        var open = LinuxCalls.Open(path, LinuxCalls.PathOnly | LinuxCalls.CloseOnExec, 0);
        if (open < 0) return false;
        var error = LinuxCalls.Look(open, out var status);
        _ = LinuxCalls.Close(open);
        return error == 0 && !status.HasOwnDisk;
    }

    /// <summary>Reads the lines of mountinfo (proc(5)).</summary>
    public static IReadOnlyList<MountInfo> Read(IEnumerable<string> lines)
    {
        var mounts = new List<MountInfo>();
        foreach (var line in lines)
        {
            var fields = line.Split(' ');
            var dash = Array.IndexOf(fields, "-", 6 < fields.Length ? 6 : 0);
            if (dash < 0 || dash + 2 >= fields.Length) continue;
            mounts.Add(new(Unescape(fields[4]), fields[dash + 1], Unescape(fields[dash + 2]), fields[5], fields[2]));
        }
        return mounts;
    }

    /// <summary>Spaces and the like stand there as octal numbers.</summary>
    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                bytes.Add((byte)((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + text[i + 3] - '0'));
                i += 3;
            }
            else bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString(CultureInfo.InvariantCulture)));
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Model;
using MemU.Fs.Mount.Fuse;

namespace MemU.Fs.Mount;

/// <summary>A mounted drive.</summary>
/// <param name="Place">The folder, or the address.</param>
/// <param name="Root">The memory behind it.</param>
/// <param name="IsReadOnly">Whether nothing can be changed through it.</param>
/// <param name="Scope">Whose memories it shows; empty for all.</param>
/// <param name="Process">The process that answers for it; null when unknown.</param>
/// <param name="IsDead">Whether nobody answers any more.</param>
public sealed record MountView(string Place, string Root, bool IsReadOnly, string Scope, int? Process, bool IsDead);

/// <summary>The drives of this machine.</summary>
public static class MountList
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>All that are mounted, dead ones among them.</summary>
    /// <param name="stateFolder">Where the user's own state is; null for the usual folder.</param>
    public static IReadOnlyList<MountView> All(string? stateFolder = null)
    {
        var records = MountRecord.All(stateFolder);
        var drives = new List<MountView>();
        foreach (var mount in MountInfo.Drives())
        {
            var record = records.LastOrDefault(r => r.Place == mount.Folder);
            drives.Add(new(mount.Folder, mount.Source, mount.Options.Split(',').Contains("ro"), record?.Scope ?? "", record?.Process, record is { IsAlive: true } ? false : MountPoint.IsDead(mount.Folder)));
        }
        foreach (var record in records)
            if (record.IsAlive && drives.All(d => d.Place != record.Place)) drives.Add(new(record.Place, record.Root, record.IsReadOnly, record.Scope, record.Process, false));
            else if (!record.IsAlive && drives.All(d => d.Place != record.Place)) record.Remove(stateFolder); // its process died, and nothing of it is left
        return drives;
    }

    /// <summary>Unmounts a drive and waits until its process has committed what was saved and ended.</summary>
    /// <exception cref="MemUException">Nothing is mounted there, or it is in use.</exception>
    public static async Task<MountView> UnmountAsync(string folder, bool isLazy, CancellationToken cancellationToken, string? stateFolder = null)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var drive = All(stateFolder).LastOrDefault(d => d.Place == full || MountPoint.IsSame(d.Place, full)) ?? throw new MemUException(MemUErrorKind.NotFound, $"no memory is mounted at {folder}. What is: memu mounts");
        if (drive.Place.StartsWith("webdav ", StringComparison.Ordinal) || !OperatingSystem.IsLinux()) throw new MemUException(MemUErrorKind.BadArgument, $"{drive.Place} is no folder of this system; end its process ({drive.Process}) with Ctrl+C.");
        if (FuseMount.Unmount(drive.Place, isLazy || drive.IsDead) is { } why)
            throw new MemUException(MemUErrorKind.System, $"{folder} can't be unmounted: {why}.{(why.Contains("in use", StringComparison.Ordinal) ? $" Close what uses it (a shell in it, an editor), or take it away all the same: memu unmount --lazy {folder}" : "")}");
        var record = MountRecord.All(stateFolder).LastOrDefault(r => r.Place == drive.Place);
        for (var since = Environment.TickCount64; record is { IsAlive: true } && Environment.TickCount64 - since < Patience.TotalMilliseconds;) await Task.Delay(20, cancellationToken);
        if (record is { IsAlive: false }) record.Remove(stateFolder);
        return drive;
    }
}

/// <summary>JSON of the drives.</summary>
[JsonSerializable(typeof(IReadOnlyList<MountView>))]
public sealed partial class MountViewJson : JsonSerializerContext
{
    /// <summary>With characters of every language as they are.</summary>
    public static MountViewJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });
}

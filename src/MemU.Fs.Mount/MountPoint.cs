using MemU.Fs.Files.Linux;
using MemU.Fs.Model;
using MemU.Fs.Mount.Fuse;

namespace MemU.Fs.Mount;

/// <summary>The folder at which a drive is to appear.</summary>
internal static class MountPoint
{
    /// <summary>Makes sure that a drive can be mounted there: clears away a dead one, makes the folder, and refuses one that is in use.</summary>
    /// <returns>The folder, absolute, without links.</returns>
    /// <exception cref="MemUException">Something is there, or it lies in the memory or the memory in it.</exception>
    public static string Prepare(string folder, string root)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        ClearDead(full);
        if (File.Exists(full)) throw new MemUException(MemUErrorKind.BadArgument, $"{folder} is a file; name an empty folder for the drive.");
        if (!Directory.Exists(full)) Make(full, folder);
        var (real, realRoot) = (Real(full), Real(Path.GetFullPath(root)));
        if (Within(real, realRoot)) throw new MemUException(MemUErrorKind.BadArgument, $"{folder} lies in the memory itself ({realRoot}); mount it somewhere else.");
        if (Within(realRoot, real)) throw new MemUException(MemUErrorKind.BadArgument, $"the memory lies in {folder}, which the drive would hide; mount it somewhere else.");
        if (MountInfo.At(real) is { Type: MountInfo.DriveType } drive) throw new MemUException(MemUErrorKind.Exists, $"{drive.Source} is mounted at {folder} already. Unmount it with: memu unmount {folder}");
        if (Directory.EnumerateFileSystemEntries(real).Any()) throw new MemUException(MemUErrorKind.Exists, $"{folder} is not empty, and a drive would hide what is in it; name an empty folder.");
        return real;
    }

    /// <summary>Whether two paths, one of them perhaps through links, are the same mount point.</summary>
    public static bool IsSame(string place, string full) => place == Resolved(full);

    /// <summary>Takes away the drive of a process that died, as many as lie over each other.</summary>
    private static void ClearDead(string folder)
    {
        for (var tries = 0; tries < 16 && MountInfo.At(Resolved(folder)) is { Type: MountInfo.DriveType } drive && IsDead(drive.Folder); tries++)
            if (FuseMount.Unmount(drive.Folder, isLazy: true) is { } why) throw new MemUException(MemUErrorKind.System, $"a drive of a process that died is at {folder}, and can't be taken away: {why}.");
    }

    /// <summary>Whether nobody answers for a drive any more. A process that is merely stopped is not dead.</summary>
    public static bool IsDead(string folder)
    {
        var open = LinuxCalls.Open(folder, LinuxCalls.CloseOnExec | LinuxCalls.PathOnly, 0); // by its path alone, which asks nobody
        if (open >= 0) _ = LinuxCalls.Close(open);
        return open >= 0 ? !Answers(folder) : FuseCalls.Error == FuseCalls.NotConnected;
    }

    private static bool Answers(string folder)
    {
        // asked on a thread of its own: a drive whose process is stopped answers when that goes on
        var isConnected = true;
        var asking = new Thread(() =>
        {
            var open = LinuxCalls.Open(folder, LinuxCalls.CloseOnExec, 0);
            if (open >= 0) _ = LinuxCalls.Close(open);
            else isConnected = FuseCalls.Error != FuseCalls.NotConnected;
        }) { IsBackground = true };
        asking.Start();
        return !asking.Join(TimeSpan.FromSeconds(1)) || isConnected;
    }

    private static void Make(string full, string folder)
    {
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Files.SystemError.From(e, $"the folder {folder} can't be made");
        }
    }

    /// <summary>The path without links, where that can be asked without asking the folder itself, which may be dead.</summary>
    private static string Resolved(string full) => Path.GetDirectoryName(full) is { } parent && Directory.Exists(parent) ? Path.Combine(Real(parent), Path.GetFileName(full)) : full;

    private static string Real(string full)
    {
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = new FileInfo(next).LinkTarget is null ? next : Directory.ResolveLinkTarget(next, returnFinalTarget: true)?.FullName ?? next;
        }
        return real;
    }

    private static bool Within(string path, string folder) => path == folder || path.StartsWith(folder == "/" ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

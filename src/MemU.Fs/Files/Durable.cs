using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Files;

/// <summary>Makes folder entries survive a power cut, where the platform needs that said.</summary>
internal static partial class Durable
{
    private const int Invalid = 22; // EINVAL: this file system has no such thing

    /// <summary>Writes a file as a whole, on the disk when this returns, readable by the user alone.</summary>
    public static void Replace(string absolute, ReadOnlySpan<byte> bytes)
    {
        var next = absolute + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(next, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, absolute, overwrite: true);
        SyncFolder(Path.GetDirectoryName(absolute)!);
    }

    /// <summary>fsync of a file.</summary>
    public static void SyncFile(string absolute)
    {
        using var handle = File.OpenHandle(absolute, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Returns when the bytes of all files would survive a power cut. They may be read-only, and those that have gone meanwhile need nothing.</summary>
    public static void SyncFiles(IReadOnlyCollection<string> paths)
    {
        try
        {
            Parallel.ForEach(paths, new ParallelOptions { MaxDegreeOfParallelism = 4 }, static path =>
            {
                try
                {
                    // Windows flushes only what is open for writing; elsewhere a read-only file could not be opened so
                    using var handle = File.OpenHandle(path, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    RandomAccess.FlushToDisk(handle);
                }
                catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
                {
                    // removed, or packed by git, which syncs its packs
                }
            });
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e.InnerExceptions[0], "what was written can't be made durable");
        }
    }

    /// <summary>Returns when the bytes of a file that keeps its size would survive a power cut, whatever else the disk has to note of it.</summary>
    public static void SyncData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }
        if (SyncDataOf(file) != 0) throw new IOException($"the file can't be made durable (error {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>fsync of the folder; on Windows the file system's journal does it.</summary>
    public static void SyncFolder(string absolute)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(absolute, 0); // to read; the flag for folders has another number on each kind of processor
        if (descriptor < 0) return; // the folder has gone: then there is no entry to keep
        var error = Sync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (error is not 0 and not Invalid) throw SystemError.From(new IOException($"error {error}"), $"the folder {absolute} can't be made durable");
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncDataOf(SafeFileHandle file);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

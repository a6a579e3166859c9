using System.Runtime.InteropServices;

namespace MemU.Fs.History;

/// <summary>Makes files and the names in a folder durable; the base class library can't do the latter.</summary>
internal static partial class FileSync
{
    /// <summary>Returns when the bytes of all files would survive a power cut; they may be read-only.</summary>
    public static void Files(IReadOnlyCollection<string> paths)
    {
        try
        {
            Parallel.ForEach(paths, new ParallelOptions { MaxDegreeOfParallelism = 4 }, static path =>
            {
                // Windows flushes only what is open for writing; elsewhere a read-only file could not be opened so
                using var file = File.OpenHandle(path, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read);
                RandomAccess.FlushToDisk(file);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is IOException or UnauthorizedAccessException)
        {
            throw new IOException(e.InnerExceptions[0].Message, e.InnerExceptions[0]);
        }
    }

    /// <summary>Returns when the names in a folder would survive a power cut.</summary>
    public static void Folder(string path)
    {
        if (OperatingSystem.IsWindows()) return; // NTFS journals names by itself
        var handle = Open(path, 0);
        if (handle < 0) throw new IOException($"{path}: the folder can't be opened to make it durable (error {Marshal.GetLastPInvokeError()}).");
        var failed = Sync(handle) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(handle);
        if (failed is not 0 and not 22) // EINVAL: this file system has no such thing
            throw new IOException($"{path}: the folder can't be made durable (error {failed}).");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);
}

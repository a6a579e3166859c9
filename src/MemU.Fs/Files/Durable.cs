using System.Runtime.InteropServices;

namespace MemU.Fs.Files;

/// <summary>Makes folder entries survive a power cut, where the platform needs that said.</summary>
internal static partial class Durable
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux

    /// <summary>fsync of a file.</summary>
    public static void SyncFile(string absolute)
    {
        using var handle = File.OpenHandle(absolute, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>fsync of the folder; on Windows the file system's journal does it.</summary>
    public static void SyncFolder(string absolute)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(absolute, ReadOnlyDirectory);
        if (descriptor < 0) return; // the folder has gone: then there is no entry to keep
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

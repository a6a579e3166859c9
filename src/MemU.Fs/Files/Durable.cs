using System.Runtime.InteropServices;

namespace MemU.Fs.Files;

/// <summary>Makes folder entries survive a power cut, where the platform needs that said.</summary>
internal static partial class Durable
{
    private const int Invalid = 22; // EINVAL: this file system has no such thing

    /// <summary>fsync of a file.</summary>
    public static void SyncFile(string absolute)
    {
        using var handle = File.OpenHandle(absolute, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
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
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}

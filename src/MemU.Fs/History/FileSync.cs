using System.Runtime.InteropServices;

namespace MemU.Fs.History;

/// <summary>Makes a folder's names durable, which the base class library can't.</summary>
internal static partial class FileSync
{
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

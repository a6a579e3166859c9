using System.Runtime.InteropServices;

namespace MemU.Fs.Files.Linux;

/// <summary>The system calls of a tree by nodes, relative to open folders so that no link on the way is followed. For 64-bit Linux of any C library, x64 and arm64.</summary>
internal static unsafe partial class LinuxCalls
{
    public const int ReadOnly = 0, WriteOnly = 1, ReadWrite = 2, Create = 0x40, Exclusive = 0x80, Truncate = 0x200, Append = 0x400, NonBlocking = 0x800, DataSync = 0x1000, CloseOnExec = 0x80000, PathOnly = 0x200000;
    public const int NoFollowLink = 0x100, RemoveFolder = 0x200, FollowLink = 0x400, EmptyPath = 0x1000;
    public const int NoReplace = 1, Exchange = 2;

    private const int AsLstat = 0x800; // AT_NO_AUTOMOUNT
    private const uint BasicAndBirth = 0x7ff | 0x800;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>O_DIRECTORY, O_NOFOLLOW and O_TMPFILE have other numbers on each kind of processor.</summary>
    public static readonly int Folder = IsArm ? 0x4000 : 0x10000, NoFollow = IsArm ? 0x8000 : 0x20000, Nameless = 0x400000 | (IsArm ? 0x4000 : 0x10000);

    private static readonly nint ListCall = IsArm ? 61 : 217;

    /// <summary>Asks for a name in an open folder, not following a link; answers 0 or the error's number.</summary>
    public static int Look(int folder, byte* name, out LinuxStatus status)
    {
        status = default;
        fixed (LinuxStatus* result = &status) return Statx(folder, name, NoFollowLink | AsLstat, BasicAndBirth, result) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Asks for what a descriptor has open; answers 0 or the error's number.</summary>
    public static int Look(int descriptor, out LinuxStatus status)
    {
        status = default;
        byte empty = 0;
        fixed (LinuxStatus* result = &status) return Statx(descriptor, &empty, EmptyPath | AsLstat, BasicAndBirth, result) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>The next entries of a folder; their bytes, 0 at the end, or the error's number, negative.</summary>
    public static int List(int folder, byte* buffer, int size)
    {
        var got = Call(ListCall, folder, (nint)buffer, size);
        return got >= 0 ? (int)got : -Marshal.GetLastPInvokeError();
    }

    /// <summary>What a call answered that says 0 or -1, as the error's number.</summary>
    public static int Error(int answer) => answer >= 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>The mask that takes permissions from what this process makes.</summary>
    public static uint Mask()
    {
        // asked for without changing it, for other threads may be making files
        foreach (var line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith("Umask:", StringComparison.Ordinal)) return Convert.ToUInt32(line[6..].Trim(), 8);
        return 0x3f; // as if it took much: then modes are set again
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, byte* name, int flags, uint mask, LinuxStatus* result);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Call(nint number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(int folder, byte* name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup3", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Duplicate(int from, int to, int flags);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Read(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Write(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ReadNext(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint WriteNext(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long Seek(int descriptor, long offset, int from);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SyncData(int descriptor);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Resize(int descriptor, long size);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Allocate(int descriptor, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint CopyRange(int from, long* fromOffset, int to, long* toOffset, nint count, uint flags);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetMode(int descriptor, uint mode);

    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetMode(int folder, byte* name, uint mode, int flags);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetOwner(int folder, byte* name, uint user, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetTimes(int folder, byte* name, LinuxTime* accessedAndModified, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int MakeFolder(int folder, byte* name, uint mode);

    [LibraryImport("libc", EntryPoint = "mknodat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int MakeNode(int folder, byte* name, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int MakeLink(byte* text, int folder, byte* name);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int AddName(int fromFolder, byte* from, int toFolder, byte* to, int flags);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ReadLink(int folder, byte* name, byte* buffer, nint size);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Remove(int folder, byte* name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Rename(int fromFolder, byte* from, int toFolder, byte* to, uint flags);

    [LibraryImport("libc", EntryPoint = "faccessat", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Access(int folder, byte* name, int mode, int flags);

    [LibraryImport("libc", EntryPoint = "fstatvfs", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Space(int descriptor, LinuxSpace* result);

    [LibraryImport("libc", EntryPoint = "geteuid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint User();

    [LibraryImport("libc", EntryPoint = "getegid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint Group();

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Watching(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", StringMarshalling = StringMarshalling.Utf8, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Watch(int watching, string path, uint what);

    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Unwatch(int watching, int watch);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Poll(LinuxPoll* descriptors, ulong count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Signal(uint initial, int flags);
}

/// <summary>A moment, as system calls take it.</summary>
internal struct LinuxTime
{
    public const long Omit = (1L << 30) - 2, Current = (1L << 30) - 1;

    public long Seconds;
    public long Nanoseconds;
}

/// <summary>A descriptor to wait for.</summary>
internal struct LinuxPoll
{
    public int Descriptor;
    public short Wanted;
    public short Happened;
}

/// <summary>What statvfs answers on 64 bits.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct LinuxSpace
{
    public ulong TransferSize, BlockSize, Blocks, Free, Available, Files, FreeFiles;
}

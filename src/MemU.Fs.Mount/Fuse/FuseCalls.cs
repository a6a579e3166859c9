using System.Runtime.InteropServices;
using MemU.Fs.Files.Linux;

namespace MemU.Fs.Mount.Fuse;

/// <summary>The system calls of a mount that the tree on the disk does not need (<see cref="LinuxCalls"/>), for 64-bit Linux of any C library.</summary>
internal static unsafe partial class FuseCalls
{
    public const ulong NoSetUser = 2, NoDevices = 4, ReadOnly = 1;
    public const int Detach = 2;

    public const int NotPermitted = 1, NoEntry = 2, Interrupted = 4, TryAgain = 11, NoSpace = 28, Busy = 16, NoDevice = 19, Invalid = 22, NotConnected = 107, NoCall = 38;

    public static int Error => Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "mount", StringMarshalling = StringMarshalling.Utf8, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Mount(string source, string target, string type, ulong flags, string data);

    [LibraryImport("libc", EntryPoint = "umount2", StringMarshalling = StringMarshalling.Utf8, SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Unmount(string target, int flags);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SocketPair(int domain, int type, int protocol, int* pair);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Receive(int socket, MessageHeader* message, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "gettid"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Thread();

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int GetLimit(int what, ulong* limits);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetLimit(int what, ulong* limits);

    /// <summary>As many open files as this process may have; the usual thousand is few for a drive.</summary>
    public static void RaiseOpenFiles()
    {
        const int openFiles = 7;
        var limits = stackalloc ulong[2];
        if (GetLimit(openFiles, limits) != 0 || limits[0] >= limits[1]) return;
        limits[0] = limits[1];
        _ = SetLimit(openFiles, limits); // with fewer it works as well, until too many are open
    }
}

/// <summary>A message with room for a descriptor.</summary>
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public Vector* Vectors;
    public nint VectorCount;
    public void* Control;
    public nint ControlLength;
    public int Flags;
}

internal unsafe struct Vector
{
    public void* Base;
    public nint Length;
}

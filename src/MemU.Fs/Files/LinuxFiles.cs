using System.Runtime.InteropServices;
using System.Text;

namespace MemU.Fs.Files;

/// <summary>The system calls of a listing, without the objects and texts that the base class library makes for every file. For 64-bit Linux of any C library.</summary>
internal static unsafe partial class LinuxFiles
{
    /// <summary>ENOENT.</summary>
    public const int NoEntry = 2;
    /// <summary>ENOTDIR.</summary>
    public const int NoFolder = 20;
    /// <summary>AT_FDCWD: the path is not relative to an open folder.</summary>
    public const int NoParent = -100;

    private const int PermissionDenied = 13, NotPermitted = 1;
    private const int DoNotFollow = 0x100, DoNotMount = 0x800;
    private const uint TypeModeTimesSize = 0x1 | 0x2 | 0x40 | 0x80 | 0x100 | 0x200;

    /// <summary>False where the C library or the kernel is too old, or this is no Linux.</summary>
    public static bool AreUsable { get; } = Try();

    /// <summary>Asks for a file or folder; answers 0 or the error's number.</summary>
    public static int Look(string path, bool follow, out Status status)
    {
        var length = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        var bytes = length <= 1024 ? stackalloc byte[length] : new byte[length];
        bytes[Encoding.UTF8.GetBytes(path, bytes)] = 0;
        fixed (byte* name = bytes) return Look(NoParent, name, follow, out status);
    }

    /// <summary>Asks for a file or folder by its name in an open folder; answers 0 or the error's number.</summary>
    public static int Look(int parent, byte* name, bool follow, out Status status)
    {
        status = default;
        fixed (Status* result = &status)
            // attributes as lstat has them: a network disk may not answer with what it had an hour ago
            return Statx(parent, name, DoNotMount | (follow ? 0 : DoNotFollow), TypeModeTimesSize, result) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>The exception that the base class library has for an error's number.</summary>
    public static Exception Error(int number, string path) =>
        number is PermissionDenied or NotPermitted ? new UnauthorizedAccessException($"Access to the path '{path}' is denied.") : new IOException($"{Marshal.GetPInvokeErrorMessage(number)} : '{path}'");

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || IntPtr.Size != 8) return false; // the layout of what readdir answers differs on 32 bits
        try
        {
            return Look("/", follow: true, out _) == 0;
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    /// <summary>What statx answers; the same on all machines.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    public struct Status
    {
        [FieldOffset(28)] private ushort _mode;
        [FieldOffset(32)] private ulong _inode;
        [FieldOffset(40)] private ulong _size;
        [FieldOffset(96)] private long _changedSeconds;
        [FieldOffset(104)] private uint _changedNanos;
        [FieldOffset(112)] private long _modifiedSeconds;
        [FieldOffset(120)] private uint _modifiedNanos;

        public readonly bool IsFolder => (_mode & 0xf000) == 0x4000;

        public readonly bool IsFile => (_mode & 0xf000) == 0x8000;

        public readonly bool IsLink => (_mode & 0xf000) == 0xa000;


        public readonly ulong Inode => _inode;

        public readonly ulong Size => _size;

        /// <summary>UTC ticks, as <see cref="File.GetLastWriteTimeUtc(string)"/> has them; what a date can't hold is its first or last second.</summary>
        public readonly long Modified => Ticks(_modifiedSeconds, _modifiedNanos);

        public readonly long Changed => Ticks(_changedSeconds, _changedNanos);

        private static long Ticks(long seconds, uint nanos) =>
            DateTime.UnixEpoch.Ticks + Math.Clamp(seconds, -62_135_596_800, 253_402_300_799) * TimeSpan.TicksPerSecond + nanos / TimeSpan.NanosecondsPerTick;
    }

    /// <summary>What readdir answers.</summary>
    [StructLayout(LayoutKind.Explicit)]
    public struct Entry
    {
        [FieldOffset(18)] public byte Kind;
        [FieldOffset(19)] public byte FirstOfName;
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int parent, byte* name, int flags, uint mask, Status* result);

    [LibraryImport("libc", EntryPoint = "opendir", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Open(string path);

    [LibraryImport("libc", EntryPoint = "dirfd")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Descriptor(nint folder);

    /// <summary>The next entry; null at the end, and with an error's number when it failed.</summary>
    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial Entry* Next(nint folder);

    [LibraryImport("libc", EntryPoint = "closedir")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(nint folder);
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MemU.Fs.History;

/// <summary>The ten numbers that git's index keeps of a file to see cheaply that it is unchanged; all zero means "compare the content".</summary>
internal readonly partial record struct FileStat(uint ChangedSeconds, uint ChangedNanos, uint ModifiedSeconds, uint ModifiedNanos, uint Device, uint Inode, uint User, uint Group, uint Size, uint UnixMode)
{
    /// <summary>The numbers of a regular file; null when there is none, or when this platform can't tell.</summary>
    public static FileStat? Of(string path) =>
        OperatingSystem.IsLinux() ? Linux(path) : OperatingSystem.IsMacOS() ? Mac(path) : OperatingSystem.IsWindows() ? Windows(path) : null;

    private static bool s_noStatx;

    private static unsafe FileStat? Linux(string path)
    {
        if (s_noStatx) return null;
        var b = stackalloc byte[256];
        try
        {
            if (Statx(-100, path, 0x100, 0x7ff, b) != 0) return null; // AT_FDCWD, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS
        }
        catch (EntryPointNotFoundException)
        {
            s_noStatx = true; // an old C library: git compares contents instead
            return null;
        }
        var s = new ReadOnlySpan<byte>(b, 256);
        uint mode = BinaryPrimitives.ReadUInt16LittleEndian(s[28..]), major = Low(s, 136), minor = Low(s, 140);
        return (mode & 0xf000) != 0x8000 ? null : new FileStat(Low(s, 96), Low(s, 104), Low(s, 112), Low(s, 120),
            (minor & 0xff) | ((major & 0xfff) << 8) | ((minor & ~0xffu) << 12), Low(s, 32), Low(s, 20), Low(s, 24), Low(s, 40), mode);
    }

    private static unsafe FileStat? Mac(string path)
    {
        var b = stackalloc byte[256];
        if ((RuntimeInformation.ProcessArchitecture == Architecture.X64 ? LstatInode64(path, b) : Lstat(path, b)) != 0) return null;
        var s = new ReadOnlySpan<byte>(b, 256);
        uint mode = BinaryPrimitives.ReadUInt16LittleEndian(s[4..]);
        return (mode & 0xf000) != 0x8000 ? null : new FileStat(Low(s, 64), Low(s, 72), Low(s, 48), Low(s, 56), Low(s, 0), Low(s, 8), Low(s, 16), Low(s, 20), Low(s, 96), mode);
    }

    private static FileStat? Windows(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || (file.Attributes & FileAttributes.ReparsePoint) != 0) return null;
        var (made, written) = (Unix(file.CreationTimeUtc), Unix(file.LastWriteTimeUtc));
        return new FileStat(made.Seconds, made.Nanos, written.Seconds, written.Nanos, 0, 0, 0, 0, unchecked((uint)file.Length), TreeLine.File);
    }

    private static (uint Seconds, uint Nanos) Unix(DateTime time)
    {
        var ticks = (time - DateTime.UnixEpoch).Ticks;
        return (unchecked((uint)(ticks / TimeSpan.TicksPerSecond)), (uint)(Math.Max(ticks, 0) % TimeSpan.TicksPerSecond * 100));
    }

    // Both platforms are little endian wherever .NET runs but s390x, where the numbers would be nonsense and git would compare contents.
    private static uint Low(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Lstat(string path, byte* result);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int LstatInode64(string path, byte* result);
}

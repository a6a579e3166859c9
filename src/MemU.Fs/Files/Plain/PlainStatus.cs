using System.Text;
using MemU.Fs.Files.Nodes;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Files.Plain;

/// <summary>What the base class library says of a file, folder or link.</summary>
internal readonly record struct PlainStatus(NodeKind Kind, long Size, uint Mode, DateTime Modified, DateTime Accessed)
{
    private const uint FileMode = 0b110_100_100, FolderMode = 0b111_101_101, WriteBits = 0b010_010_010;

    /// <summary>Asks by path, not through a link; false when nothing is there.</summary>
    /// <exception cref="IOException">It can't be asked for.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be asked for.</exception>
    public static bool TryRead(string path, out PlainStatus status)
    {
        status = default;
        var info = new FileInfo(path);
        var flags = info.Attributes;
        if ((int)flags == -1) return false;
        var isFolder = (flags & FileAttributes.Directory) != 0;
        var kind = NodeKind.File;
        long size = 0;
        if ((flags & FileAttributes.ReparsePoint) != 0) (kind, size) = (NodeKind.Link, Encoding.UTF8.GetByteCount(info.LinkTarget ?? ""));
        else if (isFolder) kind = NodeKind.Folder;
        else if (IsPipe(path)) kind = NodeKind.Pipe;
        else size = info.Length;
        var mode = OperatingSystem.IsWindows() ? PlainMode(flags, isFolder) : kind == NodeKind.Link ? 0b111_111_111u : (uint)info.UnixFileMode;
        status = new(kind, size, mode, info.LastWriteTimeUtc, info.LastAccessTimeUtc);
        return true;
    }

    /// <summary>Asks an open file.</summary>
    public static PlainStatus Of(SafeFileHandle file) => new(NodeKind.File, RandomAccess.GetLength(file),
        OperatingSystem.IsWindows() ? PlainMode(File.GetAttributes(file), isFolder: false) : (uint)File.GetUnixFileMode(file),
        File.GetLastWriteTimeUtc(file), File.GetLastAccessTimeUtc(file));

    /// <summary>The same as a node's attributes.</summary>
    public NodeAttributes With(ulong inode) => new(inode, Kind, Size, Mode, NodeTime.From(new(Modified, TimeSpan.Zero))) { Accessed = NodeTime.From(new(Accessed, TimeSpan.Zero)), Names = Kind == NodeKind.Folder ? 2u : 1u };

    // opening one would wait for whoever has the other end; the base class library doesn't tell them from files
    private static bool IsPipe(string path) => LinuxFiles.AreUsable && LinuxFiles.Look(path, follow: false, out var status) == 0 && !status.IsFile && !status.IsLink && !status.IsFolder;

    private static uint PlainMode(FileAttributes flags, bool isFolder) => isFolder ? FolderMode : (flags & FileAttributes.ReadOnly) != 0 ? FileMode & ~WriteBits : FileMode;
}

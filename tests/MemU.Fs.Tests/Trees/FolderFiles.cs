using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Files.Plain;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Tests.Trees;

/// <summary>A folder of the system's, where a tree is mounted, by the base class library.</summary>
internal sealed class FolderFiles(string root) : ITreeFiles
{
    public TreeError MakeFolder(string path) => Try(() =>
    {
        if (Path.Exists(At(path))) throw new IOException("exists", OperatingSystem.IsWindows() ? 183 : 17);
        var parent = Path.GetDirectoryName(At(path))!; // which the library would make as well
        if (File.Exists(parent)) throw new IOException("no folder", OperatingSystem.IsWindows() ? 267 : 20);
        if (!Directory.Exists(parent)) throw new DirectoryNotFoundException();
        Directory.CreateDirectory(At(path));
    });

    public (TreeError Error, NodeKind Kind, long Size) Look(string path)
    {
        (NodeKind, long) found = default;
        var error = Try(() =>
        {
            var info = new FileInfo(At(path));
            if ((int)info.Attributes == -1) throw new FileNotFoundException();
            var isFolder = (info.Attributes & FileAttributes.Directory) != 0;
            found = (isFolder ? NodeKind.Folder : info.LinkTarget is not null ? NodeKind.Link : NodeKind.File, isFolder ? 0 : info.Length);
        });
        return (error, found.Item1, found.Item2);
    }

    public (TreeError Error, string[] Names) List(string path)
    {
        string[] names = [];
        return (Try(() => names = [.. Directory.EnumerateFileSystemEntries(At(path)).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)]), names);
    }

    public TreeError Remove(string path) => Try(() =>
    {
        if ((int)new FileInfo(At(path)).Attributes == -1) throw new FileNotFoundException();
        if (Directory.Exists(At(path))) throw new IOException("folder", OperatingSystem.IsWindows() ? 5 : 21);
        File.Delete(At(path));
    });

    public TreeError RemoveFolder(string path) => File.Exists(At(path)) ? TreeError.NotFolder : Try(() => Directory.Delete(At(path)));

    public TreeError Rename(string from, string to) => Try(() =>
    {
        if (Directory.Exists(At(from))) RenameFolder(At(from), At(to));
        else if (Directory.Exists(At(to))) throw new IOException("folder", OperatingSystem.IsWindows() ? 5 : 21);
        else File.Move(At(from), At(to), overwrite: true);
    });

    public TreeError Resize(string path, long size) => Try(() =>
    {
        using var file = File.OpenHandle(At(path), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.SetLength(file, size);
    });

    public (TreeError Error, ITreeFile? File) Open(string path, OpenMode mode, bool create = false)
    {
        ITreeFile? file = null;
        var error = Try(() =>
        {
            var how = mode.HasFlag(OpenMode.Exclusive) ? FileMode.CreateNew
                : mode.HasFlag(OpenMode.Truncate) ? create ? FileMode.Create : FileMode.Truncate
                : create ? FileMode.OpenOrCreate : FileMode.Open;
            var isWriting = (mode & (OpenMode.Write | OpenMode.Append)) != 0;
            var access = !isWriting ? FileAccess.Read : mode.HasFlag(OpenMode.Read) ? FileAccess.ReadWrite : FileAccess.Write;
            if (mode.HasFlag(OpenMode.Append) && File.Exists(At(path))) how = FileMode.Append;
            file = how == FileMode.Append
                ? new Appending(OpenToAppend(At(path)))
                : new OpenFile(File.OpenHandle(At(path), how, access, FileShare.ReadWrite | FileShare.Delete));
        });
        return (error, file);
    }

    public void Dispose() { }

    private string At(string path) => Path.Combine(root, path);

    /// <summary>With the system's own flag: the library seeks to the end once, and writes of others there would be written over.</summary>
    private static FileStream OpenToAppend(string path)
    {
        if (!OperatingSystem.IsLinux()) return new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
        var descriptor = LinuxCalls.Open(path, LinuxCalls.WriteOnly | LinuxCalls.Append | LinuxCalls.CloseOnExec, 0);
        if (descriptor < 0) throw new IOException("append", System.Runtime.InteropServices.Marshal.GetLastPInvokeError());
        return new(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, 0);
    }

    private static void RenameFolder(string from, string to)
    {
        // the system call replaces an empty folder, the library's method refuses
        if (File.Exists(to)) throw new IOException("no folder", OperatingSystem.IsWindows() ? 183 : 17);
        if (Directory.Exists(to) && from != to) Directory.Delete(to);
        Directory.Move(from, to);
    }

    private static TreeError Try(Action action)
    {
        try
        {
            action();
            return TreeError.None;
        }
        catch (Exception e) when (PlainErrors.IsExpected(e))
        {
            return PlainErrors.Of(e);
        }
    }

    private sealed class OpenFile(SafeFileHandle file) : ITreeFile
    {
        public long Size => RandomAccess.GetLength(file);

        public byte[] Read(long offset, int count)
        {
            var (bytes, total) = (new byte[count], 0);
            while (total < count && RandomAccess.Read(file, bytes.AsSpan(total), offset + total) is > 0 and var read) total += read;
            return bytes[..total];
        }

        public TreeError Write(long offset, byte[] bytes) => Try(() => RandomAccess.Write(file, bytes, offset));

        public TreeError Resize(long size) => Try(() => RandomAccess.SetLength(file, size));

        public TreeError Flush() => Sync(); // a flush comes with close alone, and this file stays open

        public TreeError Sync() => Try(() => RandomAccess.FlushToDisk(file));

        public void Dispose() => file.Dispose();
    }

    /// <summary>One write of the system's for each write, at the end.</summary>
    private sealed class Appending(FileStream stream) : ITreeFile
    {
        public long Size => stream.Length;

        public byte[] Read(long offset, int count) => throw new NotSupportedException();

        public TreeError Write(long offset, byte[] bytes) => Try(() => stream.Write(bytes));

        public TreeError Resize(long size) => Try(() => stream.SetLength(size));

        public TreeError Flush() => Sync();

        public TreeError Sync() => Try(() => stream.Flush(flushToDisk: true));

        public void Dispose() => stream.Dispose();
    }
}

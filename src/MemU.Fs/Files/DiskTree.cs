using System.Security.Cryptography;
using MemU.Fs.Model;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Files;

/// <summary>The files of a memory on disk: reads and replaces them whole, and never leaves its root, not even through a symbolic link.</summary>
public sealed class DiskTree
{
    private readonly string _temporary;

    /// <summary>Opens the tree at a folder; nothing is created.</summary>
    public DiskTree(string root)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _temporary = Path.Combine(Root, ".memu", "state", "tmp");
    }

    /// <summary>The absolute path of the root.</summary>
    public string Root { get; }

    /// <summary>The absolute path of a file or folder in the tree.</summary>
    public string Absolute(MemoryPath path) => path.IsRoot ? Root : Path.Combine(Root, path.Value.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>True when a regular file is there.</summary>
    public bool Exists(MemoryPath path) => File.Exists(Absolute(path));

    /// <summary>The bytes of a file; null when there is none.</summary>
    /// <exception cref="MemUException">The file can't be read, or a link leads out of the tree.</exception>
    public byte[]? Read(MemoryPath path)
    {
        try
        {
            return Guard(path) ? RegularFile.ReadAllBytes(Absolute(path)) : null; // without an exception, which takes as long as reading ten files
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{path} can't be read");
        }
    }

    /// <summary>The bytes of a file; null when it is not there, or with the reason when it can't be read.</summary>
    public byte[]? TryRead(MemoryPath path, out string? unreadable)
    {
        unreadable = null;
        try
        {
            return Read(path);
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.System)
        {
            unreadable = e.Message;
            return null;
        }
    }

    /// <summary>
    /// Puts a file in place as a whole: a reader sees the old bytes or the new ones, and so does a machine that loses its power.
    /// The folder entry is durable after <see cref="SyncFolders"/>.
    /// </summary>
    public void Write(MemoryPath path, ReadOnlySpan<byte> content)
    {
        using var staged = Stage();
        staged.Add(path, content);
        staged.Sync();
        staged.Put(path);
    }

    /// <summary>Begins to write several files that become durable together.</summary>
    public StagedFiles Stage() => new(this);

    /// <summary>Writes a file under another name; returns that.</summary>
    internal string WriteTemporary(MemoryPath path, ReadOnlySpan<byte> content)
    {
        var temporary = Path.Combine(_temporary, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        var isWhole = false;
        try
        {
            using var handle = Create(temporary);
            RandomAccess.Write(handle, content, 0);
            isWhole = true;
            return temporary;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{path} can't be written");
        }
        finally
        {
            if (!isWhole && File.Exists(temporary)) File.Delete(temporary);
        }
    }

    private SafeFileHandle Create(string temporary)
    {
        try
        {
            return File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException) // the latter when another thread made the folder just then
        {
            Directory.CreateDirectory(_temporary);
            return File.OpenHandle(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
    }

    /// <summary>Moves a file to its place.</summary>
    internal void Put(string temporary, MemoryPath path)
    {
        var target = Absolute(path);
        try
        {
            if (Guard(path))
            {
                if (!OperatingSystem.IsWindows() && File.Exists(target)) File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }
            else if (!Directory.Exists(Path.GetDirectoryName(target))) Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{path} can't be written");
        }
    }

    /// <summary>Removes a file, and the folders that it leaves empty; no error when it is gone already.</summary>
    public void Delete(MemoryPath path)
    {
        Guard(path);
        try
        {
            File.Delete(Absolute(path));
            for (var folder = path.Parent; !folder.IsRoot; folder = folder.Parent)
            {
                var absolute = Absolute(folder);
                if (!Directory.Exists(absolute) || Directory.EnumerateFileSystemEntries(absolute).Any()) break;
                Directory.Delete(absolute);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // the folder went with it: removed is removed
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{path} can't be removed");
        }
    }

    /// <summary>Makes the entries of folders durable after files were put there.</summary>
    public void SyncFolders(IEnumerable<MemoryPath> folders)
    {
        foreach (var folder in folders.Distinct()) Durable.SyncFolder(Absolute(folder));
    }

    /// <summary>The names in a folder, without regard to case, for names that must be free; empty when there is no folder.</summary>
    public HashSet<string> Names(MemoryPath folder)
    {
        Guard(folder);
        var absolute = Absolute(folder);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (!Directory.Exists(absolute)) return names;
        foreach (var entry in Directory.EnumerateFileSystemEntries(absolute)) names.Add(SafeText.Compose(Path.GetFileName(entry)));
        return names;
    }

    /// <summary>Removes what a process that died in the middle of a write left behind.</summary>
    public void RemoveTemporaries()
    {
        if (Directory.Exists(_temporary))
            foreach (var file in Directory.EnumerateFiles(_temporary)) File.Delete(file);
    }

    /// <summary>Refuses a path of which a folder or the file itself is a link that leads out of the root; false when nothing is there.</summary>
    internal bool Guard(MemoryPath path)
    {
        var current = Root;
        foreach (var segment in path.Segments)
        {
            current = Path.Combine(current, segment);
            var info = new FileInfo(current);
            if ((int)info.Attributes == -1) return false;
            if ((info.Attributes & FileAttributes.ReparsePoint) == 0) continue;
            var target = File.ResolveLinkTarget(current, returnFinalTarget: true)?.FullName;
            if (target is null || !(target + Path.DirectorySeparatorChar).StartsWith(RealRoot() + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new MemUException(MemUErrorKind.NotAllowed, $"{path} is a link that leads out of the memory; nothing outside is read or written through it.");
        }
        return true;
    }

    private string RealRoot() => Directory.ResolveLinkTarget(Root, returnFinalTarget: true)?.FullName ?? Root;
}

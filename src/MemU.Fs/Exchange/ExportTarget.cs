using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>Where an export goes: written under another name beside it and renamed at the end, so that nobody ever sees half of one.</summary>
internal sealed class ExportTarget : IDisposable
{
    private readonly bool _isFolder, _force;

    public ExportTarget(string target, string root, bool isFolder, bool force)
    {
        (Path, _isFolder, _force) = (System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target)), isFolder, force);
        if ((Path + System.IO.Path.DirectorySeparatorChar).StartsWith(root + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new MemUException(MemUErrorKind.BadArgument, $"{target} lies in the memory itself, where it would become a part of it; choose a place outside {root}.");
        if (isFolder ? File.Exists(Path) || Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any() : Directory.Exists(Path) || File.Exists(Path) && !force)
            throw Taken();
        Temporary = $"{Path}.{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}.part";
    }

    public string Path { get; }

    /// <summary>Where it is written meanwhile.</summary>
    public string Temporary { get; }

    /// <summary>Makes the file to write to.</summary>
    public FileStream Create()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        return new FileStream(Temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    }

    /// <summary>Writes a file of the folder.</summary>
    public void Write(MemoryPath path, ReadOnlySpan<byte> bytes)
    {
        var file = System.IO.Path.Combine(Temporary, path.Value.Replace('/', System.IO.Path.DirectorySeparatorChar));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        stream.Write(bytes);
    }

    /// <summary>Gives it its name; what came there meanwhile is not overwritten.</summary>
    public void Publish()
    {
        try
        {
            if (!_isFolder)
            {
                Durable.SyncFile(Temporary);
                File.Move(Temporary, Path, _force);
                return;
            }
            Directory.CreateDirectory(Temporary);
            if (Directory.Exists(Path)) Directory.Delete(Path); // only an empty one goes
            Directory.Move(Temporary, Path);
        }
        catch (IOException) when (File.Exists(Path) || Directory.Exists(Path))
        {
            throw Taken();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isFolder && Directory.Exists(Temporary)) Directory.Delete(Temporary, recursive: true);
        else if (!_isFolder && File.Exists(Temporary)) File.Delete(Temporary);
    }

    private MemUException Taken() => new(MemUErrorKind.Exists, _isFolder || Directory.Exists(Path)
        ? $"{Path} is there already and nothing in it was touched; choose another name, or remove it first."
        : $"{Path} is there already and was not touched; choose another name, or replace it with --force.");
}

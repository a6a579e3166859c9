using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Files.Plain;

/// <summary>What is written beside a file until it replaces it.</summary>
internal sealed class Draft : IDisposable
{
    private const FileShare Shared = FileShare.Read | FileShare.Delete;

    private readonly string _path;
    private bool _isPlaced;

    private Draft(string path, SafeFileHandle file) => (_path, File) = (path, file);

    /// <summary>What has been written.</summary>
    public SafeFileHandle File { get; }

    /// <summary>Begins one with the content of a file, or with nothing.</summary>
    /// <param name="folder">Where drafts lie: not where a transaction of another process clears up what is left of its own.</param>
    /// <param name="content">The content; null for none.</param>
    public static Draft Begin(string folder, SafeFileHandle? content)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
#pragma warning disable CA2000 // owned by the draft
        var draft = new Draft(path, System.IO.File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, Shared));
#pragma warning restore CA2000
        try
        {
            if (content is not null) Copy(content, draft.File);
            return draft;
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    /// <summary>Makes its bytes durable.</summary>
    public void Sync() => RandomAccess.FlushToDisk(File);

    /// <summary>Replaces a file with it; whoever has the old one open keeps that.</summary>
    public void Put(string target)
    {
        if (!OperatingSystem.IsWindows() && System.IO.File.Exists(target)) System.IO.File.SetUnixFileMode(File, System.IO.File.GetUnixFileMode(target));
        try
        {
            System.IO.File.Move(_path, target, overwrite: true);
            _isPlaced = true;
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            // there a file that somebody reads can't be replaced: what was saved counts more than that they see only one of both
            using var open = System.IO.File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.SetLength(open, 0);
            Copy(File, open);
            RandomAccess.FlushToDisk(open);
        }
    }

    /// <summary>Lets go of it, and removes it where it replaced nothing.</summary>
    public void Dispose()
    {
        File.Dispose();
        if (!_isPlaced) System.IO.File.Delete(_path);
    }

    private static void Copy(SafeFileHandle from, SafeFileHandle to)
    {
        var buffer = new byte[64 * 1024];
        for (long at = 0; RandomAccess.Read(from, buffer, at) is > 0 and var read; at += read) RandomAccess.Write(to, buffer.AsSpan(0, read), at);
    }
}

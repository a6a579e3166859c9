namespace MemU.Fs.Files;

/// <summary>Asks for the times of many folders of a tree, and for nothing else.</summary>
internal sealed class FolderTimes : IDisposable
{
    private readonly string _root;
    private readonly nint _open;
    private readonly int _descriptor;

    public FolderTimes(string root)
    {
        _root = root;
        if (!LinuxFiles.AreUsable) return;
        _open = LinuxFiles.Open(root);
        if (_open != 0) _descriptor = LinuxFiles.Descriptor(_open);
    }

    /// <summary>A folder's time; -1 when no folder is there, 0 when it can't be asked: that is not gone, and listing it says why.</summary>
    public unsafe long Of(FolderRecord folder)
    {
        if (_open == 0) return Of(Path.Combine(_root, folder.Name), follow: folder.Name.Length == 0);
        var name = folder.NameBytes;
        var bytes = name.Length < 1024 ? stackalloc byte[name.Length + 2] : new byte[name.Length + 2];
        bytes[0] = (byte)'.'; // the root's own name is empty
        name.CopyTo(bytes);
        bytes[Math.Max(1, name.Length)] = 0;
        fixed (byte* start = bytes) return Of(LinuxFiles.Look(_descriptor, start, follow: false, out var status), status);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_open != 0) _ = LinuxFiles.Close(_open);
    }

    private static long Of(string path, bool follow)
    {
        if (LinuxFiles.AreUsable) return Of(LinuxFiles.Look(path, follow, out var status), status);
        try
        {
            var time = Directory.GetLastWriteTimeUtc(path); // says what may not be asked, which Exists takes for missing
            var info = new DirectoryInfo(path);
            return !info.Exists || !follow && info.LinkTarget is not null ? -1 : time.Ticks;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return 0;
        }
    }

    private static long Of(int error, in LinuxFiles.Status status) =>
        error is LinuxFiles.NoEntry or LinuxFiles.NoFolder ? -1 : error != 0 ? 0 : status.IsFolder ? status.Modified : -1;
}

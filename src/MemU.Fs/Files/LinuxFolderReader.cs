using System.Runtime.InteropServices;

namespace MemU.Fs.Files;

/// <summary>Lists folders with readdir, and asks for a file with one statx relative to its folder.</summary>
internal sealed unsafe class LinuxFolderReader : FolderReader
{
    private const byte UnknownKind = 0, FolderKind = 4, LinkKind = 10;

    private string _path = "";
    private nint _folder;
    private int _descriptor;
    private byte* _name;
    private bool _looked;

    /// <inheritdoc/>
    public override long Open(string path, bool follow)
    {
        Dispose();
        _path = path;
        var error = LinuxFiles.Look(path, follow, out var status);
        if (error is LinuxFiles.NoEntry or LinuxFiles.NoFolder || error == 0 && !status.IsFolder) return -1;
        if (error != 0) throw LinuxFiles.Error(error, path);
        _folder = LinuxFiles.Open(path);
        if (_folder == 0)
        {
            error = Marshal.GetLastPInvokeError();
            return error is LinuxFiles.NoEntry or LinuxFiles.NoFolder ? -1 : throw LinuxFiles.Error(error, path);
        }
        _descriptor = LinuxFiles.Descriptor(_folder);
        return status.Modified;
    }

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        while (true)
        {
            var entry = LinuxFiles.Next(_folder);
            if (entry is null) return Marshal.GetLastPInvokeError() is not 0 and var error ? throw LinuxFiles.Error(error, _path) : false;
            _name = &entry->FirstOfName;
            if (entry->Kind == LinkKind || _name[0] == '.' && (_name[1] == 0 || _name[1] == '.' && _name[2] == 0)) continue;
            (IsFolder, _looked) = (entry->Kind == FolderKind, false);
            if (entry->Kind != UnknownKind) return true;
            // some file systems don't say in the listing what is what
            var failed = LinuxFiles.Look(_descriptor, _name, follow: false, out var status);
            if (failed is not 0 and not LinuxFiles.NoEntry) throw LinuxFiles.Error(failed, _path);
            if (failed != 0 || status.IsLink) continue;
            Take(status);
            IsFolder = status.IsFolder;
            return true;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Name => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(_name);

    /// <inheritdoc/>
    public override Exception? Look()
    {
        if (_looked) return null;
        var error = LinuxFiles.Look(_descriptor, _name, follow: false, out var status);
        IsThere = false;
        if (error is LinuxFiles.NoEntry) return null;
        if (error != 0) return LinuxFiles.Error(error, Path.Combine(_path, NameText()));
        if (!status.IsLink && !status.IsFolder) Take(status); // otherwise it has given way meanwhile
        return null;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_folder != 0) _ = LinuxFiles.Close(_folder);
        _folder = 0;
    }

    private void Take(in LinuxFiles.Status status) => (Size, Modified, IsThere, _looked) = ((long)status.Size, status.Modified, true, true);
}

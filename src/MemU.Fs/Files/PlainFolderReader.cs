using System.IO.Enumeration;
using System.Text;

namespace MemU.Fs.Files;

/// <summary>Lists folders with the base class library, for all machines without a reader of their own.</summary>
internal sealed class PlainFolderReader : FolderReader
{
    private static readonly EnumerationOptions ButLinks = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private Listing? _listing;
    private byte[] _name = new byte[1024];
    private int _length;

    /// <inheritdoc/>
    public override long Open(string path, bool follow)
    {
        Dispose();
        var info = new DirectoryInfo(path);
        var time = Directory.GetLastWriteTimeUtc(path); // says what may not be asked, which Exists takes for missing
        if (!info.Exists || !follow && info.LinkTarget is not null) return -1;
        try
        {
            _listing = new(this, path);
        }
        catch (DirectoryNotFoundException)
        {
            return -1;
        }
        return time.Ticks;
    }

    /// <inheritdoc/>
    public override bool MoveNext() => _listing!.MoveNext();

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Name => _name.AsSpan(0, _length);

    /// <inheritdoc/>
    public override Exception? Look() => null; // the listing has asked already

    /// <inheritdoc/>
    public override void Dispose()
    {
        _listing?.Dispose();
        _listing = null;
    }

    private void Take(ref FileSystemEntry entry)
    {
        if (Encoding.UTF8.GetMaxByteCount(entry.FileName.Length) is var most && most > _name.Length) _name = new byte[most];
        _length = Encoding.UTF8.GetBytes(entry.FileName, _name);
        // the attributes of an entry are never asked for: on Unix each time costs a system call more
        (IsFolder, IsThere) = (entry.IsDirectory, true);
        if (!IsFolder) (Size, Modified) = (entry.Length, entry.LastWriteTimeUtc.Ticks);
    }

    private sealed class Listing(PlainFolderReader reader, string path) : FileSystemEnumerator<bool>(path, ButLinks)
    {
        protected override bool TransformEntry(ref FileSystemEntry entry)
        {
            reader.Take(ref entry);
            return true;
        }
    }
}

using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Index.Embedded;

/// <summary>Bytes of a file mapped for reading; stays valid until its last user has disposed it, whatever is appended to the file meanwhile.</summary>
internal sealed unsafe class MappedBytes : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private int _users = 1;

    private MappedBytes(MemoryMappedFile file, MemoryMappedViewAccessor view, long from, long length)
    {
        (_file, _view, From, Length) = (file, view, from, length);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start + view.PointerOffset;
    }

    /// <summary>The first byte.</summary>
    public byte* Start { get; }

    /// <summary>Where in the file it lies.</summary>
    public long From { get; }

    /// <summary>Number of bytes.</summary>
    public long Length { get; }

    /// <summary>Maps so many bytes; null for none, because an empty view can't be mapped.</summary>
    public static MappedBytes? Open(SafeFileHandle handle, long length, long from = 0)
    {
        if (length <= 0) return null;
#pragma warning disable CA2000 // owned by the view that is returned
        var file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new(file, file.CreateViewAccessor(from, length, MemoryMappedFileAccess.Read), from, length);
#pragma warning restore CA2000
    }

    /// <summary>Counts one user more; only for who holds it already.</summary>
    public MappedBytes Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) != 0) return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}

using System.IO.MemoryMappedFiles;

namespace MemU.Fs.Providers.Static.Tensors;

/// <summary>A file of tensors in memory as the system pages it in: opening costs nothing, and only rows that texts use are ever read.</summary>
internal sealed unsafe class MappedModel : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;

    private MappedModel(MemoryMappedFile file, MemoryMappedViewAccessor view, long length)
    {
        (_file, _view, Length) = (file, view, length);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        view.SafeMemoryMappedViewHandle.ReleasePointer(); // whoever reads holds it again, so that disposing meanwhile can't take the memory away
    }

    /// <summary>Bytes of the file.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidDataException">It is empty.</exception>
    public static MappedModel Open(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        if (length == 0) throw new InvalidDataException("it is empty");
        MemoryMappedFile? file = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            view = file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            var mapped = new MappedModel(file, view, length);
            (file, view) = (null, null); // its own now
            return mapped;
        }
        finally
        {
            view?.Dispose();
            file?.Dispose();
        }
    }

    /// <summary>Keeps the memory until <see cref="Release"/>.</summary>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    public void Hold()
    {
        var held = false;
        _view.SafeMemoryMappedViewHandle.DangerousAddRef(ref held);
    }

    /// <summary>Lets go of the memory.</summary>
    public void Release() => _view.SafeMemoryMappedViewHandle.DangerousRelease();

    /// <summary>A part of the file; only while it is held, and only within <see cref="Length"/>.</summary>
    public ReadOnlySpan<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, Length - length);
        return new(_start + start, length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}

using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace MemU.Fs.Files;

/// <summary>
/// A file's bytes without a copy of them: a large one costs a process that starts more time for fresh memory than for reading. Only for files that
/// are appended to or replaced and never cut, since what is cut off under a mapping ends the process.
/// </summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _length;

    private MappedFile(MemoryMappedFile file, MemoryMappedViewAccessor view, int length)
    {
        (_file, _view, _length) = (file, view, length);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + view.PointerOffset;
    }

    /// <summary>The bytes that the file has now; valid until <paramref name="mapping"/> is disposed, which is null when there is nothing to dispose.</summary>
    public static ReadOnlyMemory<byte> Read(string path, out IDisposable? mapping)
    {
        mapping = null;
        // Windows replaces no file that is mapped
        if (OperatingSystem.IsWindows()) return File.ReadAllBytes(path);
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        if (length is 0 or > int.MaxValue) return ReadOnlyMemory<byte>.Empty;
#pragma warning disable CA2000 // owned by the mapping that is returned
        var file = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        var mapped = new MappedFile(file, file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read), (int)length);
#pragma warning restore CA2000
        mapping = mapped;
        return mapped.Memory;
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_start, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex, pinnable: this);

    /// <inheritdoc/>
    public override void Unpin()
    {
        // it lies where it lies
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}

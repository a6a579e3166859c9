using System.Buffers;
using System.Runtime.InteropServices;

namespace MemU.Fs.Mount.Fuse;

/// <summary>Memory outside the collected heap, page-aligned, that is handed on as <see cref="Memory{T}"/> without pinning.</summary>
internal sealed unsafe class NativeBuffer(int size) : MemoryManager<byte>
{
    private byte* _start = (byte*)NativeMemory.AlignedAlloc((nuint)size, 4096);

    public byte* Start => _start;

    public int Size => size;

    public override Span<byte> GetSpan() => new(_start, size);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

    public override void Unpin() { }

    /// <summary>Gives it back; nobody may hold a part of it any more.</summary>
    public void Free() => ((IDisposable)this).Dispose();

    protected override void Dispose(bool disposing)
    {
        if (_start is null) return;
        NativeMemory.AlignedFree(_start);
        _start = null;
    }
}

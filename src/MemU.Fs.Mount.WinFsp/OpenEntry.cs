using System.Buffers;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WinFsp;

/// <summary>What Windows has open: a file, with a handle when its content is asked for, or a folder.</summary>
internal sealed class OpenEntry(FileNode node, bool isFolder, string path)
{
    public FileNode Node => node;

    public bool IsFolder => isFolder;

    /// <summary>Its path as Windows asked for it.</summary>
    public string Path { get; set; } = path;

    public FileHandle? Handle { get; set; }

    public bool CanWrite { get; init; }

    /// <summary>What the folder held when its listing began, sorted so that it goes on behind any name.</summary>
    public List<(string Name, NodeAttributes Attributes)>? Names { get; set; }
}

/// <summary>Memory of Windows' for a read or write, as a tree takes it.</summary>
internal sealed unsafe class NativeMemory(nint address, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new((void*)address, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)address + elementIndex);

    public override void Unpin() { }

    protected override void Dispose(bool disposing) { }
}

using System.Runtime.InteropServices;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

/// <summary>An entry as getdents64 puts it into a buffer.</summary>
internal readonly unsafe struct FolderEntry(byte* at)
{
    public ulong Inode => *(ulong*)at;

    /// <summary>Where the next entry begins, as the file system says it.</summary>
    public long Place => *(long*)(at + 8);

    private ushort Length => *(ushort*)(at + 16);

    public byte* NameText => at + 19;

    public ReadOnlySpan<byte> Name => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(NameText);

    public NodeKind Kind => LinuxStatus.KindOf((uint)at[18] << 12);

    public bool IsWithin(byte* end) => at < end;

    public FolderEntry Next() => new(at + Length);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MemU.Fs.Mount.Fuse;

/// <summary>What the kernel asks for (include/uapi/linux/fuse.h).</summary>
internal enum Opcode : uint
{
    Lookup = 1, Forget, GetAttr, SetAttr, ReadLink, Symlink, MakeNode = 8, MakeFolder, Unlink, RemoveFolder, Rename, Link, Open, Read, Write, StatFs, Release, Fsync = 20,
    SetXattr, GetXattr, ListXattr, RemoveXattr, Flush, Init, OpenFolder, ReadFolder, ReleaseFolder, FsyncFolder, Access = 34, Create, Interrupt, Destroy = 38, BatchForget = 42, Allocate, ReadFolderPlus, Rename2,
}

/// <summary>Begins every request.</summary>
internal struct InHeader
{
    public uint Length;
    public Opcode Opcode;
    public ulong Unique;
    public ulong Node;
    public uint User;
    public uint Group;
    public int Thread;
    public ushort ExtraLength;
    public ushort Padding;
}

/// <summary>Begins every answer and every notification.</summary>
internal struct OutHeader
{
    public uint Length;
    public int Error;
    public ulong Unique;
}

/// <summary>A node's attributes.</summary>
internal struct FuseAttributes
{
    public ulong Inode, Size, Blocks;
    public long Accessed, Modified, Changed;
    public uint AccessedNanos, ModifiedNanos, ChangedNanos, Mode, Names, User, Group, Device, BlockSize, Flags;
}

internal struct EntryOut
{
    public ulong Node, Generation, EntrySeconds, AttributesSeconds;
    public uint EntryNanos, AttributesNanos;
    public FuseAttributes Attributes;
}

internal struct AttributesOut
{
    public ulong Seconds;
    public uint Nanos, Padding;
    public FuseAttributes Attributes;
}

internal struct InitIn
{
    public uint Major, Minor, MaxReadahead, Flags, MoreFlags;
}

[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct InitOut
{
    public uint Major, Minor, MaxReadahead, Flags;
    public ushort MaxBackground, CongestionThreshold;
    public uint MaxWrite, TimeGranularity;
    public ushort MaxPages, MapAlignment;
    public uint MoreFlags;
}

internal struct GetAttrIn
{
    public uint Flags, Padding;
    public ulong Handle;
}

internal struct SetAttrIn
{
    public uint Valid, Padding;
    public ulong Handle, Size, LockOwner;
    public long Accessed, Modified, Changed;
    public uint AccessedNanos, ModifiedNanos, ChangedNanos, Mode, Unused, User, Group, Unused2;
}

internal struct OpenIn
{
    public uint Flags, OpenFlags;
}

internal struct OpenOut
{
    public ulong Handle;
    public uint Flags;
    public int Backing;
}

internal struct CreateIn
{
    public uint Flags, Mode, Mask, OpenFlags;
}

internal struct ReadIn
{
    public ulong Handle;
    public long Offset;
    public uint Size, ReadFlags;
    public ulong LockOwner;
    public uint Flags, Padding;
}

internal struct WriteIn
{
    public ulong Handle;
    public long Offset;
    public uint Size, WriteFlags;
    public ulong LockOwner;
    public uint Flags, Padding;
}

internal struct WriteOut
{
    public uint Size, Padding;
}

internal struct FlushIn
{
    public ulong Handle;
    public uint Unused, Padding;
    public ulong LockOwner;
}

internal struct ReleaseIn
{
    public ulong Handle;
    public uint Flags, ReleaseFlags;
    public ulong LockOwner;
}

internal struct FsyncIn
{
    public ulong Handle;
    public uint Flags, Padding;
}

internal struct AllocateIn
{
    public ulong Handle;
    public long Offset, Length;
    public uint Mode, Padding;
}

internal struct MakeNodeIn
{
    public uint Mode, Device, Mask, Padding;
}

internal struct MakeFolderIn
{
    public uint Mode, Mask;
}

internal struct Rename2In
{
    public ulong NewFolder;
    public uint Flags, Padding;
}

internal struct ForgetOne
{
    public ulong Node, Count;
}

internal struct BatchForgetIn
{
    public uint Count, Padding;
}

[StructLayout(LayoutKind.Sequential, Size = 80)]
internal struct StatFsOut
{
    public ulong Blocks, Free, Available, Files, FreeFiles;
    public uint BlockSize, NameLength, FragmentSize;
}

/// <summary>An entry of a listing; the name follows, and zeros up to eight bytes.</summary>
internal struct EntryHead
{
    public ulong Inode;
    public long Place;
    public uint NameLength, Kind;
}

internal struct InvalidateNode
{
    public ulong Node;
    public long Offset, Length;
}

internal struct InvalidateEntry
{
    public ulong Folder;
    public uint NameLength, Flags;
}

internal struct DeletedEntry
{
    public ulong Folder, Node;
    public uint NameLength, Padding;
}

internal struct StoreOut
{
    public ulong Node, Offset;
    public uint Size, Padding;
}

/// <summary>The numbers of the protocol, and that our structures have its sizes.</summary>
internal static class Protocol
{
    public const uint Major = 7, Minor = 40;
    public const int MaxWrite = 1 << 20, BufferSize = MaxWrite + 64 * 1024, HeaderSize = 16;

    // negotiated with the kernel: what it does not have it does not do
    public const uint AsyncRead = 1, AtomicTruncate = 1 << 3, BigWrites = 1 << 5, Plus = 1 << 13, PlusAuto = 1 << 14, AsyncDirect = 1 << 15, ParallelFolders = 1 << 18, MaxPages = 1 << 22, Extended = 1 << 30;
    public const ulong DirectMap = 1ul << 36;

    public const uint OpenDirect = 1, OpenKeep = 2, OpenNoFlush = 1 << 5;

    public const int NotifyInode = 2, NotifyEntry = 3, NotifyStore = 4, NotifyDelete = 6;

    public static void Check()
    {
        if (Unsafe.SizeOf<InHeader>() != 40 || Unsafe.SizeOf<FuseAttributes>() != 88 || Unsafe.SizeOf<EntryOut>() != 128 || Unsafe.SizeOf<AttributesOut>() != 104 || Unsafe.SizeOf<InitOut>() != 64 || Unsafe.SizeOf<SetAttrIn>() != 88)
            throw new PlatformNotSupportedException("The structures of the FUSE protocol have other sizes on this machine.");
    }
}

using System.Runtime.InteropServices;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

/// <summary>What statx answers; the same on all machines.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct LinuxStatus
{
    public const uint KindMask = 0xf000, FolderKind = 0x4000, FileKind = 0x8000, LinkKind = 0xa000;

    [FieldOffset(16)] public uint Names;
    [FieldOffset(20)] public uint User;
    [FieldOffset(24)] public uint Group;
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public long Size;
    [FieldOffset(48)] public long Blocks;
    [FieldOffset(64)] private long _accessed;
    [FieldOffset(72)] private uint _accessedNanos;
    [FieldOffset(80)] private long _born;
    [FieldOffset(88)] private uint _bornNanos;
    [FieldOffset(96)] private long _changed;
    [FieldOffset(104)] private uint _changedNanos;
    [FieldOffset(112)] private long _modified;
    [FieldOffset(120)] private uint _modifiedNanos;
    [FieldOffset(128)] private uint _deviceMajor;
    [FieldOffset(132)] private uint _deviceMinor;
    [FieldOffset(136)] private uint _diskMajor;
    [FieldOffset(140)] private uint _diskMinor;

    public readonly bool IsFolder => (Mode & KindMask) == FolderKind;

    public readonly bool IsFile => (Mode & KindMask) == FileKind;

    public readonly NodeTime Modified => new(_modified, _modifiedNanos);

    public readonly NodeTime Changed => new(_changed, _changedNanos);

    public readonly NodeVersion Version => new(Size, Modified, Changed);

    /// <summary>What tells this file from another one that has, or will have, the same name or number.</summary>
    public readonly LinuxIdentity Identity => new(Inode, (ulong)_diskMajor << 32 | _diskMinor, _born, _bornNanos);

    /// <summary>Whether it lies on a disk of this machine's own, and not on a network's, in memory, or where a program answers for it.</summary>
    public readonly bool HasOwnDisk => _diskMajor != 0;

    /// <summary>How a device's number is packed for stat's 32 bits.</summary>
    private readonly uint Device => _deviceMinor & 0xff | _deviceMajor << 8 | (_deviceMinor & ~0xffu) << 12;

    public readonly NodeAttributes ToAttributes() => new(Inode, KindOf(Mode), Size, Mode & 0xfffu, Modified)
    {
        Accessed = new(_accessed, _accessedNanos), Changed = Changed, Blocks = Blocks, Names = Names, UserId = User, GroupId = Group, Device = Device,
    };

    public static NodeKind KindOf(uint mode) => (mode & KindMask) switch
    {
        FolderKind => NodeKind.Folder,
        LinkKind => NodeKind.Link,
        0x1000 => NodeKind.Pipe,
        0xc000 => NodeKind.Socket,
        0x2000 => NodeKind.CharacterDevice,
        0x6000 => NodeKind.BlockDevice,
        _ => NodeKind.File,
    };

    public static uint ModeOf(NodeKind kind) => kind switch
    {
        NodeKind.Folder => FolderKind,
        NodeKind.Link => LinkKind,
        NodeKind.Pipe => 0x1000,
        NodeKind.Socket => 0xc000,
        NodeKind.CharacterDevice => 0x2000,
        NodeKind.BlockDevice => 0x6000,
        _ => FileKind,
    };
}

/// <summary>A file itself: its number on its disk, and when it was made, because numbers are used again.</summary>
internal readonly record struct LinuxIdentity(ulong Inode, ulong Disk, long Born, uint BornNanos)
{
    /// <inheritdoc/>
    public override int GetHashCode() => (int)Inode ^ (int)(Inode >> 32); // the rest is the same for nearly all
}

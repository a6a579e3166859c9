namespace MemU.Fs.Files.Nodes;

/// <summary>What a node is.</summary>
public enum NodeKind
{
    /// <summary>A regular file.</summary>
    File,
    /// <summary>A folder.</summary>
    Folder,
    /// <summary>A symbolic link.</summary>
    Link,
    /// <summary>A named pipe.</summary>
    Pipe,
    /// <summary>A socket.</summary>
    Socket,
    /// <summary>A character device.</summary>
    CharacterDevice,
    /// <summary>A block device.</summary>
    BlockDevice,
}

/// <summary>A moment as POSIX has it.</summary>
/// <param name="Seconds">Since 1970-01-01 UTC; may be negative.</param>
/// <param name="Nanoseconds">0 to 999,999,999, on top of the seconds.</param>
public readonly record struct NodeTime(long Seconds, uint Nanoseconds)
{
    /// <summary>In <see cref="NodeChanges"/>: the tree's own clock when it makes the change.</summary>
    public static NodeTime Now => new(long.MaxValue, 0);

    /// <summary>The same moment, to 100 ns; what a date can't hold is its first or last second.</summary>
    public DateTimeOffset ToDate() => DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(Seconds, -62_135_596_800, 253_402_300_799)).AddTicks(Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <summary>The same moment.</summary>
    public static NodeTime From(DateTimeOffset date)
    {
        var (seconds, ticks) = Math.DivRem(date.UtcTicks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        if (ticks < 0) (seconds, ticks) = (seconds - 1, ticks + TimeSpan.TicksPerSecond);
        return new(seconds, (uint)(ticks * TimeSpan.NanosecondsPerTick));
    }
}

/// <summary>What <c>stat</c> answers for a node.</summary>
/// <param name="Inode">A number that stays the same across mounts and that no other node of the tree has.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes; of a link the length of its text. Always the true size.</param>
/// <param name="Mode">The permission bits, 0 to 0o7777, without the kind.</param>
/// <param name="Modified">When its content was changed.</param>
public readonly record struct NodeAttributes(ulong Inode, NodeKind Kind, long Size, uint Mode, NodeTime Modified)
{
    /// <summary>When it was read.</summary>
    public NodeTime Accessed { get; init; } = Modified;

    /// <summary>When anything of it was changed.</summary>
    public NodeTime Changed { get; init; } = Modified;

    /// <summary>Blocks of 512 bytes that it takes.</summary>
    public long Blocks { get; init; } = (Size + 511) / 512;

    /// <summary>How many names it has.</summary>
    public uint Names { get; init; } = 1;

    /// <summary>The owner's number; <see cref="Anyone"/> for that of whoever mounted it.</summary>
    public uint UserId { get; init; } = Anyone;

    /// <summary>The group's number; <see cref="Anyone"/> for that of whoever mounted it.</summary>
    public uint GroupId { get; init; } = Anyone;

    /// <summary>Of a device, its number as the system packs it.</summary>
    public uint Device { get; init; }

    /// <summary>What changes whenever the content does.</summary>
    public NodeVersion Version => new(Size, Modified, Changed);

    /// <summary>Stands for whoever mounted the tree.</summary>
    public const uint Anyone = uint.MaxValue;
}

/// <summary>What changes whenever a file's content does, as long as two changes don't fall into one tick of the disk's clock.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">When its content was changed, or said to have been.</param>
/// <param name="Changed">When anything of it was changed.</param>
public readonly record struct NodeVersion(long Size, NodeTime Modified, NodeTime Changed);

/// <summary>What is to be changed of a node's attributes; null stays as it is.</summary>
public readonly record struct NodeChanges
{
    /// <summary>Bytes: the rest is cut off, or zeros are appended.</summary>
    public long? Size { get; init; }

    /// <summary>The permission bits.</summary>
    public uint? Mode { get; init; }

    /// <summary>The owner.</summary>
    public uint? UserId { get; init; }

    /// <summary>The group.</summary>
    public uint? GroupId { get; init; }

    /// <summary>When it was read; <see cref="NodeTime.Now"/> for now.</summary>
    public NodeTime? Accessed { get; init; }

    /// <summary>When its content was changed; <see cref="NodeTime.Now"/> for now.</summary>
    public NodeTime? Modified { get; init; }
}

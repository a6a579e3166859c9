using MemU.Fs.Files.Nodes;
using FileInfo = Fsp.Interop.FileInfo;

namespace MemU.Fs.Mount.WinFsp;

/// <summary>Attributes of a node as Windows has them.</summary>
internal static class EntryInfo
{
    public const uint ReadOnly = 0x01, Folder = 0x10, Archive = 0x20, Unchanged = uint.MaxValue;

    private const ulong Block = 4096;
    private const uint AnyWrite = 0b010_010_010;

    /// <summary>The flags: a file that nobody may write is read-only.</summary>
    public static uint Flags(in NodeAttributes attributes) =>
        attributes.Kind == NodeKind.Folder ? Folder : (attributes.Mode & AnyWrite) == 0 ? Archive | ReadOnly : Archive;

    /// <summary>Everything that Windows asks for.</summary>
    public static FileInfo Of(in NodeAttributes attributes)
    {
        var size = attributes.Kind == NodeKind.Folder ? 0 : (ulong)attributes.Size;
        return new()
        {
            FileAttributes = Flags(attributes),
            FileSize = size,
            AllocationSize = (size + Block - 1) / Block * Block,
            CreationTime = Time(attributes.Modified), // trees don't know when a file was made
            LastAccessTime = Time(attributes.Accessed),
            LastWriteTime = Time(attributes.Modified),
            ChangeTime = Time(attributes.Changed),
            IndexNumber = attributes.Inode,
        };
    }

    /// <summary>A time in 100 ns since 1601; 0 where it is earlier.</summary>
    public static ulong Time(NodeTime time) => (ulong)Math.Max(0, time.ToDate().UtcTicks - Epoch);

    /// <summary>The same back; null where nothing is to change.</summary>
    public static NodeTime? Time(ulong time) => time is 0 or >= long.MaxValue ? null : NodeTime.From(new(Math.Min((long)time, DateTime.MaxValue.Ticks - Epoch) + Epoch, TimeSpan.Zero));

    private static long Epoch { get; } = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
}

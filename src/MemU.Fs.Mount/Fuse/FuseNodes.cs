using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

/// <summary>The nodes that the kernel knows, by its numbers.</summary>
/// <param name="tree">The tree that is shown.</param>
/// <param name="user">Whose the files are that belong to nobody in particular.</param>
/// <param name="group">And which group's.</param>
internal sealed class FuseNodes(IFileTree tree, uint user, uint group)
{
    /// <summary>The kernel's number of the root.</summary>
    public const ulong Top = 1;

    private const ulong Always = 1ul << 40;

    private readonly SlotTable<FileNode> _nodes = new(first: 2);

    /// <summary>How many the kernel knows, the root apart.</summary>
    public int Count => _nodes.Count;

    public FileNode? this[ulong number] => number == Top ? tree.Root : _nodes[number];

    /// <summary>The number of a node; 0 when the kernel does not know it.</summary>
    public ulong NumberOf(FileNode node) => ReferenceEquals(node, tree.Root) ? Top : node.Tag;

    /// <summary>The kernel knows a node so many times less.</summary>
    public void Forget(ulong number, ulong count)
    {
        if (_nodes[number] is not { } node) return;
        if (tree.Forget(node, count)) _nodes.Remove(number);
    }

    /// <summary>The kernel is gone, and knows nothing any more.</summary>
    public void ForgetAll()
    {
        foreach (var node in _nodes.All())
        {
            tree.Forget(node, Always);
            _nodes.Remove(node.Tag);
        }
    }

    public EntryOut EntryOf(in NodeEntry entry)
    {
        var node = entry.Node!;
        if (node.Tag == 0) _nodes.Add(node, static n => n.Tag, static (n, number) => n.Tag = number);
        var life = entry.Lifetime;
        return new()
        {
            Node = NumberOf(node), EntrySeconds = (ulong)life.Name / 1000, EntryNanos = (uint)(life.Name % 1000) * 1_000_000, AttributesSeconds = (ulong)life.Attributes / 1000,
            AttributesNanos = (uint)(life.Attributes % 1000) * 1_000_000, Attributes = ToFuse(entry.Attributes),
        };
    }

    /// <summary>Says that a name is free, for so many milliseconds.</summary>
    public static EntryOut FreeFor(int milliseconds) => new() { EntrySeconds = (ulong)milliseconds / 1000, EntryNanos = (uint)(milliseconds % 1000) * 1_000_000 };

    public AttributesOut AttributesOf(in NodeState state) => new() { Seconds = (ulong)state.Lifetime / 1000, Nanos = (uint)(state.Lifetime % 1000) * 1_000_000, Attributes = ToFuse(state.Attributes) };

    private FuseAttributes ToFuse(in NodeAttributes a) => new()
    {
        Inode = a.Inode, Size = (ulong)a.Size, Blocks = (ulong)a.Blocks, Mode = LinuxStatus.ModeOf(a.Kind) | a.Mode, Names = a.Names, Device = a.Device, BlockSize = 4096,
        Accessed = a.Accessed.Seconds, AccessedNanos = a.Accessed.Nanoseconds, Modified = a.Modified.Seconds, ModifiedNanos = a.Modified.Nanoseconds, Changed = a.Changed.Seconds, ChangedNanos = a.Changed.Nanoseconds,
        User = a.UserId == NodeAttributes.Anyone ? user : a.UserId, Group = a.GroupId == NodeAttributes.Anyone ? group : a.GroupId,
    };
}

using System.IO.Hashing;
using System.Runtime.InteropServices;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Files.Plain;

/// <summary>The nodes that somebody knows, by folder and name. Every member holds its lock only for itself, and nothing is asked of the disk meanwhile.</summary>
internal sealed class NodeTable
{
    private readonly Lock _gate = new();
    private readonly IFileTree _tree;
    private readonly Dictionary<(PlainNode Parent, string Name), PlainNode> _nodes;
    private readonly HashSet<ulong> _inodes = [];

    public NodeTable(IFileTree tree, bool isCaseSensitive)
    {
        _tree = tree;
        _nodes = new(new ByName(isCaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase));
        Root = new(tree, null, "", 1) { Known = 1 };
        _inodes.Add(1);
    }

    /// <summary>The root, which is always known.</summary>
    public PlainNode Root { get; }

    /// <summary>How many nodes are known.</summary>
    public int Count
    {
        get { lock (_gate) return _nodes.Count; }
    }

    /// <summary>The node of a name, known once more.</summary>
    public PlainNode Know(PlainNode folder, string name)
    {
        lock (_gate)
        {
            var key = (folder, SafeText.Compose(name));
            if (!_nodes.TryGetValue(key, out var node))
            {
                var inode = InodeOf(Path(folder) + "/" + name);
                while (!_inodes.Add(inode)) inode = Next(inode); // its name's number is still that of a node that was renamed
                _nodes[key] = node = new(_tree, folder, name, inode);
                folder.Users++;
            }
            node.Name = name;
            node.Known++;
            return node;
        }
    }

    /// <summary>The number of a name, known or not.</summary>
    public ulong Inode(PlainNode folder, string name)
    {
        lock (_gate) return _nodes.TryGetValue((folder, SafeText.Compose(name)), out var node) ? node.Inode : InodeOf(Path(folder) + "/" + name);
    }

    /// <summary>A handle keeps a node.</summary>
    public void Use(PlainNode node)
    {
        lock (_gate) node.Users++;
    }

    /// <summary>A handle lets go of a node.</summary>
    public void Leave(PlainNode node)
    {
        lock (_gate)
        {
            node.Users--;
            DropUnknown(node);
        }
    }

    /// <summary>A node is known so many times less; true when nobody knows it any more.</summary>
    public bool Forget(PlainNode node, ulong count)
    {
        if (node == Root) return false;
        lock (_gate)
        {
            node.Known = Math.Max(0, node.Known - (long)Math.Min(count, long.MaxValue));
            DropUnknown(node);
            return node.Known == 0;
        }
    }

    /// <summary>A name leads nowhere from now on.</summary>
    public void Detach(PlainNode folder, string name)
    {
        lock (_gate)
        {
            if (!_nodes.Remove((folder, SafeText.Compose(name)), out var node)) return;
            node.IsGone = true;
            DropUnknown(node);
        }
    }

    /// <summary>A name was moved; what had the new one is gone.</summary>
    public void Move(PlainNode folder, string name, PlainNode target, string newName)
    {
        lock (_gate)
        {
            var (from, to) = ((folder, SafeText.Compose(name)), (target, SafeText.Compose(newName)));
            if (!_nodes.Remove(from, out var node))
            {
                Detach(target, newName);
                return;
            }
            if (_nodes.Remove(to, out var replaced))
            {
                replaced.IsGone = true;
                DropUnknown(replaced);
            }
            _nodes[to] = node;
            (node.Parent, node.Name) = (target, newName);
            target.Users++;
            folder.Users--;
            DropUnknown(folder);
        }
    }

    /// <summary>Where a node lies below the root, with <c>/</c>; null when its name or a folder's above it is gone.</summary>
    public string? Place(PlainNode node)
    {
        lock (_gate) return Path(node);
    }

    /// <summary>Whether a node is a folder's own or lies somewhere below it.</summary>
    public bool IsWithin(PlainNode node, PlainNode folder)
    {
        lock (_gate)
        {
            for (PlainNode? at = node; at is not null; at = at.Parent)
                if (at == folder) return true;
            return false;
        }
    }

    private static string? Path(PlainNode node)
    {
        if (node.Parent is null) return "";
        var parts = new Stack<string>();
        for (var at = node; at.Parent is { } parent; at = parent)
        {
            if (at.IsGone) return null;
            parts.Push(at.Name);
        }
        return string.Join('/', parts);
    }

    private void DropUnknown(PlainNode? node)
    {
        // a folder may have been kept by its last child alone
        while (node is { Known: 0, Users: 0, IsDropped: false, Parent: { } parent })
        {
            node.IsDropped = true;
            if (!node.IsGone) _nodes.Remove((parent, SafeText.Compose(node.Name)));
            _inodes.Remove(node.Inode);
            parent.Users--;
            node = parent;
        }
    }

    private static ulong InodeOf(string path) => Math.Max(2, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(path.AsSpan())) >> 1); // the upper half is the views'

    private static ulong Next(ulong inode) => Math.Max(2, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in inode))) >> 1);

    private sealed class ByName(StringComparer names) : IEqualityComparer<(PlainNode Parent, string Name)>
    {
        public bool Equals((PlainNode Parent, string Name) x, (PlainNode Parent, string Name) y) => x.Parent == y.Parent && names.Equals(x.Name, y.Name);

        public int GetHashCode((PlainNode Parent, string Name) key) => HashCode.Combine(key.Parent, names.GetHashCode(key.Name));
    }
}

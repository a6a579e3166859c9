using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Views;

/// <summary>The nodes that somebody knows: one for a path, and with each those above it.</summary>
internal sealed class NodeTable(IFileTree tree, ViewFolder root)
{
    private readonly Lock _lock = new();
    private int _count = 1;

    /// <summary>The folder at the top.</summary>
    public ViewNode Root { get; } = new(tree, null, [], root) { Known = 1 };

    /// <summary>How many nodes there are, the top included.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A node that is known already and that its folder keeps; it is known once more.</summary>
    public ViewNode? Kept(ViewNode folder, ReadOnlySpan<byte> name)
    {
        lock (_lock)
        {
            if (Child(folder, name) is not { } node || !((ViewFolder)folder.View).Keeps(node.View)) return null;
            node.Known++;
            return node;
        }
    }

    /// <summary>The node of a name, behind which a view stands now; it is known once more.</summary>
    public ViewNode Know(ViewNode folder, ReadOnlySpan<byte> name, View view)
    {
        lock (_lock)
        {
            var node = Child(folder, name);
            if (node is not null && node.View.Kind == view.Kind)
            {
                if (!((ViewFolder)folder.View).Keeps(node.View)) node.View = view;
            }
            else
            {
                if (node is not null) Detach(node); // another thing has its name now
                node = new(tree, folder, name.ToArray(), view);
            }
            Attach(node);
            node.Known++;
            return node;
        }
    }

    /// <summary>A node is known so many times less; true when nobody knows it any more.</summary>
    public bool Forget(ViewNode node, ulong count)
    {
        lock (_lock)
        {
            if (node == Root) return false;
            if (node.Known == 0) return true;
            node.Known = count >= node.Known ? 0 : node.Known - count;
            if (node.Known > 0) return false;
            for (var at = node; at is { Known: 0, Children: null or { Count: 0 }, Parent: not null }; at = at.Parent)
                Detach(at);
            return true;
        }
    }

    private static ViewNode? Child(ViewNode folder, ReadOnlySpan<byte> name) =>
        folder.Children is { } children && children.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var node) ? node : null;

    // a folder may have been forgotten while a request for it was under way: what is found in it brings it back
    private void Attach(ViewNode node)
    {
        for (; node.Parent is { } parent && (parent.Children ??= new(NameComparer.Instance)).TryAdd(node.Name, node); node = parent) _count++;
    }

    private void Detach(ViewNode node)
    {
        if (node.Parent?.Children is not { } children || !children.TryGetValue(node.Name, out var there) || there != node) return;
        children.Remove(node.Name);
        _count--;
    }
}

using System.Globalization;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

/// <summary>
/// Tells the kernel what changed behind its back, so that it may keep names, attributes and pages for long; and repeats the change through the mount, so that
/// those who watch folders of it hear of it. Runs on the tree's own thread, which holds no lock and answers no request.
/// </summary>
/// <param name="server">Whose kernel it is.</param>
/// <param name="device">The connection.</param>
/// <param name="pathOf">The path of a node below the root; null when it has none.</param>
internal sealed unsafe class FuseNotifier(FuseServer server, FuseDevice device, Func<FileNode, string?> pathOf)
{
    private const int MostName = 255;

    private string? _folder;
    private ulong _disk;

    /// <summary>From now on changes are repeated through the mount at this folder.</summary>
    public void EchoAt(string folder)
    {
        if (FuseEcho.DiskOf(folder) is not { } disk) return;
        (_disk, _folder) = (disk, folder);
    }

    /// <summary>Takes a change.</summary>
    public void Take(TreeChange change)
    {
        var folder = server.Nodes.NumberOf(change.Folder);
        var node = change.Node is null ? 0 : server.Nodes.NumberOf(change.Node);
        switch (change.Kind)
        {
            case TreeChangeKind.Content or TreeChangeKind.Attributes:
                if (node == 0) return; // what the kernel does not know it can't have kept
                InvalidateNode(node, change.Kind == TreeChangeKind.Content);
                if (change.Kind == TreeChangeKind.Content && !change.Name.IsEmpty) Repeat(change, FuseEcho.Changed);
                return;
            case TreeChangeKind.Added:
                if (folder == 0) return;
                InvalidateEntry(folder, change.Name.Span);
                InvalidateNode(folder, withPages: false);
                Repeat(change, FuseEcho.Added);
                return;
            case TreeChangeKind.Removed:
                if (folder == 0) return;
                if (node != 0) Repeat(change, FuseEcho.Removed);
                if (node == 0) InvalidateEntry(folder, change.Name.Span);
                else Deleted(folder, node, change.Name.Span);
                InvalidateNode(folder, withPages: false);
                return;
        }
    }

    private void Repeat(TreeChange change, FuseEcho.Repetition repetition)
    {
        if (_folder is not { } mount || pathOf(change.Folder) is not { } path) return;
        server.EchoThread = FuseCalls.Thread();
        server.EchoMakes = repetition == FuseEcho.Added;
        FuseEcho.Run(mount, _disk, path, change.Name.Span, repetition);
        server.EchoThread = -1;
    }

    private void InvalidateNode(ulong node, bool withPages)
    {
        var message = new InvalidateNode { Node = node, Offset = withPages ? 0 : -1 };
        Send(Protocol.NotifyInode, new(&message, sizeof(InvalidateNode)), default);
    }

    private void InvalidateEntry(ulong folder, ReadOnlySpan<byte> name)
    {
        var message = new InvalidateEntry { Folder = folder, NameLength = (uint)name.Length };
        Send(Protocol.NotifyEntry, new(&message, sizeof(InvalidateEntry)), name);
    }

    private void Deleted(ulong folder, ulong node, ReadOnlySpan<byte> name)
    {
        var message = new DeletedEntry { Folder = folder, Node = node, NameLength = (uint)name.Length };
        Send(Protocol.NotifyDelete, new(&message, sizeof(DeletedEntry)), name);
    }

    private void Send(int code, ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        if (name.Length > MostName) return;
        var buffer = stackalloc byte[Protocol.HeaderSize + 64 + MostName];
        message.CopyTo(new(buffer + Protocol.HeaderSize, message.Length));
        var length = Protocol.HeaderSize + message.Length;
        if (!name.IsEmpty)
        {
            name.CopyTo(new(buffer + length, name.Length));
            buffer[length + name.Length] = 0;
            length += name.Length + 1;
        }
        *(OutHeader*)buffer = new() { Length = (uint)length, Error = code };
        // ENOENT: the kernel did not have it, which is as well
        _ = device.Write(buffer, length);
    }
}

using MemU.Fs.Files.Nodes;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Files.Plain;

/// <content>Open files.</content>
public sealed partial class PlainTree
{
    /// <inheritdoc/>
    public ValueTask<Outcome<OpenedFile>> OpenAsync(FileNode node, OpenMode mode, Caller caller, CancellationToken cancellationToken) => new(Try(() => Open((PlainNode)node, mode)));

    /// <inheritdoc/>
    public ValueTask<Outcome<int>> ReadAsync(FileHandle handle, long offset, Memory<byte> destination, CancellationToken cancellationToken) => new(Try<int>(() =>
    {
        var (open, node) = ((PlainHandle)handle, (PlainNode)handle.Node);
        if (!open.Mode.HasFlag(OpenMode.Read)) return TreeError.BadHandle;
        if (offset < 0) return TreeError.Invalid;
        if (!open.IsDrafting) return Read(open.File!, offset, destination.Span);
        lock (node.Gate) return Read(open.HasWritten && node.Draft is { } draft ? draft.File : open.File!, offset, destination.Span);
    }));

    /// <inheritdoc/>
    public ValueTask<Outcome<int>> WriteAsync(FileHandle handle, long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) => new(Try<int>(() =>
    {
        var (open, node) = ((PlainHandle)handle, (PlainNode)handle.Node);
        if ((open.Mode & (OpenMode.Write | OpenMode.Append)) == 0) return TreeError.BadHandle;
        if (offset < 0) return TreeError.Invalid;
        if (long.MaxValue - offset < source.Length) return TreeError.TooBig;
        if (!open.IsDrafting && !open.Mode.HasFlag(OpenMode.Append)) RandomAccess.Write(open.File!, source.Span, offset);
        else
            lock (node.Gate)
            {
                var file = open.IsDrafting ? Begin(open, isEmpty: false).File : open.File!;
                RandomAccess.Write(file, source.Span, open.Mode.HasFlag(OpenMode.Append) ? RandomAccess.GetLength(file) : offset);
            }
        if (open.Mode.HasFlag(OpenMode.Durable) && Sync(open, dataOnly: true) is not TreeError.None and var error) return error;
        return source.Length;
    }));

    /// <inheritdoc/>
    public ValueTask<TreeError> FlushAsync(FileHandle handle, CancellationToken cancellationToken) => new(Try(() => Publish((PlainHandle)handle)));

    /// <inheritdoc/>
    public ValueTask<TreeError> SyncAsync(FileHandle handle, bool dataOnly, CancellationToken cancellationToken) => new(Try(() => Sync((PlainHandle)handle, dataOnly)));

    /// <summary>Lengthens a file; holes and the like are NotSupported.</summary>
    public ValueTask<TreeError> AllocateAsync(FileHandle handle, int mode, long offset, long length, CancellationToken cancellationToken) => new(Try(() =>
    {
        var open = (PlainHandle)handle;
        if (mode != 0) return TreeError.NotSupported;
        if (offset < 0 || length <= 0) return TreeError.Invalid;
        if (long.MaxValue - offset < length) return TreeError.TooBig;
        var state = State((PlainNode)handle.Node, open);
        if (state.Error != TreeError.None) return state.Error;
        return offset + length <= state.Value.Attributes.Size ? TreeError.None : Resize((PlainNode)handle.Node, open, offset + length);
    }));

    /// <inheritdoc/>
    public void Release(FileHandle handle)
    {
        var (open, node) = ((PlainHandle)handle, (PlainNode)handle.Node);
        Try(() => Publish(open)); // a driver flushes before; what can't be put in place now can't be told to anybody
        lock (node.Gate)
        {
            open.File?.Dispose();
            if (node.Drafting.Remove(open) && node.Drafting.Count == 0)
            {
                var draft = node.Draft;
                node.Draft = null;
                Try(() =>
                {
                    draft?.Dispose();
                    return TreeError.None;
                });
            }
            if (open.IsWriting) Interlocked.Decrement(ref node.WritersInPlace);
        }
        _nodes.Leave(node);
    }

    private Outcome<OpenedFile> Open(PlainNode node, OpenMode mode)
    {
        var isWriting = (mode & (OpenMode.Write | OpenMode.Append | OpenMode.Truncate)) != 0;
        if (isWriting && Traits.IsReadOnly) return TreeError.ReadOnly;
        if (_places.Find(node, out var path) is not TreeError.None and var error) return error;
        if (!PlainStatus.TryRead(path, out var status)) return TreeError.NotFound;
        if (status.Kind != NodeKind.File)
            return status.Kind switch { NodeKind.Folder => TreeError.IsFolder, NodeKind.Link => TreeError.Loop, _ => TreeError.NotSupported };
        PlainHandle open;
        lock (node.Gate)
        {
            var isDrafting = isWriting && status.Size <= SmallFile && NameRules.IsMemoryName(node.Name, isFolder: false) && Volatile.Read(ref node.WritersInPlace) == 0;
            var access = isWriting && !isDrafting ? FileAccess.ReadWrite : FileAccess.Read;
            if (isDrafting && !MayWrite(path)) return TreeError.Access;
#pragma warning disable CA2000 // owned by the handle that is returned
            open = new(node, mode, File.OpenHandle(path, FileMode.Open, access, Shared)) { IsDrafting = isDrafting, IsWriting = isWriting && !isDrafting };
#pragma warning restore CA2000
            if (isDrafting) node.Drafting.Add(open);
            else if (isWriting) Interlocked.Increment(ref node.WritersInPlace);
            _nodes.Use(node);
        }
        if (mode.HasFlag(OpenMode.Truncate) && Resize(node, open, 0) is not TreeError.None and var failed)
        {
            Release(open);
            return failed;
        }
        return new OpenedFile(open, OpenCaching.Direct);
    }

    /// <summary>A draft replaces even what may not be written, so that is asked for before.</summary>
    private static bool MayWrite(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, Shared);
        return !file.IsInvalid;
    }

    private static int Read(SafeFileHandle file, long offset, Span<byte> destination)
    {
        var total = 0;
        while (total < destination.Length && RandomAccess.Read(file, destination[total..], offset + total) is > 0 and var read) total += read;
        return total;
    }

    /// <summary>The draft of an open file, begun when there is none; the node's lock is held.</summary>
    private Draft Begin(PlainHandle open, bool isEmpty)
    {
        var node = (PlainNode)open.Node;
        if (node.Draft is null)
        {
            using var now = isEmpty ? null : Current(node);
            node.Draft = Draft.Begin(_drafts, isEmpty ? null : now ?? open.File);
        }
        open.HasWritten = true;
        return node.Draft;
    }

    /// <summary>What the name leads to now; null when it leads nowhere.</summary>
    private SafeFileHandle? Current(PlainNode node) =>
        _places.Find(node, out var path) == TreeError.None && PlainStatus.TryRead(path, out var status) && status.Kind == NodeKind.File
            ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, Shared)
            : null;

    /// <summary>What an open file has written takes the place of what was there.</summary>
    private TreeError Publish(PlainHandle open)
    {
        var node = (PlainNode)open.Node;
        if (!open.IsDrafting) return TreeError.None;
        lock (node.Gate)
        {
            if (!open.HasWritten || node.Draft is not { } draft) return TreeError.None;
            draft.Sync();
            string path;
            lock (_names)
            {
                var error = _places.Find(node, out path);
                if (error == TreeError.Stale) return TreeError.None; // removed meanwhile: what was written goes with it
                if (error != TreeError.None) return error;
                draft.Put(path);
            }
            node.Draft = null;
            draft.Dispose();
            foreach (var other in node.Drafting)
            {
                var old = other.File;
#pragma warning disable CA2000 // owned by the handle
                (other.HasWritten, other.File) = (false, File.OpenHandle(path, FileMode.Open, FileAccess.Read, Shared));
#pragma warning restore CA2000
                old?.Dispose();
            }
            return TreeError.None;
        }
    }

    private TreeError Sync(PlainHandle open, bool dataOnly)
    {
        var node = (PlainNode)open.Node;
        if (Publish(open) is not TreeError.None and var error) return error;
        if (open is { IsDrafting: false, IsWriting: true }) RandomAccess.FlushToDisk(open.File!);
        if ((!dataOnly || open.IsDrafting) && _places.Find(node, out var path) == TreeError.None) Durable.SyncFolder(Path.GetDirectoryName(path)!);
        return TreeError.None;
    }

    private TreeError Resize(PlainNode node, PlainHandle? handle, long size)
    {
        if (handle is not null)
        {
            if (handle is { IsDrafting: false, IsWriting: false }) return TreeError.BadHandle;
            lock (node.Gate) RandomAccess.SetLength(handle.IsDrafting ? Begin(handle, isEmpty: size == 0).File : handle.File!, size);
            return TreeError.None;
        }
        var opened = Open(node, OpenMode.Write);
        if (opened.Error != TreeError.None) return opened.Error;
        var own = (PlainHandle)opened.Value.Handle;
        try
        {
            return Resize(node, own, size) is not TreeError.None and var error ? error : Publish(own);
        }
        finally
        {
            Release(own);
        }
    }
}

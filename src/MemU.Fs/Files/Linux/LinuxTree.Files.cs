using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

public sealed unsafe partial class LinuxTree
{
    /// <inheritdoc/>
    public ValueTask<Outcome<OpenedFile>> OpenAsync(FileNode node, OpenMode mode, Caller caller, CancellationToken cancellationToken) => new(Open((LinuxNode)node, mode, caller));

    /// <inheritdoc/>
    public ValueTask<Outcome<int>> ReadAsync(FileHandle handle, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        var open = (LinuxHandle)handle;
        if ((open.Mode & OpenMode.Read) == 0) return new(TreeError.BadHandle);
        if (offset < 0) return new(TreeError.Invalid);
        if (open.Writes && open.Node.Draft is not null)
            lock (open.Node.Gate)
                if (open.Node.Draft is { } draft) return new(Read(draft.Descriptor, offset, destination.Span, long.MaxValue));
        return new(ReadOne(open, offset, destination.Span));
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<int>> WriteAsync(FileHandle handle, long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        var open = (LinuxHandle)handle;
        if (!open.Writes) return new(TreeError.BadHandle);
        if (open is { InPlace: true, Joins: false })
        {
            MarkWritten(open);
            return new(Write(open.Descriptor, offset, source.Span));
        }
        lock (open.Node.Gate)
        {
            if (IsAlone(open)) return new(Write(open.Descriptor, offset, source.Span));
            if (DraftOf(open.Node, isEmpty: false, out var draft) is not TreeError.None and var failed) return new(failed);
            open.IsDirty = true;
            if ((open.Mode & OpenMode.Append) != 0)
            {
                if (LinuxCalls.Look(draft.Descriptor, out var status) is not 0 and var error) return new(Errno.ToError(error));
                offset = status.Size;
            }
            var put = Write(draft.Descriptor, offset, source.Span);
            draft.Failure = put.Error;
            draft.IsBegun |= put is { Error: TreeError.None, Value: > 0 };
            return new(put);
        }
    }

    /// <inheritdoc/>
    public ValueTask<TreeError> FlushAsync(FileHandle handle, CancellationToken cancellationToken)
    {
        var open = (LinuxHandle)handle;
        if (!open.IsDirty) return new(TreeError.None);
        if (open.InPlace) MarkFlushed(open);
        return new(open.InPlace ? TreeError.None : Publish(open, isDurable: false));
    }

    /// <inheritdoc/>
    public ValueTask<TreeError> SyncAsync(FileHandle handle, bool dataOnly, CancellationToken cancellationToken)
    {
        var open = (LinuxHandle)handle;
        if (open is { InPlace: false, IsDirty: true }) return new(Publish(open, isDurable: true));
        if (Failed(dataOnly ? LinuxCalls.SyncData(open.Descriptor) : LinuxCalls.Sync(open.Descriptor)) is not TreeError.None and var error) return new(error);
        return new(open.Node.IsNew && open.Node.Place is { } place ? SyncNew(open.Node, place.Folder) : TreeError.None);
    }

    /// <inheritdoc/>
    public ValueTask<TreeError> AllocateAsync(FileHandle handle, int mode, long offset, long length, CancellationToken cancellationToken)
    {
        var open = (LinuxHandle)handle;
        if (!open.Writes) return new(TreeError.BadHandle);
        if (open is { InPlace: true, Joins: false })
        {
            MarkWritten(open);
            return new(Failed(LinuxCalls.Allocate(open.Descriptor, mode, offset, length)));
        }
        lock (open.Node.Gate)
        {
            if (IsAlone(open)) return new(Failed(LinuxCalls.Allocate(open.Descriptor, mode, offset, length)));
            if (DraftOf(open.Node, isEmpty: false, out var draft) is not TreeError.None and var failed) return new(failed);
            open.IsDirty = true;
            draft.IsBegun = true;
            return new(Failed(LinuxCalls.Allocate(draft.Descriptor, mode, offset, length)));
        }
    }

    /// <inheritdoc/>
    public void Release(FileHandle handle)
    {
        var open = (LinuxHandle)handle;
        var node = open.Node;
        if (open.InPlace) MarkFlushed(open);
        else if (open.IsDirty) _ = Publish(open, isDurable: false, isLast: true); // what a mapping wrote after the file was closed
        lock (node.Gate)
        {
            if (ReferenceEquals(node.Handles, open)) node.Handles = open.Next;
            else
                for (var other = node.Handles; other is not null; other = other.Next)
                    if (ReferenceEquals(other.Next, open)) other.Next = open.Next;
            // the disk was full when it was closed, which whoever closed it was told: the file stays as it was
            if (node.Draft is { } left && !HasWriter(node)) Discard(node, left);
        }
        if (open.Writes)
        {
            node.OwnChange = Environment.TickCount64;
            if (LinuxCalls.Look(open.Descriptor, out var status) == 0) Answer(node, status);
        }
        _ = LinuxCalls.Close(open.Descriptor);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<CreatedFile>> CreateAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, OpenMode mode, Caller caller, CancellationToken cancellationToken) =>
        new(Create((LinuxNode)folder, name.Span, permissions, mode, caller));

    private Outcome<OpenedFile> Open(LinuxNode node, OpenMode mode, Caller caller)
    {
        if (node.Kind == NodeKind.Folder) return TreeError.IsFolder;
        while (true)
        {
            var opened = OpenOnce(node, mode, caller, out var isReplaced);
            if (!isReplaced) return opened;
        }
    }

    /// <summary>Opens a file. It may be replaced between being opened and being held, and then has to be opened again: what is held leads to what was saved last.</summary>
    private Outcome<OpenedFile> OpenOnce(LinuxNode node, OpenMode mode, Caller caller, out bool isReplaced)
    {
        isReplaced = false;
        var writes = (mode & (OpenMode.Write | OpenMode.Truncate)) != 0;
        if (writes && _options.IsReadOnly) return TreeError.ReadOnly;
        int descriptor, error;
        LinuxStatus status;
        var savesWhole = writes && SavesWhole(node);
        if (savesWhole)
        {
            // read as well, for what is not overwritten is copied
            error = OpenNode(node, LinuxCalls.ReadWrite | LinuxCalls.NonBlocking, out descriptor, out status);
            if (error == 0 && CanReplace(descriptor, status)) return OpenWhole(node, descriptor, mode, caller, status, out isReplaced);
            if (error == 0) _ = LinuxCalls.Close(descriptor);
            else if (error != (int)LinuxErrors.Access) return Errno.ToError(error);
        }
        error = OpenNode(node, FlagsOf(mode), out descriptor, out status);
        if (error != 0) return Errno.ToError(error);
        var handle = new LinuxHandle(node, descriptor, mode, inPlace: true) { OpenedBy = caller.ThreadId, Joins = savesWhole };
        if (isReplaced = !Hold(node, handle, status, out var opened)) return TreeError.Stale;
        if ((mode & OpenMode.Truncate) != 0) MarkWritten(handle);
        return opened;
    }

    private Outcome<OpenedFile> OpenWhole(LinuxNode node, int descriptor, OpenMode mode, Caller caller, in LinuxStatus status, out bool isReplaced)
    {
        var handle = new LinuxHandle(node, descriptor, mode | OpenMode.Write, inPlace: false) { OpenedBy = caller.ThreadId };
        if (isReplaced = !Hold(node, handle, status)) return TreeError.Stale;
        if ((mode & OpenMode.Truncate) != 0 && status.Size > 0)
        {
            TreeError failed;
            lock (node.Gate)
            {
                failed = DraftOf(node, isEmpty: true, out var draft);
                if (failed == TreeError.None) failed = Failed(LinuxCalls.Resize(draft.Descriptor, 0));
                handle.IsDirty = failed == TreeError.None;
            }
            if (failed != TreeError.None)
            {
                Release(handle);
                return failed;
            }
        }
        return new OpenedFile(handle, OpenCaching.Direct);
    }

    private Outcome<CreatedFile> Create(LinuxNode folder, ReadOnlySpan<byte> name, uint permissions, OpenMode mode, Caller caller)
    {
        var text = stackalloc byte[NameBuffer];
        if (MayMake(folder, ref name, text, isFolder: false) is not TreeError.None and var bad) return bad;
        if (Enter(folder, out var descriptor) is not 0 and var closed) return Errno.ToError(closed);
        var status = default(LinuxStatus);
        try
        {
            _outside.Watch(folder, descriptor);
            var own = _outside.Own(folder, name, OwnChanges.Appears);
            var opened = LinuxCalls.Open(descriptor, text, FlagsOf(mode & ~OpenMode.Truncate) | LinuxCalls.Create | LinuxCalls.Exclusive | LinuxCalls.NoFollow | LinuxCalls.CloseOnExec, permissions);
            var error = LinuxCalls.Error(opened);
            if (error == (int)LinuxErrors.Exists && (mode & OpenMode.Exclusive) == 0)
            {
                own.Forget();
                return OpenThere(folder, descriptor, name, text, mode, caller);
            }
            if (error != 0)
            {
                own.Forget();
                return Errno.ToError(error);
            }
            var unfinished = Finish(descriptor, opened, permissions, caller);
            if (unfinished == TreeError.None) unfinished = Errno.ToError(LinuxCalls.Look(opened, out status));
            if (unfinished != TreeError.None)
            {
                _ = LinuxCalls.Close(opened);
                _ = LinuxCalls.Remove(descriptor, text, 0);
                return unfinished;
            }
            NameMade(folder, descriptor, name);
            var entry = Entry(folder, name, status);
            var node = (LinuxNode)entry.Node!;
            (node.IsNew, node.OwnChange) = (true, Environment.TickCount64);
            var handle = new LinuxHandle(node, opened, mode, inPlace: true) { OpenedBy = caller.ThreadId, Joins = SavesWhole(node) };
            _ = Hold(node, handle, status);
            node.Kept = _doubted; // what is written becomes what its driver has of it
            MarkWritten(handle);
            return new CreatedFile(entry, new(handle, Flushing(mode)));
        }
        finally
        {
            Leave(folder);
        }
    }

    /// <summary>Opens what was there already when it was to be created.</summary>
    private Outcome<CreatedFile> OpenThere(LinuxNode folder, int descriptor, ReadOnlySpan<byte> name, byte* text, OpenMode mode, Caller caller)
    {
        if (Find(folder, descriptor, name, text, out var entry) is not 0 and var error) return Errno.ToError(error);
        var opened = Open((LinuxNode)entry.Node!, mode, caller);
        if (opened.Error == TreeError.None) return new CreatedFile(entry, opened.Value);
        Forget(entry.Node!, 1);
        return opened.Error;
    }

    /// <summary>
    /// Whether closing a file that is written in place has to be told: what was written is on the disk then, but for what a mapping wrote, and nothing can be written by a
    /// mapping of a file that may not be read.
    /// </summary>
    private static OpenCaching Flushing(OpenMode mode) => (mode & (OpenMode.Read | OpenMode.Write)) == (OpenMode.Read | OpenMode.Write) ? OpenCaching.Default : OpenCaching.NoFlush;

    private static int FlagsOf(OpenMode mode)
    {
        var access = (mode & (OpenMode.Read | OpenMode.Write)) switch
        {
            OpenMode.Write => LinuxCalls.WriteOnly,
            OpenMode.Read | OpenMode.Write => LinuxCalls.ReadWrite,
            _ => LinuxCalls.ReadOnly,
        };
        return access | LinuxCalls.NonBlocking | ((mode & OpenMode.Append) != 0 ? LinuxCalls.Append : 0) | ((mode & OpenMode.Truncate) != 0 ? LinuxCalls.Truncate : 0) | ((mode & OpenMode.Durable) != 0 ? LinuxCalls.DataSync : 0);
    }

    /// <summary>Whether a handle that writes in place may go on so; else it writes with the others into their draft from now on. Under the gate.</summary>
    private bool IsAlone(LinuxHandle open)
    {
        if (!open.InPlace) return false;
        if (open.Node.Draft is not null)
        {
            Join(open);
            return false;
        }
        MarkWritten(open);
        return true;
    }

    private void Join(LinuxHandle open)
    {
        MarkFlushed(open);
        open.InPlace = false;
    }

    private void MarkWritten(LinuxHandle handle)
    {
        handle.Node.OwnChange = Environment.TickCount64;
        if (handle.IsDirty || Interlocked.Exchange(ref handle.IsDirty, true)) return;
        Interlocked.Increment(ref handle.Node.Unflushed);
        lock (_unflushed) _unflushed.Add(handle.Node);
    }

    private void MarkFlushed(LinuxHandle handle)
    {
        if (!handle.IsDirty || !Interlocked.Exchange(ref handle.IsDirty, false)) return;
        lock (_unflushed)
            if (Interlocked.Decrement(ref handle.Node.Unflushed) == 0) _unflushed.Remove(handle.Node);
    }

    /// <summary>
    /// Reads one content. A call of the system does, which no save can come between; where it ends before the size by which the drive goes, it is read anew while nobody
    /// puts another file in its place.
    /// </summary>
    private static Outcome<int> ReadOne(LinuxHandle open, long offset, Span<byte> destination)
    {
        nint got;
        fixed (byte* to = destination) got = LinuxCalls.Read(open.Descriptor, to, destination.Length, offset);
        if (got >= 0 && (got == 0 || got == destination.Length || offset + got == open.Node.Answered.Size)) return (int)got;
        lock (open.Node.Gate) return Read(open.Descriptor, offset, destination, long.MaxValue);
    }

    /// <summary>Reads until there is no more, or until a place.</summary>
    private static Outcome<int> Read(int descriptor, long offset, Span<byte> destination, long end)
    {
        fixed (byte* to = destination)
            for (var done = 0; ;)
            {
                var got = LinuxCalls.Read(descriptor, to + done, destination.Length - done, offset + done);
                if (got < 0 && Failed(-1) is var error)
                {
                    if (error == TreeError.Interrupted) continue;
                    return error;
                }
                done += (int)got;
                if (got == 0 || done == destination.Length || offset + done == end) return done;
            }
    }

    private static Outcome<int> Write(int descriptor, long offset, ReadOnlySpan<byte> source)
    {
        fixed (byte* from = source)
            for (var done = 0; ;)
            {
                var put = LinuxCalls.Write(descriptor, from + done, source.Length - done, offset + done);
                // what went to the disk before it was full counts; the next write fails
                if (put <= 0) return done > 0 ? done : Failed(-1);
                done += (int)put;
                if (done == source.Length) return done;
            }
    }
}

using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

public sealed unsafe partial class LinuxTree
{
    /// <inheritdoc/>
    public ValueTask<Outcome<NodeState>> GetAttributesAsync(FileNode node, FileHandle? handle, Caller caller, CancellationToken cancellationToken) => new(GetAttributes((LinuxNode)node, (LinuxHandle?)handle, caller));

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeState>> SetAttributesAsync(FileNode node, FileHandle? handle, NodeChanges changes, Caller caller, CancellationToken cancellationToken) =>
        new(SetAttributes((LinuxNode)node, (LinuxHandle?)handle, changes, caller));

    /// <inheritdoc/>
    public ValueTask<Outcome<ReadOnlyMemory<byte>>> ReadLinkAsync(FileNode node, CancellationToken cancellationToken)
    {
        var link = (LinuxNode)node;
        if (link.Kind != NodeKind.Link) return new(TreeError.Invalid);
        if (OpenNode(link, LinuxCalls.PathOnly, out var descriptor, out _) is not 0 and var error) return new(Errno.ToError(error));
        const int most = 4096;
        var text = stackalloc byte[most];
        byte empty = 0;
        var length = LinuxCalls.ReadLink(descriptor, &empty, text, most);
        var failed = Failed((int)length);
        _ = LinuxCalls.Close(descriptor);
        return new(failed != TreeError.None ? failed : new Outcome<ReadOnlyMemory<byte>>(TreeError.None, new ReadOnlySpan<byte>(text, (int)length).ToArray()));
    }

    private Outcome<NodeState> GetAttributes(LinuxNode node, LinuxHandle? handle, Caller caller)
    {
        LinuxStatus status;
        if (node.Draft is not null)
            lock (node.Gate)
                if (node.Draft is { } draft && Writes(node, handle, caller)) return LinuxCalls.Look(draft.Descriptor, out status) is not 0 and var failed ? Errno.ToError(failed) : new NodeState(status.ToAttributes(), 0);
        var error = handle is not null ? LinuxCalls.Look(handle.Descriptor, out status) : LookAt(node, out status);
        return error != 0 ? Errno.ToError(error) : State(node, status);
    }

    private static NodeState State(LinuxNode node, in LinuxStatus status)
    {
        var isTold = (node.Kind == NodeKind.Folder ? node : node.Place?.Folder)?.Watch >= 0;
        return new(Answer(node, status), node.Draft is not null ? 0 : isTold ? Long : Short);
    }

    private Outcome<NodeState> SetAttributes(LinuxNode node, LinuxHandle? handle, in NodeChanges changes, Caller caller)
    {
        if (_options.IsReadOnly) return TreeError.ReadOnly;
        node.OwnChange = Environment.TickCount64;
        var size = changes.Size;
        if (size is < 0) return TreeError.Invalid;
        if (size is { } wanted && Resize(node, handle, wanted) is not TreeError.None and var unsized) return unsized;
        if (changes is { Mode: null, UserId: null, GroupId: null, Accessed: null, Modified: null }) return GetAttributes(node, handle, caller);
        lock (node.Gate)
        {
            var draft = node.Draft is { } written && Writes(node, handle, caller) ? written : null;
            int own = -1, descriptor;
            if (node.Kind == NodeKind.Folder)
            {
                if (Enter(node, out descriptor) is not 0 and var closed) return Errno.ToError(closed);
            }
            else if (handle is not null || node.Place is null && (handle = node.Handles) is not null) descriptor = handle.Descriptor;
            else if (OpenNode(node, LinuxCalls.PathOnly, out own, out _) is not 0 and var error) return Errno.ToError(error);
            else descriptor = own;
            try
            {
                // owner and mode hold for what others read and for what is being written; times for what they were meant for
                if (SetOwnerAndMode(descriptor, changes) is not TreeError.None and var failed) return failed;
                if (draft is not null && SetOwnerAndMode(draft.Descriptor, changes) is not TreeError.None and var alsoFailed) return alsoFailed;
                if (SetTimes(draft?.Descriptor ?? descriptor, changes) is not TreeError.None and var untimed) return untimed;
                return LinuxCalls.Look(draft?.Descriptor ?? descriptor, out var status) is not 0 and var unseen ? Errno.ToError(unseen)
                    : draft is not null ? new NodeState(status.ToAttributes(), 0) : State(node, status);
            }
            finally
            {
                if (node.Kind == NodeKind.Folder) Leave(node);
                if (own >= 0) _ = LinuxCalls.Close(own);
            }
        }
    }

    private static TreeError SetOwnerAndMode(int descriptor, in NodeChanges changes)
    {
        byte empty = 0;
        if ((changes.UserId is not null || changes.GroupId is not null)
            && Failed(LinuxCalls.SetOwner(descriptor, &empty, changes.UserId ?? uint.MaxValue, changes.GroupId ?? uint.MaxValue, LinuxCalls.EmptyPath)) is not TreeError.None and var failed) return failed;
        if (changes.Mode is not { } mode) return TreeError.None;
        // by its place among our own descriptors, because one that only holds a path can't be asked otherwise
        fixed (byte* path = Path(descriptor)) return Failed(LinuxCalls.SetMode(LinuxFiles.NoParent, path, mode, 0));
    }

    private static TreeError SetTimes(int descriptor, in NodeChanges changes)
    {
        if (changes is { Accessed: null, Modified: null }) return TreeError.None;
        byte empty = 0;
        var times = stackalloc LinuxTime[2];
        times[0] = TimeOf(changes.Accessed);
        times[1] = TimeOf(changes.Modified);
        return Failed(LinuxCalls.SetTimes(descriptor, &empty, times, LinuxCalls.EmptyPath));
    }

    private static LinuxTime TimeOf(NodeTime? time) =>
        time is not { } given ? new() { Nanoseconds = LinuxTime.Omit } : given == NodeTime.Now ? new() { Nanoseconds = LinuxTime.Current } : new() { Seconds = given.Seconds, Nanoseconds = given.Nanoseconds };

    private TreeError Resize(LinuxNode node, LinuxHandle? handle, long size)
    {
        if (node.Kind == NodeKind.Folder) return TreeError.IsFolder;
        if (handle is { InPlace: true, Joins: false })
        {
            MarkWritten(handle);
            return Failed(LinuxCalls.Resize(handle.Descriptor, size));
        }
        if (handle is not null)
            lock (node.Gate)
            {
                if (IsAlone(handle)) return Failed(LinuxCalls.Resize(handle.Descriptor, size));
                if (DraftOf(node, isEmpty: size == 0, out var draft) is not TreeError.None and var failed) return failed;
                handle.IsDirty = true;
                draft.IsBegun |= size > 0;
                return Failed(LinuxCalls.Resize(draft.Descriptor, size));
            }
        // by its name: opened, cut and closed in one step; of what another is writing just now, that goes on
        var isWritten = node.Draft is not null;
        var opened = Open(node, OpenMode.Write, default);
        if (opened.Error != TreeError.None) return opened.Error;
        var own = (LinuxHandle)opened.Value.Handle;
        var error = Resize(node, own, size);
        if (isWritten) own.IsDirty = false;
        else if (error == TreeError.None && !own.InPlace) error = Publish(own, isDurable: false, isLast: true);
        Release(own);
        return error;
    }
}

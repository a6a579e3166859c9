using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

public sealed unsafe partial class LinuxTree
{
    private const int LookAgain = 1_000; // milliseconds after which a folder is asked again whether it is a repository

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeFolderAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, Caller caller, CancellationToken cancellationToken) =>
        new(Make((LinuxNode)folder, name.Span, NodeKind.Folder, permissions, 0, default, caller));

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeNodeAsync(FileNode folder, ReadOnlyMemory<byte> name, NodeKind kind, uint permissions, uint device, Caller caller, CancellationToken cancellationToken) =>
        new(kind is NodeKind.Folder or NodeKind.Link ? TreeError.Invalid : Make((LinuxNode)folder, name.Span, kind, permissions, device, default, caller));

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeLinkAsync(FileNode folder, ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> text, Caller caller, CancellationToken cancellationToken) =>
        new(Make((LinuxNode)folder, name.Span, NodeKind.Link, 0x1ff, 0, text.Span, caller));

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> AddNameAsync(FileNode node, FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken) => new(AddName((LinuxNode)node, (LinuxNode)folder, name.Span));

    /// <inheritdoc/>
    public ValueTask<TreeError> RemoveAsync(FileNode folder, ReadOnlyMemory<byte> name, bool isFolder, Caller caller, CancellationToken cancellationToken) => new(Remove((LinuxNode)folder, name.Span, isFolder));

    private Outcome<NodeEntry> Make(LinuxNode folder, ReadOnlySpan<byte> name, NodeKind kind, uint permissions, uint device, ReadOnlySpan<byte> link, Caller caller)
    {
        var text = stackalloc byte[NameBuffer];
        if (MayMake(folder, ref name, text, kind == NodeKind.Folder) is not TreeError.None and var bad) return bad;
        if (kind == NodeKind.Link && link.Length is 0 or > 4095) return link.IsEmpty ? TreeError.NotFound : TreeError.NameTooLong;
        if (Enter(folder, out var descriptor) is not 0 and var closed) return Errno.ToError(closed);
        try
        {
            _outside.Watch(folder, descriptor);
            var own = _outside.Own(folder, name, OwnChanges.Appears);
            int made;
            if (kind == NodeKind.Folder) made = LinuxCalls.MakeFolder(descriptor, text, permissions);
            else if (kind != NodeKind.Link) made = LinuxCalls.MakeNode(descriptor, text, LinuxStatus.ModeOf(kind) | permissions, DeviceOf(device));
            else
                fixed (byte* target = (byte[])[.. link, 0]) made = LinuxCalls.MakeLink(target, descriptor, text);
            if (Failed(made) is not TreeError.None and var error)
            {
                own.Forget();
                return error;
            }
            var unfinished = FinishNamed(descriptor, text, kind, permissions, caller, out var status);
            if (unfinished != TreeError.None)
            {
                _ = LinuxCalls.Remove(descriptor, text, kind == NodeKind.Folder ? LinuxCalls.RemoveFolder : 0);
                return unfinished;
            }
            NameMade(folder, descriptor, name);
            var entry = Entry(folder, name, status);
            ((LinuxNode)entry.Node!).OwnChange = Environment.TickCount64;
            if (name.SequenceEqual(".git"u8)) folder.Foreign = (!ReferenceEquals(folder, _root), Environment.TickCount64);
            return entry;
        }
        finally
        {
            Leave(folder);
        }
    }

    private Outcome<NodeEntry> AddName(LinuxNode node, LinuxNode folder, ReadOnlySpan<byte> name)
    {
        var text = stackalloc byte[NameBuffer];
        if (MayMake(folder, ref name, text, isFolder: false) is not TreeError.None and var bad) return bad;
        if (node.Kind == NodeKind.Folder) return TreeError.NotPermitted;
        if (OpenNode(node, LinuxCalls.PathOnly, out var source, out _) is not 0 and var error) return Errno.ToError(error);
        if (Enter(folder, out var descriptor) is not 0 and var closed)
        {
            _ = LinuxCalls.Close(source);
            return Errno.ToError(closed);
        }
        try
        {
            _outside.Watch(folder, descriptor);
            var own = _outside.Own(folder, name, OwnChanges.Appears);
            TreeError failed;
            fixed (byte* from = Path(source)) failed = Failed(LinuxCalls.AddName(LinuxFiles.NoParent, from, descriptor, text, LinuxCalls.FollowLink));
            if (failed != TreeError.None)
            {
                own.Forget();
                return failed;
            }
            node.OwnChange = Environment.TickCount64;
            NameMade(folder, descriptor, name);
            return LinuxCalls.Look(descriptor, text, out var status) is not 0 and var gone ? Errno.ToError(gone) : Entry(folder, name, status);
        }
        finally
        {
            Leave(folder);
            _ = LinuxCalls.Close(source);
        }
    }

    private TreeError Remove(LinuxNode folder, ReadOnlySpan<byte> name, bool isFolder)
    {
        var text = stackalloc byte[NameBuffer];
        if (_options.IsReadOnly) return TreeError.ReadOnly;
        if (Copy(name, text) is not TreeError.None and var bad) return bad;
        if (Hides(folder, name)) return TreeError.NotFound;
        if (Enter(folder, out var descriptor) is not 0 and var closed) return Errno.ToError(closed);
        try
        {
            var error = LinuxCalls.Look(descriptor, text, out var status);
            if (error == LinuxFiles.NoEntry && !Ascii.IsValid(name) && OtherForm(descriptor, ref name, text, out status)) error = 0;
            if (error != 0) return error == LinuxFiles.NoEntry ? Missing(name) : Errno.ToError(error);
            var own = _outside.Own(folder, name, OwnChanges.Goes);
            var held = HoldLast(descriptor, text, status);
            var failed = Failed(LinuxCalls.Remove(descriptor, text, isFolder ? LinuxCalls.RemoveFolder : 0));
            if (failed != TreeError.None)
            {
                own.Forget();
                LetGo(held);
                return failed;
            }
            NameGone(folder, descriptor, name);
            if (Known(status.Identity) is not { } node)
            {
                LetGo(held);
                return TreeError.None;
            }
            node.OwnChange = Environment.TickCount64;
            node.Orphan = held;
            LosePlace(node, folder, name, isLast: isFolder || status.Names <= 1);
            return TreeError.None;
        }
        finally
        {
            Leave(folder);
        }
    }

    /// <summary>
    /// Keeps a file that is about to lose its last name, when somebody knows it: who found it by that name just before may open it just after, as on any disk. -1 for others.
    /// </summary>
    private int HoldLast(int folder, byte* name, in LinuxStatus status)
    {
        if (!status.IsFile || status.Names > 1 || Known(status.Identity) is null) return -1;
        var held = LinuxCalls.Open(folder, name, LinuxCalls.PathOnly | LinuxCalls.NoFollow | LinuxCalls.CloseOnExec, 0);
        if (held >= 0 && LinuxCalls.Look(held, out var same) == 0 && same.Identity == status.Identity) return held;
        LetGo(held);
        return -1;
    }

    private static void LetGo(int held)
    {
        if (held >= 0) _ = LinuxCalls.Close(held);
    }

    /// <summary>Owner and mode of what was just made and opened: this process's mask took from the mode, and the file is the caller's.</summary>
    private TreeError Finish(int folder, int made, uint permissions, Caller caller)
    {
        byte empty = 0;
        if (Owner(folder, caller, out var group) && Failed(LinuxCalls.SetOwner(made, &empty, caller.UserId, group, LinuxCalls.EmptyPath)) is not TreeError.None and var failed) return failed;
        return (permissions & _mask) != 0 || (permissions & 0xe00) != 0 ? Failed(LinuxCalls.SetMode(made, permissions)) : TreeError.None;
    }

    private TreeError FinishNamed(int folder, byte* name, NodeKind kind, uint permissions, Caller caller, out LinuxStatus status)
    {
        status = default;
        if (Owner(folder, caller, out var group) && Failed(LinuxCalls.SetOwner(folder, name, caller.UserId, group, LinuxCalls.NoFollowLink)) is not TreeError.None and var failed) return failed;
        if (Errno.ToError(LinuxCalls.Look(folder, name, out status)) is not TreeError.None and var unseen) return unseen;
        if (kind == NodeKind.Link || (status.Mode & 0xfffu) == permissions) return TreeError.None;
        // a folder made in one that hands on its group does so, too
        var wanted = kind == NodeKind.Folder ? permissions | status.Mode & 0x400u : permissions;
        if ((status.Mode & 0xfffu) == wanted) return TreeError.None;
        return Failed(LinuxCalls.SetMode(folder, name, wanted, 0)) is not TreeError.None and var unset ? unset : Errno.ToError(LinuxCalls.Look(folder, name, out status));
    }

    /// <summary>Whether what is made is to be given to the caller: where this process is root and serves others, too.</summary>
    private bool Owner(int folder, Caller caller, out uint group)
    {
        group = caller.GroupId;
        if (_user != 0 || caller.ThreadId == 0) return false;
        if (LinuxCalls.Look(folder, out var status) == 0 && (status.Mode & 0x400) != 0) group = uint.MaxValue; // the folder hands on its group
        else if (caller.UserId == _user && caller.GroupId == _group) return false;
        return true;
    }

    private static ulong DeviceOf(uint packed) => ((ulong)packed >> 8 & 0xfff) << 8 | packed & 0xff | ((ulong)packed >> 12 & ~0xfful) << 12;

    /// <summary>Whether a name may be made in a folder; composes it, and puts it where system calls find it.</summary>
    private TreeError MayMake(LinuxNode folder, ref ReadOnlySpan<byte> name, byte* text, bool isFolder, LinuxNode? from = null, ReadOnlySpan<byte> oldName = default)
    {
        if (_options.IsReadOnly) return TreeError.ReadOnly;
        if (Hides(folder, name)) return TreeError.Access;
        if (!_options.IsMemory) return Copy(name, text);
        var isPlain = Ascii.IsValid(name);
        if (isPlain && !isFolder && !name.EndsWith(".md"u8) && !name.EndsWith(".MD"u8)) return Copy(name, text);
        if (NameRules.Read(name, out var read) is not TreeError.None and var bad) return bad;
        if (!isPlain) name = Encoding.UTF8.GetBytes(read);
        if (Copy(name, text) is not TreeError.None and var uncopied) return uncopied;
        if (!NameRules.IsMemoryName(read, isFolder) || DroppedFiles.LeavesOut(read, read, isFolder) || IsForeign(folder)) return TreeError.None;
        if (NameRules.Check(read, isMemoryName: true) is not TreeError.None and var refused) return refused;
        if (Enter(folder, out var descriptor) is not 0 and var closed) return Errno.ToError(closed);
        var twin = NamesOf(folder, descriptor)?.Twin(read);
        Leave(folder);
        // the name that it has so far is no twin of its new one
        return twin is null || ReferenceEquals(from, folder) && oldName.SequenceEqual(Encoding.UTF8.GetBytes(twin)) ? TreeError.None : TreeError.Exists;
    }

    /// <summary>Whether a folder lies in a repository of its own within the memory, or in one's store: what is there has its own rules.</summary>
    private bool IsForeign(LinuxNode folder)
    {
        for (var node = folder; !ReferenceEquals(node, _root);)
        {
            if (node.Place is not { } place) return true; // removed: nothing becomes a memory there
            if (place.Bytes.SequenceEqual(".git"u8)) return true;
            var now = Environment.TickCount64;
            if (node.Foreign.When == 0 || now - node.Foreign.When > LookAgain)
            {
                if (Enter(node, out var descriptor) != 0) return true;
                fixed (byte* store = ".git"u8) node.Foreign = (LinuxCalls.Access(descriptor, store, 0, 0) == 0, now);
                Leave(node);
            }
            if (node.Foreign.IsForeign) return true;
            node = place.Folder;
        }
        return false;
    }

    private static FolderNames? NamesOf(LinuxNode folder, int descriptor)
    {
        if (LinuxCalls.Look(descriptor, out var status) != 0) return null;
        if (folder.Names is { } names && names.Holds(status)) return names;
        return folder.Names = FolderNames.Read(descriptor, status);
    }

    private static void NameMade(LinuxNode folder, int descriptor, ReadOnlySpan<byte> name)
    {
        if (folder.Names is { } names && LinuxCalls.Look(descriptor, out var status) == 0) names.Add(name, status);
    }

    private static void NameGone(LinuxNode folder, int descriptor, ReadOnlySpan<byte> name)
    {
        if (folder.Names is { } names && LinuxCalls.Look(descriptor, out var status) == 0) names.Remove(name, status);
    }

    /// <summary>Makes the name of a new file durable where its own sync does not do that.</summary>
    private TreeError SyncNew(LinuxNode node, LinuxNode folder)
    {
        if (!_syncsNames && SyncFolder(folder) is not TreeError.None and var error) return error;
        node.IsNew = false;
        return TreeError.None;
    }

    private TreeError SyncFolder(LinuxNode folder)
    {
        if (Enter(folder, out var path) is not 0 and var closed) return Errno.ToError(closed);
        int descriptor;
        fixed (byte* here = "."u8) descriptor = LinuxCalls.Open(path, here, LinuxCalls.ReadOnly | LinuxCalls.Folder | LinuxCalls.CloseOnExec, 0);
        Leave(folder);
        if (Failed(descriptor) is not TreeError.None and var unopened) return unopened;
        var error = Failed(LinuxCalls.Sync(descriptor));
        _ = LinuxCalls.Close(descriptor);
        return error is TreeError.Invalid or TreeError.NotSupported ? TreeError.None : error; // a file system that has no such thing
    }
}

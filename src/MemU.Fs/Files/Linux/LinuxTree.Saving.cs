using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

/// <summary>What is being written of a file and not yet shown to others.</summary>
/// <param name="Descriptor">The new content, in a file that has no name or one for itself alone.</param>
/// <param name="Name">Its name in the file's folder, with a zero behind it; null where it has none.</param>
internal sealed record Draft(int Descriptor, byte[]? Name)
{
    /// <summary>Why the last write into it failed; none once another one has succeeded. A draft that lacks something does not take the file's place.</summary>
    public TreeError Failure { get; set; }

    /// <summary>
    /// Whether anything stands in it. A shell empties a file, closes one of two descriptors to it and then begins to write: until something is written, and as long
    /// as somebody has it open to write, the file is as it was.
    /// </summary>
    public bool IsBegun { get; set; }
}

public sealed unsafe partial class LinuxTree
{
    // larger ones are written in place: a copy for every line that is appended would cost more than it protects
    private const long MostWhole = 4 * 1024 * 1024;

    private readonly HashSet<LinuxNode> _unflushed = [];

    /// <summary>The files that somebody is writing just now: what stands in them may be half of what is to be. Paths below the root.</summary>
    public IReadOnlyCollection<string> BeingWritten
    {
        get { lock (_unflushed) return [.. _unflushed.Select(n => n.Path()).OfType<string>()]; }
    }

    /// <summary>True for a memory's markdown: what is written of it replaces it as a whole, so that nobody reads, indexes or commits half of it.</summary>
    private bool SavesWhole(LinuxNode node) =>
        _options.IsMemory && node is { Kind: NodeKind.File, Place: { } place } && place.Bytes.EndsWith(".md"u8) && !DroppedFiles.LeavesOut("", Encoding.UTF8.GetString(place.Bytes), isFolder: false) && !IsForeign(place.Folder);

    private static bool CanReplace(int descriptor, in LinuxStatus status) =>
        status is { IsFile: true, Names: 1, Size: <= MostWhole } && !ExtendedAttributes.AreOn(descriptor); // another name, or what a copy would lack, would be lost

    /// <summary>The draft of a file, begun with its content or empty. Under its gate.</summary>
    private TreeError DraftOf(LinuxNode node, bool isEmpty, out Draft draft)
    {
        draft = node.Draft!;
        if (draft is not null) return TreeError.None;
        if (node.Place is not { } place) return BeginNameless(node, isEmpty, out draft);
        if (Enter(place.Folder, out var folder) is not 0 and var closed) return Errno.ToError(closed);
        try
        {
            return Begin(node, folder, isEmpty, out draft);
        }
        finally
        {
            Leave(place.Folder);
        }
    }

    private TreeError Begin(LinuxNode node, int folder, bool isEmpty, out Draft draft)
    {
        draft = null!;
        byte[]? name = null;
        int made;
        fixed (byte* here = "."u8) made = LinuxCalls.Open(folder, here, LinuxCalls.Nameless | LinuxCalls.ReadWrite | LinuxCalls.CloseOnExec, 0x180);
        var error = LinuxCalls.Error(made);
        if (error is (int)LinuxErrors.NotSupported or (int)LinuxErrors.IsFolder or LinuxFiles.NoEntry)
        {
            // a file system that has no files without a name
            name = TemporaryName();
            fixed (byte* text = name) made = LinuxCalls.Open(folder, text, LinuxCalls.Create | LinuxCalls.Exclusive | LinuxCalls.ReadWrite | LinuxCalls.CloseOnExec, 0x180);
            error = LinuxCalls.Error(made);
        }
        if (error != 0) return Errno.ToError(error);
        var begun = new Draft(made, name);
        var failed = Resemble(node, made, isEmpty);
        if (failed != TreeError.None)
        {
            Discard(begun, folder);
            return failed;
        }
        begun.IsBegun = !isEmpty;
        node.Draft = draft = begun;
        return TreeError.None;
    }

    /// <summary>A file that was removed while it is open: nobody else can read it, so it is written in place.</summary>
    private static TreeError BeginNameless(LinuxNode node, bool isEmpty, out Draft draft)
    {
        draft = null!;
        if (node.Handles is not { } handle) return TreeError.Stale;
        var own = LinuxCalls.Open($"/proc/self/fd/{handle.Descriptor.ToString(CultureInfo.InvariantCulture)}", LinuxCalls.ReadWrite | LinuxCalls.CloseOnExec | (isEmpty ? LinuxCalls.Truncate : 0), 0);
        if (own < 0) return Failed(own);
        node.Draft = draft = new(own, null);
        return TreeError.None;
    }

    /// <summary>Owner, mode and content of the file as it is.</summary>
    private TreeError Resemble(LinuxNode node, int made, bool isEmpty)
    {
        var published = -1;
        for (var handle = node.Handles; handle is not null && published < 0; handle = handle.Next)
            if (!handle.InPlace || (handle.Mode & OpenMode.Read) != 0) published = handle.Descriptor; // one that can be read
        var own = published;
        LinuxStatus status;
        if (published < 0)
        {
            if (OpenNode(node, LinuxCalls.ReadOnly | LinuxCalls.NonBlocking, out own, out status) is not 0 and var error) return Errno.ToError(error);
        }
        else if (LinuxCalls.Look(published, out status) is not 0 and var error) return Errno.ToError(error);
        try
        {
            if (status.User != _user || status.Group != _group)
            {
                byte empty = 0;
                _ = LinuxCalls.SetOwner(made, &empty, status.User, status.Group, LinuxCalls.EmptyPath); // of another owner's file the mode alone can be kept
            }
            if (Failed(LinuxCalls.SetMode(made, status.Mode & 0xfffu)) is not TreeError.None and var mode) return mode;
            return isEmpty ? TreeError.None : CopyAll(own, made, status.Size);
        }
        finally
        {
            if (published < 0) _ = LinuxCalls.Close(own);
        }
    }

    private static TreeError CopyAll(int from, int to, long size)
    {
        for (long done = 0; done < size;)
        {
            long source = done, target = done;
            var copied = LinuxCalls.CopyRange(from, &source, to, &target, (nint)(size - done), 0);
            if (copied <= 0 && done == 0) return CopyByHand(from, to);
            if (copied < 0) return Failed(-1);
            if (copied == 0) break;
            done += copied;
        }
        return TreeError.None;
    }

    private static TreeError CopyByHand(int from, int to)
    {
        var buffer = new byte[64 * 1024];
        for (long at = 0; ;)
        {
            var got = Read(from, at, buffer, long.MaxValue);
            if (got.Error != TreeError.None || got.Value == 0) return got.Error;
            var put = Write(to, at, buffer.AsSpan(0, got.Value));
            if (put.Error != TreeError.None) return put.Error;
            if (put.Value < got.Value) return TreeError.NoSpace;
            at += put.Value;
        }
    }

    /// <summary>Puts the draft of a file in its place, at once for everybody; those who have it open read it from then on.</summary>
    private TreeError Publish(LinuxHandle open, bool isDurable, bool isLast = false)
    {
        var node = open.Node;
        lock (node.Gate)
        {
            open.IsDirty = false;
            if (node.Draft is not { } draft) return TreeError.None; // another who writes it has closed it since
            if (!isLast && !isDurable && draft is { IsBegun: false, Failure: TreeError.None })
            {
                open.IsDirty = true;
                return TreeError.None;
            }
            if (draft.Failure != TreeError.None)
            {
                open.IsDirty = isDurable; // synced, it is told once more when it is closed; closed, it is given up, and the file stays as it was
                return draft.Failure;
            }
            if (isDurable && Failed(LinuxCalls.Sync(draft.Descriptor)) is not TreeError.None and var unsynced) return unsynced;
            var place = node.Place;
            if (place is not null && PutInPlace(node, place, draft, isDurable) is not TreeError.None and var failed)
            {
                open.IsDirty = true; // kept, and tried again when it is closed
                return failed;
            }
            for (var handle = node.Handles; handle is not null; handle = handle.Next)
            {
                if (handle.InPlace) Join(handle); // its file is gone
                _ = LinuxCalls.Duplicate(draft.Descriptor, handle.Descriptor, LinuxCalls.CloseOnExec);
            }
            node.Draft = null;
            _ = LinuxCalls.Close(draft.Descriptor);
            node.OwnChange = Environment.TickCount64;
        }
        // what drivers keep of the old content goes; not from here, for they may be waiting for this very answer
        if (node.Place is { } shown) _outside.Tell(new(TreeChangeKind.Content, shown.Folder, default, node));
        return TreeError.None;
    }

    private TreeError PutInPlace(LinuxNode node, Place place, Draft draft, bool isDurable)
    {
        if (Enter(place.Folder, out var folder) is not 0 and var closed) return Errno.ToError(closed);
        try
        {
            var name = draft.Name ?? TemporaryName();
            var appears = draft.Name is null ? _outside.Own(place.Folder, name.AsSpan(0, name.Length - 1), OwnChanges.Appears) : default;
            var goes = _outside.Own(place.Folder, name.AsSpan(0, name.Length - 1), OwnChanges.Goes);
            var replaced = _outside.Own(place.Folder, place.Bytes, OwnChanges.Appears);
            fixed (byte* temporary = name, own = Path(draft.Descriptor), target = place.Name)
            {
                var error = draft.Name is null ? Failed(LinuxCalls.AddName(LinuxFiles.NoParent, own, folder, temporary, LinuxCalls.FollowLink)) : TreeError.None;
                if (error == TreeError.None) error = Exchange(node, draft, folder, temporary, target);
                if (error != TreeError.None)
                {
                    _ = LinuxCalls.Remove(folder, temporary, 0);
                    appears.Forget();
                    goes.Forget();
                    replaced.Forget();
                    return error;
                }
            }
            return isDurable ? SyncFolder(place.Folder) : TreeError.None;
        }
        finally
        {
            Leave(place.Folder);
        }
    }

    /// <summary>The file gets its name, and the node becomes the file, in one step: whoever looks the name up finds the node as it was or as it is.</summary>
    private TreeError Exchange(LinuxNode node, Draft draft, int folder, byte* temporary, byte* target)
    {
        if (LinuxCalls.Look(draft.Descriptor, out var status) is not 0 and var unseen) return Errno.ToError(unseen);
        lock (_nodes)
        {
            if (Failed(LinuxCalls.Rename(folder, temporary, folder, target, 0)) is not TreeError.None and var error) return error;
            if (_known.TryGetValue(node.Identity, out var same) && ReferenceEquals(same, node)) _known.Remove(node.Identity);
            node.Identity = status.Identity;
            _known[status.Identity] = node;
            _saves++;
            return TreeError.None;
        }
    }

    private static bool HasWriter(LinuxNode node)
    {
        for (var open = node.Handles; open is not null; open = open.Next)
            if (open is { Writes: true, InPlace: false }) return true;
        return false;
    }

    private void Discard(LinuxNode node, Draft draft)
    {
        node.Draft = null;
        if (node.Place is { } place && draft.Name is not null && Enter(place.Folder, out var folder) == 0)
        {
            Discard(draft, folder);
            Leave(place.Folder);
        }
        else _ = LinuxCalls.Close(draft.Descriptor);
    }

    private static void Discard(Draft draft, int folder)
    {
        _ = LinuxCalls.Close(draft.Descriptor);
        if (draft.Name is { } name)
            fixed (byte* text = name) _ = LinuxCalls.Remove(folder, text, 0);
    }

    /// <summary>A name that nothing else has, that is hidden, and that never becomes a memory.</summary>
    private static byte[] TemporaryName() => Encoding.ASCII.GetBytes($".memu-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.tmp\0");

    private static byte[] Path(int descriptor) => Encoding.ASCII.GetBytes($"/proc/self/fd/{descriptor.ToString(CultureInfo.InvariantCulture)}\0");

    /// <summary>Whether somebody who asks without a handle is one of those who write, and sees what they wrote.</summary>
    private static bool Writes(LinuxNode node, LinuxHandle? handle, Caller caller)
    {
        if (handle is not null) return handle.Writes;
        if (caller.ThreadId == 0) return false;
        var asking = ProcessOf(caller.ThreadId);
        for (var open = node.Handles; open is not null; open = open.Next)
            if (open.Writes && (open.OpenedBy == caller.ThreadId || asking != 0 && ProcessOf(open.OpenedBy) == asking)) return true;
        return false;
    }

    /// <summary>The process of a thread; 0 when it is gone. Only asked while a file is being written.</summary>
    private static int ProcessOf(int thread)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{thread.ToString(CultureInfo.InvariantCulture)}/status"))
                if (line.StartsWith("Tgid:", StringComparison.Ordinal)) return int.Parse(line.AsSpan(5), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // it ended meanwhile, or is none of ours to ask about: then it is somebody who reads
        }
        return 0;
    }
}

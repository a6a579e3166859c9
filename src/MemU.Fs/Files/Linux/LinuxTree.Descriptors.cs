using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

public sealed unsafe partial class LinuxTree
{
    // enough for the folders that are in use at once; the limit of open files is for those that people open
    private const int MostDescriptors = 1024;

    private readonly Lock _opening = new();
    private readonly Queue<LinuxNode> _openFolders = new();

    /// <summary>The descriptor of a folder, which stays open until <see cref="Leave"/>; answers 0 or the error's number.</summary>
    private int Enter(LinuxNode folder, out int descriptor)
    {
        for (var users = Volatile.Read(ref folder.Users); ; users = Volatile.Read(ref folder.Users))
        {
            if (users >= 0 && Interlocked.CompareExchange(ref folder.Users, users + 1, users) != users) continue;
            if (users >= 0 && Volatile.Read(ref folder.Descriptor) is >= 0 and var open)
            {
                (descriptor, folder.WasUsed) = (open, true);
                return 0;
            }
            if (users >= 0) break;
            Thread.Yield(); // it is being closed
        }
        var error = OpenFolder(folder, out descriptor);
        if (error != 0) Leave(folder);
        return error;
    }

    private static void Leave(LinuxNode folder) => Interlocked.Decrement(ref folder.Users);

    private int OpenFolder(LinuxNode folder, out int descriptor)
    {
        descriptor = -1;
        if (folder.Place is not { } place) return LinuxFiles.NoEntry; // removed
        if (Enter(place.Folder, out var parent) is not 0 and var error) return error;
        try
        {
            lock (_opening)
            {
                if (folder.Descriptor >= 0)
                {
                    descriptor = folder.Descriptor;
                    return 0;
                }
                fixed (byte* name = place.Name) descriptor = LinuxCalls.Open(parent, name, LinuxCalls.PathOnly | LinuxCalls.Folder | LinuxCalls.NoFollow | LinuxCalls.CloseOnExec, 0);
                if (descriptor < 0) return LinuxCalls.Error(descriptor);
                error = LinuxCalls.Look(descriptor, out var status);
                if (error != 0 || status.Identity != folder.Identity)
                {
                    _ = LinuxCalls.Close(descriptor);
                    return error != 0 ? error : (int)Gone;
                }
                Volatile.Write(ref folder.Descriptor, descriptor);
                folder.WasUsed = true;
                _openFolders.Enqueue(folder);
                while (_openFolders.Count > MostDescriptors && CloseOne()) { }
                return 0;
            }
        }
        finally
        {
            Leave(place.Folder);
        }
    }

    /// <summary>Closes the folder that has not been used for longest, more or less: each gets a second chance. Under the lock of opening.</summary>
    private bool CloseOne()
    {
        for (var tries = 2 * _openFolders.Count; tries > 0; tries--)
        {
            var folder = _openFolders.Dequeue();
            if (folder.Descriptor < 0) return true; // it was abandoned
            if (folder.WasUsed || Interlocked.CompareExchange(ref folder.Users, -1, 0) != 0)
            {
                folder.WasUsed = false;
                _openFolders.Enqueue(folder);
                continue;
            }
            Close(folder);
            return true;
        }
        return false; // all are in use
    }

    /// <summary>Nobody knows a folder any more.</summary>
    private void Abandon(LinuxNode folder)
    {
        lock (_opening)
            if (folder.Descriptor >= 0 && Interlocked.CompareExchange(ref folder.Users, -1, 0) == 0) Close(folder);
    }

    private static void Close(LinuxNode folder)
    {
        _ = LinuxCalls.Close(folder.Descriptor);
        folder.Descriptor = -1;
        Volatile.Write(ref folder.Users, 0);
    }

    private const LinuxErrors Gone = LinuxErrors.Stale;

    /// <summary>Opens what a node is, and nothing that has taken its name meanwhile; answers 0 or the error's number.</summary>
    private int OpenNode(LinuxNode node, int flags, out int descriptor, out LinuxStatus status)
    {
        var first = node.Place;
        if (first is null) return OpenOrphan(node, flags, out descriptor, out status);
        var error = OpenAt(node, first, flags, out descriptor, out status);
        var isReplaced = error == 0 && status is { IsFile: true, Names: 0 }; // another took its name since it was opened, and the node does not know yet
        if (isReplaced) _ = LinuxCalls.Close(descriptor);
        if (isReplaced || error == (int)Gone)
            // perhaps it was being replaced just then, which is done under the gate
            lock (node.Gate) error = OpenAt(node, node.Place ?? first, flags, out descriptor, out status);
        if (error is not ((int)Gone or LinuxFiles.NoEntry or LinuxFiles.NoFolder or (int)LinuxErrors.Loop)) return error;
        Place[] others;
        lock (_nodes) others = [.. node.OtherPlaces ?? []];
        foreach (var place in others)
            if (OpenAt(node, place, flags, out descriptor, out status) == 0) return 0;
        return OpenOrphan(node, flags, out descriptor, out status);
    }

    private static int OpenOrphan(LinuxNode node, int flags, out int descriptor, out LinuxStatus status)
    {
        (descriptor, status) = (-1, default);
        if (node.Orphan is not (>= 0 and var held)) return (int)Gone;
        fixed (byte* path = Path(held)) descriptor = LinuxCalls.Open(LinuxFiles.NoParent, path, flags | LinuxCalls.CloseOnExec, 0);
        return descriptor < 0 ? LinuxCalls.Error(descriptor) : LinuxCalls.Look(descriptor, out status);
    }

    private int OpenAt(LinuxNode node, Place place, int flags, out int descriptor, out LinuxStatus status)
    {
        (descriptor, status) = (-1, default);
        if (Enter(place.Folder, out var folder) is not 0 and var closed) return closed;
        try
        {
            fixed (byte* name = place.Name) descriptor = LinuxCalls.Open(folder, name, flags | LinuxCalls.NoFollow | LinuxCalls.CloseOnExec, 0);
            if (descriptor < 0) return LinuxCalls.Error(descriptor);
            var error = LinuxCalls.Look(descriptor, out status);
            if (error == 0 && status.Identity == node.Identity) return 0;
            _ = LinuxCalls.Close(descriptor);
            descriptor = -1;
            return error != 0 ? error : (int)Gone;
        }
        finally
        {
            Leave(place.Folder);
        }
    }

    /// <summary>What a node is like, by its names or by whatever has it open; answers 0 or the error's number.</summary>
    private int LookAt(LinuxNode node, out LinuxStatus status)
    {
        if (node.Kind == NodeKind.Folder)
        {
            status = default;
            if (Enter(node, out var own) is not 0 and var closed) return closed;
            var answer = LinuxCalls.Look(own, out status);
            Leave(node);
            return answer;
        }
        if (node.Place is { } place && Enter(place.Folder, out var folder) == 0)
        {
            int error;
            fixed (byte* name = place.Name) error = LinuxCalls.Look(folder, name, out status);
            Leave(place.Folder);
            if (error == 0 && status.Identity == node.Identity) return 0;
            if (error is not (0 or LinuxFiles.NoEntry or LinuxFiles.NoFolder)) return error;
        }
        lock (node.Gate)
            if (node.Handles is { } handle) return LinuxCalls.Look(handle.Descriptor, out status);
        var found = OpenNode(node, LinuxCalls.PathOnly, out var descriptor, out status);
        if (found == 0) _ = LinuxCalls.Close(descriptor);
        return found;
    }
}

/// <summary>Numbers of errors that the tree itself decides by.</summary>
internal enum LinuxErrors
{
    Access = 13,
    Exists = 17,
    Invalid = 22,
    IsFolder = 21,
    Loop = 40,
    NotSupported = 95,
    Stale = 116,
}

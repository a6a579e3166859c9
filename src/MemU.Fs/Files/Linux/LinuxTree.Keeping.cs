using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

public sealed unsafe partial class LinuxTree
{
    // no file has it: what is kept has to be dropped as soon as nobody writes
    private static readonly (long Size, NodeTime Modified, ulong Inode) _doubted = (-1, default, 0);

    /// <summary>Holds an open file as one of its node's; false when the node has another file by now, and then it is closed.</summary>
    private static bool Hold(LinuxNode node, LinuxHandle handle, in LinuxStatus status)
    {
        lock (node.Gate)
        {
            if (node.Identity == status.Identity)
            {
                (handle.Next, node.Handles) = (node.Handles, handle);
                return true;
            }
        }
        _ = LinuxCalls.Close(handle.Descriptor);
        return false;
    }

    /// <summary>Holds an open file that is read and written in place, and says what its driver may keep of it.</summary>
    private static bool Hold(LinuxNode node, LinuxHandle handle, in LinuxStatus status, out OpenedFile opened)
    {
        lock (node.Gate)
        {
            opened = default;
            if (!Hold(node, handle, status)) return false;
            opened = Keeping(node, handle, status);
            return true;
        }
    }

    /// <summary>
    /// What a driver has of a file is dropped where the file has been changed since, but never while others may write to it through the same driver: their writes are in
    /// what it has. Under the gate.
    /// </summary>
    private static OpenedFile Keeping(LinuxNode node, LinuxHandle handle, in LinuxStatus status)
    {
        var (before, now) = (node.Kept, (status.Size, status.Modified, status.Inode));
        var isTold = node.Place?.Folder.Watch >= 0;
        var isDrafted = node.Draft is not null;
        var opened = new OpenedFile(handle, OpenCaching.Keep | Flushing(handle.Mode) | (isDrafted ? OpenCaching.Direct : 0));
        node.Kept = now;
        if (node.Renewal is { IsFinished: false } others)
        {
            // what the other one drops or fills is as old as it is; if the file has changed since, the next opening sees to it
            if (before != now || !isTold) node.Kept = _doubted;
            return opened with { Awaits = others };
        }
        if (before == default)
        {
            if (!isTold || handle.Writes || isDrafted || handle.Next is not null || node.Kind != NodeKind.File || !IsSettled(status.Changed)) return opened;
            return opened with { First = status.Version, Renews = node.Renewal = new() };
        }
        if (before == now && isTold) return opened;
        if ((handle.Mode & OpenMode.Truncate) != 0) return opened with { Caching = opened.Caching & ~OpenCaching.Keep }; // nobody writes while its end is moved
        for (var other = handle.Next; other is not null; other = other.Next)
            if (other is { Writes: true, InPlace: true })
            {
                node.Kept = _doubted;
                return opened;
            }
        return opened with { Renews = node.Renewal = new() };
    }

    /// <summary>Whether the next change is sure to have another time.</summary>
    private static bool IsSettled(NodeTime changed) => changed.Seconds < DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 1;
}

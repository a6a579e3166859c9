using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

public sealed unsafe partial class LinuxTree
{
    /// <summary>The path of a node below the root, with slashes; null when it has none, or belongs to another tree.</summary>
    public static string? PathOf(FileNode node) => (node as LinuxNode)?.Path();

    /// <summary>The node that is behind a name just now, if somebody knows it.</summary>
    internal LinuxNode? KnownBy(LinuxNode folder, ReadOnlySpan<byte> name)
    {
        var text = stackalloc byte[NameBuffer];
        if (Copy(name, text) != TreeError.None || Enter(folder, out var descriptor) != 0) return null;
        var error = LinuxCalls.Look(descriptor, text, out var status);
        Leave(folder);
        return error == 0 ? Known(status.Identity) : null;
    }

    /// <summary>Names with the nodes that were behind them, where somebody knows those; they no longer have the name.</summary>
    internal List<(LinuxNode Folder, string Name, LinuxNode? Node)> KnownAmong(IReadOnlySet<(LinuxNode Folder, string Name)> names)
    {
        var found = new Dictionary<(LinuxNode, string), LinuxNode>();
        lock (_nodes)
            foreach (var node in _known.Values)
                if (node.Place is { } place && names.Contains((place.Folder, Encoding.UTF8.GetString(place.Bytes)))) found[(place.Folder, Encoding.UTF8.GetString(place.Bytes))] = node;
        return [.. names.Select(n => (n.Folder, n.Name, found.GetValueOrDefault(n)))];
    }

    internal List<LinuxNode> AllKnown()
    {
        lock (_nodes) return [.. _known.Values];
    }

    /// <summary>Whether a node is no longer what was last answered of it; from then on it counts as answered.</summary>
    internal bool IsOtherThanAnswered(LinuxNode node)
    {
        if (LookAt(node, out var status) != 0) return true;
        if (node.Answered == status.Version) return false;
        Answer(node, status);
        return true;
    }

    /// <summary>Whether the time at which a node was last changed is that of a change through the tree, give or take so many milliseconds: events of it may come late.</summary>
    internal bool IsLastChangeOwn(LinuxNode node, int tolerance)
    {
        if (LookAt(node, out var status) != 0) return false;
        var changed = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - (status.Changed.Seconds * 1000 + status.Changed.Nanoseconds / 1_000_000);
        return Math.Abs(changed - (Environment.TickCount64 - node.OwnChange)) < tolerance;
    }

    internal static bool IsWrittenInPlace(LinuxNode node)
    {
        lock (node.Gate)
            for (var open = node.Handles; open is not null; open = open.Next)
                if (open is { Writes: true, InPlace: true }) return true;
        return false;
    }

    internal bool IsThere(LinuxNode node) => LookAt(node, out _) == 0;
}

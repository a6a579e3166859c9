using System.Diagnostics.CodeAnalysis;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

/// <summary>A tree as a drive of Linux, by FUSE.</summary>
public sealed class FuseDrive : IMountDriver
{
    private readonly FuseDevice _device;
    private readonly FuseServer _server;
    private readonly IFileTree _tree;
    private readonly FuseNotifier _notifier;

    private FuseDrive(string folder, IFileTree tree, FuseDevice device, FuseServer server, FuseNotifier notifier)
    {
        (Place, _tree, _device, _server, _notifier) = (folder, tree, device, server, notifier);
        tree.Changed += notifier.Take;
    }

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public Task Over => _server.Over;

    /// <summary>How many nodes the kernel knows, the root apart, and how many files and folders are open.</summary>
    public (int Nodes, int Handles) InUse => (_server.KnownNodes, _server.OpenHandles);

    /// <summary>Mounts a tree.</summary>
    /// <param name="folder">An empty folder, absolute.</param>
    /// <param name="source">What the list of mounts says is mounted: the folder behind it.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="allowOther">Whether other users may look into it.</param>
    /// <param name="log">Called with a line when a request fails by a fault of ours.</param>
    /// <exception cref="Model.MemUException">It can't be mounted.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "the drive owns them; where there is none, they are disposed of")]
    public static FuseDrive Mount(string folder, string source, IFileTree tree, bool allowOther, Action<string> log)
    {
        FuseCalls.RaiseOpenFiles();
        var device = new FuseDevice(FuseMount.Mount(folder, source, tree.Traits.IsReadOnly, allowOther));
        var server = new FuseServer(device, tree, log);
        try
        {
            server.Start();
        }
        catch
        {
            server.Dispose();
            _ = FuseMount.Unmount(folder, isLazy: true);
            throw;
        }
        var notifier = new FuseNotifier(server, device, LinuxTree.PathOf);
        var drive = new FuseDrive(folder, tree, device, server, notifier);
        notifier.EchoAt(folder);
        return drive;
    }

    /// <inheritdoc/>
    public string? Unmount() => FuseMount.Unmount(Place, isLazy: true);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _tree.Changed -= _notifier.Take;
        _device.Dispose();
        return ValueTask.CompletedTask;
    }
}

using System.Diagnostics.CodeAnalysis;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Files.Plain;
using MemU.Fs.Model;
using MemU.Fs.Mount.Fuse;
using MemU.Fs.Mount.WebDav;
using MemU.Fs.Views;

namespace MemU.Fs.Mount;

/// <summary>A memory that is mounted: the drive, what follows the edits that are saved through it, and the memory behind both.</summary>
public sealed class MountedMemory : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly MountRequest _request;
    private readonly MemoryOptions _options;
    private readonly MemoryService _memory;
    private readonly ViewTree _views;
    private readonly IMountDriver _drive;
    private readonly IDisposable? _disk;
    private readonly MountRecord _record;

    private MountedMemory(MountRequest request, MemoryOptions options, MemoryService memory, ViewTree views, IMountDriver drive, IDisposable? disk)
    {
        (_request, _options, _memory, _views, _drive, _disk) = (request, options, memory, views, drive, disk);
        _record = MountRecord.OfThisProcess(drive.Name, options.Root) with { IsReadOnly = options.ReadOnly, Scope = request.Scope.IsNone ? "" : request.Scope.ToString() };
        _record.Save(options.StateFolder);
    }

    /// <summary>The drive.</summary>
    public IMountDriver Drive => _drive;

    /// <summary>Mounts it at a folder of a Linux system; files can be read as soon as this returns.</summary>
    /// <exception cref="MemUException">There is no memory, or it can't be mounted there.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "the mounted memory owns them; where there is none, they are disposed of")]
    public static MountedMemory Start(MountRequest request)
    {
        if (!OperatingSystem.IsLinux()) throw new MemUException(MemUErrorKind.System, "memories are mounted at a folder on Linux and, with WinFsp, on Windows; here use: memu mount --webdav");
        var root = RootOf(request);
        var folder = MountPoint.Prepare(request.Folder, root);
        var shown = ScopeFolder(request, root);
        // of one owner's part, others' folders are not to be seen
        var disk = new LinuxTree(new() { Root = Path.Combine(root, shown.Value), IsReadOnly = IsReadOnly(request), Hidden = request.Scope.IsNone || !shown.IsRoot ? ["@"] : ["@", "users"] });
        var prefix = shown.IsRoot ? "" : shown.Value + "/";
        return Start(request, root, shown, disk, () => [.. disk.BeingWritten.Select(p => prefix + p)], tree => FuseDrive.Mount(folder, disk.FullPath, tree, request.AllowOther, line => request.Notice?.Invoke(line)));
    }

    /// <summary>Shows it as a WebDAV drive to this machine, for systems without a driver.</summary>
    /// <param name="request">What; the folder does not count.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="MemUException">There is no memory, or the port is taken.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "the mounted memory owns them; where there is none, they are disposed of")]
    public static async Task<MountedMemory> StartWebDavAsync(MountRequest request, int port, CancellationToken cancellationToken)
    {
        var root = RootOf(request);
        var shown = ScopeFolder(request, root);
        var disk = new PlainTree(Path.Combine(root, shown.Value), IsReadOnly(request));
        // the server needs the tree, which needs the memory: so the driver is made before it is started
        var drive = new WebDavDrive(port);
        var mounted = Start(request, root, shown, disk, null, drive.Show);
        try
        {
            await drive.StartAsync(cancellationToken);
            return mounted;
        }
        catch (IOException e)
        {
            await mounted.DisposeAsync();
            throw new MemUException(MemUErrorKind.System, $"port {port} can't be listened on ({e.Message.ReplaceLineEndings(" ")}); name another with --port.", e);
        }
    }

    /// <summary>Shows it by a driver of the caller's.</summary>
    /// <param name="request">What; the folder does not count.</param>
    /// <param name="driver">Shows the tree.</param>
    /// <exception cref="MemUException">There is no memory.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "the mounted memory owns them; where there is none, they are disposed of")]
    public static MountedMemory Start(MountRequest request, Func<IFileTree, IMountDriver> driver)
    {
        var root = RootOf(request);
        var shown = ScopeFolder(request, root);
        return Start(request, root, shown, new PlainTree(Path.Combine(root, shown.Value), IsReadOnly(request)), null, driver);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "the mounted memory owns them; where there is none, they are disposed of")]
    private static MountedMemory Start(MountRequest request, string root, MemoryPath shown, IFileTree disk, Func<IReadOnlyCollection<string>>? written, Func<IFileTree, IMountDriver> driver)
    {
        MemoryService? memory = null;
        ViewTree? views = null;
        try
        {
            if (!IsReadOnly(request)) Directory.CreateDirectory(Path.Combine(root, shown.Value, "inbox")); // so that something can be dropped into it
            var options = request.Memory with { Root = root, StayOpen = true, ReadOnly = IsReadOnly(request), CommitEditsAfter = request.CommitAfter, Notice = request.Notice ?? request.Memory.Notice, BeingWritten = written };
            memory = MemoryService.Open(options);
            views = new ViewTree(memory, options, new() { Scope = request.Scope, Folder = shown, HasLinks = disk is LinuxTree });
            return new(request, options, memory, views, driver(new JoinedTree(disk, views, "@"u8.ToArray())), disk as IDisposable);
        }
        catch
        {
            views?.Dispose();
            memory?.Dispose();
            (disk as IDisposable)?.Dispose();
            throw;
        }
    }

    /// <summary>Serves until it is unmounted or cancelled; then nothing that was saved is uncommitted.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var following = Task.WhenAll(FollowAsync(ending.Token), _options.ReadOnly ? Task.CompletedTask : new InboxWatch(_options.Root, _options, _options.Notice).RunAsync(ending.Token));
        try
        {
            await _drive.Over.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (_drive.Unmount() is { } why) _options.Notice?.Invoke($"{_drive.Place} can't be unmounted: {why}");
            // whoever still has files open gets a moment to close them
            await Task.WhenAny(_drive.Over, Task.Delay(Patience, CancellationToken.None));
        }
        await ending.CancelAsync();
        await following;
        if (!_options.ReadOnly) await CommitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _drive.DisposeAsync();
        _record.Remove(_options.StateFolder);
        _views.Dispose();
        _memory.Dispose();
        _disk?.Dispose();
    }

    private static bool IsReadOnly(MountRequest request) => request.IsReadOnly || request.Memory.ReadOnly;

    private static string RootOf(MountRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Memory.Root));
        return Directory.Exists(Path.Combine(root, ".memu")) ? root : throw new MemUException(MemUErrorKind.NotFound, $"there is no memory at {root}. Make one with: memu init {request.Memory.Root}");
    }

    /// <summary>The folder of the memory that is shown as the top.</summary>
    private static MemoryPath ScopeFolder(MountRequest request, string root)
    {
        if (request.Scope.IsNone) return MemoryPath.Root;
        var folder = new TreeLayout(MemoryConfig.Load(root).Scope).FolderOf(request.Scope);
        return folder.IsRoot || Directory.Exists(Path.Combine(root, folder.Value)) ? folder
            : throw new MemUException(MemUErrorKind.NotFound, $"nothing of {request.Scope} is in the memory yet ({folder} is not there), so there is nothing to be mounted.");
    }

    /// <summary>Follows what is saved, through the drive or behind it, and commits it.</summary>
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            try
            {
                await foreach (var report in _memory.FollowAsync(cancellationToken))
                    foreach (var problem in report.Problems) _options.Notice?.Invoke(problem);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                // a full disk, a lock that another holds: the files are as they were saved, and are followed again
                _options.Notice?.Invoke(e.Message);
                await Task.WhenAny(Task.Delay(Patience, cancellationToken));
            }
    }

    private async Task CommitAsync()
    {
        try
        {
            await _memory.CommitEditsAsync();
        }
        catch (MemUException e)
        {
            _options.Notice?.Invoke($"what was saved last is in the files and not committed yet ({e.Message}); the next command that writes does it");
        }
    }
}

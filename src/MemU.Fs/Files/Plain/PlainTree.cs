using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Plain;

/// <summary>
/// A tree on disk through the base class library alone, for systems without a driver of our own and for WebDAV. It never leaves its root: links are shown,
/// not followed. Memories are saved as a whole: what is written to one lies beside it until it is flushed, and everybody else reads the old content.
/// It doesn't watch the disk, so nothing that it says may be kept, and it has no hard links, owners and devices.
/// </summary>
public sealed partial class PlainTree : IFileTree
{
    private const int SmallFile = 4 * 1024 * 1024;

    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly Lock _names = new(); // held while names on the disk change
    private readonly NodeTable _nodes;
    private readonly PlainPlaces _places;
    private readonly string _root, _drafts;

    /// <summary>Opens the tree at a folder; nothing is created.</summary>
    /// <param name="root">The folder; it may be a link.</param>
    /// <param name="isReadOnly">Nothing can be changed.</param>
    public PlainTree(string root, bool isReadOnly = false)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _drafts = Path.Combine(_root, ".memu", "state", "drafts");
        Traits = new(isReadOnly, IsCaseSensitive(_root), HasLinks: !OperatingSystem.IsWindows());
        _nodes = new(this, Traits.IsCaseSensitive);
        _places = new(_root, _nodes, Traits.IsCaseSensitive);
        if (!isReadOnly) RemoveAbandoned();
    }

    /// <inheritdoc/>
    public FileNode Root => _nodes.Root;

    /// <inheritdoc/>
    public TreeTraits Traits { get; }

    /// <summary>Never raised: the disk isn't watched.</summary>
    public event Action<TreeChange>? Changed
    {
        add { }
        remove { }
    }

    /// <summary>How many nodes besides the root are known.</summary>
    internal int KnownNodes => _nodes.Count;

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> LookupAsync(FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken) => new(Try<NodeEntry>(() =>
    {
        if (_places.Find(folder, name.Span, out var at) is not TreeError.None and var error) return error;
        return at.Status is { } status ? Entry(at, status) : TreeError.NotFound;
    }));

    /// <inheritdoc/>
    public bool Forget(FileNode node, ulong count) => _nodes.Forget((PlainNode)node, count);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeState>> GetAttributesAsync(FileNode node, FileHandle? handle, Caller caller, CancellationToken cancellationToken) => new(Try(() => State((PlainNode)node, handle as PlainHandle)));

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeState>> SetAttributesAsync(FileNode node, FileHandle? handle, NodeChanges changes, Caller caller, CancellationToken cancellationToken) => new(Try(() =>
    {
        var (file, open) = ((PlainNode)node, handle as PlainHandle);
        if (Traits.IsReadOnly) return TreeError.ReadOnly;
        if (IsOther(changes.UserId, caller.UserId) || IsOther(changes.GroupId, caller.GroupId)) return TreeError.NotSupported;
        if (changes.Size is < 0 || changes.Mode > 0xFFF) return TreeError.Invalid;
        if (changes.Size is { } size && Resize(file, open, size) is not TreeError.None and var error) return error;
        if (changes is { Mode: null, Modified: null, Accessed: null }) return State(file, open);
        lock (file.Gate)
        {
            // times that a writer sets are those of what it wrote
            if (open is { HasWritten: true } && file.Draft is { } draft) new Target(null, draft.File).Set(changes);
            else if (_nodes.Place(file) is null && open?.File is { } removed) new Target(null, removed).Set(changes);
            else if (_places.Find(file, out var path) is not TreeError.None and var gone) return gone;
            else if (!PlainStatus.TryRead(path, out var status)) return TreeError.NotFound;
            else if (status.Kind == NodeKind.Link && changes.Mode is not null) return TreeError.NotSupported;
            else new Target(path, null).Set(changes);
        }
        return State(file, open);
    }));

    /// <inheritdoc/>
    public ValueTask<Outcome<ReadOnlyMemory<byte>>> ReadLinkAsync(FileNode node, CancellationToken cancellationToken) => new(Try<ReadOnlyMemory<byte>>(() =>
    {
        if (_places.Find((PlainNode)node, out var path) is not TreeError.None and var error) return error;
        if (!PlainStatus.TryRead(path, out var status)) return TreeError.NotFound;
        if (status.Kind != NodeKind.Link || new FileInfo(path).LinkTarget is not { } text) return TreeError.Invalid;
        var folder = ((PlainNode)node).Parent is { } parent ? _nodes.Place(parent) ?? "" : "";
        return _places.StaysWithin(folder, text) ? (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text) : TreeError.Access;
    }));

    /// <inheritdoc/>
    public ValueTask<Outcome<FolderHandle>> OpenFolderAsync(FileNode folder, Caller caller, CancellationToken cancellationToken) => new(Try<FolderHandle>(() =>
    {
        var node = (PlainNode)folder;
        if (Names(node, out var names) is not TreeError.None and var error) return error;
        _nodes.Use(node);
        return new PlainFolderHandle(node, names);
    }));

    /// <inheritdoc/>
    public ValueTask<TreeError> ListAsync(FolderHandle handle, long after, IEntrySink sink, CancellationToken cancellationToken) => new(Try(() =>
    {
        var (open, node) = ((PlainFolderHandle)handle, (PlainNode)handle.Node);
        if (after < 0) return TreeError.Invalid;
        if (after == 0 && Names(node, out var fresh) == TreeError.None) open.Names = fresh; // begun again
        for (var place = after; place < open.Names.Count + 2; place++)
        {
            if (place < 2)
            {
                var self = place == 0 ? node : node.Parent ?? node;
                if (!sink.Add(place == 0 ? "."u8 : ".."u8, place + 1, new(null, new(self.Inode, NodeKind.Folder, 0, 0b111_101_101, default), Lifetime.None))) break;
                continue;
            }
            var name = Encoding.UTF8.GetBytes(open.Names[(int)place - 2]);
            if (_places.Find(node, name, out var at) != TreeError.None || at.Status is not { } status) continue; // gone since
            var entry = sink.WantsNodes ? Entry(at, status) : new(null, status.With(_nodes.Inode(node, at.Name)), Lifetime.None);
            if (sink.Add(name, place + 1, entry)) continue;
            if (entry.Node is { } untaken) Forget(untaken, 1);
            break;
        }
        return TreeError.None;
    }));

    /// <inheritdoc/>
    public ValueTask<TreeError> SyncFolderAsync(FolderHandle handle, bool dataOnly, CancellationToken cancellationToken) => new(Try(() =>
    {
        if (_places.Find((PlainNode)handle.Node, out var path) == TreeError.None) Durable.SyncFolder(path);
        return TreeError.None;
    }));

    /// <inheritdoc/>
    public void ReleaseFolder(FolderHandle handle) => _nodes.Leave((PlainNode)handle.Node);

    /// <inheritdoc/>
    public ValueTask<Outcome<TreeSpace>> SpaceAsync(CancellationToken cancellationToken) => new(Try<TreeSpace>(() =>
    {
        const uint Block = 4096;
        var drive = new DriveInfo(_root);
        return new TreeSpace(Block, (ulong)drive.TotalSize / Block, (ulong)drive.TotalFreeSpace / Block, (ulong)drive.AvailableFreeSpace / Block, uint.MaxValue, uint.MaxValue);
    }));

    private Outcome<NodeState> State(PlainNode node, PlainHandle? handle)
    {
        lock (node.Gate)
        {
            if (handle is { HasWritten: true } && node.Draft is { } draft) return new NodeState(PlainStatus.Of(draft.File).With(node.Inode), 0);
            // what is open may be older than what has the name now
            if (handle?.File is { } file) return new NodeState(PlainStatus.Of(file).With(node.Inode) with { Names = _nodes.Place(node) is null ? 0u : 1u }, 0);
        }
        if (_places.Find(node, out var path) is not TreeError.None and var error) return error;
        return PlainStatus.TryRead(path, out var status) ? new NodeState(status.With(node.Inode), 0) : TreeError.NotFound;
    }

    private NodeEntry Entry(in PlainPlace at, in PlainStatus status)
    {
        var node = _nodes.Know(at.Folder, at.Name);
        return new(node, status.With(node.Inode), Lifetime.None);
    }

    private TreeError Names(PlainNode folder, out List<string> names)
    {
        names = [];
        if (_places.Find(folder, out var path) is not TreeError.None and var error) return error == TreeError.Stale ? TreeError.NotFound : error;
        if (!PlainStatus.TryRead(path, out var status)) return TreeError.NotFound;
        if (status.Kind != NodeKind.Folder && folder.Parent is not null) return TreeError.NotFolder;
        var place = _nodes.Place(folder) ?? "";
        foreach (var entry in Directory.EnumerateFileSystemEntries(path))
            if (Path.GetFileName(entry) is var name && !NameRules.IsHidden(place, name)) names.Add(name);
        names.Sort(StringComparer.Ordinal);
        return TreeError.None;
    }

    private static bool IsOther(uint? wanted, uint own) => wanted is { } id && id != own && id != NodeAttributes.Anyone;

    private static bool IsCaseSensitive(string root)
    {
        // where there is the program's own folder, the disk can be asked without writing to it
        if (Directory.Exists(Path.Combine(root, ".memu"))) return !Directory.Exists(Path.Combine(root, ".MEMU"));
        return !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS();
    }

    private void RemoveAbandoned()
    {
        if (!Directory.Exists(_drafts)) return;
        foreach (var file in Directory.EnumerateFiles(_drafts))
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > Abandoned) File.Delete(file);
    }

    private static Outcome<T> Try<T>(Func<Outcome<T>> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (PlainErrors.IsExpected(e))
        {
            return PlainErrors.Of(e);
        }
    }

    private static TreeError Try(Func<TreeError> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (PlainErrors.IsExpected(e))
        {
            return PlainErrors.Of(e);
        }
    }

    /// <summary>A file by path or handle, of which mode and times are set.</summary>
    private readonly record struct Target(string? Path, Microsoft.Win32.SafeHandles.SafeFileHandle? File)
    {
        public void Set(in NodeChanges changes)
        {
            if (changes.Mode is { } mode) SetMode(mode);
            if (changes.Modified is { } modified)
            {
                if (File is not null) System.IO.File.SetLastWriteTimeUtc(File, Date(modified));
                else if (Directory.Exists(Path)) Directory.SetLastWriteTimeUtc(Path, Date(modified));
                else System.IO.File.SetLastWriteTimeUtc(Path!, Date(modified));
            }
            if (changes.Accessed is not { } accessed) return;
            if (File is not null) System.IO.File.SetLastAccessTimeUtc(File, Date(accessed));
            else if (Directory.Exists(Path)) Directory.SetLastAccessTimeUtc(Path, Date(accessed));
            else System.IO.File.SetLastAccessTimeUtc(Path!, Date(accessed));
        }

        private void SetMode(uint mode)
        {
            if (!OperatingSystem.IsWindows())
            {
                if (File is not null) System.IO.File.SetUnixFileMode(File, (UnixFileMode)mode);
                else System.IO.File.SetUnixFileMode(Path!, (UnixFileMode)mode);
            }
            else if (Path is not null && !Directory.Exists(Path)) // that is all of it that there is
            {
                var flags = System.IO.File.GetAttributes(Path) & ~FileAttributes.ReadOnly;
                System.IO.File.SetAttributes(Path, (mode & 0b010_000_000) == 0 ? flags | FileAttributes.ReadOnly : flags);
            }
        }

        private static DateTime Date(NodeTime time) => time == NodeTime.Now ? DateTime.UtcNow : time.ToDate().UtcDateTime;
    }
}

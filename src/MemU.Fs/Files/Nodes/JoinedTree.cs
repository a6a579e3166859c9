namespace MemU.Fs.Files.Nodes;

/// <summary>A tree with another one in a folder at its top, which is reached by its name but not listed, so that <c>find</c> and <c>grep -r</c> don't wander into it.</summary>
/// <param name="main">The tree.</param>
/// <param name="side">The other one.</param>
/// <param name="sideName">The name of its folder, in UTF-8.</param>
public sealed class JoinedTree(IFileTree main, IFileTree side, ReadOnlyMemory<byte> sideName) : IFileTree
{
    private const int KnownFor = 60_000;

    /// <inheritdoc/>
    public FileNode Root => main.Root;

    /// <inheritdoc/>
    public TreeTraits Traits => main.Traits;

    /// <inheritdoc/>
    public event Action<TreeChange>? Changed
    {
        add
        {
            main.Changed += value;
            side.Changed += value;
        }
        remove
        {
            main.Changed -= value;
            side.Changed -= value;
        }
    }

    private bool IsSide(FileNode folder, ReadOnlyMemory<byte> name) => ReferenceEquals(folder, main.Root) && name.Span.SequenceEqual(sideName.Span);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> LookupAsync(FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken) =>
        IsSide(folder, name) ? SideRootAsync(caller, cancellationToken) : folder.Tree.LookupAsync(folder, name, caller, cancellationToken);

    private async ValueTask<Outcome<NodeEntry>> SideRootAsync(Caller caller, CancellationToken cancellationToken)
    {
        var state = await side.GetAttributesAsync(side.Root, null, caller, cancellationToken);
        return state.Error != TreeError.None ? state.Error : new NodeEntry(side.Root, state.Value.Attributes, new(KnownFor, state.Value.Lifetime));
    }

    /// <inheritdoc/>
    public bool Forget(FileNode node, ulong count) => !ReferenceEquals(node, side.Root) && node.Tree.Forget(node, count);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeState>> GetAttributesAsync(FileNode node, FileHandle? handle, Caller caller, CancellationToken cancellationToken) => node.Tree.GetAttributesAsync(node, handle, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeState>> SetAttributesAsync(FileNode node, FileHandle? handle, NodeChanges changes, Caller caller, CancellationToken cancellationToken) =>
        node.Tree.SetAttributesAsync(node, handle, changes, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<ReadOnlyMemory<byte>>> ReadLinkAsync(FileNode node, CancellationToken cancellationToken) => node.Tree.ReadLinkAsync(node, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<OpenedFile>> OpenAsync(FileNode node, OpenMode mode, Caller caller, CancellationToken cancellationToken) => node.Tree.OpenAsync(node, mode, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<CreatedFile>> CreateAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, OpenMode mode, Caller caller, CancellationToken cancellationToken) =>
        IsSide(folder, name) ? new(TreeError.IsFolder) : folder.Tree.CreateAsync(folder, name, permissions, mode, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<int>> ReadAsync(FileHandle handle, long offset, Memory<byte> destination, CancellationToken cancellationToken) => handle.Node.Tree.ReadAsync(handle, offset, destination, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<int>> WriteAsync(FileHandle handle, long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) => handle.Node.Tree.WriteAsync(handle, offset, source, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TreeError> FlushAsync(FileHandle handle, CancellationToken cancellationToken) => handle.Node.Tree.FlushAsync(handle, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TreeError> SyncAsync(FileHandle handle, bool dataOnly, CancellationToken cancellationToken) => handle.Node.Tree.SyncAsync(handle, dataOnly, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TreeError> AllocateAsync(FileHandle handle, int mode, long offset, long length, CancellationToken cancellationToken) => handle.Node.Tree.AllocateAsync(handle, mode, offset, length, cancellationToken);

    /// <inheritdoc/>
    public void Release(FileHandle handle) => handle.Node.Tree.Release(handle);

    /// <inheritdoc/>
    public ValueTask<Outcome<FolderHandle>> OpenFolderAsync(FileNode folder, Caller caller, CancellationToken cancellationToken) => folder.Tree.OpenFolderAsync(folder, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TreeError> ListAsync(FolderHandle handle, long after, IEntrySink sink, CancellationToken cancellationToken) => handle.Node.Tree.ListAsync(handle, after, sink, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TreeError> SyncFolderAsync(FolderHandle handle, bool dataOnly, CancellationToken cancellationToken) => handle.Node.Tree.SyncFolderAsync(handle, dataOnly, cancellationToken);

    /// <inheritdoc/>
    public void ReleaseFolder(FolderHandle handle) => handle.Node.Tree.ReleaseFolder(handle);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeFolderAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, Caller caller, CancellationToken cancellationToken) =>
        IsSide(folder, name) ? new(TreeError.Exists) : folder.Tree.MakeFolderAsync(folder, name, permissions, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeNodeAsync(FileNode folder, ReadOnlyMemory<byte> name, NodeKind kind, uint permissions, uint device, Caller caller, CancellationToken cancellationToken) =>
        IsSide(folder, name) ? new(TreeError.Exists) : folder.Tree.MakeNodeAsync(folder, name, kind, permissions, device, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeLinkAsync(FileNode folder, ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> text, Caller caller, CancellationToken cancellationToken) =>
        IsSide(folder, name) ? new(TreeError.Exists) : folder.Tree.MakeLinkAsync(folder, name, text, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> AddNameAsync(FileNode node, FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken) =>
        IsSide(folder, name) ? new(TreeError.Exists) : node.Tree == folder.Tree ? node.Tree.AddNameAsync(node, folder, name, caller, cancellationToken) : new(TreeError.OtherTree);

    /// <inheritdoc/>
    public ValueTask<TreeError> RemoveAsync(FileNode folder, ReadOnlyMemory<byte> name, bool isFolder, Caller caller, CancellationToken cancellationToken) =>
        IsSide(folder, name) ? new(TreeError.Busy) : folder.Tree.RemoveAsync(folder, name, isFolder, caller, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<TreeError> RenameAsync(FileNode from, ReadOnlyMemory<byte> name, FileNode to, ReadOnlyMemory<byte> newName, RenameMode mode, Caller caller, CancellationToken cancellationToken) =>
        IsSide(from, name) || IsSide(to, newName) ? new(TreeError.Busy) : from.Tree == to.Tree ? from.Tree.RenameAsync(from, name, to, newName, mode, caller, cancellationToken) : new(TreeError.OtherTree);

    /// <inheritdoc/>
    public ValueTask<Outcome<TreeSpace>> SpaceAsync(CancellationToken cancellationToken) => main.SpaceAsync(cancellationToken);
}

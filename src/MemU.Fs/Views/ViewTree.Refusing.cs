using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Views;

/// <summary>What writes is refused: what is shown here is made of the memory, and is changed by changing that.</summary>
public sealed partial class ViewTree
{
    /// <inheritdoc/>
    public ValueTask<Outcome<NodeState>> SetAttributesAsync(FileNode node, FileHandle? handle, NodeChanges changes, Caller caller, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <inheritdoc/>
    public ValueTask<Outcome<CreatedFile>> CreateAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, OpenMode mode, Caller caller, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <inheritdoc/>
    public ValueTask<Outcome<int>> WriteAsync(FileHandle handle, long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <summary>Nothing was written, so there is nothing to do.</summary>
    public ValueTask<TreeError> FlushAsync(FileHandle handle, CancellationToken cancellationToken) => new(TreeError.None);

    /// <summary>Nothing was written, so there is nothing to do.</summary>
    public ValueTask<TreeError> SyncAsync(FileHandle handle, bool dataOnly, CancellationToken cancellationToken) => new(TreeError.None);

    /// <inheritdoc/>
    public ValueTask<TreeError> AllocateAsync(FileHandle handle, int mode, long offset, long length, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <summary>Nothing was written, so there is nothing to do.</summary>
    public ValueTask<TreeError> SyncFolderAsync(FolderHandle handle, bool dataOnly, CancellationToken cancellationToken) => new(TreeError.None);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeFolderAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, Caller caller, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeNodeAsync(FileNode folder, ReadOnlyMemory<byte> name, NodeKind kind, uint permissions, uint device, Caller caller, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeLinkAsync(FileNode folder, ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> text, Caller caller, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> AddNameAsync(FileNode node, FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <inheritdoc/>
    public ValueTask<TreeError> RemoveAsync(FileNode folder, ReadOnlyMemory<byte> name, bool isFolder, Caller caller, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <inheritdoc/>
    public ValueTask<TreeError> RenameAsync(FileNode from, ReadOnlyMemory<byte> name, FileNode to, ReadOnlyMemory<byte> newName, RenameMode mode, Caller caller, CancellationToken cancellationToken) => new(TreeError.ReadOnly);

    /// <summary>Takes no room and has none.</summary>
    public ValueTask<Outcome<TreeSpace>> SpaceAsync(CancellationToken cancellationToken) => new(new TreeSpace(4096, 0, 0, 0, (ulong)NodeCount, 0));
}

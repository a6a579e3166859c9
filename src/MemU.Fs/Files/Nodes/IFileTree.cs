namespace MemU.Fs.Files.Nodes;

/// <summary>
/// A tree of files by nodes and handles, for drivers to show as a drive. Names are the bytes of UTF-8 without a slash; a name and data handed over are valid
/// until the answer is there. All may be called from any thread and at once. What can be answered at once is answered before the call returns; what takes
/// long is not waited for, so no caller holds up another.
/// </summary>
public interface IFileTree
{
    /// <summary>The folder at the top. It is never forgotten.</summary>
    FileNode Root { get; }

    /// <summary>What this tree has and what it has not.</summary>
    TreeTraits Traits { get; }

    /// <summary>
    /// Tells of changes that were not made through this tree's own methods. Called on a thread of the tree's that holds no lock; whoever listens may
    /// take its time.
    /// </summary>
    event Action<TreeChange>? Changed;

    /// <summary>Finds what has a name in a folder; the node counts as known once more. With NotFound the lifetime says for how long the name is free.</summary>
    ValueTask<Outcome<NodeEntry>> LookupAsync(FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken);

    /// <summary>A node is known so many times less: each entry that was answered with a node, listings included, counted once. At zero the tree may let go of it.</summary>
    /// <returns>True when nobody knows it any more.</returns>
    bool Forget(FileNode node, ulong count);

    /// <summary>What a node is like.</summary>
    /// <param name="node">The node.</param>
    /// <param name="handle">The open file by which it is asked for; null when by its name.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<Outcome<NodeState>> GetAttributesAsync(FileNode node, FileHandle? handle, Caller caller, CancellationToken cancellationToken);

    /// <summary>Changes what is not null; all or nothing.</summary>
    ValueTask<Outcome<NodeState>> SetAttributesAsync(FileNode node, FileHandle? handle, NodeChanges changes, Caller caller, CancellationToken cancellationToken);

    /// <summary>The text of a symbolic link.</summary>
    ValueTask<Outcome<ReadOnlyMemory<byte>>> ReadLinkAsync(FileNode node, CancellationToken cancellationToken);

    /// <summary>Opens a file.</summary>
    ValueTask<Outcome<OpenedFile>> OpenAsync(FileNode node, OpenMode mode, Caller caller, CancellationToken cancellationToken);

    /// <summary>Makes a file and opens it; without <see cref="OpenMode.Exclusive"/> one that is there is opened.</summary>
    ValueTask<Outcome<CreatedFile>> CreateAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, OpenMode mode, Caller caller, CancellationToken cancellationToken);

    /// <summary>Reads; less than asked for only at the end of the file.</summary>
    ValueTask<Outcome<int>> ReadAsync(FileHandle handle, long offset, Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Writes everything or fails. Of a file opened to append the offset does not count.</summary>
    ValueTask<Outcome<int>> WriteAsync(FileHandle handle, long offset, ReadOnlyMemory<byte> source, CancellationToken cancellationToken);

    /// <summary>Somebody closed one of the descriptors of an open file: what was written becomes what others read. May come several times.</summary>
    ValueTask<TreeError> FlushAsync(FileHandle handle, CancellationToken cancellationToken);

    /// <summary>What was written, and the file's name, survive a power cut when this returns.</summary>
    ValueTask<TreeError> SyncAsync(FileHandle handle, bool dataOnly, CancellationToken cancellationToken);

    /// <summary>Takes or gives back room within a file.</summary>
    /// <param name="handle">The open file.</param>
    /// <param name="mode">0 to lengthen it, else the bits of Linux's <c>fallocate</c>.</param>
    /// <param name="offset">From where, in bytes.</param>
    /// <param name="length">How much, in bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<TreeError> AllocateAsync(FileHandle handle, int mode, long offset, long length, CancellationToken cancellationToken);

    /// <summary>The last descriptor is gone. Comes once for each handle.</summary>
    void Release(FileHandle handle);

    /// <summary>Begins to list a folder.</summary>
    ValueTask<Outcome<FolderHandle>> OpenFolderAsync(FileNode folder, Caller caller, CancellationToken cancellationToken);

    /// <summary>Puts the entries after a place into a sink until it is full, <c>.</c> and <c>..</c> among them, without a node.</summary>
    /// <param name="handle">The folder.</param>
    /// <param name="after">0 for the beginning, else the place that an entry was given.</param>
    /// <param name="sink">Takes them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<TreeError> ListAsync(FolderHandle handle, long after, IEntrySink sink, CancellationToken cancellationToken);

    /// <summary>The entries of a folder survive a power cut when this returns.</summary>
    ValueTask<TreeError> SyncFolderAsync(FolderHandle handle, bool dataOnly, CancellationToken cancellationToken);

    /// <summary>It is no longer listed. Comes once for each handle.</summary>
    void ReleaseFolder(FolderHandle handle);

    /// <summary>Makes a folder.</summary>
    ValueTask<Outcome<NodeEntry>> MakeFolderAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, Caller caller, CancellationToken cancellationToken);

    /// <summary>Makes a file, a pipe, a socket or a device.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What.</param>
    /// <param name="permissions">The permission bits.</param>
    /// <param name="device">Of a device, its number.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<Outcome<NodeEntry>> MakeNodeAsync(FileNode folder, ReadOnlyMemory<byte> name, NodeKind kind, uint permissions, uint device, Caller caller, CancellationToken cancellationToken);

    /// <summary>Makes a symbolic link; its text may be anything.</summary>
    ValueTask<Outcome<NodeEntry>> MakeLinkAsync(FileNode folder, ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> text, Caller caller, CancellationToken cancellationToken);

    /// <summary>Gives a file a further name.</summary>
    ValueTask<Outcome<NodeEntry>> AddNameAsync(FileNode node, FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken);

    /// <summary>Removes a name; what is open stays readable.</summary>
    ValueTask<TreeError> RemoveAsync(FileNode folder, ReadOnlyMemory<byte> name, bool isFolder, Caller caller, CancellationToken cancellationToken);

    /// <summary>Moves a name.</summary>
    ValueTask<TreeError> RenameAsync(FileNode from, ReadOnlyMemory<byte> name, FileNode to, ReadOnlyMemory<byte> newName, RenameMode mode, Caller caller, CancellationToken cancellationToken);

    /// <summary>How much room there is.</summary>
    ValueTask<Outcome<TreeSpace>> SpaceAsync(CancellationToken cancellationToken);
}

/// <summary>What a tree has.</summary>
/// <param name="IsReadOnly">Nothing can be changed.</param>
/// <param name="IsCaseSensitive">Names that differ only in case are different names.</param>
/// <param name="HasLinks">Symbolic links; where there are none, whatever would be one is the file itself.</param>
public readonly record struct TreeTraits(bool IsReadOnly, bool IsCaseSensitive, bool HasLinks);

/// <summary>Takes the entries of a listing.</summary>
public interface IEntrySink
{
    /// <summary>Whether entries are wanted with nodes and attributes, which then count as known once more; else only names, kinds and inodes.</summary>
    bool WantsNodes { get; }

    /// <summary>Takes an entry; false when it has no room for it: then it was not taken, and its node is forgotten by the tree.</summary>
    /// <param name="name">The name.</param>
    /// <param name="place">Where the next entry begins.</param>
    /// <param name="entry">The node where one is wanted; else only kind and inode of the attributes count.</param>
    bool Add(ReadOnlySpan<byte> name, long place, in NodeEntry entry);
}

/// <summary>What happened to a tree.</summary>
public enum TreeChangeKind
{
    /// <summary>A name appeared, or leads to something else.</summary>
    Added,
    /// <summary>A name is gone.</summary>
    Removed,
    /// <summary>A file's bytes changed.</summary>
    Content,
    /// <summary>Something else of a node changed.</summary>
    Attributes,
}

/// <summary>A change that was not made through the tree's own methods.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Folder">The folder in which it did.</param>
/// <param name="Name">The name, in UTF-8; empty for the folder itself.</param>
/// <param name="Node">The node that is or was behind the name, where it is known.</param>
public readonly record struct TreeChange(TreeChangeKind Kind, FileNode Folder, ReadOnlyMemory<byte> Name, FileNode? Node);

namespace MemU.Fs.Files.Nodes;

/// <summary>
/// A file, folder or link of a tree while somebody knows it: the thing itself and not its path, so it stays the same when it is renamed, and while it is
/// open after it was removed. Each tree derives its own.
/// </summary>
/// <param name="tree">The tree to which it belongs.</param>
public abstract class FileNode(IFileTree tree)
{
    /// <summary>The tree to which it belongs, and which alone may be asked about it.</summary>
    public IFileTree Tree { get; } = tree;

    /// <summary>Free for the driver that shows the tree; 0 at first.</summary>
    public ulong Tag { get; set; }
}

/// <summary>A file that is open: what was opened stays readable as it was promised, whatever becomes of its name. Each tree derives its own.</summary>
/// <param name="node">What is open.</param>
public abstract class FileHandle(FileNode node)
{
    /// <summary>What is open.</summary>
    public FileNode Node { get; } = node;
}

/// <summary>A folder that is being listed. Each tree derives its own.</summary>
/// <param name="node">The folder.</param>
public abstract class FolderHandle(FileNode node)
{
    /// <summary>The folder.</summary>
    public FileNode Node { get; } = node;
}

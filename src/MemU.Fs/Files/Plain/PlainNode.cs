using MemU.Fs.Files.Nodes;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Files.Plain;

/// <summary>A name of the tree that somebody knows. Its place is guarded by the table, what is written to it by its own lock.</summary>
internal sealed class PlainNode(IFileTree tree, PlainNode? parent, string name, ulong inode) : FileNode(tree)
{
    /// <summary>The folder that holds it; null for the root.</summary>
    public PlainNode? Parent { get; set; } = parent;

    /// <summary>Its name as the disk has it.</summary>
    public string Name { get; set; } = name;

    /// <summary>The number by which it is known.</summary>
    public ulong Inode { get; } = inode;

    /// <summary>How often a driver was told of it.</summary>
    public long Known { get; set; }

    /// <summary>Handles and known children, which keep it too.</summary>
    public int Users { get; set; }

    /// <summary>Its name was removed, or leads to something else.</summary>
    public bool IsGone { get; set; }

    /// <summary>Nobody knows it any more.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Held while its draft, or its end, is at stake; taken before the tree's lock of names, never after it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What is being written beside it.</summary>
    public Draft? Draft { get; set; }

    /// <summary>The open files that write by way of the draft.</summary>
    public List<PlainHandle> Drafting { get; } = [];

    /// <summary>How many write in place.</summary>
    public int WritersInPlace;
}

/// <summary>An open file.</summary>
/// <param name="node">What is open.</param>
/// <param name="mode">For what.</param>
/// <param name="file">The file; of one that is written by way of a draft, what is read until something was written. Null when only attributes are asked for.</param>
internal sealed class PlainHandle(PlainNode node, OpenMode mode, SafeFileHandle? file) : FileHandle(node)
{
    public OpenMode Mode { get; } = mode;

    public SafeFileHandle? File { get; set; } = file;

    /// <summary>It writes beside the file until it is flushed.</summary>
    public bool IsDrafting { get; init; }

    /// <summary>It writes to the file itself.</summary>
    public bool IsWriting { get; init; }

    /// <summary>Something of the draft is its own.</summary>
    public bool HasWritten { get; set; }
}

/// <summary>A folder that is being listed: what it held when the listing began.</summary>
internal sealed class PlainFolderHandle(PlainNode node, IReadOnlyList<string> names) : FolderHandle(node)
{
    public IReadOnlyList<string> Names { get; set; } = names;
}

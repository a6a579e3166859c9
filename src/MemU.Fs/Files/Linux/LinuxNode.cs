using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

/// <summary>A name in a folder, with a zero behind it as system calls want it.</summary>
internal sealed record Place(LinuxNode Folder, byte[] Name)
{
    public ReadOnlySpan<byte> Bytes => Name.AsSpan(0, Name.Length - 1);

    public bool Is(LinuxNode folder, ReadOnlySpan<byte> name) => ReferenceEquals(Folder, folder) && Bytes.SequenceEqual(name);
}

/// <summary>A file or folder on the disk while somebody knows it.</summary>
internal sealed class LinuxNode(LinuxTree tree, LinuxIdentity identity, NodeKind kind, Place? place) : FileNode(tree)
{
    /// <summary>Held while what others read of this file is replaced, and while a draft is written.</summary>
    public readonly Lock Gate = new();

    /// <summary>Which file it is; another one after a whole-file save. Changed under the lock of the tree's nodes.</summary>
    public LinuxIdentity Identity = identity;

    public NodeKind Kind { get; } = kind;

    /// <summary>Its newest name; null for the root, and once it was removed.</summary>
    public volatile Place? Place = place;

    /// <summary>Further names of it. Under the lock of the tree's nodes.</summary>
    public List<Place>? OtherPlaces;

    /// <summary>How often it was answered and not forgotten. Under the lock of the tree's nodes.</summary>
    public long References;

    /// <summary>Open handles, newest first. Under <see cref="Gate"/>.</summary>
    public LinuxHandle? Handles;

    /// <summary>Of a file whose last name was taken away through the tree, what still leads to it until it is forgotten; -1 else.</summary>
    public volatile int Orphan = -1;

    /// <summary>Of a folder, its descriptor or -1, and who uses it just now (-1 while it is being closed).</summary>
    public int Descriptor = -1, Users;

    /// <summary>Of a folder, whether it was used since the hand came by that closes descriptors.</summary>
    public bool WasUsed;

    /// <summary>Of a folder, its watch; -1 for none, -2 where there can be none.</summary>
    public volatile int Watch = -1;

    /// <summary>Size and time of what drivers may have kept of it; the default while nobody has opened it. Under <see cref="Gate"/>.</summary>
    public (long Size, NodeTime Modified, ulong Inode) Kept;

    /// <summary>While a driver drops or fills what it keeps of it. Under <see cref="Gate"/>.</summary>
    public Renewal? Renewal;

    /// <summary>Size and times as they were last answered.</summary>
    public NodeVersion Answered;

    /// <summary>Whether it was made or moved since its name was last made durable.</summary>
    public bool IsNew;

    /// <summary>When it was last changed through the tree (<see cref="Environment.TickCount64"/>).</summary>
    public long OwnChange;

    /// <summary>Handles that have written in place and were not flushed since.</summary>
    public int Unflushed;

    /// <summary>What is being written and not yet shown to others. Under <see cref="Gate"/>.</summary>
    public Draft? Draft;

    /// <summary>Of a folder: the names in it without regard to case, as long as its times are the same.</summary>
    public FolderNames? Names;

    /// <summary>Of a folder: whether it lies in a repository of its own, and when that was looked at.</summary>
    public (bool IsForeign, long When) Foreign;

    /// <summary>True of the root's own <c>.memu</c>.</summary>
    public bool HoldsState;

    /// <summary>The path below the root, with slashes; null once it was removed.</summary>
    public string? Path()
    {
        var parts = new Stack<string>();
        for (var node = this; !ReferenceEquals(node, tree.Root);)
        {
            if (node.Place is not { } at) return null;
            parts.Push(System.Text.Encoding.UTF8.GetString(at.Bytes));
            node = at.Folder;
        }
        return string.Join('/', parts);
    }
}

/// <summary>An open file of the disk.</summary>
internal sealed class LinuxHandle(LinuxNode node, int descriptor, OpenMode mode, bool inPlace) : FileHandle(node)
{
    /// <summary>What reads go to; it leads to what was saved last.</summary>
    public int Descriptor { get; } = descriptor;

    public OpenMode Mode { get; } = mode;

    /// <summary>Whether it writes into the file itself: what it created, and what is never replaced as a whole. Changed under the node's gate.</summary>
    public bool InPlace { get; set; } = inPlace;

    /// <summary>Whether it writes in place only as long as it is alone: what it made is replaced as a whole by whoever else saves it.</summary>
    public bool Joins { get; init; }

    /// <summary>Whether it has written, in place or into a draft, since it was last flushed.</summary>
    public bool IsDirty;

    /// <summary>The thread that opened it, as this process sees it.</summary>
    public int OpenedBy;

    /// <summary>The next older handle of the node.</summary>
    public LinuxHandle? Next;

    public new LinuxNode Node => (LinuxNode)base.Node;

    public bool Writes => (Mode & OpenMode.Write) != 0;
}

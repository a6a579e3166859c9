namespace MemU.Fs.Files.Nodes;

/// <summary>What came of a request: a value, or why there is none. Trees answer with it and never throw, for a driver answers thousands of requests a second, many of them with "no such file".</summary>
/// <param name="Error">None when there is a value.</param>
/// <param name="Value">The value; on an error only what the operation says of it.</param>
public readonly record struct Outcome<T>(TreeError Error, T Value)
{
    /// <summary>A failure.</summary>
    public static implicit operator Outcome<T>(TreeError error) => new(error, default!);

    /// <summary>A success.</summary>
    public static implicit operator Outcome<T>(T value) => new(TreeError.None, value);
}

/// <summary>For how long a driver may answer by itself. Times are in milliseconds.</summary>
/// <param name="Name">How long the name leads to this node (or, with NotFound, to none).</param>
/// <param name="Attributes">How long the attributes hold. A tree that promises long times says what changes meanwhile (<see cref="IFileTree.Changed"/>).</param>
public readonly record struct Lifetime(int Name, int Attributes)
{
    /// <summary>Asks again each time.</summary>
    public static Lifetime None => default;

    /// <summary>For what does not change, such as a version in the history: a minute, because a purge may take it away all the same.</summary>
    public static Lifetime Fixed => new(60_000, 60_000);
}

/// <summary>A node by its name in a folder.</summary>
/// <param name="Node">The node, known once more (see <see cref="IFileTree.Forget"/>); null only with an error, and for <c>.</c> and <c>..</c> of a listing.</param>
/// <param name="Attributes">What it is like.</param>
/// <param name="Lifetime">For how long that holds; with NotFound, for how long the name is free.</param>
public readonly record struct NodeEntry(FileNode? Node, NodeAttributes Attributes, Lifetime Lifetime);

/// <summary>A node's attributes and for how many milliseconds they hold.</summary>
public readonly record struct NodeState(NodeAttributes Attributes, int Lifetime);

/// <summary>How a driver may keep what it reads of an open file.</summary>
[Flags]
public enum OpenCaching
{
    /// <summary>What it has from before is dropped; what is read from now on may be kept.</summary>
    Default = 0,
    /// <summary>What was kept still holds, once what <see cref="OpenedFile.Renews"/> asks for is done.</summary>
    Keep = 1,
    /// <summary>Every read and write comes to the tree.</summary>
    Direct = 2,
    /// <summary>The tree need not be told when it is closed (<see cref="IFileTree.FlushAsync"/>).</summary>
    NoFlush = 4,
}

/// <summary>A file that was opened.</summary>
public readonly record struct OpenedFile(FileHandle Handle, OpenCaching Caching)
{
    /// <summary>
    /// Which content it has, when nobody has opened it before and it was not changed just now: then a driver may read it on its own, and keep what it read
    /// if the version is still the same afterwards. Null otherwise.
    /// </summary>
    public NodeVersion? First { get; init; }

    /// <summary>
    /// Given when a driver has to drop what it kept of the file, or may fill it (<see cref="First"/>): a driver that keeps content does so before it answers, and says
    /// so (<see cref="Renewal.Finish"/>). Null otherwise.
    /// </summary>
    public Renewal? Renews { get; init; }

    /// <summary>What another opening is about just now: a driver that keeps content answers when that is finished. Null otherwise.</summary>
    public Renewal? Awaits { get; init; }
}

/// <summary>A file that was made and opened in one step.</summary>
public readonly record struct CreatedFile(NodeEntry Entry, OpenedFile Opened);

/// <summary>For what a file is opened.</summary>
[Flags]
public enum OpenMode
{
    /// <summary>Nothing; with neither reading nor writing only its attributes can be asked for.</summary>
    None = 0,
    /// <summary>To be read.</summary>
    Read = 1,
    /// <summary>To be written.</summary>
    Write = 2,
    /// <summary>Every write goes to the end, wherever that is by then.</summary>
    Append = 4,
    /// <summary>Emptied at once. With a whole-file tree the old content stays readable for others until it is flushed.</summary>
    Truncate = 8,
    /// <summary>When it is created: it must not be there yet.</summary>
    Exclusive = 16,
    /// <summary>Every write is durable when it returns (O_SYNC, O_DSYNC).</summary>
    Durable = 32,
}

/// <summary>How a name is moved.</summary>
public enum RenameMode
{
    /// <summary>What has the new name is replaced.</summary>
    Replace,
    /// <summary>The new name must be free.</summary>
    NoReplace,
    /// <summary>Both names change places.</summary>
    Exchange,
}

/// <summary>Room in a tree, as <c>df</c> shows it.</summary>
/// <param name="BlockSize">Bytes of a block.</param>
/// <param name="Blocks">All blocks.</param>
/// <param name="Free">Free ones.</param>
/// <param name="Available">Free ones for ordinary users.</param>
/// <param name="Nodes">How many files there can be.</param>
/// <param name="FreeNodes">How many more.</param>
public readonly record struct TreeSpace(uint BlockSize, ulong Blocks, ulong Free, ulong Available, ulong Nodes, ulong FreeNodes);

/// <summary>Who asks.</summary>
/// <param name="UserId">The user's number.</param>
/// <param name="GroupId">The group's number.</param>
/// <param name="ThreadId">The number of the thread that asks, as this process sees it; 0 when unknown.</param>
public readonly record struct Caller(uint UserId, uint GroupId, int ThreadId);

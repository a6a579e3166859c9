using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Views;

/// <summary>What stands behind a node of the views: a folder, a file or a link.</summary>
internal abstract class View
{
    /// <summary>What it is.</summary>
    public abstract NodeKind Kind { get; }

    /// <summary>When it was last changed; null where nothing is known of that.</summary>
    public virtual DateTimeOffset? Time => null;

    /// <summary>For how long its name and attributes hold.</summary>
    public virtual Lifetime Lifetime => Lifetime.None;
}

/// <summary>An entry of a folder of the views.</summary>
/// <param name="Name">Its name, legal on every system unless it was committed otherwise.</param>
/// <param name="View">What stands behind it.</param>
internal readonly record struct NamedView(string Name, View View);

/// <summary>A folder of the views.</summary>
internal abstract class ViewFolder : View
{
    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Folder;

    /// <summary>For how long a name that it does not have is free.</summary>
    public virtual Lifetime Free => Lifetime.None;

    /// <summary>Finds what has a name; null when nothing has.</summary>
    public abstract ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The entries as they are now, in the order in which they are shown.</summary>
    public abstract ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken);

    /// <summary>True for an entry that stays what it is as long as it is known, so that it need not be found again.</summary>
    public virtual bool Keeps(View entry) => false;
}

/// <summary>What a file holds at a moment.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="Time">When they were last changed; null where nothing is known of that.</param>
/// <param name="Caching">How a driver may keep them.</param>
internal sealed record FileContent(ReadOnlyMemory<byte> Bytes, DateTimeOffset? Time, OpenCaching Caching = OpenCaching.Default);

/// <summary>A file of the views.</summary>
internal abstract class ViewFile : View
{
    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.File;

    /// <summary>True when it may be run.</summary>
    public virtual bool IsExecutable => false;

    /// <summary>How many bytes it has.</summary>
    /// <param name="isListing">It is one of many that are listed: what was last known does.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public abstract ValueTask<long> SizeAsync(bool isListing, CancellationToken cancellationToken);

    /// <summary>What it holds now.</summary>
    public abstract ValueTask<FileContent> ReadAsync(CancellationToken cancellationToken);
}

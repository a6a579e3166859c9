using MemU.Fs.Files.Nodes;
using MemU.Fs.History;

namespace MemU.Fs.Views;

/// <summary>A folder of the memory as it was committed.</summary>
/// <param name="revision">The revision that it belongs to.</param>
/// <param name="tree">git's tree (40 hex); null for one that the revision does not have.</param>
/// <param name="path">Its path as the drive shows it; empty for the top.</param>
internal sealed class CommittedFolder(Revision revision, string? tree, string path) : ViewFolder
{
    public override DateTimeOffset? Time => revision.When;

    public override Lifetime Lifetime => revision.Lifetime;

    public override Lifetime Free => revision.IsFixed ? Lifetime.Fixed : Lifetime.None;

    public override bool Keeps(View entry) => entry is RevisionViews;

    public override async ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (path.Length == 0 && name == "@") return revision.Views;
        if (tree is null || !IsShown(name)) return null;
        return await revision.Memory.Objects.ReadAsync(h => h.Entry(tree, name) is { } entry ? ViewOf(h, entry) : null, null, cancellationToken);
    }

    /// <summary>What was committed, and nothing else: <c>@</c> is found by its name, so that a copy of the folder is the memory as it stood.</summary>
    public override async ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken) => tree is null ? []
        : await revision.Memory.Objects.ReadAsync<IReadOnlyList<NamedView>>(h => [.. h.Entries(tree).Where(e => IsShown(e.Name)).Select(e => new NamedView(e.Name, ViewOf(h, e)))], [], cancellationToken);

    // what another tree of the same repository keeps at its top is another's
    private bool IsShown(string name) => path.Length > 0 || name != "@" && revision.Memory.Shows(revision.Memory.Inward(name));

    private View ViewOf(GitHistory history, CommittedEntry entry) => entry.Kind switch
    {
        CommittedKind.Folder => new CommittedFolder(revision, entry.Id, path.Length == 0 ? entry.Name : $"{path}/{entry.Name}"),
        CommittedKind.Link when revision.Memory.Shown.HasLinks && history.SizeOf(entry.Id) is > 0 and <= 4096 => new ViewLink(history.ReadBlob(entry.Id) ?? [], revision.When, revision.Lifetime),
        _ => new CommittedFile(revision.Memory, entry, revision.When, revision.Lifetime),
    };
}

/// <summary>A file as it was committed; of a link the text, where the drive has no links.</summary>
internal sealed class CommittedFile(ViewedMemory memory, CommittedEntry entry, DateTimeOffset when, Lifetime lifetime) : ViewFile
{
    private const long Large = 256 << 10; // bytes that are not read while the caller waits

    private long _size = -1;

    public override DateTimeOffset? Time => when;

    public override Lifetime Lifetime => lifetime;

    public override bool IsExecutable => entry.Kind == CommittedKind.Executable;

    public override async ValueTask<long> SizeAsync(bool isListing, CancellationToken cancellationToken) =>
        _size >= 0 ? _size : _size = await memory.Objects.ReadAsync(h => h.SizeOf(entry.Id), 0L, cancellationToken);

    /// <summary>The bytes. A driver need not keep them, although they can't change: a purge may take them away.</summary>
    public override async ValueTask<FileContent> ReadAsync(CancellationToken cancellationToken)
    {
        var isLarge = await SizeAsync(isListing: false, cancellationToken) > Large;
        var bytes = isLarge ? await memory.Objects.WalkAsync(h => h.ReadBlob(entry.Id), null, cancellationToken) : await memory.Objects.ReadAsync(h => h.ReadBlob(entry.Id), null, cancellationToken);
        return new(bytes ?? throw new FileNotFoundException($"{entry.Name} is no longer in the history"), when);
    }
}

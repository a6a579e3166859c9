using System.Text;
using System.Text.Unicode;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>
/// What the drive shows as <c>@</c> beside the memory's own files: a search is a folder that is listed, a context pack a file that is read, history a tree of
/// its own. Nothing in it can be written. Links lead up to the real files, from <c>@</c> at the top of the drive.
/// </summary>
public sealed partial class ViewTree : IFileTree, IDisposable
{
    private readonly ViewedMemory _memory;
    private readonly NodeTable _nodes;
    private readonly NodeTime _begun;

    /// <summary>Makes the views of a memory.</summary>
    /// <param name="memory">The memory, opened to stay (<see cref="MemoryOptions.StayOpen"/>); it stays open when the views are disposed of.</param>
    /// <param name="options">How it was opened.</param>
    /// <param name="shown">What of it is shown; null for all, with links.</param>
    public ViewTree(MemoryService memory, MemoryOptions options, ViewOptions? shown = null)
    {
        _memory = new(memory, options, shown ?? new());
        _begun = NodeTime.From(options.Clock.GetUtcNow());
        _nodes = new(this, new TopFolder(_memory));
        Traits = new(IsReadOnly: true, IsCaseSensitive: true, HasLinks: _memory.Shown.HasLinks);
    }

    /// <inheritdoc/>
    public FileNode Root => _nodes.Root;

    /// <inheritdoc/>
    public TreeTraits Traits { get; }

    /// <summary>Never raised: what can change is promised to nobody for longer than a second.</summary>
    public event Action<TreeChange>? Changed
    {
        add { }
        remove { }
    }

    /// <summary>How many nodes are known, the top included.</summary>
    internal int NodeCount => _nodes.Count;

    /// <summary>How often the memory was searched.</summary>
    internal long Searches => _memory.Searches;

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> LookupAsync(FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken)
    {
        if (folder is not ViewNode node) return new(TreeError.OtherTree);
        if (node.View is not ViewFolder view) return new(TreeError.NotFolder);
        if (name.Length > 255) return new(TreeError.NameTooLong);
        if (!Utf8.IsValid(name.Span)) return new(TreeError.BadName);
        if (name.IsEmpty || name.Span.IndexOfAny((byte)'/', (byte)0) >= 0) return new(TreeError.Invalid);
        if (_nodes.Kept(node, name.Span) is not { } kept) return FindAsync(node, view, name, cancellationToken);
        return kept.View is { Kind: not NodeKind.File } known ? new(new NodeEntry(kept, AttributesOf(kept.Inode, known, 0), known.Lifetime)) : MeasuredAsync(kept, cancellationToken);
    }

    private async ValueTask<Outcome<NodeEntry>> FindAsync(ViewNode folder, ViewFolder view, ReadOnlyMemory<byte> name, CancellationToken cancellationToken)
    {
        View? found;
        try
        {
            found = await view.FindAsync(Encoding.UTF8.GetString(name.Span), cancellationToken);
        }
        catch (Exception e)
        {
            return Failed(folder, e);
        }
        return found is null ? new(TreeError.NotFound, new(null, default, view.Free)) : await MeasuredAsync(_nodes.Know(folder, name.Span, found), cancellationToken);
    }

    /// <summary>The answer to a lookup of a node that counts as known already.</summary>
    private async ValueTask<Outcome<NodeEntry>> MeasuredAsync(ViewNode node, CancellationToken cancellationToken)
    {
        try
        {
            var view = node.View;
            return new NodeEntry(node, await AttributesAsync(node.Inode, view, isListing: false, cancellationToken), view.Lifetime);
        }
        catch (Exception e)
        {
            _nodes.Forget(node, 1);
            return Failed(node, e);
        }
    }

    /// <inheritdoc/>
    public bool Forget(FileNode node, ulong count) => node is ViewNode known && _nodes.Forget(known, count);

    /// <inheritdoc/>
    public async ValueTask<Outcome<NodeState>> GetAttributesAsync(FileNode node, FileHandle? handle, Caller caller, CancellationToken cancellationToken)
    {
        if (node is not ViewNode known) return TreeError.OtherTree;
        var view = known.View;
        try
        {
            return handle is ViewHandle open
                ? new NodeState(AttributesOf(known.Inode, view, open.Content.Bytes.Length, open.Content.Time), view.Lifetime.Attributes)
                : new NodeState(await AttributesAsync(known.Inode, view, isListing: false, cancellationToken), view.Lifetime.Attributes);
        }
        catch (Exception e)
        {
            return Failed(known, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<ReadOnlyMemory<byte>>> ReadLinkAsync(FileNode node, CancellationToken cancellationToken) =>
        new(node is ViewNode { View: ViewLink link } ? link.Text : TreeError.Invalid);

    /// <inheritdoc/>
    public async ValueTask<Outcome<OpenedFile>> OpenAsync(FileNode node, OpenMode mode, Caller caller, CancellationToken cancellationToken)
    {
        if (node is not ViewNode known) return TreeError.OtherTree;
        if ((mode & (OpenMode.Write | OpenMode.Append | OpenMode.Truncate)) != 0) return TreeError.ReadOnly;
        if (known.View is not ViewFile file) return known.View.Kind == NodeKind.Folder ? TreeError.IsFolder : TreeError.Loop;
        try
        {
            var content = await file.ReadAsync(cancellationToken);
            return new OpenedFile(new ViewHandle(known, content), content.Caching | OpenCaching.NoFlush);
        }
        catch (Exception e)
        {
            return Failed(known, e);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<int>> ReadAsync(FileHandle handle, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (handle is not ViewHandle open) return new(TreeError.BadHandle);
        if (offset < 0) return new(TreeError.Invalid);
        var bytes = open.Content.Bytes;
        if (offset >= bytes.Length) return new(0);
        var rest = bytes[(int)offset..];
        if (rest.Length > destination.Length) rest = rest[..destination.Length];
        rest.CopyTo(destination);
        return new(rest.Length);
    }

    /// <inheritdoc/>
    public void Release(FileHandle handle)
    {
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<FolderHandle>> OpenFolderAsync(FileNode folder, Caller caller, CancellationToken cancellationToken)
    {
        if (folder is not ViewNode node) return TreeError.OtherTree;
        if (node.View is not ViewFolder view) return TreeError.NotFolder;
        try
        {
            return new ListedFolder(node, await view.ListAsync(cancellationToken));
        }
        catch (Exception e)
        {
            return Failed(node, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<TreeError> ListAsync(FolderHandle handle, long after, IEntrySink sink, CancellationToken cancellationToken)
    {
        if (handle is not ListedFolder listed) return TreeError.BadHandle;
        if (after < 0) return TreeError.Invalid;
        var folder = (ViewNode)listed.Node;
        if (after <= 1 && !AddDots(folder, after, sink)) return TreeError.None;
        for (var i = Math.Max(after, 2) - 2; i < listed.Entries.Count; i++)
        {
            var entry = listed.Entries[(int)i];
            var name = Encoding.UTF8.GetBytes(entry.Name);
            if (!sink.WantsNodes)
            {
                if (!sink.Add(name, i + 3, Plain(ViewNode.InodeOf(folder.Inode, name), entry.View.Kind))) break;
                continue;
            }
            var node = _nodes.Know(folder, name, entry.View);
            var known = await ListedAsync(node, cancellationToken);
            if (sink.Add(name, i + 3, known)) continue;
            _nodes.Forget(node, 1);
            break;
        }
        return TreeError.None;
    }

    private static bool AddDots(ViewNode folder, long after, IEntrySink sink) =>
        (after > 0 || sink.Add("."u8, 1, Plain(folder.Inode, NodeKind.Folder))) && sink.Add(".."u8, 2, Plain((folder.Parent ?? folder).Inode, NodeKind.Folder));

    /// <summary>An entry of a listing; one that can't be measured is listed all the same, and asked for once more by whoever wants it.</summary>
    private async ValueTask<NodeEntry> ListedAsync(ViewNode node, CancellationToken cancellationToken)
    {
        var view = node.View;
        try
        {
            return new(node, await AttributesAsync(node.Inode, view, isListing: true, cancellationToken), view.Lifetime);
        }
        catch (Exception e)
        {
            _ = Failed(node, e);
            return new(node, AttributesOf(node.Inode, view, 0), Lifetime.None);
        }
    }

    /// <inheritdoc/>
    public void ReleaseFolder(FolderHandle handle)
    {
    }

    /// <summary>Lets go of the history; the memory stays open.</summary>
    public void Dispose() => _memory.Dispose();

    private static NodeEntry Plain(ulong inode, NodeKind kind) => new(null, new(inode, kind, 0, 0, default), default);

    private async ValueTask<NodeAttributes> AttributesAsync(ulong inode, View view, bool isListing, CancellationToken cancellationToken) =>
        view is ViewFile file ? AttributesOf(inode, view, await file.SizeAsync(isListing, cancellationToken)) : AttributesOf(inode, view, 0);

    private NodeAttributes AttributesOf(ulong inode, View view, long size, DateTimeOffset? time = null)
    {
        var modified = (time ?? view.Time) is { } known ? NodeTime.From(known) : _begun;
        return view switch
        {
            ViewLink link => new(inode, NodeKind.Link, link.Text.Length, 0x1FF, modified), // 0777, as everywhere
            ViewFile { IsExecutable: true } => new(inode, NodeKind.File, size, 0x16D, modified), // 0555
            ViewFile => new(inode, NodeKind.File, size, 0x124, modified), // 0444
            _ => new(inode, NodeKind.Folder, 0, 0x16D, modified) { Names = 2 },
        };
    }

    /// <summary>Every failure comes by here: a driver must have an answer to each request, and people find the reason in <c>status.md</c>.</summary>
    private TreeError Failed(ViewNode node, Exception error)
    {
        var code = TreeErrors.Of(error);
        if (code is not (TreeError.NotFound or TreeError.Interrupted)) _memory.Note(node.Path, error);
        return code;
    }
}

using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>A file that comes in beside its place and takes it as a whole; until then, and when the sender dies, the old one is there.</summary>
internal sealed class PutDraft : IAsyncDisposable
{
    private const string Prefix = ".memu-put-", Suffix = ".tmp"; // such names are never committed or indexed

    private readonly IFileTree _tree;
    private readonly KnownNode _folder;
    private readonly ReadOnlyMemory<byte> _name;
    private readonly FileNode _node;
    private readonly FileHandle _handle;
    private bool _isOpen = true, _isPlaced;
    private long _length;

    private PutDraft(IFileTree tree, KnownNode folder, ReadOnlyMemory<byte> name, FileNode node, FileHandle handle) =>
        (_tree, _folder, _name, _node, _handle) = (tree, folder, name, node, handle);

    /// <summary>True for the name of a draft, which no client sees.</summary>
    public static bool IsOne(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && name.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A name that no client has.</summary>
    public static ReadOnlyMemory<byte> NewName() => Encoding.UTF8.GetBytes(Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) + Suffix);

    /// <summary>Begins one in a folder.</summary>
    public static async ValueTask<Outcome<PutDraft>> BeginAsync(IFileTree tree, KnownNode folder, CancellationToken cancellationToken)
    {
        var name = NewName();
        var made = await tree.CreateAsync(folder.Node, name, 0b110_100_100, OpenMode.Write | OpenMode.Exclusive, TreeWalk.Caller, cancellationToken);
        return made.Error != TreeError.None ? made.Error : new PutDraft(tree, folder, name, made.Value.Entry.Node!, made.Value.Opened.Handle);
    }

    /// <summary>Takes everything from a stream.</summary>
    public async ValueTask<TreeError> TakeAsync(Stream source, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
                if (await AddAsync(buffer.AsMemory(0, read), cancellationToken) is not TreeError.None and var error) return error;
            return TreeError.None;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes what comes next.</summary>
    public async ValueTask<TreeError> AddAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var written = await _tree.WriteAsync(_handle, _length, bytes, cancellationToken);
        _length += written.Error == TreeError.None ? bytes.Length : 0;
        return written.Error;
    }

    /// <summary>Takes the place of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="mode">The permission bits of what was there; null where nothing was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<TreeError> PutAsync(string name, uint? mode, CancellationToken cancellationToken)
    {
        if (await _tree.SyncAsync(_handle, dataOnly: true, cancellationToken) is not TreeError.None and var error) return error;
        Close();
        if (mode is { } bits && await _tree.SetAttributesAsync(_node, null, new() { Mode = bits }, TreeWalk.Caller, cancellationToken) is { Error: not TreeError.None and not TreeError.NotSupported and var refused }) return refused;
        var put = await _tree.RenameAsync(_folder.Node, _name, _folder.Node, Encoding.UTF8.GetBytes(name), RenameMode.Replace, TreeWalk.Caller, cancellationToken);
        _isPlaced = put == TreeError.None;
        return put;
    }

    /// <summary>Lets go of it; what took no place is removed, even where the client has gone.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        if (!_isPlaced) await _tree.RemoveAsync(_folder.Node, _name, isFolder: false, TreeWalk.Caller, CancellationToken.None);
        _tree.Forget(_node, 1);
    }

    private void Close()
    {
        if (_isOpen) _tree.Release(_handle);
        _isOpen = false;
    }
}

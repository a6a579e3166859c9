using System.Text;
using MemU.Fs.Files.Nodes;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Files.Plain;

/// <content>What changes the names of the tree.</content>
public sealed partial class PlainTree
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    /// <inheritdoc/>
    public ValueTask<Outcome<CreatedFile>> CreateAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, OpenMode mode, Caller caller, CancellationToken cancellationToken) => new(Try<CreatedFile>(() =>
    {
        if (Traits.IsReadOnly) return TreeError.ReadOnly;
        NodeEntry entry;
        PlainHandle? handle;
        lock (_names)
        {
            if (_places.Find(folder, name.Span, out var at) is not TreeError.None and var error) return error;
            if (at.Status is { } there)
            {
                if (mode.HasFlag(OpenMode.Exclusive)) return TreeError.Exists;
                (entry, handle) = (Entry(at, there), null);
            }
            else
            {
                if (_places.Allows(at, isFolder: false) is not TreeError.None and var refused) return refused;
                // it counts as written in place before anybody else can open it
                var node = _nodes.Know(at.Folder, at.Name);
                Interlocked.Increment(ref node.WritersInPlace);
                try
                {
                    var file = File.OpenHandle(at.Path, FileMode.CreateNew, FileAccess.ReadWrite, Shared);
                    if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (UnixFileMode)(permissions & 0xFFF));
                    _nodes.Use(node);
                    (entry, handle) = (new(node, PlainStatus.Of(file).With(node.Inode), Lifetime.None), new PlainHandle(node, mode, file) { IsWriting = true });
                }
                catch
                {
                    Interlocked.Decrement(ref node.WritersInPlace);
                    _nodes.Forget(node, 1);
                    throw;
                }
            }
        }
        if (handle is not null) return new CreatedFile(entry, new(handle, OpenCaching.Direct));
        var opened = Open((PlainNode)entry.Node!, mode);
        if (opened.Error == TreeError.None) return new CreatedFile(entry, opened.Value);
        Forget(entry.Node!, 1);
        return opened.Error;
    }));

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeFolderAsync(FileNode folder, ReadOnlyMemory<byte> name, uint permissions, Caller caller, CancellationToken cancellationToken) =>
        new(Make(folder, name, isFolder: true, at =>
        {
            Directory.CreateDirectory(at.Path);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(at.Path, (UnixFileMode)(permissions & 0xFFF));
            return TreeError.None;
        }));

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeNodeAsync(FileNode folder, ReadOnlyMemory<byte> name, NodeKind kind, uint permissions, uint device, Caller caller, CancellationToken cancellationToken) =>
        new(kind != NodeKind.File ? TreeError.NotSupported : Make(folder, name, isFolder: false, at =>
        {
            using var file = File.OpenHandle(at.Path, FileMode.CreateNew, FileAccess.Write, Shared);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (UnixFileMode)(permissions & 0xFFF));
            return TreeError.None;
        }));

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> MakeLinkAsync(FileNode folder, ReadOnlyMemory<byte> name, ReadOnlyMemory<byte> text, Caller caller, CancellationToken cancellationToken) =>
        new(!Traits.HasLinks ? TreeError.NotSupported : Make(folder, name, isFolder: false, at =>
        {
            if (text.IsEmpty || text.Span.Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(text.Span)) return TreeError.Invalid;
            var target = Encoding.UTF8.GetString(text.Span);
            if (!_places.StaysWithin(at.Place, target)) return TreeError.Access;
            File.CreateSymbolicLink(at.Path, target);
            return TreeError.None;
        }));

    /// <summary>There are no further names of a file here.</summary>
    public ValueTask<Outcome<NodeEntry>> AddNameAsync(FileNode node, FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken) => new(TreeError.NotSupported);

    /// <inheritdoc/>
    public ValueTask<TreeError> RemoveAsync(FileNode folder, ReadOnlyMemory<byte> name, bool isFolder, Caller caller, CancellationToken cancellationToken) => new(Try(() =>
    {
        if (Traits.IsReadOnly) return TreeError.ReadOnly;
        lock (_names)
        {
            if (_places.Find(folder, name.Span, out var at) is not TreeError.None and var error) return error;
            if (at.Status is not { } status) return TreeError.NotFound;
            if (isFolder != (status.Kind == NodeKind.Folder)) return isFolder ? TreeError.NotFolder : TreeError.IsFolder;
            if (isFolder && Directory.EnumerateFileSystemEntries(at.Path).Any()) return TreeError.NotEmpty;
            if (isFolder || status.Kind == NodeKind.Link && OperatingSystem.IsWindows() && Directory.Exists(at.Path)) Directory.Delete(at.Path);
            else File.Delete(at.Path);
            _nodes.Detach(at.Folder, at.Name);
            return TreeError.None;
        }
    }));

    /// <summary>Moves a name; two names can't change places here.</summary>
    public ValueTask<TreeError> RenameAsync(FileNode from, ReadOnlyMemory<byte> name, FileNode to, ReadOnlyMemory<byte> newName, RenameMode mode, Caller caller, CancellationToken cancellationToken) => new(Try(() =>
    {
        if (Traits.IsReadOnly) return TreeError.ReadOnly;
        if (mode == RenameMode.Exchange) return TreeError.NotSupported;
        lock (_names)
        {
            if (_places.Find(from, name.Span, out var source) is not TreeError.None and var error) return error;
            if (_places.Find(to, newName.Span, out var target) is not TreeError.None and var wrong) return wrong;
            if (source.Status is not { } moved) return TreeError.NotFound;
            if (source.IsOwn || target.IsOwn || target.IsHidden) return TreeError.Access; // moved away, what is hidden in it would show
            var isFolder = moved.Kind == NodeKind.Folder;
            if (target.Status is { } replaced)
            {
                if (mode == RenameMode.NoReplace) return TreeError.Exists;
                if (source.Path == target.Path) return TreeError.None;
                var isSame = !Traits.IsCaseSensitive && source.Path.Equals(target.Path, StringComparison.OrdinalIgnoreCase);
                if (!isSame && GivesWay(isFolder, replaced, target) is not TreeError.None and var kept) return kept;
                if (!isSame && isFolder && Holds(source, target)) return TreeError.Invalid;
                if (!isSame && isFolder) Directory.Delete(target.Path);
            }
            else if (_places.Allows(target, isFolder, source.Folder == target.Folder ? source.Name : null) is not TreeError.None and var refused) return refused;
            if (isFolder && Holds(source, target)) return TreeError.Invalid;
            if (isFolder) Directory.Move(source.Path, target.Path);
            else File.Move(source.Path, target.Path, overwrite: true);
            _nodes.Move(source.Folder, source.Name, target.Folder, target.Name);
            return TreeError.None;
        }
    }));

    private static TreeError GivesWay(bool isFolder, in PlainStatus replaced, in PlainPlace target)
    {
        if (!isFolder) return replaced.Kind == NodeKind.Folder ? TreeError.IsFolder : TreeError.None;
        if (replaced.Kind != NodeKind.Folder) return TreeError.NotFolder;
        return Directory.EnumerateFileSystemEntries(target.Path).Any() ? TreeError.NotEmpty : TreeError.None;
    }

    private static bool Holds(in PlainPlace folder, in PlainPlace other) => other.Path.StartsWith(folder.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private Outcome<NodeEntry> Make(FileNode folder, ReadOnlyMemory<byte> name, bool isFolder, Func<PlainPlace, TreeError> make) => Try<NodeEntry>(() =>
    {
        if (Traits.IsReadOnly) return TreeError.ReadOnly;
        lock (_names)
        {
            if (_places.Find(folder, name.Span, out var at) is not TreeError.None and var error) return error;
            if (at.Status is not null) return TreeError.Exists;
            if (_places.Allows(at, isFolder) is not TreeError.None and var refused) return refused;
            if (make(at) is not TreeError.None and var failed) return failed;
            return PlainStatus.TryRead(at.Path, out var status) ? Entry(at, status) : TreeError.NotFound;
        }
    });
}

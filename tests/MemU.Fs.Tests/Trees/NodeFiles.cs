using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Tests.Trees;

/// <summary>A tree by path: walks its nodes, and forgets them as a driver does.</summary>
internal sealed class NodeFiles(IFileTree tree) : ITreeFiles
{
    public static Caller Somebody { get; } = new(1000, 1000, 0);

    public IFileTree Tree { get; } = tree;

    public TreeError MakeFolder(string path) => InFolder(path, (folder, name) =>
    {
        var made = Tree.MakeFolderAsync(folder, name, 0b111_101_101, Somebody, default).Now();
        if (made.Error == TreeError.None) Tree.Forget(made.Value.Node!, 1);
        return made.Error;
    });

    public (TreeError Error, NodeKind Kind, long Size) Look(string path) => At(path, node =>
    {
        var state = Tree.GetAttributesAsync(node, null, Somebody, default).Now();
        return (state.Error, state.Value.Attributes.Kind, state.Value.Attributes.Size);
    }, error => (error, default, 0));

    public (TreeError Error, string[] Names) List(string path) => At(path, node =>
    {
        var opened = Tree.OpenFolderAsync(node, Somebody, default).Now();
        if (opened.Error != TreeError.None) return (opened.Error, []);
        var sink = new Sink(Tree, wantsNodes: false, most: int.MaxValue);
        var error = Tree.ListAsync(opened.Value, 0, sink, default).Now();
        Tree.ReleaseFolder(opened.Value);
        return (error, sink.Taken.Select(t => t.Name).Where(n => n is not ("." or "..")).Order(StringComparer.Ordinal).ToArray());
    }, error => (error, []));

    public TreeError Remove(string path) => InFolder(path, (folder, name) => Tree.RemoveAsync(folder, name, isFolder: false, Somebody, default).Now());

    public TreeError RemoveFolder(string path) => InFolder(path, (folder, name) => Tree.RemoveAsync(folder, name, isFolder: true, Somebody, default).Now());

    public TreeError Rename(string from, string to) => InFolder(from, (source, name) => InFolder(to, (target, newName) => Tree.RenameAsync(source, name, target, newName, RenameMode.Replace, Somebody, default).Now()));

    public TreeError Resize(string path, long size) => At(path, node => Tree.SetAttributesAsync(node, null, new NodeChanges { Size = size }, Somebody, default).Now().Error, error => error);

    public (TreeError Error, ITreeFile? File) Open(string path, OpenMode mode, bool create = false)
    {
        ITreeFile? file = null;
        var error = InFolder(path, (folder, name) =>
        {
            // as a kernel does: a file that is there is opened by its node
            var found = Tree.LookupAsync(folder, name, Somebody, default).Now();
            if (found.Error == TreeError.None)
            {
                var opened = create && mode.HasFlag(OpenMode.Exclusive) ? TreeError.Exists : Tree.OpenAsync(found.Value.Node!, mode, Somebody, default).Now();
                if (opened.Error == TreeError.None) file = new OpenNode(Tree, opened.Value.Handle);
                else Tree.Forget(found.Value.Node!, 1);
                return opened.Error;
            }
            if (!create || found.Error != TreeError.NotFound) return found.Error;
            var made = Tree.CreateAsync(folder, name, 0b110_100_100, mode, Somebody, default).Now();
            if (made.Error == TreeError.None) file = new OpenNode(Tree, made.Value.Opened.Handle);
            return made.Error;
        });
        return (error, file);
    }

    public void Dispose() => (Tree as IDisposable)?.Dispose();

    /// <summary>Walks to a node and forgets it after the action.</summary>
    public T At<T>(string path, Func<FileNode, T> found, Func<TreeError, T> failed)
    {
        if (path.Length == 0) return found(Tree.Root);
        var result = default(T)!;
        var error = InFolder(path, (folder, name) =>
        {
            var entry = Tree.LookupAsync(folder, name, Somebody, default).Now();
            if (entry.Error != TreeError.None) return entry.Error;
            result = found(entry.Value.Node!);
            Tree.Forget(entry.Value.Node!, 1);
            return TreeError.None;
        });
        return error == TreeError.None ? result : failed(error);
    }

    private TreeError InFolder(string path, Func<FileNode, ReadOnlyMemory<byte>, TreeError> action)
    {
        var slash = path.LastIndexOf('/');
        var name = Encoding.UTF8.GetBytes(path[(slash + 1)..]);
        return slash < 0 ? action(Tree.Root, name) : At(path[..slash], folder => action(folder, name), error => error);
    }

    private sealed class OpenNode(IFileTree tree, FileHandle handle) : ITreeFile
    {
        public long Size => tree.GetAttributesAsync(handle.Node, handle, Somebody, default).Now().Value.Attributes.Size;

        public byte[] Read(long offset, int count)
        {
            var bytes = new byte[count];
            var read = tree.ReadAsync(handle, offset, bytes, default).Now();
            return read.Error == TreeError.None ? bytes[..read.Value] : throw new IOException(read.Error.ToString());
        }

        public TreeError Write(long offset, byte[] bytes)
        {
            var written = tree.WriteAsync(handle, offset, bytes, default).Now();
            return written.Error == TreeError.None && written.Value != bytes.Length ? TreeError.Io : written.Error;
        }

        public TreeError Resize(long size) => tree.SetAttributesAsync(handle.Node, handle, new NodeChanges { Size = size }, Somebody, default).Now().Error;

        public TreeError Flush() => tree.FlushAsync(handle, default).Now();

        public TreeError Sync() => tree.SyncAsync(handle, dataOnly: false, default).Now();

        public void Dispose()
        {
            tree.FlushAsync(handle, default).Now();
            tree.Release(handle);
            tree.Forget(handle.Node, 1);
        }
    }

    /// <summary>Takes so many entries of a listing.</summary>
    internal sealed class Sink(IFileTree tree, bool wantsNodes, int most) : IEntrySink
    {
        public List<(string Name, long Place, NodeEntry Entry)> Taken { get; } = [];

        public bool WantsNodes => wantsNodes;

        public bool Add(ReadOnlySpan<byte> name, long place, in NodeEntry entry)
        {
            if (Taken.Count == most) return false;
            Taken.Add((Encoding.UTF8.GetString(name), place, entry));
            return true;
        }

        public void Forget()
        {
            foreach (var (_, _, entry) in Taken)
                if (entry.Node is { } node) tree.Forget(node, 1);
        }
    }
}

/// <summary>Waits for a tree's answer.</summary>
internal static class NowExtensions
{
    public static T Now<T>(this ValueTask<T> answer) => answer.IsCompletedSuccessfully ? answer.Result : answer.AsTask().GetAwaiter().GetResult();
}

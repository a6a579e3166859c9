using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>Removes names with all below them, from the bottom up.</summary>
internal static class Removal
{
    /// <summary>Removes a name; stops at the first that can't be removed, and says which.</summary>
    public static async Task<(TreeError Error, DavPath At)> RemoveAsync(IFileTree tree, FileNode folder, DavPath path, ReadOnlyMemory<byte> name, bool isFolder, CancellationToken cancellationToken)
    {
        if (isFolder && await EmptyAsync(tree, folder, path, name, cancellationToken) is { Error: not TreeError.None } failed) return failed;
        return (await tree.RemoveAsync(folder, name, isFolder, TreeWalk.Caller, cancellationToken), path);
    }

    private static async Task<(TreeError Error, DavPath At)> EmptyAsync(IFileTree tree, FileNode folder, DavPath path, ReadOnlyMemory<byte> name, CancellationToken cancellationToken)
    {
        var found = await tree.LookupAsync(folder, name, TreeWalk.Caller, cancellationToken);
        if (found.Error != TreeError.None) return (found.Error, path);
        var node = found.Value.Node!;
        try
        {
            var opened = await tree.OpenFolderAsync(node, TreeWalk.Caller, cancellationToken);
            if (opened.Error != TreeError.None) return (opened.Error, path);
            var names = new RawNames();
            var error = await tree.ListAsync(opened.Value, 0, names, cancellationToken);
            tree.ReleaseFolder(opened.Value);
            if (error != TreeError.None) return (error, path);
            foreach (var (child, isFolder) in names.Taken)
            {
                var below = await RemoveAsync(tree, node, path.Child(Encoding.UTF8.GetString(child)), child, isFolder, cancellationToken);
                if (below.Error is not TreeError.None and not TreeError.NotFound) return below;
            }
            return (TreeError.None, path);
        }
        finally
        {
            tree.Forget(node, 1);
        }
    }

    private sealed class RawNames : IEntrySink
    {
        public List<(byte[] Name, bool IsFolder)> Taken { get; } = [];

        public bool WantsNodes => false;

        public bool Add(ReadOnlySpan<byte> name, long place, in NodeEntry entry)
        {
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8)) Taken.Add((name.ToArray(), entry.Attributes.Kind == NodeKind.Folder));
            return true;
        }
    }
}

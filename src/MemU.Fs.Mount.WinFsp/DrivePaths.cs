using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WinFsp;

/// <summary>Finds nodes by the paths of Windows.</summary>
internal sealed class DrivePaths(IFileTree tree, Caller caller)
{
    /// <summary>The node of a path, known once more. Of links nothing is opened: what they lead to is another program's business.</summary>
    public Outcome<NodeEntry> Find(string path)
    {
        var state = tree.GetAttributesAsync(tree.Root, null, caller, default).Now();
        if (state.Error != TreeError.None) return state.Error;
        var entry = new NodeEntry(tree.Root, state.Value.Attributes, default);
        foreach (var name in path.Split('\\', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = entry.Attributes.Kind == NodeKind.Folder ? tree.LookupAsync(entry.Node!, Encoding.UTF8.GetBytes(name), caller, default).Now() : TreeError.NotFound;
            Forget(entry.Node!);
            if (next.Error != TreeError.None) return next.Error;
            entry = next.Value;
        }
        if (entry.Attributes.Kind is NodeKind.File or NodeKind.Folder) return entry;
        Forget(entry.Node!);
        return TreeError.Access;
    }

    /// <summary>Does something with a name in its folder; where there is no such folder, that is told by its own status.</summary>
    public int InFolder(string path, Func<FileNode, ReadOnlyMemory<byte>, int> action)
    {
        var slash = path.LastIndexOf('\\');
        if (slash < 0 || slash == path.Length - 1) return NtStatus.Of(TreeError.Invalid);
        var folder = Find(path[..slash]);
        if (folder.Error != TreeError.None) return folder.Error == TreeError.NotFound ? NtStatus.PathNotFound : NtStatus.Of(folder.Error);
        try
        {
            return folder.Value.Attributes.Kind == NodeKind.Folder ? action(folder.Value.Node!, Encoding.UTF8.GetBytes(path[(slash + 1)..])) : NtStatus.PathNotFound;
        }
        finally
        {
            Forget(folder.Value.Node!);
        }
    }

    /// <summary>A node is known once less.</summary>
    public void Forget(FileNode node)
    {
        if (node != tree.Root) tree.Forget(node, 1);
    }
}

/// <summary>Waits for a tree: a thread of WinFsp's is there for one request.</summary>
internal static class Waiting
{
    public static T Now<T>(this ValueTask<T> answer) => answer.IsCompletedSuccessfully ? answer.Result : answer.AsTask().GetAwaiter().GetResult();
}

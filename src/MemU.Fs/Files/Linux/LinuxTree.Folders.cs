using System.Runtime.InteropServices;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

/// <summary>A folder of the disk that is being listed, with the entries that the system gave and nobody has taken yet.</summary>
internal sealed unsafe class LinuxFolder(LinuxNode node, int descriptor) : FolderHandle(node)
{
    public const int Size = 32 * 1024;

    public readonly Lock Gate = new();
    public readonly byte* Buffer = (byte*)NativeMemory.Alloc(Size);
    public int Filled;
    public FolderEntry Next;

    /// <summary>The place at which <see cref="Next"/> is; 0 at the beginning.</summary>
    public long Place;

    public int Descriptor { get; } = descriptor;

    public new LinuxNode Node => (LinuxNode)base.Node;
}

public sealed unsafe partial class LinuxTree
{
    /// <inheritdoc/>
    public ValueTask<Outcome<FolderHandle>> OpenFolderAsync(FileNode folder, Caller caller, CancellationToken cancellationToken)
    {
        var node = (LinuxNode)folder;
        if (node.Kind != NodeKind.Folder) return new(TreeError.NotFolder);
        if (Enter(node, out var path) is not 0 and var closed) return new(Errno.ToError(closed));
        _outside.Watch(node, path);
        int descriptor;
        fixed (byte* here = "."u8) descriptor = LinuxCalls.Open(path, here, LinuxCalls.ReadOnly | LinuxCalls.Folder | LinuxCalls.CloseOnExec, 0);
        var error = Failed(descriptor);
        Leave(node);
        return new(error != TreeError.None ? error : new Outcome<FolderHandle>(TreeError.None, new LinuxFolder(node, descriptor)));
    }

    /// <inheritdoc/>
    public ValueTask<TreeError> ListAsync(FolderHandle handle, long after, IEntrySink sink, CancellationToken cancellationToken)
    {
        var folder = (LinuxFolder)handle;
        lock (folder.Gate) return new(List(folder, after, sink));
    }

    /// <inheritdoc/>
    public ValueTask<TreeError> SyncFolderAsync(FolderHandle handle, bool dataOnly, CancellationToken cancellationToken)
    {
        var error = Failed(LinuxCalls.Sync(((LinuxFolder)handle).Descriptor));
        return new(error is TreeError.Invalid or TreeError.NotSupported ? TreeError.None : error);
    }

    /// <inheritdoc/>
    public void ReleaseFolder(FolderHandle handle)
    {
        var folder = (LinuxFolder)handle;
        _ = LinuxCalls.Close(folder.Descriptor);
        NativeMemory.Free(folder.Buffer);
    }

    private TreeError List(LinuxFolder folder, long after, IEntrySink sink)
    {
        if (after != folder.Place || after == 0 && folder.Filled != 0)
        {
            if (LinuxCalls.Seek(folder.Descriptor, after, 0) < 0) return Failed(-1);
            (folder.Filled, folder.Place, folder.Next) = (0, after, new(folder.Buffer));
        }
        for (var added = 0; ; added++)
        {
            if (folder.Filled == 0 || !folder.Next.IsWithin(folder.Buffer + folder.Filled))
            {
                var got = LinuxCalls.List(folder.Descriptor, folder.Buffer, LinuxFolder.Size);
                // what was taken so far is an answer; the failure is met again by who asks on
                if (got < 0) return added > 0 ? TreeError.None : got == -LinuxFiles.NoEntry ? TreeError.None : Errno.ToError(-got);
                folder.Filled = got;
                folder.Next = new(folder.Buffer);
                if (got == 0) return TreeError.None;
            }
            var entry = folder.Next;
            if (!Show(folder, entry, sink)) return TreeError.None;
            folder.Place = entry.Place;
            folder.Next = entry.Next();
        }
    }

    /// <summary>Puts an entry into the sink; false when that is full. Those that are not to be seen, or have gone meanwhile, are passed over.</summary>
    private bool Show(LinuxFolder folder, FolderEntry entry, IEntrySink sink)
    {
        var name = entry.Name;
        if (name[0] == '.' && (name.Length == 1 || name.Length == 2 && name[1] == '.') || !sink.WantsNodes)
            return Hides(folder.Node, name) || sink.Add(name, entry.Place, new(null, new(entry.Inode, entry.Kind, 0, 0, default), default));
        if (Hides(folder.Node, name)) return true;
        if (Find(folder.Node, folder.Descriptor, name, entry.NameText, out var shown) != 0) return true;
        if (sink.Add(name, entry.Place, shown)) return true;
        Forget(shown.Node!, 1);
        return false;
    }
}

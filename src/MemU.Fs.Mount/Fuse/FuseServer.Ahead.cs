using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

internal sealed partial class FuseServer
{
    // larger files take longer to read than to be asked for
    private const int MostAhead = 16 * 1024;

    private int _ahead;

    /// <summary>
    /// Gives the kernel a small file's content with the answer to its first opening, so that reading it needs no request of its own. True when the kernel may keep it.
    /// </summary>
    /// <remarks>
    /// The kernel holds a page while it waits for it to be read. Nobody has had this file open before, so no such wait is likely; and because one thread alone may be here,
    /// another is always left to answer it.
    /// </remarks>
    private bool PutAhead(Request r, FileHandle file, in NodeVersion version)
    {
        if (version.Size is <= 0 or > MostAhead || Interlocked.CompareExchange(ref _ahead, 1, 0) != 0) return false;
        try
        {
            var read = _tree.ReadAsync(file, 0, r.RoomAhead((int)version.Size), r.Stop);
            if (!read.IsCompletedSuccessfully || read.Result is not { Error: TreeError.None } got || got.Value != version.Size) return false;
            r.PutAhead(got.Value);
            // changed meanwhile, what was put there may be older than what the kernel has been told since
            var state = _tree.GetAttributesAsync(file.Node, file, r.Caller, r.Stop);
            if (state.IsCompletedSuccessfully && state.Result is { Error: TreeError.None } after && after.Value.Attributes.Version == version) return true;
            r.DoubtAttributes();
            return false;
        }
        finally
        {
            Volatile.Write(ref _ahead, 0);
        }
    }
}

using MemU.Fs.Care;
using MemU.Fs.Model;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>
    /// Takes a file, a folder or a text out of the tree, all of history, the index, the vectors and the logs; only the ids of the blobs are kept.
    /// It can't be undone. The view never repeats what was purged.
    /// </summary>
    /// <exception cref="MemUException">The memory lies in a larger repository, or there is no such path.</exception>
    public Task<PurgeView> PurgeAsync(PurgeRequest request, CancellationToken cancellationToken = default) =>
        request.DryRun
            ? ReadingAsync(async open =>
            {
                await open.SyncAsync(Freshness.Full, null, cancellationToken);
                return new Purge(open, request, _options).Preview(cancellationToken);
            }, cancellationToken)
            : WritingAsync(async open =>
            {
                await Packing.WaitAsync(open.Tree.Root, _options.LockPatience, cancellationToken); // it would put objects back that are to go
                var purge = new Purge(open, request, _options);
                var outcome = purge.Rewrite(cancellationToken);
                var fresh = Reopen(); // git's objects and the cache are others now
                fresh.Index.LockForWriting(_options.LockPatience, CancellationToken.None);
                return await purge.FinishAsync(fresh, outcome, CancellationToken.None);
            }, cancellationToken);
}

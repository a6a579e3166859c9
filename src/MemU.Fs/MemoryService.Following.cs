using System.Diagnostics;
using System.Runtime.CompilerServices;
using MemU.Fs.Model;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>Commits what people edited by hand, as theirs, as any call that writes does first.</summary>
    /// <exception cref="MemUException">The tree can't be written, or it is locked.</exception>
    public Task CommitEditsAsync(CancellationToken cancellationToken = default) => WritingAsync(_ => Task.FromResult(true), cancellationToken);

    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(100), Longest = TimeSpan.FromSeconds(2), Unwatched = TimeSpan.FromSeconds(5), Now = TimeSpan.Zero;

    /// <summary>
    /// Follows the tree until it is cancelled: what editors, git and other processes do to it is in the index at once, and people's edits are committed
    /// as theirs after a quiet period (<see cref="MemoryOptions.CommitEditsAfter"/>). Needs <see cref="MemoryOptions.StayOpen"/>.
    /// </summary>
    /// <returns>A report for each batch of changes, the first for those since the last comparison.</returns>
    /// <exception cref="MemUException">The tree is gone, or it was not opened to stay.</exception>
    public async IAsyncEnumerable<SyncReport> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (!_options.StayOpen) throw new MemUException(MemUErrorKind.BadArgument, "to follow a memory open it with StayOpen.");
        long? edited = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            var (report, uncommitted) = await ReadingAsync(async open =>
            {
                var report = await open.SyncAsync(Freshness.Full, null, cancellationToken);
                return (report, report.Indexed + report.Removed > 0 || edited is not null ? open.History is not null && open.Synchronizer.Uncommitted().Any(u => !Inbox.Holds(u.Path) || u.Entry.Is(Files.TreeFlags.Deleted)) : false);
            }, cancellationToken);
            if (report.Indexed + report.Removed > 0)
            {
                edited = uncommitted && !_options.ReadOnly && _options.CommitEditsAfter >= Now ? Stopwatch.GetTimestamp() : null;
                yield return report;
            }
            else if (!uncommitted)
            {
                edited = null; // somebody committed them
            }
            if (edited is { } since && Stopwatch.GetElapsedTime(since) >= _options.CommitEditsAfter)
            {
                // what somebody is writing just now is committed after a further quiet period
                edited = await CommitQuietlyAsync(cancellationToken) ? null : Stopwatch.GetTimestamp();
            }
            if (!await WaitAsync(edited is { } from ? _options.CommitEditsAfter - Stopwatch.GetElapsedTime(from) : null, cancellationToken)) yield break;
        }
    }

    /// <summary>Commits what people edited; false when something of it is still being written.</summary>
    private async Task<bool> CommitQuietlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await WritingAsync(open => Task.FromResult(_options.BeingWritten?.Invoke() is not { Count: > 0 } || !open.Synchronizer.Uncommitted().Any()), cancellationToken);
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.Conflict or MemUErrorKind.Locked)
        {
            _options.Notice?.Invoke(e.Message); // in the middle of a merge: the next quiet period tries again
            return true;
        }
    }

    /// <summary>Waits for a change, or as long as is said; false when it was cancelled.</summary>
    private async Task<bool> WaitAsync(TimeSpan? most, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var patience = most ?? (_watcher is null ? Unwatched : Longest * 300);
            time.CancelAfter(patience > Now ? patience : Now);
            if (_watcher is { } watcher) await watcher.WaitAsync(Debounce, Longest, time.Token);
            else await Task.Delay(Unwatched, time.Token);
        }
        catch (OperationCanceledException)
        {
            return !cancellationToken.IsCancellationRequested;
        }
        return true;
    }
}

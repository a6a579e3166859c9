using System.Runtime.CompilerServices;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Views;

namespace MemU.Fs.Server.Changes;

/// <summary>
/// What happens to a tree, commit by commit, for any number of subscribers. All of it is read from git's history, so a subscriber goes on from any commit that
/// it knows, and one that is slow costs nothing but a place in it. Usable from several threads.
/// </summary>
public sealed class ChangeFeed : IDisposable
{
    private const int Most = 5_000;

    // commits of other processes come without anybody telling; to look costs two small files
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly MemoryService _memory;
    private readonly MemoryOptions _options;
    private readonly OwnHistory _history;
    private readonly CancellationTokenSource _stop = new();
    private bool _isDisposed;
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes the feed of a memory.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="options">How it was opened.</param>
    public ChangeFeed(MemoryService memory, MemoryOptions options)
    {
        (_memory, _options) = (memory, options);
        Root = Path.GetFullPath(options.Root);
        _history = new(Root);
    }

    /// <summary>The root of the tree.</summary>
    internal string Root { get; }

    /// <summary>Says that there may be a new commit; subscribers look at once. Call it after each call that wrote.</summary>
    public void Wake() => Interlocked.Exchange(ref _woken, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Follows the tree (<see cref="MemoryService.FollowAsync"/>) until it is cancelled, and wakes subscribers; at most one at a time follows a tree.</summary>
    /// <exception cref="MemUException">The tree is gone, or it was not opened to stay.</exception>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in _memory.FollowAsync(cancellationToken)) Wake();
    }

    /// <summary>The commit from which somebody goes on who has read everything; empty where there is none yet.</summary>
    public async Task<string> HeadAsync(CancellationToken cancellationToken = default) => await _history.ReadAsync(h => h.Head, null, cancellationToken) ?? "";

    /// <summary>The events after a commit and all that come later, until it is cancelled.</summary>
    /// <param name="after">The commit that was read last; null for what comes from now on, empty for all from the first. Where it is not known, or too far back, the first event is a reset.</param>
    /// <param name="scope">Whose files; none for everybody's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<ChangeEvent> ReadAsync(string? after, MemoryScope scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        var (token, at) = (either.Token, after ?? await HeadAsync(either.Token));
        while (true)
        {
            token.ThrowIfCancellationRequested();
            var woken = Volatile.Read(ref _woken).Task; // before it is looked, so that nothing comes in between
            var commits = await _history.WalkAsync(h => ChangeReader.After(h, at, Most), [], token);
            var isLost = commits is null;
            foreach (var commit in commits ?? [])
            {
                var (isKnown, change) = await EventAsync(commit, scope, token);
                isLost = !isKnown; // a purge took it away meanwhile
                if (isLost) break;
                at = commit;
                if (change is not null) yield return change;
            }
            if (isLost)
            {
                at = await HeadAsync(token);
                yield return new() { Commit = at, At = _options.Clock.GetUtcNow(), Reset = true };
            }
            else if (commits!.Count == 0)
            {
                await WaitAsync(woken, token);
            }
        }
    }

    /// <summary>Ends all subscriptions.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _stop.Cancel();
        _history.Dispose();
        _stop.Dispose();
    }

    private Task<(bool, ChangeEvent?)> EventAsync(string commit, MemoryScope scope, CancellationToken cancellationToken) =>
        _history.WalkAsync(history =>
        {
            try
            {
                return (true, ChangeReader.Of(history, commit, new(new(scope.IsNone ? scope : MemoryConfig.Load(Root).Scope), scope)));
            }
            catch (MemUException e) when (e.Kind == MemUErrorKind.NotFound)
            {
                return (false, null);
            }
        }, (false, default(ChangeEvent)), cancellationToken);

    private async Task WaitAsync(Task woken, CancellationToken cancellationToken)
    {
        try
        {
            await woken.WaitAsync(Look, _options.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // then it is looked
        }
    }
}

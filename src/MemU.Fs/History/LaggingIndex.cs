using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>What a process that stays says so that git's index may follow its commits a moment later.</summary>
/// <param name="TryLockTree">Takes the lock of whoever writes if it is free at once; else null.</param>
/// <param name="MakeDurable">Puts on the disk what those commits left to the system. May be called by several threads.</param>
/// <param name="Settled">Called with that lock held when the index has followed: what was kept in case of a death can go.</param>
/// <param name="Failed">Told when the index could not follow; what was kept makes good for it.</param>
public sealed record IndexLag(Func<IDisposable?> TryLockTree, Action MakeDurable, Action Settled, Action<string> Failed)
{
    /// <summary>How long nothing must be committed before the index follows.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest that it lags.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMilliseconds(400);
}

/// <summary>
/// Lets git's index, whose writing costs as much as it has entries, follow several commits at once. As long as it lags git's own lock of it is held, so that
/// nobody commits what it says: that would take the newest memories back.
/// </summary>
internal sealed class LaggingIndex(IndexFile index, IndexLag lag) : IDisposable
{
    // a small index is written in less time than it takes to lag
    private const int LeastBytes = 256 * 1024, MostChanges = 64;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, PathChange> _changes = new(StringComparer.Ordinal);
    private volatile bool _lags;
    private Timer? _timer;
    private LockFile? _held;
    private bool _isInUse; // by a commit that is being made: what is kept is its own
    private string _at = "";
    private long _since;

    /// <summary>True while the index lags, and until what was kept has gone. Waits for nothing.</summary>
    public bool Lags => _lags;

    /// <summary>True when the index lags; waits for one that is following just now.</summary>
    public bool StillLags()
    {
        lock (_gate) return _lags;
    }

    /// <summary>True when a commit of so many changes is one that the index may lag behind.</summary>
    public bool MayLag(int changes) => changes <= MostChanges && index.Size >= LeastBytes;

    /// <summary>Holds the index for a commit that is about to be made; null when the index is to follow at once instead, as it did before.</summary>
    /// <exception cref="MemUException">Locked: git works with the index.</exception>
    public IndexHold? Hold(PreparedCommit commit, TimeSpan wait)
    {
        _gate.Enter();
        try
        {
            if (commit.Changes is not { } changes || commit.Parent is null || !MayLag(changes.Count))
            {
                Settle();
                return null;
            }
            if (_held is null)
            {
                _held = index.Lock(wait);
                (_at, _since) = (commit.Parent, Environment.TickCount64);
            }
            _isInUse = true;
            return new(this, _at, isFirst: _changes.Count == 0, changes);
        }
        finally
        {
            if (!_isInUse) _gate.Exit(); // else when the hold ends
        }
    }

    /// <summary>Ends the hold. The index follows soon when the commit was made; else at once, and what was kept is left to whoever finishes the commit.</summary>
    internal void Release(IReadOnlyList<PathChange>? made)
    {
        try
        {
            if (made is null)
            {
                Settle();
                return;
            }
            foreach (var change in made)
                _changes[change.Path] = _changes.TryGetValue(change.Path, out var before) ? change with { Before = before.Before, BeforeMode = before.BeforeMode } : change;
            _isInUse = false;
            _lags = true;
            if (_changes.Count > MostChanges * 8) Settle();
            else Wait();
        }
        finally
        {
            _isInUse = false;
            _gate.Exit();
        }
    }

    /// <summary>Has the index follow now.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            if (_held is not { } held) return;
            using var tree = _isInUse ? null : lag.TryLockTree();
            var isDurable = Try(lag.MakeDurable);
            // even when that failed, for nobody may commit what a lagging index says
            var follows = Try(() =>
            {
                if (_changes.Count > 0) index.Apply(held, [.. _changes.Values]);
            });
            if (tree is not null && isDurable && follows) Try(lag.Settled); // else whoever is at work, or comes next, finds what was kept, and clears it away
            _changes.Clear();
            _lags = false;
            _held.Dispose();
            _held = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Settle();
        lock (_gate)
        {
            _held?.Dispose(); // settled, so there is none
            _timer?.Dispose();
            _timer = null;
        }
    }

    private bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is MemUException or IOException or UnauthorizedAccessException)
        {
            lag.Failed(e.Message);
            return false;
        }
    }

    // most of what is to be made durable is so before anybody who commits has to wait
    private void Follow()
    {
        Try(lag.MakeDurable);
        Settle();
    }

    private void Wait()
    {
        var left = lag.Longest - TimeSpan.FromMilliseconds(Environment.TickCount64 - _since);
        _timer ??= new(_ => Follow());
        _timer.Change(left < lag.Quiet ? left < TimeSpan.Zero ? TimeSpan.Zero : left : lag.Quiet, Timeout.InfiniteTimeSpan);
    }
}

/// <summary>git's index, held for a commit; ended by the thread that began it.</summary>
internal sealed class IndexHold(LaggingIndex index, string at, bool isFirst, IReadOnlyList<PathChange> changes) : IDisposable
{
    private bool _made;

    /// <summary>The commit that the index stands at.</summary>
    public string At => at;

    /// <summary>True when the index lags behind no earlier commit.</summary>
    public bool IsFirst => isFirst;

    /// <summary>The commit was made: the index follows soon.</summary>
    public void Made() => _made = true;

    /// <inheritdoc/>
    public void Dispose() => index.Release(_made ? changes : null);
}

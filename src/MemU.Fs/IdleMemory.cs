using MemU.Fs.Context;

namespace MemU.Fs;

/// <summary>
/// Gives memory back when a process that stays is at rest: a host keeps a server for each session, and most of them wait most of the time. The runtime collects when more is
/// asked for, which a process at rest never does.
/// </summary>
internal sealed class IdleMemory : IDisposable
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1), s_sleep = TimeSpan.FromMinutes(1);

    private readonly Timer _rest = new(_ => Collect());

    private readonly Timer _sleep = new(_ =>
    {
        TokenCounter.Forget();
        Collect();
    });

    /// <summary>Something was done; what it left is collected unless something else comes soon, and tables that are quickly read again go after a while.</summary>
    public void Worked()
    {
        _rest.Change(s_rest, Timeout.InfiniteTimeSpan);
        _sleep.Change(s_sleep, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rest.Dispose();
        _sleep.Dispose();
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}

using System.Collections.Concurrent;

namespace MemU.Fs.Tests.Scripted;

/// <summary>A clock on which nobody waits: each timer is due at once, and what it was set to is noted.</summary>
public sealed class HastyClock : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private DateTimeOffset? _now;

    /// <summary>How long was waited, in its order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    /// <summary>The time, where it stands still.</summary>
    public DateTimeOffset? At { get => _now; init => _now = value; }

    public override TimeZoneInfo LocalTimeZone => _now is null ? base.LocalTimeZone : TimeZoneInfo.Utc;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => _now = (_now ?? base.GetUtcNow()) + time;

    public override DateTimeOffset GetUtcNow() => _now ?? base.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _waits.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}

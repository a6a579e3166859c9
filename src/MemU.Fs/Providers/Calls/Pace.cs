namespace MemU.Fs.Providers.Calls;

/// <summary>At most so many requests within any minute; those beyond wait for their turn, in the order in which they came.</summary>
internal sealed class Pace(int perMinute, TimeProvider clock)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Queue<DateTimeOffset> _starts = new();
    private readonly Lock _gate = new();

    /// <summary>Waits until a request may go.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var (now, start) = (clock.GetUtcNow(), clock.GetUtcNow());
            // what was given a time is counted at that time, so that many at once are spread and not let go together
            if (_starts.Count >= perMinute && _starts.Dequeue() + Minute is var free && free > start) start = free;
            _starts.Enqueue(start);
            wait = start - now;
        }
        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellationToken);
    }
}

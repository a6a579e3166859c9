using System.Collections.Concurrent;
using System.Threading.RateLimiting;

namespace MemU.Fs.Server.Access;

/// <summary>How many requests each caller may make: a bucket that fills evenly and holds what ten seconds bring.</summary>
internal sealed class RateLimits(int usual) : IDisposable
{
    private const int BurstSeconds = 10;
    private readonly ConcurrentDictionary<string, TokenBucketRateLimiter> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one request of a caller; otherwise says in how many seconds the next may come.</summary>
    public bool TryTake(string caller, int? perMinute, out int retryAfter)
    {
        retryAfter = 0;
        var rate = perMinute ?? usual;
        if (rate <= 0) return true;
        var bucket = _buckets.GetOrAdd(caller, static (_, rate) => new(new()
        {
            TokenLimit = Math.Max(1, rate * BurstSeconds / 60),
            TokensPerPeriod = Math.Max(1, rate / 60),
            ReplenishmentPeriod = TimeSpan.FromSeconds(rate >= 60 ? 1 : 60.0 / rate),
            QueueLimit = 0,
            AutoReplenishment = true,
        }), rate);
        using var lease = bucket.AttemptAcquire();
        if (lease.IsAcquired) return true;
        retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 1;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var bucket in _buckets.Values) bucket.Dispose();
    }
}

using System.Globalization;

namespace MemU.Fs.Providers.Calls;

/// <summary>At most so many calls at once, and each tried again where that may help: when the provider says to, else after a time that doubles, with chance so that many do not come at once.</summary>
internal sealed class Retrying(int concurrency, TimeProvider clock, Action<string>? notice, int? perMinute = null) : IDisposable
{
    private const int MostAttempts = 4;
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(2);

    private readonly Pace? _pace = perMinute is { } most ? new(most, clock) : null;
    private readonly SemaphoreSlim _gate = new(Math.Max(1, concurrency));

    /// <summary>Makes a call; <paramref name="meter"/> counts the attempts.</summary>
    public async Task<T> RunAsync<T>(CallMeter meter, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (true)
            {
                if (_pace is not null) await _pace.WaitAsync(cancellationToken);
                meter.Attempts++;
                try
                {
                    return await call(cancellationToken);
                }
                catch (ProviderException e) when (e.IsTransient && meter.Attempts < MostAttempts)
                {
                    var wait = Wait(meter.Attempts, e.RetryAfter);
                    if (wait >= WorthSaying) notice?.Invoke(string.Create(CultureInfo.InvariantCulture, $"{meter.Context.Provider}: {e.Reason}; trying again in {wait.TotalSeconds:0.#} s"));
                    await Task.Delay(wait, clock, cancellationToken);
                }
                catch (ProviderException e) when (e.IsTransient)
                {
                    throw e.After(meter.Attempts);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>How long to wait after an attempt, from 1.</summary>
    internal static TimeSpan Wait(int attempt, TimeSpan? asked)
    {
        if (asked is { } after) return after <= TimeSpan.Zero ? TimeSpan.Zero : after < LongestAsked ? after : LongestAsked;
        var longest = First * Math.Pow(2, attempt - 1);
        if (longest > Longest) longest = Longest;
#pragma warning disable CA5394 // chance for politeness, not for secrecy
        return longest * (0.5 + Random.Shared.NextDouble() / 2);
#pragma warning restore CA5394
    }
}

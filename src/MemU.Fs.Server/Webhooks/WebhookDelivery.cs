using System.Globalization;
using System.Net;
using MemU.Fs.Model;
using MemU.Fs.Server.Changes;

namespace MemU.Fs.Server.Webhooks;

/// <summary>Tells one receiver, event by event. Its place in history moves when an event was delivered or given up, so after a restart it goes on there.</summary>
internal sealed class WebhookDelivery(WebhookRecord record, WebhookStore store, ChangeFeed feed, WebhookSender sender, WebhookOptions options, SemaphoreSlim few) : IAsyncDisposable
{
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private volatile WebhookRecord _record = record;
    private bool _isOver;
    private Task _running = Task.CompletedTask;

    public WebhookRecord Record => _record;

    /// <summary>Begins, or begins again where it had given up.</summary>
    public void Start()
    {
        if (!options.IsOffline && _record.DisabledBecause is null) _running = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>Ends it; an event that is on its way is sent again after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        lock (_gate) _isOver = true; // a test that is on its way must not bring back what is removed
        _stop.Dispose();
    }

    /// <summary>Sends a test, once and whatever else waits.</summary>
    public async Task<WebhookAttempt> TestAsync(CancellationToken cancellationToken)
    {
        var attempt = await SendAsync(WebhookMessage.Test(_record.Id, options.Clock.GetUtcNow()), cancellationToken);
        Save(r => r with { Last = attempt });
        return attempt;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in feed.ReadAsync(_record.Cursor, MemoryScope.None, cancellationToken))
            {
                var message = WebhookMessage.Of(_record.Id, change);
                if (_record.Wants(message.Type) && !await DeliverAsync(message, cancellationToken)) return;
                Save(r => r with { Cursor = change.Commit, Attempts = 0, NextTryAt = null });
            }
        }
        catch (OperationCanceledException)
        {
            // told to end
        }
        catch (Exception e) when (e is MemUException or IOException)
        {
            Disable($"its events can't be read ({SafeText.OneLine(e.Message, 300)})");
        }
    }

    /// <summary>Delivers an event, or gives it up after the last try; false where nothing more is to be sent.</summary>
    private async Task<bool> DeliverAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_record.NextTryAt is { } next && next - options.Clock.GetUtcNow() is { Ticks: > 0 } wait) await Task.Delay(wait, options.Clock, cancellationToken);
            var attempt = await SendAsync(message, cancellationToken);
            if (attempt.IsDelivered)
            {
                CrashPoint.Reach("hook-delivered");
                Save(r => r with { Last = attempt, FailingSince = null });
                return true;
            }
            var tries = _record.Attempts + 1;
            var since = _record.FailingSince ?? attempt.At;
            if (attempt.Status == (int)HttpStatusCode.Gone) return Disable("the receiver answered 410, which says that it is gone", attempt);
            if (attempt.At - since >= options.DisableAfter) return Disable(string.Create(CultureInfo.InvariantCulture, $"nothing could be delivered for {options.DisableAfter.TotalDays:0.#} days; the last try: {attempt.Error}"), attempt);
            if (tries > options.Retries.Count)
            {
                options.Notice?.Invoke($"an event was given up after {tries} tries: {_record.View().Url} {attempt.Error}");
                Save(r => r with { Last = attempt, FailingSince = since });
                return true;
            }
            Save(r => r with { Last = attempt, FailingSince = since, Attempts = tries, NextTryAt = options.Clock.GetUtcNow() + WaitBefore(tries, attempt.RetryAfter) });
        }
    }

    private async Task<WebhookAttempt> SendAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        await few.WaitAsync(cancellationToken);
        try
        {
            return await sender.SendAsync(_record, message, cancellationToken);
        }
        finally
        {
            few.Release();
        }
    }

    private TimeSpan WaitBefore(int tries, TimeSpan? asked)
    {
#pragma warning disable CA5394 // chance for politeness, not for secrecy
        var wait = options.Retries[tries - 1] * (1 + Random.Shared.NextDouble() / 10);
#pragma warning restore CA5394
        return asked > wait ? asked < LongestAsked ? asked.Value : LongestAsked : wait;
    }

    private bool Disable(string why, WebhookAttempt? attempt = null)
    {
        options.Notice?.Invoke($"nothing more is sent to {_record.View().Url}: {why}");
        Save(r => r with { DisabledBecause = why, Last = attempt ?? r.Last, Attempts = 0, NextTryAt = null });
        return false;
    }

    private void Save(Func<WebhookRecord, WebhookRecord> change)
    {
        lock (_gate)
        {
            if (_isOver) return;
            _record = change(_record);
            try
            {
                store.Save(_record);
            }
            catch (MemUException e)
            {
                options.Notice?.Invoke($"{e.Message} An event may be sent once more after a restart, under the same id.");
            }
        }
    }
}

namespace MemU.Fs;

public sealed partial class MemoryService
{
    private readonly Lock _settling = new();
    private Timer? _soon;
    private long _aheadSince;
    private bool _disposed;

    /// <summary>What the search index has ahead of the disk goes there after a quiet moment, or when it has been ahead for long enough.</summary>
    private void SettleSoon()
    {
        if (_open is not { IsAhead: true })
        {
            _aheadSince = 0;
            return;
        }
        var now = Environment.TickCount64;
        if (_aheadSince == 0) _aheadSince = now;
        var left = _options.SettleWithin - TimeSpan.FromMilliseconds(now - _aheadSince);
        lock (_settling)
        {
            if (_disposed) return;
            _soon ??= new(_ => _ = SettleAsync());
            _soon.Change(left > _options.SettleAfter ? _options.SettleAfter : left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task SettleAsync()
    {
        try
        {
            await _one.WaitAsync();
        }
        catch (ObjectDisposedException)
        {
            return; // whoever closed it has settled
        }
        lock (_settling)
        {
            if (_disposed) return;
            try
            {
                // an index that another process writes just now is tried again, from the beginning
                if (_open is { IsAhead: true } open) _ = open.Settle();
                _aheadSince = 0;
                SettleSoon();
            }
            finally
            {
                _one.Release();
            }
        }
    }
}

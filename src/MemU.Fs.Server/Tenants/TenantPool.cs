using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;

namespace MemU.Fs.Server.Tenants;

/// <summary>
/// The trees that are open: each is opened when it is first asked for, and closed after a while without requests and work, or when too many are open.
/// Usable from several threads.
/// </summary>
internal sealed class TenantPool : IAsyncDisposable
{
    private readonly ServeOptions _options;
    private readonly ServerMetrics _metrics;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ITimer _sweep;
    private bool _disposed;

    private sealed class Entry
    {
        public required Lazy<Task<Tenant>> Opening { get; init; }
        public int Users { get; set; }
        public DateTimeOffset Used { get; set; }
        public Task? Closing { get; set; }
    }

    /// <summary>Makes the pool; trees are closed by the clock of the options.</summary>
    public TenantPool(ServeOptions options, ServerMetrics metrics)
    {
        (_options, _metrics) = (options, metrics);
        _sweep = options.Clock.CreateTimer(_ => Sweep(), null, options.IdleAfter / 2, options.IdleAfter / 2);
    }

    /// <summary>How many trees are open.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    /// <summary>The trees that are open now.</summary>
    public IReadOnlyList<string> Names()
    {
        lock (_gate) return [.. _entries.Where(e => e.Value.Closing is null).Select(e => e.Key)];
    }

    /// <summary>A tree, opened if need be; it stays open until what is returned is disposed.</summary>
    /// <exception cref="MemUException">It can't be opened.</exception>
    public async ValueTask<TenantLease> RentAsync(string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            Entry entry;
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                if (!_entries.TryGetValue(name, out entry!)) _entries[name] = entry = new() { Opening = new(() => Task.Run(() => Tenant.OpenAsync(name, _options, _metrics), CancellationToken.None)) };
                if (entry.Closing is null)
                {
                    entry.Users++;
                    entry.Used = _options.Clock.GetUtcNow();
                }
            }
            if (entry.Closing is { } closing)
            {
                await closing.WaitAsync(cancellationToken); // its queue belongs to one of us at a time
                continue;
            }
            try
            {
                var tenant = await entry.Opening.Value.WaitAsync(cancellationToken);
                CloseSome(_options.MaxOpen, _ => true);
                return new(tenant, () => Return(entry));
            }
            catch
            {
                Return(entry);
                if (entry.Opening.Value.IsFaulted) Forget(name, entry);
                throw;
            }
        }
    }

    /// <summary>Opens those trees that have something to do, one after the other: what was accepted before the last end is done, whether anybody asks for it or not.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        List<string> names;
        try
        {
            names = Names(_options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _options.Notice?.Invoke($"what was accepted waits until somebody asks: {e.Message}");
            return;
        }
        static List<string> Names(ServeOptions options) => options.Tenants is { } folder ? [.. Directory.EnumerateDirectories(folder).Select(f => Path.GetFileName(f)).Where(TenantName.Is).Order(StringComparer.Ordinal)] : [KeyFile.OnlyTenant];
        foreach (var name in names)
            try
            {
                if (cancellationToken.IsCancellationRequested) return;
                if (Tenant.HasWork(name, _options)) (await RentAsync(name, cancellationToken)).Dispose();
            }
            catch (Exception e) when (e is MemUException or IOException or UnauthorizedAccessException)
            {
                _options.Notice?.Invoke($"what was accepted for {name} waits: {e.Message}");
            }
            catch (OperationCanceledException)
            {
                return; // the server ends
            }
    }

    private void Return(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;
            entry.Used = _options.Clock.GetUtcNow();
        }
    }

    private void Forget(string name, Entry entry)
    {
        lock (_gate)
            if (_entries.GetValueOrDefault(name) == entry) _entries.Remove(name); // the next request tries again
    }

    private void Sweep()
    {
        var before = _options.Clock.GetUtcNow() - _options.IdleAfter;
        CloseSome(0, e => e.Used <= before);
    }

    /// <summary>Closes those that nobody uses, the longest idle first, until so many are left.</summary>
    private void CloseSome(int left, Func<Entry, bool> may)
    {
        lock (_gate)
        {
            if (_disposed) return;
            foreach (var (name, entry) in _entries.OrderBy(e => e.Value.Used).ToList())
            {
                if (_entries.Count(e => e.Value.Closing is null) <= left) return;
                if (entry.Users == 0 && entry.Closing is null && may(entry) && entry.Opening.Value is { IsCompletedSuccessfully: true } open && open.Result.IsIdle) entry.Closing = CloseAsync(name, entry, open.Result);
            }
        }
    }

    private async Task CloseAsync(string name, Entry entry, Tenant tenant)
    {
        await Task.Yield(); // outside the lock
        try
        {
            await tenant.DisposeAsync();
        }
        catch (Exception e) when (e is MemUException or IOException)
        {
            _options.Notice?.Invoke($"{name} could not be closed cleanly: {e.Message}");
        }
        finally
        {
            Forget(name, entry);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Entry> entries;
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            entries = [.. _entries.Values];
        }
        await _sweep.DisposeAsync();
        foreach (var entry in entries)
        {
            if (entry.Closing is { } closing) await closing;
            else if (entry.Opening is { IsValueCreated: true, Value: var opening } && await opening.ContinueWith(t => t.IsCompletedSuccessfully, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)) await (await opening).DisposeAsync();
        }
    }
}

/// <summary>A tree that stays open until this is disposed.</summary>
internal sealed class TenantLease(Tenant tenant, Action done) : IDisposable
{
    private Action? _done = done;

    /// <summary>The tree.</summary>
    public Tenant Tenant => tenant;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _done, null)?.Invoke();
}

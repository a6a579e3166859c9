using System.Security.Cryptography;
using MemU.Fs.Model;
using MemU.Fs.Server.Changes;

namespace MemU.Fs.Server.Webhooks;

/// <summary>The receivers of a tree's events. Each is told of every commit in order, at least once, however often the process ends. Usable from several threads.</summary>
public sealed class WebhookSet : IAsyncDisposable
{
    private const int MostDescription = 500;

    private readonly WebhookStore _store;
    private readonly ChangeFeed _feed;
    private readonly WebhookOptions _options;
    private readonly WebhookSender _sender;
    private readonly SemaphoreSlim _few;
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, WebhookDelivery> _hooks = new(StringComparer.Ordinal);

    private WebhookSet(string folder, ChangeFeed feed, WebhookOptions options)
    {
        (_feed, _options, _sender) = (feed, options, new(options));
        _few = new(options.MaxAtOnce);
        _store = new(folder, feed.Root, options.Notice);
        foreach (var hook in _store.Load()) Begin(hook);
    }

    /// <summary>Opens the receivers that are kept in a folder, and goes on telling them.</summary>
    /// <param name="folder">The folder, outside the tree: what comes with a tree from elsewhere must not send anything.</param>
    /// <param name="feed">The tree's changes; it must be closed later.</param>
    /// <param name="options">How events are delivered.</param>
    /// <exception cref="MemUException">The folder is within the tree, or can't be used.</exception>
    public static WebhookSet Open(string folder, ChangeFeed feed, WebhookOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(folder, feed, options);
    }

    /// <summary>Whether anybody is told of what happens.</summary>
    public bool IsTelling
    {
        get
        {
            lock (_gate) return !_options.IsOffline && _hooks.Values.Any(h => h.Record.DisabledBecause is null);
        }
    }

    /// <summary>Adds a receiver; it is told of what is committed from now on.</summary>
    /// <exception cref="MemUException">The address may not be asked, an event is not known, or there are too many.</exception>
    public async Task<WebhookAdded> AddAsync(WebhookRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var type in request.Events)
            if (type is not (WebhookEvents.Changed or WebhookEvents.Reset)) throw new MemUException(MemUErrorKind.BadArgument, $"there is no event '{SafeText.OneLine(type, 60)}'; there are {WebhookEvents.Changed} and {WebhookEvents.Reset}.");
        await WebhookSender.CheckAsync(request.Url, request.AllowPrivate, cancellationToken);
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (_hooks.Count >= _options.MaxHooks) throw new MemUException(MemUErrorKind.BadArgument, $"there are {_hooks.Count} webhooks already, and no more are taken; remove one first.");
            var hook = new WebhookRecord
            {
                Id = $"hook_{RandomNumberGenerator.GetHexString(16, lowercase: true)}",
                Url = request.Url,
                Secret = WebhookSignature.NewSecret(),
                Events = [.. request.Events.Distinct()],
                Description = request.Description is { } text ? SafeText.OneLine(text, MostDescription) : null,
                AllowPrivate = request.AllowPrivate,
                CreatedAt = _options.Clock.GetUtcNow(),
                Cursor = await _feed.HeadAsync(cancellationToken),
            };
            _store.Save(hook);
            Begin(hook);
            return new(hook.View(), hook.Secret);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The receivers, the oldest first.</summary>
    public IReadOnlyList<Webhook> List()
    {
        lock (_gate) return [.. _hooks.Values.Select(h => h.Record).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id, StringComparer.Ordinal).Select(r => r.View())];
    }

    /// <summary>A receiver; null when there is none of that id.</summary>
    public Webhook? Find(string id) => Get(id)?.Record.View();

    /// <summary>Removes a receiver; false when there is none of that id.</summary>
    public async Task<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (await EndAsync(id) is null) return false;
            _store.Remove(id);
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Sends again to a receiver to which nothing was sent any more, from where it stopped; null when there is none of that id.</summary>
    public async Task<Webhook?> EnableAsync(string id, CancellationToken cancellationToken = default)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (Get(id) is not { } hook) return null;
            if (hook.Record.DisabledBecause is null) return hook.Record.View();
            var record = (await EndAsync(id))!.Record with { DisabledBecause = null, FailingSince = null, Attempts = 0, NextTryAt = null };
            _store.Save(record);
            Begin(record);
            return record.View();
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Sends a test to a receiver and says what came of it; null when there is none of that id.</summary>
    /// <exception cref="MemUException">Nothing may be sent (<c>MEMU_OFFLINE</c>).</exception>
    public async Task<WebhookAttempt?> TestAsync(string id, CancellationToken cancellationToken = default)
    {
        if (_options.IsOffline) throw new MemUException(MemUErrorKind.NotAllowed, "nothing was sent: MEMU_OFFLINE is set, so nothing is asked of the network.");
        return Get(id) is { } hook ? await hook.TestAsync(cancellationToken) : null;
    }

    /// <summary>Ends all deliveries; what was not delivered is at the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        WebhookDelivery[] hooks;
        lock (_gate)
        {
            hooks = [.. _hooks.Values];
            _hooks.Clear();
        }
        await Task.WhenAll(hooks.Select(h => h.DisposeAsync().AsTask()));
        _few.Dispose();
        _changing.Dispose();
    }

    private void Begin(WebhookRecord record)
    {
        var hook = new WebhookDelivery(record, _store, _feed, _sender, _options, _few);
        lock (_gate) _hooks[record.Id] = hook;
        hook.Start();
    }

    private WebhookDelivery? Get(string id)
    {
        lock (_gate) return _hooks.GetValueOrDefault(id);
    }

    private async Task<WebhookDelivery?> EndAsync(string id)
    {
        if (Get(id) is not { } hook) return null;
        await hook.DisposeAsync();
        lock (_gate) _hooks.Remove(id);
        return hook;
    }
}

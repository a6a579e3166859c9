using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Files;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MemU.Fs.Server.Mcp;

/// <summary>
/// Tells a client that stays what has changed: by <c>resources/subscribe</c> of 2025's clients, and by <c>subscriptions/listen</c> since 2026-07-28. The
/// tree is watched only while somebody listens, since a watch costs memory in every process.
/// </summary>
internal sealed class Subscriptions(MemoryResources resources, CancellationToken ended)
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(100), s_longest = TimeSpan.FromSeconds(2), s_unwatched = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string?> _subscribed = new(StringComparer.Ordinal);
    private int _watching;

    /// <summary>Answers the requests that subscribe.</summary>
    public void Serve(McpServerHandlers handlers)
    {
        handlers.SubscribeToResourcesHandler = async (request, cancellationToken) =>
        {
            _subscribed[request.Params.Uri] = await resources.StampAsync(request.Params.Uri, cancellationToken);
            if (Interlocked.Exchange(ref _watching, 1) == 0) _ = WatchSubscribedAsync(request.Server);
            return new EmptyResult();
        };
        handlers.UnsubscribeFromResourcesHandler = (request, _) =>
        {
            _subscribed.TryRemove(request.Params.Uri, out var _);
            return new(new EmptyResult());
        };
        handlers.SubscriptionsListenHandler = async (request, cancellationToken) =>
        {
            var wanted = request.Params.Notifications;
            var granted = new SubscriptionsListenNotifications { ResourcesListChanged = wanted.ResourcesListChanged, ResourceSubscriptions = wanted.ResourceSubscriptions };
            using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended);
            await ListenAsync(request.Server, request.JsonRpcRequest.Id, granted, until.Token);
            cancellationToken.ThrowIfCancellationRequested();
            return new EmptyResult();
        };
    }

    private async Task ListenAsync(McpServer server, RequestId id, SubscriptionsListenNotifications granted, CancellationToken cancellationToken)
    {
        var uris = granted.ResourceSubscriptions ?? [];
        var stamps = new Dictionary<string, string?>(StringComparer.Ordinal);
        var list = granted.ResourcesListChanged == true ? await resources.ListStampAsync(cancellationToken) : null;
        foreach (var uri in uris) stamps[uri] = await resources.StampAsync(uri, cancellationToken);
        await SendAsync(NotificationMethods.SubscriptionsAcknowledgedNotification, new()
        {
            ["notifications"] = JsonSerializer.SerializeToNode(granted, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<SubscriptionsListenNotifications>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(SubscriptionsListenNotifications))),
        });
        try
        {
            await WatchAsync(async () =>
            {
                foreach (var uri in uris)
                {
                    var now = await resources.StampAsync(uri, cancellationToken);
                    if (now == stamps[uri]) continue;
                    stamps[uri] = now;
                    await SendAsync(NotificationMethods.ResourceUpdatedNotification, new() { ["uri"] = uri });
                }
                if (list is null || await resources.ListStampAsync(cancellationToken) is var listed && listed == list) return;
                list = listed;
                await SendAsync(NotificationMethods.ResourceListChangedNotification, []);
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // whoever listened has gone, or wants no more
        }

        Task SendAsync(string method, JsonObject parameters)
        {
            // by its request's id a client tells one subscription from the next
            parameters["_meta"] = new JsonObject { [MetaKeys.SubscriptionId] = id.Id switch { long number => JsonValue.Create(number), var other => JsonValue.Create(other?.ToString()) } };
            return server.SendMessageAsync(new JsonRpcNotification { Method = method, Params = parameters }, cancellationToken);
        }
    }

    private async Task WatchSubscribedAsync(McpServer server)
    {
        try
        {
            var list = await resources.ListStampAsync(ended);
            await WatchAsync(async () =>
            {
                foreach (var (uri, stamp) in _subscribed.ToArray())
                {
                    var now = await resources.StampAsync(uri, ended);
                    if (now != stamp && _subscribed.TryUpdate(uri, now, stamp)) await server.SendMessageAsync(new JsonRpcNotification { Method = NotificationMethods.ResourceUpdatedNotification, Params = new JsonObject { ["uri"] = uri } }, ended);
                }
                if (await resources.ListStampAsync(ended) is var listed && listed == list) return;
                list = listed;
                await server.SendMessageAsync(new JsonRpcNotification { Method = NotificationMethods.ResourceListChangedNotification }, ended);
            }, ended);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or Model.MemUException or ObjectDisposedException)
        {
            // the session has ended, or the memory is gone: nothing more is to be told, and a client that subscribes again begins anew
            Interlocked.Exchange(ref _watching, 0);
        }
    }

    private async Task WatchAsync(Func<Task> changed, CancellationToken cancellationToken)
    {
        TreeWatcher? watcher = null;
        try
        {
            watcher = new(resources.Root);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            // a file system that tells nothing is looked at now and then
        }
        using (watcher)
            while (true)
            {
                await changed(); // what happened before the watch began
                if (watcher is not null) await watcher.WaitAsync(s_quiet, s_longest, cancellationToken);
                else await Task.Delay(s_unwatched, cancellationToken);
            }
    }
}

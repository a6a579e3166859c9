using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;
using MemU.Fs.Server.Webhooks;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Server.Own;

/// <summary>A call of <c>POST /v1/webhooks</c>.</summary>
internal sealed record WebhookBody
{
    /// <summary>Where to.</summary>
    public string? Url { get; init; }
    /// <summary>Which events; left out for all.</summary>
    public IReadOnlyList<string>? Events { get; init; }
    /// <summary>What people call it.</summary>
    public string? Description { get; init; }
    /// <summary>Whether it may lie in a private network, or on this machine.</summary>
    public bool AllowPrivate { get; init; }
}

/// <summary>A webhook that was added; the secret is told only here.</summary>
internal sealed record WebhookMade(Webhook Webhook, string Secret);

/// <summary>The webhooks.</summary>
internal sealed record WebhookList(IReadOnlyList<Webhook> Webhooks);

/// <summary>Every change as it happens: as a stream of events, and as calls of other servers.</summary>
internal static class EventRoutes
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);

    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/events", KeyRights.Read, StreamAsync, "Each commit as a server-sent event; its id is the commit, and Last-Event-ID goes on after it. A reset says that there is no going on from there.") { IsStream = true, ContentType = "text/event-stream", Query = [("after", "the same as Last-Event-ID"), ("user_id", "only this user's memories"), ("agent_id", "only this agent's")] },
        new("GET", "/v1/webhooks", KeyRights.Admin, ListAsync, "The webhooks, each with its last delivery.") { Gives = ApiJson.Readable.WebhookList },
        new("POST", "/v1/webhooks", KeyRights.Admin, AddAsync, "Has each commit sent to an address, signed as Standard Webhooks says; the secret is told once.") { Takes = ApiJson.Readable.WebhookBody, Gives = ApiJson.Readable.WebhookMade, Status = 201 },
        new("DELETE", "/v1/webhooks/{id}", KeyRights.Admin, RemoveAsync, "Removes a webhook.") { Status = 204 },
        new("POST", "/v1/webhooks/{id}/test", KeyRights.Admin, TestAsync, "Sends a test to a webhook and says how that went.") { Gives = ApiJson.Readable.WebhookAttempt },
        new("POST", "/v1/webhooks/{id}/enable", KeyRights.Admin, EnableAsync, "Begins again to deliver to a webhook that was given up.") { Gives = ApiJson.Readable.Webhook },
    ];

    private static async Task StreamAsync(ApiCall call)
    {
        var scope = call.ScopeOf(call.Query("user_id"), call.Query("agent_id"));
        var after = call.Context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } last] ? last : call.Query("after");
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(call.Aborted, call.Server.Stopping);
        var response = call.Context.Response;
        response.ContentType = "text/event-stream";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.StartAsync(ends.Token);
        var changes = call.Tenant.Changes.ReadAsync(after, scope, ends.Token).GetAsyncEnumerator(ends.Token);
        var next = changes.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                // a line now and then finds out that the client has gone, and keeps what lies between from closing the connection
                if (!next.IsCompleted && await Task.WhenAny(next, Task.Delay(s_beat, ends.Token)) != next)
                {
                    ends.Token.ThrowIfCancellationRequested();
                    await response.WriteAsync(": \n\n", ends.Token);
                    await response.Body.FlushAsync(ends.Token);
                    continue;
                }
                if (!await next) return;
                var change = changes.Current;
                await response.WriteAsync($"id: {change.Commit}\nevent: {(change.Reset ? "reset" : "change")}\ndata: {Encoding.UTF8.GetString(change.ToJson())}\n\n", ends.Token);
                await response.Body.FlushAsync(ends.Token);
                next = changes.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException)
        {
            return; // the client has gone, or the server stops
        }
        finally
        {
            // what is waited for must have ended before the reading may be closed
            await ends.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await changes.DisposeAsync();
        }
    }

    private static Task ListAsync(ApiCall call)
    {
        RequireAll(call);
        return call.AnswerAsync(new WebhookList(call.Tenant.Webhooks.List()), ApiJson.Readable.WebhookList);
    }

    private static async Task AddAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.WebhookBody);
        RequireAll(call);
        var added = await call.Tenant.Webhooks.AddAsync(new() { Url = body.Url ?? throw call.Invalid("url is missing."), Events = body.Events ?? [], Description = body.Description, AllowPrivate = body.AllowPrivate }, call.Aborted);
        await call.AnswerAsync(new WebhookMade(added.Hook, added.Secret), ApiJson.Readable.WebhookMade);
    }

    private static async Task RemoveAsync(ApiCall call)
    {
        RequireAll(call);
        if (!await call.Tenant.Webhooks.RemoveAsync(call.Part("id"), call.Aborted)) throw None(call);
        call.Context.Response.StatusCode = 204;
    }

    private static async Task TestAsync(ApiCall call)
    {
        RequireAll(call);
        await call.AnswerAsync(await call.Tenant.Webhooks.TestAsync(call.Part("id"), call.Aborted) ?? throw None(call), ApiJson.Readable.WebhookAttempt);
    }

    private static async Task EnableAsync(ApiCall call)
    {
        RequireAll(call);
        await call.AnswerAsync(await call.Tenant.Webhooks.EnableAsync(call.Part("id"), call.Aborted) ?? throw None(call), ApiJson.Readable.Webhook);
    }

    // what a webhook hears is of everybody's memories
    private static void RequireAll(ApiCall call)
    {
        if (!call.KeyScope.IsNone) throw new ApiException(403, "not_allowed", "webhooks concern the whole tree; this key opens one user's memories.");
    }

    private static ApiException None(ApiCall call) => new(404, "not_found", $"there is no webhook {SafeText.OneLine(call.Part("id"))}.");
}

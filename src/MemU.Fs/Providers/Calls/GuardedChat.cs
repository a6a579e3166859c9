using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>A model that answers, with all that stands around a call.</summary>
internal sealed class GuardedChat(IChatClient inner, CallGuard guard, string profile, string provider, string model) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var asked = messages as IList<ChatMessage> ?? [.. messages];
        var (meter, step, key) = Open(asked, ref options);
        var how = options;
        return await guard.RecordAsync(meter, async () =>
        {
            if (Known(meter, key) is { } known) return known;
            var response = await guard.MakeAsync(meter, step.Meter, stop => base.GetResponseAsync(asked, how, stop), cancellationToken);
            Answered(meter, key, response);
            return response;
        });
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = messages as IList<ChatMessage> ?? [.. messages];
        var (meter, step, key) = Open(asked, ref options);
        try
        {
            if (Known(meter, key) is { } known)
            {
                foreach (var update in known.ToChatResponseUpdates()) yield return update;
                yield break;
            }
            var all = new List<ChatResponseUpdate>();
            await using var updates = await CallGuard.FailingAsync(meter, () => guard.MakeAsync(meter, step.Meter, stop => BegunAsync(asked, options, all, stop, cancellationToken), cancellationToken));
            foreach (var update in all.ToList()) yield return update;
            while (await CallGuard.FailingAsync(meter, () => updates.MoveNextAsync().AsTask()))
            {
                all.Add(updates.Current);
                yield return updates.Current;
            }
            Answered(meter, key, all.ToChatResponse());
        }
        finally
        {
            guard.Close(meter); // also where nobody reads on
        }
    }

    /// <summary>A stream up to its first word: until then it may be begun again.</summary>
    private async Task<IAsyncEnumerator<ChatResponseUpdate>> BegunAsync(IList<ChatMessage> messages, ChatOptions? options, List<ChatResponseUpdate> begun, CancellationToken stop, CancellationToken whole)
    {
        begun.Clear();
        stop.ThrowIfCancellationRequested();
        var updates = base.GetStreamingResponseAsync(messages, options, whole).GetAsyncEnumerator(whole);
        try
        {
            while (await updates.MoveNextAsync())
            {
                begun.Add(updates.Current);
                if (updates.Current.Contents.Any(c => c is not TextContent { Text.Length: 0 })) break;
            }
            return updates;
        }
        catch
        {
            await updates.DisposeAsync();
            throw;
        }
    }

    private (CallMeter Meter, StepContext Step, string? Key) Open(IList<ChatMessage> messages, ref ChatOptions? options)
    {
        options = options?.Clone();
        if (options?.AdditionalProperties is { } properties) options.AdditionalProperties = properties.Clone();
        var step = CallGuard.ContextOf(options?.AdditionalProperties, "chat", profile, provider, model);
        var key = CallKey.Of(guard.Address, model, guard.Manner, messages, options);
        var meter = new CallMeter(step.Call, guard.Clock) { RequestHash = key, Estimate = (TokenEstimate.Of(messages, options), options?.MaxOutputTokens ?? TokenEstimate.UsualAnswer) };
        return (meter, step, key);
    }

    private ChatResponse? Known(CallMeter meter, string? key)
    {
        if (key is null || guard.Kept?.Chat(key) is not { } known) return null;
        (meter.Status, meter.FinishReason, meter.ResponseHash) = ("kept", known.FinishReason?.Value, CallKey.Of(known.Text));
        return known;
    }

    private void Answered(CallMeter meter, string? key, ChatResponse response)
    {
        (meter.Status, meter.FinishReason, meter.ResponseHash, meter.Usage) = ("ok", response.FinishReason?.Value, CallKey.Of(response.Text), response.Usage);
        meter.Estimate = (meter.Estimate.Input, TokenEstimate.Of(response.Text));
        if (key is not null) guard.Kept?.Put(key, response);
    }

#pragma warning disable CA2215 // the client below belongs to the profile, or to whoever gave it
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215
}

using System.Runtime.CompilerServices;
using MemU.Fs.Model;
using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>One model that answers: a call is made once, in time, and its failures are in plain words.</summary>
internal sealed class ProfileChat : IChatClient
{
    private readonly ActiveProfile _profile;
    private readonly Failures _failures;
    private readonly Lazy<IChatClient> _client;
    private readonly ChatClientMetadata _about;

    public ProfileChat(ActiveProfile profile, ProfileClients clients, string model)
    {
        var address = profile.Address("chat", "chat/completions");
        (_profile, _failures, _about) = (profile, new(profile, address), new(profile.Provider, profile.BaseUrl, model));
        _client = new(() => clients.Open(address).GetChatClient(model).AsIChatClient(), LazyThreadSafetyMode.PublicationOnly); // a missing key is no reason to fail for ever
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var limit = Limit(cancellationToken);
        try
        {
            var response = await _client.Value.GetResponseAsync(messages, options, limit.Token);
            foreach (var message in response.Messages) Check(message.Contents, response.FinishReason);
            return response;
        }
        catch (Exception e) when (Translate(e, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var limit = Limit(cancellationToken);
        var finished = false;
        await using var updates = _client.Value.GetStreamingResponseAsync(messages, options, limit.Token).GetAsyncEnumerator(limit.Token);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync()) break;
                finished |= updates.Current.FinishReason is not null;
                Check(updates.Current.Contents, updates.Current.FinishReason);
                limit.CancelAfter(_profile.Profile.Timeout); // a stream may take its time as long as it goes on
            }
            catch (Exception e) when (Translate(e, cancellationToken) is { } translated)
            {
                throw translated;
            }
            yield return updates.Current;
        }
        if (!finished) throw _failures.Of(new HttpIOException(HttpRequestError.ResponseEnded));
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _about : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // the connections belong to the profile
    }

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_profile.Profile.Timeout);
        return limit;
    }

    private void Check(IList<AIContent> contents, ChatFinishReason? finish)
    {
        if (contents.OfType<ErrorContent>().FirstOrDefault() is { } error) throw _failures.Refusal(error.Message ?? "");
        if (finish == ChatFinishReason.ContentFilter) throw _failures.Filtered();
    }

    /// <summary>What to throw instead; null to let it pass.</summary>
    private ProviderException? Translate(Exception error, CancellationToken cancellationToken) => Translated.Of(error, _failures, cancellationToken);
}

using System.Runtime.CompilerServices;
using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>One model that writes down speech. A request may take three times as long as others.</summary>
internal sealed class ProfileSpeech : ISpeechToTextClient
{
    private const int Patience = 3;

    private readonly ActiveProfile _profile;
    private readonly Failures _failures;
    private readonly Lazy<ISpeechToTextClient> _client;
    private readonly SpeechToTextClientMetadata _about;

    public ProfileSpeech(ActiveProfile profile, ProfileClients clients, string model)
    {
        var address = profile.Address("transcription", "audio/transcriptions");
        (_profile, _failures, _about) = (profile, new(profile, address), new(profile.Provider, profile.BaseUrl, model));
        _client = new(() => clients.Open(address).GetAudioClient(model).AsISpeechToTextClient(), LazyThreadSafetyMode.PublicationOnly);
    }

    public async Task<SpeechToTextResponse> GetTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_profile.Profile.Timeout * Patience);
        try
        {
            return await _client.Value.GetTextAsync(audioSpeechStream, options, limit.Token);
        }
        catch (Exception e) when (Translated.Of(e, _failures, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    /// <summary>The whole text at once: many compatible services can't do otherwise.</summary>
    public async IAsyncEnumerable<SpeechToTextResponseUpdate> GetStreamingTextAsync(Stream audioSpeechStream, SpeechToTextOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetTextAsync(audioSpeechStream, options, cancellationToken)).ToSpeechToTextResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(SpeechToTextClientMetadata) ? _about : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // the connections belong to the profile
    }
}

using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>One model that makes vectors, one request a call: as many vectors as texts, or a failure in plain words.</summary>
internal sealed class ProfileEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly ActiveProfile _profile;
    private readonly Failures _failures;
    private readonly Lazy<IEmbeddingGenerator<string, Embedding<float>>> _client;
    private readonly EmbeddingGeneratorMetadata _about;

    public ProfileEmbedder(ActiveProfile profile, ProfileClients clients, string model)
    {
        var address = profile.Address("embeddings", "embeddings");
        var dimensions = profile.Profile.EmbedDimensions;
        (_profile, _failures, _about) = (profile, new(profile, address), new(profile.Provider, profile.BaseUrl, model, dimensions));
        _client = new(() => clients.Open(address).GetEmbeddingClient(model).AsIEmbeddingGenerator(dimensions), LazyThreadSafetyMode.PublicationOnly);
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_profile.Profile.Timeout);
        var texts = values as IReadOnlyList<string> ?? [.. values];
        try
        {
            var vectors = await _client.Value.GenerateAsync(texts, options, limit.Token);
            return vectors.Count == texts.Count ? vectors : throw _failures.Nonsense($"{texts.Count} vectors were asked for, and {vectors.Count} came");
        }
        catch (Exception e) when (Translated.Of(e, _failures, cancellationToken) is { } translated)
        {
            throw translated;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(EmbeddingGeneratorMetadata) ? _about : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // the connections belong to the profile
    }
}

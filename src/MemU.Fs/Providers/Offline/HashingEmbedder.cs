using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Offline;

/// <summary>
/// An embedder without weights: words, pairs of words and character sequences hashed into a vector. It catches spelling, inflection and compounds, not meaning.
/// Needs no network, gives the same vectors on every machine.
/// </summary>
public sealed class HashingEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Dimensions unless others are asked for.</summary>
    public const int DefaultDimensions = 256;

    private readonly EmbeddingGeneratorMetadata _metadata;

    /// <summary>An embedder of the given number of dimensions, a power of two from 16 to 65,536.</summary>
    public HashingEmbedder(int dimensions = DefaultDimensions)
    {
        if (dimensions is < 16 or > 65_536 || !int.IsPow2(dimensions))
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, "A power of two from 16 to 65,536 is needed.");
        Dimensions = dimensions;
        _metadata = new("offline", null, Name, dimensions);
    }

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions { get; }

    /// <summary>Name with version and dimensions: vectors of another name can't be compared with these.</summary>
    public string Name => $"hashing-{TextFeatures.Version}-{Dimensions}";

    /// <summary>The vector of a text, of unit length; all zeros for a text without letters and digits.</summary>
    public float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        TextFeatures.Add(text, vector);
        return vector;
    }

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbeddingBatch.RunAsync(values, Embed, Name, cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }
}

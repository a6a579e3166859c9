using System.Numerics.Tensors;
using MemU.Fs.Model;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>
/// Vectors for any number of texts: each text asked for once, in requests of bounded size that are under way together, the answers in the order of the texts,
/// of the same dimensions and of unit length. A text without any letter has a vector of zeros and is not asked for.
/// </summary>
internal sealed class BatchedEmbedder(IEmbeddingGenerator<string, Embedding<float>> inner, int batchSize, int? dimensions, string model) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private const int MostTokens = 8000; // what usual models take

    private int _dimensions = dimensions ?? 0;

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.Select(v => TokenEstimate.Beginning(v, MostTokens)).ToList();
        var different = texts.Where(t => !string.IsNullOrWhiteSpace(t)).Distinct(StringComparer.Ordinal).ToList();
        if (different.Count == 0 && texts.Count > 0 && Volatile.Read(ref _dimensions) == 0) different.Add("-"); // else nobody could say how long zeros are
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = await Task.WhenAll(different.Chunk(batchSize).Select(batch => OneAsync(batch, options, stop.CancelAsync, stop.Token)));
        var vectors = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var (batch, made) in different.Chunk(batchSize).Zip(batches))
            for (var i = 0; i < batch.Length; i++) vectors[batch[i]] = made.Vectors[i];
        var result = new GeneratedEmbeddings<Embedding<float>>(texts.Select(t => new Embedding<float>(vectors.TryGetValue(t, out var vector) ? vector : new float[_dimensions]) { ModelId = model }));
        foreach (var made in batches)
            if (made.Usage is { } usage) (result.Usage ??= new()).Add(usage);
        return result;
    }

    private async Task<(float[][] Vectors, UsageDetails? Usage)> OneAsync(string[] batch, EmbeddingGenerationOptions? options, Func<Task> stopAll, CancellationToken stop)
    {
        try
        {
            var made = await base.GenerateAsync(batch, options, stop);
            if (made.Count != batch.Length) throw new ProviderException($"{batch.Length} vectors were asked of {model}, and {made.Count} came.") { Reason = "nonsense" };
            return ([.. made.Select(m => Unit(m.Vector))], made.Usage);
        }
        catch
        {
            await stopAll(); // the others would be for nothing
            throw;
        }
    }

    private float[] Unit(ReadOnlyMemory<float> vector)
    {
        var known = Interlocked.CompareExchange(ref _dimensions, vector.Length, 0);
        if (known != 0 && known != vector.Length)
            throw new ProviderException($"{model} makes vectors of {vector.Length} dimensions where {known} {(dimensions is null ? "came before" : "were asked for")}, so they can't be compared. Name the model that the memory's vectors were made with, or set embed_dimensions.") { Reason = "dimensions" };
        var length = TensorPrimitives.Norm(vector.Span);
        if (!float.IsFinite(length) || length == 0) throw new ProviderException($"a vector of {model} has no direction, so it can't be compared with any.") { Reason = "nonsense" };
        var unit = new float[vector.Length];
        TensorPrimitives.Divide(vector.Span, length, unit);
        return unit;
    }
}

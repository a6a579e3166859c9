using System.Runtime.ExceptionServices;
using MemU.Fs.Model;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers;

/// <summary>Embeds many texts on all processors, for embedders that work in this process.</summary>
internal static class EmbeddingBatch
{
    private const int Many = 64; // below, waking other processors takes longer than the work

    /// <summary>One vector for each text, in their order.</summary>
    /// <param name="values">The texts.</param>
    /// <param name="embed">Makes the vector of one.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="cancellationToken">Stops it; nothing is given then.</param>
    /// <exception cref="MemUException">What the first text that failed said.</exception>
    public static Task<GeneratedEmbeddings<Embedding<float>>> RunAsync(IEnumerable<string> values, Func<string, float[]> embed, string model, CancellationToken cancellationToken)
    {
        var texts = values as IReadOnlyCollection<string> ?? [.. values];
        var all = texts.Count < Many ? texts.Select(One) : texts.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(One);
        GeneratedEmbeddings<Embedding<float>> embeddings;
        try
        {
            embeddings = new(all);
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is MemUException or ObjectDisposedException)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            throw;
        }
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(embeddings);

        Embedding<float> One(string text) => new(embed(text)) { ModelId = model };
    }
}

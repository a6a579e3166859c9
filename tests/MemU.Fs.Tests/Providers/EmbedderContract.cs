using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Providers;

/// <summary>What every embedder here holds to, whatever its vectors mean: a new one inherits this and names what it knows.</summary>
public abstract class EmbedderContract
{
    protected abstract IEmbeddingGenerator<string, Embedding<float>> Embedder { get; }

    /// <summary>A text of which it knows something.</summary>
    protected abstract string Known { get; }

    /// <summary>Another one, with another vector.</summary>
    protected abstract string Other { get; }

    private EmbeddingGeneratorMetadata Metadata => (EmbeddingGeneratorMetadata)Embedder.GetService(typeof(EmbeddingGeneratorMetadata))!;

    private async Task<List<float[]>> Vectors(params string[] texts) =>
        [.. (await Embedder.GenerateAsync(texts, cancellationToken: TestContext.Current.CancellationToken)).Select(v => v.Vector.ToArray())];

    [Fact]
    public async Task There_is_a_vector_for_each_text_with_the_dimensions_that_are_named()
    {
        var vectors = await Vectors(Known, "", Other, Known, "\uD800 lone");
        Assert.Equal(5, vectors.Count);
        Assert.All(vectors, v => Assert.Equal(Metadata.DefaultModelDimensions, v.Length));
        Assert.Empty(await Vectors());
    }

    [Fact]
    public async Task A_vector_has_unit_length_and_that_of_nothing_is_zero()
    {
        var vectors = await Vectors(Known, Other, "");
        Assert.All(vectors[..2], v => Assert.Equal(1, v.Sum(x => (double)x * x), 0.0001));
        Assert.All(vectors[2], x => Assert.Equal(0, x));
    }

    [Fact]
    public async Task Vectors_stand_in_the_order_of_their_texts_however_many_there_are()
    {
        var texts = Enumerable.Range(0, 500).Select(i => i % 3 == 0 ? Known : i % 3 == 1 ? Other : "").ToArray();
        var all = await Vectors(texts);
        var (known, other) = ((await Vectors(Known))[0], (await Vectors(Other))[0]);
        Assert.NotEqual(known, other);
        for (var i = 0; i < texts.Length; i++) Assert.Equal(i % 3 == 0 ? known : i % 3 == 1 ? other : new float[known.Length], all[i]);
    }

    [Fact]
    public async Task Each_vector_names_its_model()
    {
        var vectors = await Embedder.GenerateAsync([Known], cancellationToken: TestContext.Current.CancellationToken);
        Assert.False(string.IsNullOrEmpty(Metadata.DefaultModelId));
        Assert.Equal(Metadata.DefaultModelId, vectors[0].ModelId);
    }

    [Fact]
    public async Task What_is_called_off_gives_no_vectors() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Embedder.GenerateAsync(Enumerable.Repeat(Known, 200), cancellationToken: new(canceled: true)));

    [Fact]
    public void It_gives_itself_to_whoever_asks_for_its_type_and_nothing_under_a_key()
    {
        Assert.Same(Embedder, Embedder.GetService(Embedder.GetType()));
        Assert.Null(Embedder.GetService(typeof(EmbeddingGeneratorMetadata), "key"));
        Assert.Null(Embedder.GetService(typeof(string)));
    }
}

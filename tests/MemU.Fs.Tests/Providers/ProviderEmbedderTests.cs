using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Tests.Scripted;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Providers;

/// <summary>Vectors of a provider keep the contract of all embedders, and what it may get wrong is noticed.</summary>
public sealed class ProviderEmbedderTests : EmbedderContract, IDisposable
{
    private readonly ScriptedProvider _provider = new();
    private readonly ModelSet _models;

    public ProviderEmbedderTests()
    {
        _models = ModelSet.Of([_provider.Profile() with { EmbedDimensions = 96, EmbedBatchSize = 7 }], new() { Clock = new HastyClock() });
        _provider.Embed = call => Reply.Vectors([.. call.Texts.Select(t => HashedVectors.Of(t, call.Dimensions ?? 64).Select(x => x * 3).ToArray())], call); // of another length than one
    }

    protected override IEmbeddingGenerator<string, Embedding<float>> Embedder => _models.Embedder!;

    protected override string Known => "oolong tea";

    protected override string Other => "a broken bicycle";

    public void Dispose()
    {
        _models.Dispose();
        _provider.Dispose();
    }

    [Fact]
    public async Task Texts_go_in_batches_each_once_and_empty_ones_not_at_all()
    {
        var vectors = await Embedder.GenerateAsync([.. Enumerable.Range(0, 20).Select(i => $"text {i}"), "text 3", "", "  "]);
        Assert.Equal(23, vectors.Count);
        Assert.Equal([6, 7, 7], _provider.Embeds.Select(e => e.Texts.Count).Order());
        Assert.Equal(20, _provider.Embeds.SelectMany(e => e.Texts).Distinct().Count());
        Assert.All(_provider.Embeds, e => Assert.Equal(96, e.Dimensions));
        Assert.Equal(vectors[3].Vector.ToArray(), vectors[20].Vector.ToArray());
    }

    [Fact]
    public async Task Vectors_as_base64_and_as_numbers_are_the_same()
    {
        using var asked = ModelSet.Of([_provider.Profile() with { Provider = "openai" }]);
        using var plain = ModelSet.Of([_provider.Profile()]);
        Assert.Equal((await asked.Embedder!.GenerateAsync(["tea"]))[0].Vector.ToArray(), (await plain.Embedder!.GenerateAsync(["tea"]))[0].Vector.ToArray());
        Assert.Equal([true, false], _provider.Embeds.Select(e => e.AsBase64));
    }

    [Theory]
    [InlineData("count")]
    [InlineData("dimensions")]
    [InlineData("zeros")]
    public async Task What_can_not_be_right_is_refused(string what)
    {
        using var provider = new ScriptedProvider();
        provider.Embed = call => Reply.Vectors(what switch
        {
            "count" => [.. call.Texts.Skip(1).Select(t => HashedVectors.Of(t, 64))],
            "dimensions" => [.. call.Texts.Select(t => HashedVectors.Of(t, t == "odd" ? 32 : 64))],
            _ => [.. call.Texts.Select(_ => new float[64])],
        }, call);
        using var models = provider.Models();
        await (what == "dimensions" ? models.Embedder!.GenerateAsync(["even"]) : Task.CompletedTask);
        var error = await Assert.ThrowsAnyAsync<MemUException>(() => models.Embedder!.GenerateAsync(["odd", "even"]));
        Assert.Contains(what switch { "count" => "2 vectors were asked for, and 1 came", "dimensions" => "makes vectors of 32 dimensions where 64 came before", _ => "has no direction" }, error.Message);
    }

    [Fact]
    public async Task One_failure_ends_all_and_nothing_is_given()
    {
        using var provider = new ScriptedProvider();
        provider.Embed = call => call.Texts[0] == "text 8" ? Reply.Error(400, "no") : Reply.Vectors([.. call.Texts.Select(t => HashedVectors.Of(t, 64))], call);
        using var models = ModelSet.Of([provider.Profile() with { EmbedBatchSize = 4 }], new() { Clock = new HastyClock() });
        Assert.Equal(MemUErrorKind.Provider, (await Assert.ThrowsAnyAsync<MemUException>(() => models.Embedder!.GenerateAsync(Enumerable.Range(0, 400).Select(i => $"text {i}")))).Kind);
        Assert.True(provider.Embeds.Count < 100);
    }

    [Fact]
    public async Task A_text_too_long_for_models_is_cut_before_it_goes()
    {
        await Embedder.GenerateAsync([new string('x', 200_000)]);
        Assert.InRange(_provider.Embeds.Single().Texts[0].Length, 15_000, 25_000);
    }
}

using MemU.Fs.Providers.Offline;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Providers;

public sealed class HashingEmbedderTests : EmbedderContract
{
    private static readonly HashingEmbedder Hashing = new();

    protected override IEmbeddingGenerator<string, Embedding<float>> Embedder => Hashing;

    protected override string Known => "我喜欢茶";

    protected override string Other => "tea";

    private static double Cosine(string a, string b) => Hashing.Embed(a).Zip(Hashing.Embed(b)).Sum(p => (double)p.First * p.Second);

    [Fact]
    public void It_has_256_dimensions_unless_others_are_asked_for() =>
        Assert.Equal(256, ((EmbeddingGeneratorMetadata)Embedder.GetService(typeof(EmbeddingGeneratorMetadata))!).DefaultModelDimensions);

    [Theory]
    [InlineData("electromagnetism", "electromagnetic waves", "photosynthesis")]
    [InlineData("Rechtsschutzversicherung", "eine Versicherung", "ein Fahrrad")]
    [InlineData("купил велосипед", "велосипеды", "собака")]
    [InlineData("乌龙茶", "我喜欢喝乌龙茶", "昨天去跑步")]
    [InlineData("김치찌개", "김치를 먹었다", "서울에 갔다")]
    [InlineData("café créme", "CAFE CREME", "the car")]
    [InlineData("recieve the package", "receive packages", "watch a film")]
    public void Related_spelling_is_nearer_than_another_word(string text, string near, string far) => Assert.True(Cosine(text, near) > Cosine(text, far) + 0.15);

    [Fact]
    public void The_vector_is_the_same_on_every_machine()
    {
        var bits = Hashing.Embed("Ana likes oolong tea, 我喜欢茶, кофе").Select(BitConverter.SingleToInt32Bits).Aggregate(17L, (h, b) => unchecked((h * 31) + b));
        Assert.Equal(Expected, bits);
    }

    private const long Expected = 375361818320652833;

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    public void Dimensions_are_a_power_of_two(int dimensions) => Assert.Throws<ArgumentOutOfRangeException>(() => new HashingEmbedder(dimensions));
}

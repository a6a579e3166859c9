using System.Numerics.Tensors;
using MemU.Fs.Model;
using MemU.Fs.Providers.Static;
using MemU.Fs.Providers.Static.Tokens;
using MemU.Fs.Providers.Static.Tokens.Reading;
using MemU.Fs.Providers.Static.Tokens.Splitters;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Providers.Static;

public sealed class StaticEmbedderTests : EmbedderContract, IDisposable
{
    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "car", "automobile", "banana", "the", "red", "##s", "茶", "tea"];

    private static readonly double[][] Rows =
    [
        [9, 9, 9], [7, -7, 7], [1, 0.25, 0], [1, 0.125, 0.0625], [0, 0, 1], [0.0625, 0.0625, 0.0625], [0, 1, 0], [0.125, 0, 0], [0, 0.5, -1], [0.0625, 0.5, -1],
    ];

    private const string Normalizer = """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""";

    private static readonly string Tokenizer = TinyModel.Tokenizer(TinyModel.WordPiece(Vocabulary), Normalizer, """{"type":"BertPreTokenizer"}""");

    private readonly TemporaryFolder _folder = new();
    private readonly StaticEmbedder _embedder;

    public StaticEmbedderTests() => _embedder = StaticEmbedder.Load(TinyModel.Write(_folder, Tensors(), Tokenizer));

    protected override IEmbeddingGenerator<string, Embedding<float>> Embedder => _embedder;

    protected override string Known => "red car";

    protected override string Other => "banana";

    public void Dispose()
    {
        _embedder.Dispose();
        _folder.Dispose();
    }

    private static byte[] Tensors(string type = "F32", string name = "embeddings", double scale = 1) => TinyModel.Tensors((name, type, [Rows.Length, 3], TinyModel.Bytes(type, Rows.SelectMany(r => r.Select(x => x * scale)))));

    private StaticEmbedder Load(byte[] tensors, string? tokenizer = null, string folder = "another") => StaticEmbedder.Load(TinyModel.Write(_folder, tensors, tokenizer ?? Tokenizer, folder));

    private static float[] Unit(params double[] numbers)
    {
        var length = Math.Sqrt(numbers.Sum(x => x * x));
        return [.. numbers.Select(x => (float)(x / length))];
    }

    private static void Close(float[] expected, float[] actual, double tolerance = 1e-6)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }

    [Fact]
    public void What_means_the_same_is_found_though_no_word_is_the_same()
    {
        string[] texts = ["the red banana", "automobiles", "茶"];
        var asked = _embedder.Embed("a car");
        Assert.Equal("automobiles", texts.MaxBy(t => TensorPrimitives.CosineSimilarity<float>(asked, _embedder.Embed(t))));
        Assert.True(TensorPrimitives.CosineSimilarity<float>(_embedder.Embed("tea"), _embedder.Embed("茶")) > 0.99);
    }

    [Fact]
    public void A_vector_is_the_mean_of_the_tokens_vectors()
    {
        Assert.Equal([6, 2, 7], _embedder.Tokens("Red cars"));
        Close(Unit(1.125, 1.25, 0), _embedder.Embed("Red cars"));
        Close(Unit(3, 0.75, 1), _embedder.Embed("car car car banana"));
    }

    [Fact]
    public void Unknown_words_do_not_count()
    {
        Assert.Equal([2], _embedder.Tokens("zebra car?"));
        Assert.Equal(_embedder.Embed("car"), _embedder.Embed("zebra car?"));
        Assert.All(_embedder.Embed("zebra"), x => Assert.Equal(0, x));
    }

    [Fact]
    public void The_first_512_known_tokens_of_as_many_median_lengths_count()
    {
        Assert.Equal(512, _embedder.Tokens(string.Concat(Enumerable.Repeat("茶", 600))).Length);
        Assert.Equal(384, _embedder.Tokens(string.Join(' ', Enumerable.Repeat("car", 600))).Length); // the median of the tokens' lengths is three characters
        Assert.Equal([2], _embedder.Tokens(new string(' ', 1533) + "car tea"));
        Assert.Equal([], _embedder.Tokens(new string(' ', 1536) + "tea"));
        Assert.Equal([9], _embedder.Tokens(string.Concat(Enumerable.Repeat("😀", 1532)) + " tea")); // characters are counted, not units
    }

    [Fact]
    public void The_median_length_is_of_all_different_tokens_in_characters()
    {
        var builder = new VocabularyBuilder();
        foreach (var token in (string[])["😀😀", "ab", "abcd", "ab"]) builder.Add(token, 0);
        Assert.Equal(2, TokenLengths.Median(builder.Build(), ["xyz", "ab"])); // of 2, 2, 3, 4
        Assert.Equal(0, TokenLengths.Median(new VocabularyBuilder().Build(), []));
    }

    [Theory]
    [InlineData("F64")]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    public void All_types_of_fractions_give_the_same_vectors(string type)
    {
        using var other = Load(Tensors(type));
        foreach (var text in (string[])["red car", "automobiles", "茶 tea the"]) Close(_embedder.Embed(text), other.Embed(text), 1e-5);
    }

    [Fact]
    public void Whole_numbers_of_eight_bits_are_vectors_of_another_scale()
    {
        using var other = Load(Tensors("I8", scale: 16));
        Close(_embedder.Embed("red cars tea"), other.Embed("red cars tea"));
    }

    [Fact]
    public void Weights_count_for_tokens_and_a_mapping_leads_to_shared_rows()
    {
        using var other = Load(TinyModel.Tensors(
            ("embeddings", "F32", [3, 2], TinyModel.Bytes("F32", 1, 0, 0, 1, -1, -1)),
            ("mapping", "I64", [Vocabulary.Length], TinyModel.Bytes("I64", 0, 0, 0, 0, 1, 2, 1, 2, 2, 2)),
            ("weights", "F64", [Vocabulary.Length], TinyModel.Bytes("F64", 1, 1, 2, 3, 0.5, 1, 1, 1, 1, 1))));
        Assert.Equal(2, other.Dimensions);
        Close(Unit(5, 0.5), other.Embed("car automobile banana"));
    }

    [Fact]
    public void A_model_of_sentence_transformers_is_found_below_its_folder()
    {
        var path = TinyModel.Write(_folder, Tensors(name: "embedding.weight"), Tokenizer, "sentence/0_StaticEmbedding");
        using var other = StaticEmbedder.Load(Path.GetDirectoryName(path)!);
        Assert.Equal(_embedder.Embed("red car"), other.Embed("red car"));
        Assert.StartsWith("sentence-", other.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_tells_content_apart_and_nothing_else()
    {
        Assert.Matches("^model-[0-9a-f]{8}$", _embedder.Name);
        using (var same = Load(Tensors(), folder: "copy/model")) Assert.Equal(_embedder.Name, same.Name);
        using (var numbers = Load(Tensors(scale: 1.0001), folder: "numbers/model")) Assert.NotEqual(_embedder.Name, numbers.Name);
        using (var tokens = Load(Tensors(), Tokenizer.Replace("banana", "ananas", StringComparison.Ordinal), "tokens/model")) Assert.NotEqual(_embedder.Name, tokens.Name);
        var metadata = (EmbeddingGeneratorMetadata)_embedder.GetService(typeof(EmbeddingGeneratorMetadata))!;
        Assert.Equal(("static", _embedder.Name, 3), (metadata.ProviderName, metadata.DefaultModelId, metadata.DefaultModelDimensions));
    }

    [Fact]
    public void A_large_matrix_is_told_apart_by_places_all_over_it()
    {
        static byte[] Large(float somewhere)
        {
            var numbers = new float[400_000];
            numbers.AsSpan().Fill(0.5f);
            numbers.AsSpan(200_000, 1_000).Fill(somewhere);
            return TinyModel.Tensors(("embeddings", "F32", [100_000, 4], System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray()));
        }

        using var one = Load(Large(0.5f), folder: "one/model");
        using var other = Load(Large(0.25f), folder: "other/model");
        Assert.NotEqual(one.Name, other.Name);
    }

    [Fact]
    public void Links_and_relative_paths_lead_to_the_model()
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), _folder.File("model"));
        using (var other = StaticEmbedder.Load(relative + Path.DirectorySeparatorChar)) Assert.Equal(_embedder.Name, other.Name);
        if (OperatingSystem.IsWindows()) return; // where making links needs rights
        Directory.CreateSymbolicLink(_folder.File("link"), _folder.File("model"));
        using var linked = StaticEmbedder.Load(_folder.File("link"));
        Assert.Equal(_embedder.Name.Replace("model-", "link-", StringComparison.Ordinal), linked.Name);
    }

    [Fact]
    public void Threads_share_a_model()
    {
        var expected = _embedder.Embed("red cars 茶");
        Parallel.For(0, 2_000, i => Assert.Equal(expected, _embedder.Embed("red cars 茶")));
    }

    [Fact]
    public async Task A_closed_model_says_so_and_touches_no_memory()
    {
        _embedder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _embedder.Embed("car"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _embedder.GenerateAsync(Enumerable.Repeat("car", 200)));
    }

    [Fact]
    public void Numbers_that_are_none_give_no_vector_that_is_none()
    {
        using var other = Load(TinyModel.Tensors(("embeddings", "F32", [Rows.Length, 1], TinyModel.Bytes("F32", 1, 1, double.NaN, double.PositiveInfinity, 1, 1, 1, 1, 1, 1))));
        Assert.All((string[])["car", "automobile", "car tea"], text => Assert.Equal([0f], other.Embed(text)));
        Assert.Equal([1f], other.Embed("tea"));
    }

    [Fact]
    public void A_text_costs_few_objects()
    {
        var text = string.Join(' ', Enumerable.Repeat("the red automobiles", 100));
        _embedder.Embed(text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) _embedder.Embed(text);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 400); // its own vector, and a note for the bench's return
    }

    [Fact]
    public void A_pattern_that_never_ends_is_an_error_of_ours() // looked at without waiting: the time is what the pattern's own class is given
    {
        var finder = new PatternFinder("^(a+)+$", "tokenizer.json", TimeSpan.FromMilliseconds(50));
        var e = Assert.Throws<MemUException>(() => finder.Find(new string('a', 60) + "b", []));
        Assert.Contains("tokenizer.json: the pattern '^(a+)+$' takes too long", e.Message, StringComparison.Ordinal);
    }
}

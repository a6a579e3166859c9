using System.Globalization;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Providers.Static;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Benchmarks;

/// <summary>How many texts a second the embedders that need no service make vectors of.</summary>
internal static class Embedders
{
    private const int Texts = 20_000, Words = 25, Tokens = 30_000, Rounds = 7;

    /// <summary>Measures and prints a table.</summary>
    public static async Task<int> RunAsync()
    {
        var words = new Vocabulary();
        var random = new Random(20_261_129);
        string[] texts = [.. Enumerable.Range(0, Texts).Select(i => string.Join(' ', Enumerable.Range(0, Words).Select(_ => i % 3 == 0 ? words.Chinese(random) : words.Latin(random))))];
        var folder = Directory.CreateTempSubdirectory("memu-bench-").FullName;
        try
        {
            StaticModel.Write(folder, words, Tokens, HashingEmbedder.DefaultDimensions);
            using var hashing = new HashingEmbedder();
            using (StaticEmbedder.Load(folder))
            {
                // so that what is measured is compiled
            }
            StaticEmbedder model = null!;
            var load = Samples.Time(() => model = StaticEmbedder.Load(folder));
            using (model)
            {
                Console.WriteLine($"""
                    Measured {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC on {Machine.Describe()}, load average {Machine.Load()}. {Texts:N0} texts of {Words} words, a third Chinese; median of {Rounds} rounds.

                    | embedder | texts a second, one thread | in batches, all cores | open |
                    | --- | ---: | ---: | ---: |
                    {await RowAsync($"hashing, {hashing.Dimensions} dimensions", hashing, hashing.Embed, texts)} – |
                    {await RowAsync($"static, {Tokens:N0} × {model.Dimensions} (F32)", model, model.Embed, texts)} {Samples.Text(load)} ms |
                    """);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    private static async Task<string> RowAsync(string name, IEmbeddingGenerator<string, Embedding<float>> embedder, Func<string, float[]> embed, string[] texts)
    {
        Samples one = new(), all = new();
        for (var round = 0; round <= Rounds; round++)
        {
            var alone = Samples.Time(() => Array.ForEach(texts, t => embed(t)));
            var together = await Samples.TimeAsync(() => embedder.GenerateAsync(texts));
            if (round == 0) continue; // pages of the model are read, memory is there
            one.Add(alone);
            all.Add(together);
        }
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {Texts / one.Median * 1000:N0} | {Texts / all.Median * 1000:N0} |");
    }
}

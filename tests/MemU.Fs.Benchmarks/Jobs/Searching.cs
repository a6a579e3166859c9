using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;
using MemU.Fs.Index;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>Many questions in one process, against FTS5's bm25 in one process.</summary>
internal static class Searching
{
    private const string Group = "A question of 5–8 words, in one process (p50 / p99)";

    public static async Task RunAsync(SyntheticTree tree, Fts5 peer, Results results, CancellationToken cancellationToken)
    {
        var queries = tree.Queries(1000).ToList();
        var asked = queries[..(tree.Size > 50_000 ? 200 : 1000)];
        Samples words = new(), both = new(), chinese = new(), whole = new(), mean = new();
        var (fts, ftsMean) = peer.Ask(asked);
        using (var open = new OpenTree(tree.Options, mayWriteIndex: true))
        {
            foreach (var query in tree.Queries(100)) await SearchAsync(open, query, true); // the compiler's warming up
            foreach (var query in queries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                words.Add(await SearchAsync(open, query, false));
                both.Add(await SearchAsync(open, query, true));
            }
            foreach (var query in tree.Queries(300, chinese: true)) chinese.Add(await SearchAsync(open, query, true));
        }
        using (var memory = MemoryService.Open(tree.Options))
            foreach (var query in queries[..200]) whole.Add(await Samples.TimeAsync(() => memory.RetrieveAsync(new() { Query = string.Join(' ', query) }, cancellationToken)));
        results.Time(tree.Size, Group, "FTS5: OR, bm25, best 5 (steps of 1 ms)", fts);
        results.Value(tree.Size, Group, "FTS5: mean", $"{Samples.Text(ftsMean)} ms", ftsMean);
        results.Time(tree.Size, Group, "open index: words", words);
        results.Time(tree.Size, Group, "open index: words and vectors", both);
        results.Time(tree.Size, Group, "open index: words and vectors, Chinese", chinese);
        results.Time(tree.Size, Group, "`RetrieveAsync`: open, check, search, snippets", whole);
        var (typical, rare) = fts.Median >= 5 ? (fts.Median, fts.At(0.99)) : (ftsMean, double.NaN); // the shell's clock is too coarse below
        results.Faster(tree.Size, Group, "words against FTS5, p50", typical / words.Median);
        results.Faster(tree.Size, Group, "words and vectors against FTS5, p50", typical / both.Median, least: 20);
        results.Faster(tree.Size, Group, "words and vectors against FTS5, p99", rare / both.At(0.99), least: 20);
    }

    private static async Task<double> SearchAsync(OpenTree open, IReadOnlyList<string> query, bool vectors)
    {
        var text = string.Join(' ', query);
        return await Samples.TimeAsync(async () =>
        {
            var found = open.Index.Search(new IndexQuery { Text = text, Vector = vectors ? await open.EmbedAsync(text, default) : null, Limit = 5 });
            if (found.Items.Count == 0) throw new InvalidOperationException($"nothing was found for '{text}'");
        });
    }
}

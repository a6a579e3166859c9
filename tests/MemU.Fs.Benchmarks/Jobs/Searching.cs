using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>Many questions in one process, against FTS5's bm25 in one process.</summary>
internal static class Searching
{
    private const string Group = "A question of 5–8 words, in one process (p50 / p99)";

    public static async Task RunAsync(SyntheticTree tree, Fts5 peer, Results results, CancellationToken cancellationToken)
    {
        var queries = tree.Queries(1000).ToList();
        var asked = queries[..(tree.Size > 50_000 ? 200 : 1000)];
        Samples words = new(), usual = new(), both = new(), chinese = new(), whole = new();
        long allocated;
        var (fts, ftsMean) = peer.Ask(asked);
        using (var open = new OpenTree(tree.Options, mayWriteIndex: true))
        {
            var rules = open.Index.Rules;
            var (alone, withVectors) = (rules with { RelatedWordFactor = 0 }, rules with { OfflineVectorWeight = rules.VectorWeight });
            foreach (var query in tree.Queries(100)) // the compiler's warming up
                foreach (var how in new[] { rules, alone, withVectors }) await SearchAsync(open, query, how);
            foreach (var query in queries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                words.Add(await SearchAsync(open, query, alone));
                usual.Add(await SearchAsync(open, query, rules));
                both.Add(await SearchAsync(open, query, withVectors));
            }
            foreach (var query in tree.Queries(300, chinese: true)) chinese.Add(await SearchAsync(open, query, rules));
            var before = GC.GetTotalAllocatedBytes(precise: true);
            foreach (var query in asked) await SearchAsync(open, query, rules);
            allocated = (GC.GetTotalAllocatedBytes(precise: true) - before) / asked.Count;
        }
        using (var memory = MemoryService.Open(tree.Options))
            foreach (var query in queries[..200]) whole.Add(await Samples.TimeAsync(() => memory.RetrieveAsync(new() { Query = string.Join(' ', query) }, cancellationToken)));
        results.Time(tree.Size, Group, "FTS5: OR, bm25, best 5 (steps of 1 ms)", fts);
        results.Value(tree.Size, Group, "FTS5: mean", $"{Samples.Text(ftsMean)} ms", ftsMean);
        results.Time(tree.Size, Group, "open index: as it is by default (words, related words)", usual);
        results.Time(tree.Size, Group, "open index: by default, Chinese", chinese);
        results.Time(tree.Size, Group, "open index: words without related ones", words);
        results.Time(tree.Size, Group, "open index: by default and 256 int8 vectors", both);
        results.Value(tree.Size, Group, "allocated by a question, by default", $"{allocated / 1024} KiB", allocated);
        results.Time(tree.Size, Group, "`RetrieveAsync`: open, check, search, snippets", whole);
        var (typical, rare) = fts.Median >= 5 ? (fts.Median, fts.At(0.99)) : (ftsMean, double.NaN); // the shell's clock is too coarse below
        results.Faster(tree.Size, Group, "by default against FTS5, p50", typical / usual.Median, least: 15);
        results.Faster(tree.Size, Group, "by default against FTS5, p99", rare / usual.At(0.99), least: 15);
        results.Faster(tree.Size, Group, "with vectors against FTS5, p50", typical / both.Median);
        results.Faster(tree.Size, Group, "with vectors against FTS5, p99", rare / both.At(0.99));
    }

    private static async Task<double> SearchAsync(OpenTree open, IReadOnlyList<string> query, RankingRules rules)
    {
        var text = string.Join(' ', query);
        open.Index.Rules = rules;
        return await Samples.TimeAsync(async () =>
        {
            var found = open.Index.Search(new IndexQuery { Text = text, Vector = await open.EmbedAsync(text, default), Limit = 5 });
            if (found.Items.Count == 0) throw new InvalidOperationException($"nothing was found for '{text}'");
        });
    }
}

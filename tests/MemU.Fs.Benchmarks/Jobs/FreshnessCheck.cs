using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>Finding out that nothing has changed.</summary>
internal static class FreshnessCheck
{
    private const string Group = "Has anything changed? (nothing has)";

    public static async Task RunAsync(SyntheticTree tree, Results results, CancellationToken cancellationToken)
    {
        Samples full = new(), quick = new(), git = new();
        for (var round = -1; round < 11; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (a, b, c) = (Git.Run(tree.Root, "status", "--porcelain"), await CheckAsync(tree, Freshness.Full), await CheckAsync(tree, Freshness.Quick));
            if (round < 0) continue; // warming up
            git.Add(a);
            full.Add(b);
            quick.Add(c);
        }
        results.Time(tree.Size, Group, "`git status --porcelain`", git);
        results.Time(tree.Size, Group, "full check, manifest read", full);
        results.Time(tree.Size, Group, "quick check, manifest read", quick);
        results.Share(tree.Size, Group, "full / git status", full.Median / git.Median, most: 1);
        results.Faster(tree.Size, Group, "quick against git status", git.Median / quick.Median, least: 20);
    }

    private static async Task<double> CheckAsync(SyntheticTree tree, Freshness freshness)
    {
        using var open = new OpenTree(tree.Options, mayWriteIndex: true);
        if (!open.Index.TryLockForWriting()) throw new InvalidOperationException("the index is locked");
        return await Samples.TimeAsync(async () =>
        {
            if (await open.SyncAsync(freshness) is { Indexed: > 0 } report) throw new InvalidOperationException($"{report.Indexed} files count as changed");
        });
    }
}

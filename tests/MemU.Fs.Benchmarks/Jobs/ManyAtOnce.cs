using System.Globalization;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;
using MemU.Fs.Exchange;
using MemU.Fs.Model;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>
/// Many items at once: a batch into a tree that is there, and a whole folder into an empty one. Nothing is deleted in between: a file system without
/// a journal looks past each file that was deleted lately when it makes a new one, which would be most of the time.
/// </summary>
internal sealed class ManyAtOnce(SyntheticTree tree, string? memu, Results results)
{
    private const string Group = "Many items at once";
    private const int Batch = 1_000, Bulk = 10_000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await BatchAsync(cancellationToken);
        await BulkAsync(cancellationToken);
    }

    private async Task BatchAsync(CancellationToken cancellationToken)
    {
        Samples ours = new(), git = new();
        for (var round = 0; round < 6; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var source = Write($"batch-{round}", Batch, 10_000_000 + round * 2 * Batch);
            var peers = Batched(Path.Combine(tree.Root, "activities", $"peer-{round}"), Batch, 10_000_000 + (round * 2 + 1) * Batch).Select(f => Path.GetRelativePath(tree.Root, f)).ToList();
            var peer = Git.Feed(tree.Root, string.Concat(peers.Select(f => f + "\n")), "update-index", "--add", "--stdin") + Git.Run(tree.Root, "commit", "-q", "-m", "a batch");
            using (var memory = MemoryService.Open(tree.Options)) await memory.StatusAsync(cancellationToken); // what git wrote is indexed outside of our time
            using var single = MemoryService.Open(tree.Options);
            var took = await Samples.TimeAsync(async () =>
            {
                var done = await single.ImportAsync(new() { Source = source, From = ImportKind.Markdown, Into = MemoryPath.Parse(string.Create(CultureInfo.InvariantCulture, $"activities/batch-{round}")) }, cancellationToken);
                if (done.Added != Batch) throw new InvalidOperationException($"{done.Added} of {Batch} items were imported");
            });
            if (round == 0) continue; // warming up
            git.Add(peer);
            ours.Add(took);
        }
        results.Time(tree.Size, Group, $"`git update-index --stdin` of {Batch:N0} files and `git commit`", git);
        results.Time(tree.Size, Group, $"`ImportAsync` of {Batch:N0} items: read, written, committed, searchable", ours);
        results.Share(tree.Size, Group, "a batch / git", ours.Median / git.Median, most: 1.5);
    }

    private async Task BulkAsync(CancellationToken cancellationToken)
    {
        if (memu is null) return;
        Samples times = new();
        var count = Math.Min(tree.Size, Bulk);
        var source = Write("bulk", count, 20_000_000);
        for (var round = 0; round < 3; round++)
        {
            var target = Path.Combine(tree.Folder, $"empty-{round}");
            using (var memory = MemoryService.Open(new() { Root = target })) await memory.InitAsync(new() { FromTemplate = true }, cancellationToken);
            times.Add(Command.Run(memu, ["import", source, "--into", "knowledge/bulk", "--root", target]).Milliseconds);
        }
        results.Time(tree.Size, Group, "`memu import` of as many items (at most 10,000) into an empty memory, native process", times);
        results.Rate(tree.Size, Group, "items a second", count / times.Median * 1_000, least: 2_000, from: Bulk);
    }

    private string Write(string name, int count, int first)
    {
        var folder = Path.Combine(tree.Folder, name);
        _ = Batched(folder, count, first).Count;
        return folder;
    }

    private List<string> Batched(string folder, int count, int first)
    {
        var files = new List<string>(count);
        for (var n = 0; n < count; n++)
        {
            var part = Directory.CreateDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"p{n / 250}"))).FullName;
            files.Add(Path.Combine(part, string.Create(CultureInfo.InvariantCulture, $"item-{n}.md")));
            File.WriteAllBytes(files[^1], SyntheticItem.Of(first + n, tree.Words).Bytes);
        }
        return files;
    }
}

using System.Text;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>Memorizing one conversation of forty messages, against git adding and committing as many files.</summary>
internal sealed class MemorizeOne(SyntheticTree tree, string? memu, Results results)
{
    private const string Group = "One conversation of 40 messages is memorized";

    private static readonly (string Point, string What)[] Parts =
    [
        ("open", "in process: lock, settings, history, index opened"),
        ("compared", "in process: comparison with the tree, every file (linear)"),
        ("planned", "in process: reading, extraction, placement, pages, vectors"),
        ("intent", "in process: commit objects and intent"),
        ("files", "in process: files, each made durable"),
        ("index", "in process: git's own index (linear)"),
        ("ref", "in process: branch and its log"),
        ("commit", "in process: intent taken away"),
        ("end", "in process: search index, manifest"),
    ];

    private int _number;
    private int _files;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var rounds = tree.Size > 50_000 ? 7 : 9;
        Samples native = new(), git = new();
        var parts = new Timeline(Parts);
        for (var round = -2; round < rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await InProcessAsync(parts, counts: round >= 0);
            var peer = await PeerAsync();
            var process = memu is null ? 0 : Command.Run(memu, ["memorize", await NextAsync(), "--root", tree.Root]).Milliseconds;
            if (round < 0) continue; // warming up
            git.Add(peer);
            if (memu is not null) native.Add(process);
        }
        Report(native, git, parts);
    }

    private void Report(Samples native, Samples git, Timeline parts)
    {
        var (compare, gitIndex) = (parts["compared"], parts["index"]);
        var commit = Samples.Sum(parts["intent"], parts["files"], parts["ref"], parts["commit"]);
        var rest = Samples.Sum(parts["open"], parts["planned"], commit, parts["end"]);
        var all = Samples.Sum(rest, compare, gitIndex);
        results.Value(tree.Size, Group, "files changed", $"{_files}");
        results.Time(tree.Size, Group, "`git add -A <files>` and `git commit`", git);
        results.Time(tree.Size, Group, "`memu memorize`, native process", native);
        results.Time(tree.Size, Group, "in process, all", all);
        parts.Report(results, tree.Size, Group);
        results.Time(tree.Size, Group, "committing: objects, intent, files, branch", commit);
        results.Time(tree.Size, Group, "in process without the two linear parts", rest);
        results.Faster(tree.Size, Group, "committing against git", git.Median / commit.Median, least: 4);
        results.Faster(tree.Size, Group, "committing without writing the files, as git's time is, against git", git.Median / Samples.Sum(parts["intent"], parts["ref"], parts["commit"]).Median);
        results.Faster(tree.Size, Group, "committing with git's own index against git", git.Median / Samples.Sum(commit, gitIndex).Median);
        results.Faster(tree.Size, Group, "the whole native process against git", git.Median / native.Median);
        if (results.Of("in process without the two linear parts", 1_000) is var least && !double.IsNaN(least))
            results.Share(tree.Size, Group, "without the two linear parts / the same at 1,000", rest.Median / least, most: 1.5);
    }

    private async Task InProcessAsync(Timeline parts, bool counts)
    {
        var file = await NextAsync();
        await parts.RunAsync(async () =>
        {
            using var memory = MemoryService.Open(tree.Options);
            var result = await memory.MemorizeAsync(new() { Sources = [new(Path.GetFileName(file), async c => await File.ReadAllBytesAsync(file, c))] });
            if (result.Commit is null) throw new InvalidOperationException("nothing was memorized");
        }, counts);
    }

    /// <summary>git commits files of the same number and size in the same folders; what this adds is brought into the search index outside the measured time.</summary>
    private async Task<double> PeerAsync()
    {
        using var memory = MemoryService.Open(tree.Options);
        var changed = (await memory.LogAsync(max: 1))[0].Paths;
        _files = changed.Count;
        var files = new List<string>();
        foreach (var path in changed)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(tree.Root, path));
            if (path.EndsWith("README.md", StringComparison.Ordinal))
            {
                await File.WriteAllBytesAsync(Path.Combine(tree.Root, path), [.. bytes, .. Encoding.UTF8.GetBytes("\n")]);
                files.Add(path);
                continue;
            }
            var twin = Path.ChangeExtension(path, $"peer{_number}{Path.GetExtension(path)}");
            await File.WriteAllBytesAsync(Path.Combine(tree.Root, twin), bytes);
            files.Add(twin);
        }
        var time = Git.Run(tree.Root, ["add", "-A", "--", .. files]) + Git.Run(tree.Root, "commit", "-q", "-m", "as many files");
        await memory.StatusAsync();
        return time;
    }

    private async Task<string> NextAsync()
    {
        var file = Path.Combine(tree.Folder, $"conversation-{_number}.json");
        await File.WriteAllTextAsync(file, Conversation.Json(_number++, tree.Words));
        return file;
    }
}

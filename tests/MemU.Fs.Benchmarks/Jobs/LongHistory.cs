using System.Globalization;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>The log of one file when a memory has been written to 10,000 times, before and after <c>memu gc</c>.</summary>
internal static class LongHistory
{
    private const string Group = "The log of one file after 10,000 commits";
    private const int Commits = 10_000, Edits = 10;

    public static async Task RunAsync(SyntheticTree tree, Results results, CancellationToken cancellationToken)
    {
        var root = Path.Combine(tree.Folder, "history");
        using var memory = MemoryService.Open(new() { Root = root, StayOpen = true });
        await memory.InitAsync(new() { FromTemplate = true }, cancellationToken);
        var random = new Random(11);
        var path = "";
        for (var n = 0; n < Commits; n++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (n > 0 && n % (Commits / Edits) == 0)
            {
                await memory.EditAsync(new() { Target = path, Append = string.Create(CultureInfo.InvariantCulture, $"Seen again for the {n}th time.") }, cancellationToken);
                continue;
            }
            var text = string.Join(' ', Enumerable.Range(0, 12).Select(_ => tree.Words.Latin(random)));
            var added = await memory.AddAsync(new() { Text = string.Create(CultureInfo.InvariantCulture, $"Drawer {n}: {text}."), Type = "knowledge", Category = n % 2 == 0 ? "knowledge" : "activities" }, cancellationToken);
            if (n == 0) path = added.Items[0].Path;
        }
        await memory.StatusAsync(cancellationToken);
        var before = Log(root, path);
        await memory.CollectGarbageAsync(cancellationToken: cancellationToken);
        results.Time(tree.Size, Group, "`git log -- <file>`, as it was written", before);
        results.Limited(tree.Size, Group, "`git log -- <file>` after `memu gc`", Log(root, path).Median, "ms", most: 50, at: tree.Size);
        results.Time(tree.Size, Group, "`LogAsync` of the file", await OursAsync(memory, path, cancellationToken));
    }

    private static Samples Log(string root, string path)
    {
        var samples = new Samples();
        for (var round = -1; round < 9; round++)
            if (Git.Run(root, "log", "--format=%H", "--", path) is var time && round >= 0) samples.Add(time);
        return samples;
    }

    private static async Task<Samples> OursAsync(MemoryService memory, string path, CancellationToken cancellationToken)
    {
        var samples = new Samples();
        for (var round = -1; round < 9; round++)
        {
            var time = await Samples.TimeAsync(async () =>
            {
                if ((await memory.LogAsync(Model.MemoryPath.Parse(path), cancellationToken: cancellationToken)).Count != Edits) throw new InvalidOperationException($"{path} has another history than it was given");
            });
            if (round >= 0) samples.Add(time);
        }
        return samples;
    }
}

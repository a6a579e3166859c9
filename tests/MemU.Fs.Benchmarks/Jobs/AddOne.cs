using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;

namespace MemU.Fs.Benchmarks.Jobs;

/// <summary>Adding one memory, through to file, commit and being found, against git adding and committing one file.</summary>
internal static class AddOne
{
    private const string Group = "One memory is added";
    private const int InARow = 5;

    /// <summary>The steps of an add in a process that stays.</summary>
    public static readonly (string Point, string What)[] Parts =
    [
        ("lock", "staying: lock"),
        ("open", "staying: settings, history, index opened"),
        ("compared", "staying: comparison with the tree"),
        ("planned", "staying: placement, pages, vectors"),
        ("objects", "staying: commit objects"),
        ("intent", "staying: intent, or the journal"),
        ("files", "staying: files"),
        ("index", "staying: git's own index"),
        ("ref", "staying: branch and its log"),
        ("commit", "staying: intent taken away"),
        ("end", "staying: search index, manifest"),
    ];

    public static async Task RunAsync(SyntheticTree tree, string? memu, Results results, CancellationToken cancellationToken)
    {
        Samples staying = new(), after = new(), found = new(), again = new(), visible = new(), once = new(), git = new(), native = new();
        var parts = new Timeline(Parts);
        using var memory = MemoryService.Open(tree.Options with { StayOpen = true });
        await memory.RetrieveAsync(new() { Query = "anything" }, cancellationToken);
        var folder = Directory.EnumerateDirectories(tree.Root).Select(f => Path.GetRelativePath(tree.Root, f)).First(f => f is not (".git" or ".memu" or "resources"));
        for (var round = -8; round < 15; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var word = $"qz{round + 100}{tree.Size}";
            // the first one finds what others have written since, which a process that stays alone does not
            for (var i = 0; i <= InARow; i++)
            {
                var text = $"The {word}{(char)('a' + i)} and the {word} are kept in the third drawer.";
                var took = await parts.RunAsync(() => memory.AddAsync(new() { Text = text, Type = "knowledge", Category = "knowledge" }, cancellationToken), counts: round >= 0 && i > 0);
                if (round >= 0) (i == 0 ? after : staying).Add(took);
            }
            var asked = await Samples.TimeAsync(async () =>
            {
                if ((await memory.RetrieveAsync(new() { Query = word }, cancellationToken)).Items.Count == 0) throw new InvalidOperationException($"{word} is not found");
            });
            var warm = await Samples.TimeAsync(() => memory.RetrieveAsync(new() { Query = word }, cancellationToken));
            using var single = MemoryService.Open(tree.Options);
            var alone = await Samples.TimeAsync(() => single.AddAsync(new() { Text = $"The {word} is kept in the fourth drawer.", Type = "knowledge", Category = "knowledge" }, cancellationToken));
            var file = Path.Combine(folder, $"peer-{round + 100}.md");
            await File.WriteAllTextAsync(Path.Combine(tree.Root, file), $"---\ntype: knowledge\n---\nThe {word} is kept in the fifth drawer.\n", cancellationToken);
            var peer = Git.Run(tree.Root, "add", "--", file) + Git.Run(tree.Root, "commit", "-q", "-m", "one file");
            await memory.StatusAsync(cancellationToken);
            var process = memu is null ? 0 : Command.Run(memu, ["add", $"The {word} is kept in the sixth drawer.", "--type", "knowledge", "--category", "knowledge", "--root", tree.Root]).Milliseconds;
            if (round < 0) continue; // warming up
            found.Add(asked);
            again.Add(warm);
            visible.Add(Math.Max(0, asked - warm));
            once.Add(alone);
            git.Add(peer);
            if (memu is not null) native.Add(process);
        }
        results.Time(tree.Size, Group, "`git add <file>` and `git commit`", git);
        results.Time(tree.Size, Group, "`AddAsync` in a process that stays", staying);
        results.Time(tree.Size, Group, "the same, right after git and two other processes have written", after);
        parts.Report(results, tree.Size, Group);
        results.Time(tree.Size, Group, "`RetrieveAsync` right after it, in the same process", found);
        results.Time(tree.Size, Group, "the same question again", again);
        results.Limited(tree.Size, Group, "visible after add: what the first takes longer, p50", visible.Median, "ms", most: 1);
        results.Limited(tree.Size, Group, "visible after add, p90", visible.At(0.9), "ms", most: 3);
        results.Time(tree.Size, Group, "`AddAsync`, opened for one call", once);
        results.Time(tree.Size, Group, "`memu add`, native process", native);
        results.Faster(tree.Size, Group, "adding in a process that stays against git", git.Median / staying.Median, least: 30);
        results.Faster(tree.Size, Group, "`memu add` against git", git.Median / native.Median, least: 3);
    }
}

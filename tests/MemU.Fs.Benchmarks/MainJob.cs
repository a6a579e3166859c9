using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Jobs;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;

namespace MemU.Fs.Benchmarks;

/// <summary>Measures what the program is for, beside what people would use instead, in trees of several sizes.</summary>
internal static class MainJob
{
    private const string Readme = "tests/MemU.Fs.Benchmarks/README.md";

    public static async Task RunAsync(JobOptions options, CancellationToken cancellationToken)
    {
        var work = options.Work ?? Directory.CreateTempSubdirectory("memu-bench-").FullName;
        var results = new Results(options.Sizes);
        var loads = new List<string>();
        var watch = Stopwatch.StartNew();
        if (options.Memu is null) Console.Error.WriteLine("no native binary: its rows stay empty; make one with: dotnet publish src/MemU.Fs.Cli -c Release -r linux-x64 -o artifacts/aot");
        try
        {
            var words = new Vocabulary();
            foreach (var size in options.Sizes)
            {
                var before = Machine.Load();
                var folder = Path.Combine(work, $"tree-{size}");
                try
                {
                    await MeasureAsync(folder, size, words, options, results, cancellationToken);
                }
                finally
                {
                    if (options.Work is null) Directory.Delete(folder, recursive: true);
                }
                loads.Add($"{size.ToString("N0", CultureInfo.InvariantCulture)}: {before} before, {Machine.Load()} after");
                Console.Error.WriteLine($"{size} items done after {watch.Elapsed.TotalSeconds:0} s");
            }
        }
        finally
        {
            if (options.Work is null) Directory.Delete(work, recursive: true);
        }
        var text = $"""
            Measured {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC in {watch.Elapsed.TotalMinutes:0.0} minutes on {Machine.Describe()}.
            Load average of the last minute, the benchmark's own work included: {string.Join("; ", loads)}.

            {results.ToMarkdown()}
            """.ReplaceLineEndings("\n");
        Console.WriteLine(text);
        if (!options.PrintOnly) await WriteAsync(text, cancellationToken);
    }

    private static async Task MeasureAsync(string folder, int size, Vocabulary words, JobOptions options, Results results, CancellationToken cancellationToken)
    {
        // a tree kept by an earlier run, with its index and the peer's, as long as no step has changed it
        var made = Path.Combine(folder, "made");
        var isThere = File.Exists(made);
        if (!isThere && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        if (size > LargeIndex.LargestTree)
        {
            Directory.CreateDirectory(folder);
            await Step("index classes", () => LargeIndex.RunAsync(SyntheticTree.Unwritten(folder, size, words), new(folder), options.Runs("search"), results, cancellationToken));
            return;
        }
        var tree = isThere ? SyntheticTree.Unwritten(folder, size, words) : await Step("tree", () => SyntheticTree.MakeAsync(folder, size, words, cancellationToken));
        var peer = new Fts5(folder);
        if (options.Runs("index")) await Step("index", () => IndexBuild.RunAsync(tree, peer, options.Memu, results, cancellationToken));
        if (options.Runs("index")) await Step("index classes", () => LargeIndex.RunAsync(tree, peer, options.Runs("search"), results, cancellationToken));
        await File.WriteAllTextAsync(made, "", cancellationToken);
        if (options.Runs("freshness")) await Step("freshness", () => FreshnessCheck.RunAsync(tree, results, cancellationToken));
        if (options.Runs("search")) await Step("search", () => Searching.RunAsync(tree, peer, results, cancellationToken));
        if (options.Runs("processes")) await Step("processes", () => Task.Run(() => WholeProcess.Run(tree, peer, options.Memu, results, cancellationToken), cancellationToken));
        if (new[] { "add", "many", "log", "memorize" }.Any(options.Runs)) File.Delete(made);
        if (options.Runs("add")) await Step("add", () => AddOne.RunAsync(tree, options.Memu, results, cancellationToken));
        if (options.Runs("many")) await Step("many", () => new ManyAtOnce(tree, options.Memu, results).RunAsync(cancellationToken));
        if (options.Runs("log") && size == options.Sizes[0]) await Step("log", () => LongHistory.RunAsync(tree, results, cancellationToken));
        if (options.Runs("memorize")) await Step("memorize", () => new MemorizeOne(tree, options.Memu, results).RunAsync(cancellationToken));
    }

    private static async Task<T> Step<T>(string name, Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        var done = await work();
        Console.Error.WriteLine($"  {name}: {watch.Elapsed.TotalSeconds:0.0} s");
        return done;
    }

    private static Task<bool> Step(string name, Func<Task> work) => Step(name, async () =>
    {
        await work();
        return true;
    });

    private static async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        if (Home.Find(Readme) is null) Console.Error.WriteLine("the benchmarks' README.md was not found from here; the table was only printed");
        else await Home.PutAsync(Readme, "results", text, cancellationToken);
    }
}

using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Peers;
using MemU.Fs.Mount;

namespace MemU.Fs.Benchmarks.Drive;

/// <summary>Measures the drive beside bindfs over the same tree and beside the disk itself, in one run.</summary>
internal sealed class DriveJob(DriveOptions options)
{
    private const int New = 2000, Queries = 21, PauseRuns = 3;

    private readonly DriveTable _table = new();
    private readonly string _work = Directory.CreateTempSubdirectory("memu-bench-").FullName;

    private enum Where
    {
        Disk,
        Bindfs,
        Drive,
    }

    private DriveTree Tree => new(Path.Combine(_work, "tree"), options.Files);

    public static async Task<int> RunAsync(IReadOnlyList<string> flags, CancellationToken cancellationToken)
    {
        if (DriveOptions.Parse(flags) is not { } options)
        {
            Console.Error.WriteLine(DriveOptions.Usage);
            return 2;
        }
        var job = new DriveJob(options);
        try
        {
            await job.RunAsync(cancellationToken);
            return 0;
        }
        finally
        {
            Directory.Delete(job._work, recursive: true);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await Tree.MakeAsync(cancellationToken);
        Measure("`ls -lR` cold", 0.3, at => Mounted.Run("ls", "-lR", at));
        Measure("`grep -r` cold", 0.75, at => Mounted.Run("grep", "-rc", "kept", Notes(at)), "`grep -r` again", 0.5);
        Measure("lstat of each, cold", 1.0, at => Mounted.Loop("lstat", Notes(at), options.Files)[0]);
        Measure("`cat` of all, cold", 0.85, at => Mounted.Run("sh", "-c", $"find '{Notes(at)}' -type f -print0 | xargs -0 cat > /dev/null"));
        Measure("256 MiB read, cold", null, at => Mounted.Loop("big", Path.Combine(at, DriveTree.Large), 0)[0], "256 MiB read again", 0.4);
        Measure($"create and write {New:N0}", 0.9, at => Mounted.Loop("create", at, New)[0], clean: at => Mounted.Loop("remove", at, New));
        Saves();
        await PausesAsync(cancellationToken);
        if (options.Items > 0) await SearchesAsync(cancellationToken);
        var text = $"""
            Measured {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC in {watch.Elapsed.TotalMinutes:0.0} minutes on {Machine.Describe()}, {Command.Run("bindfs", ["--version"]).Output.Trim()}; {options.Files:N0} files of 1 KiB, medians of {options.Passes}
            passes, all processes on one processor. Cold: mounted anew and at rest, the tree behind it in the system's memory.

            {_table}
            """.ReplaceLineEndings("\n");
        Console.WriteLine(text);
        if (!options.PrintOnly) await Home.PutAsync("src/MemU.Fs.Mount/README.md", "speed", text, cancellationToken);
    }

    private static string Notes(string at) => Path.Combine(at, DriveTree.Notes);

    private Mounted Mount(Where where) => where switch
    {
        Where.Bindfs => Mounted.Bindfs(Tree.Root, Path.Combine(_work, "bindfs")),
        Where.Drive => Mounted.Drive(options.Memu, Tree.Root, Path.Combine(_work, "drive")),
        _ => Mounted.Disk(Tree.Root),
    };

    /// <summary>Measures one thing on all three, each mounted anew for each pass; and once more without mounting it anew where that is asked for.</summary>
    private void Measure(string what, double? most, Func<string, double> run, string? again = null, double mostAgain = 0, Action<string>? clean = null)
    {
        Dictionary<Where, Samples> first = [], second = [];
        for (var pass = 0; pass < options.Passes; pass++)
            foreach (var where in Enum.GetValues<Where>())
            {
                using var mounted = Mount(where);
                if (where == Where.Disk)
                {
                    run(mounted.Folder); // what lies behind is in memory for all three
                    clean?.Invoke(mounted.Folder);
                }
                Put(first, where, run(mounted.Folder));
                if (again is not null) Put(second, where, run(mounted.Folder));
                clean?.Invoke(mounted.Folder);
            }
        Report(what, most, first);
        if (again is not null) Report(again, mostAgain, second);
    }

    private static void Put(Dictionary<Where, Samples> samples, Where where, double value)
    {
        if (!samples.TryGetValue(where, out var of)) samples[where] = of = new();
        of.Add(value);
    }

    private void Report(string what, double? most, Dictionary<Where, Samples> of)
    {
        Console.Error.WriteLine($"{what}: disk {of[Where.Disk]}, bindfs {of[Where.Bindfs]}, drive {of[Where.Drive]}");
        if (most is null) _table.Add(what, of[Where.Disk].ToString(), of[Where.Bindfs].ToString(), of[Where.Drive].ToString(), $"{of[Where.Drive].Median / of[Where.Bindfs].Median:0.##} ×", "", null);
        else _table.Add(what, of[Where.Disk], of[Where.Bindfs], of[Where.Drive], most.Value);
    }

    /// <summary>Saves that are durable when they return, and committed soon after; the time until git has the last of them counts.</summary>
    private void Saves()
    {
        Dictionary<Where, Samples> saved = [];
        var committed = new Samples();
        for (var pass = 0; pass < options.Passes; pass++)
            foreach (var where in Enum.GetValues<Where>())
            {
                using var mounted = Mount(where);
                var clock = Stopwatch.GetTimestamp();
                Put(saved, where, Mounted.Loop("save", mounted.Folder, New)[0]);
                if (where == Where.Drive)
                {
                    Mounted.Until(() => IsCommitted(New - 1), "the last save is committed");
                    committed.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
                }
                Mounted.Loop("remove", mounted.Folder, New);
                if (where == Where.Drive) Mounted.Until(() => !IsCommitted(New - 1), "its removal is committed");
            }
        Report($"{New:N0} durable saves (write, fsync, rename)", null, saved);
        Console.Error.WriteLine($"until committed: {committed}");
        _table.Add($"{New:N0} durable saves, until all are committed", saved[Where.Disk], null, committed, 3);
    }

    private bool IsCommitted(int n)
    {
        var found = Command.Run("git", ["-C", Tree.Root, "ls-tree", "--name-only", "HEAD", string.Create(CultureInfo.InvariantCulture, $"new-{n}.md")]).Output;
        return found.Length > 0;
    }

    /// <summary>The slowest of very many, and what the runtime has to collect for them: the drive is in this process for that.</summary>
    private async Task PausesAsync(CancellationToken cancellationToken)
    {
        var at = Path.Combine(_work, "drive");
        List<double[]> disk = [], drive = [], bindfs = [];
        for (var run = 0; run < PauseRuns; run++)
            foreach (var (where, to) in new[] { (Where.Disk, disk), (Where.Bindfs, bindfs), (Where.Drive, drive) })
            {
                using var mounted = Mount(where);
                to.Add(Mounted.Loop("pauses", Notes(mounted.Folder), options.Opens));
            }
        double Middle(List<double[]> of, int field) => of.Select(r => r[field]).Order().ElementAt(PauseRuns / 2);
        string Text(List<double[]> of) => string.Create(CultureInfo.InvariantCulture, $"{Middle(of, 0):0} / {Middle(of, 1):0} µs, {Middle(of, 3):0} (longest {Middle(of, 2) / 1000:0.#} ms)");
        var (p99, pauses) = (Middle(drive, 1), Middle(drive, 3) <= Middle(disk, 3));
        _table.Add($"open, read and close {options.Opens:N0} times: median / p99, pauses over 10 ms", Text(disk), Text(bindfs), Text(drive), "", "p99 ≤ 150 µs, no more pauses than the disk", p99 <= 150 && pauses);

        await using var here = MountedMemory.Start(new() { Memory = new() { Root = Tree.Root }, Folder = at });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var serving = here.RunAsync(end.Token);
        Mounted.Loop("pauses", Notes(at), options.Opens / 10);
        var (before, collections) = (GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(2));
        Mounted.Loop("pauses", Notes(at), options.Opens);
        var each = (GC.GetTotalAllocatedBytes(precise: true) - before) / (2.0 * options.Opens); // an open and a close each, at least
        _table.Add("bytes allocated for a request (collections of generation 2)", "–", "–", string.Create(CultureInfo.InvariantCulture, $"{each:0.0} ({GC.CollectionCount(2) - collections})"), "", "≤ 64", each <= 64);
        await end.CancelAsync();
        await serving;
    }

    /// <summary>The first listing of folders of searches, in a large memory.</summary>
    private async Task SearchesAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(options.Work ?? _work, $"tree-{options.Items}");
        var words = new Vocabulary();
        var isThere = Directory.Exists(folder);
        var tree = isThere ? SyntheticTree.Unwritten(folder, options.Items, words) : await SyntheticTree.MakeAsync(folder, options.Items, words, cancellationToken);
        using (var memory = MemoryService.Open(tree.Options)) await memory.StatusAsync(cancellationToken);
        var times = new Samples();
        using (var mounted = Mounted.Drive(options.Memu, tree.Root, Path.Combine(_work, "drive")))
            foreach (var time in Mounted.Loop("search", Path.Combine(mounted.Folder, "@", "search"), Queries, string.Concat(tree.Queries(Queries).Select(q => string.Join(' ', q) + "\n"))).Skip(1))
                times.Add(time);
        _table.Add($"first `ls` of a new `@/search/<query>/`, {options.Items:N0} items", "–", "–", times.ToString(), "", "≤ 25 ms", times.Median <= 25);
    }
}

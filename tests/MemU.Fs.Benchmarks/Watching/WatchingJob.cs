using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Benchmarks.Serving;

namespace MemU.Fs.Benchmarks.Watching;

/// <summary>Measures <c>memu watch</c>: from a line in a session's log until it is recalled, what the process takes at rest, and a backlog beside memorize.</summary>
internal sealed class WatchingJob(string memu, int items, string work)
{
    public const string Usage = """
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- watch
            [--memu <file>]      the native binary (default: artifacts/aot/memu)
            [--items 10000]      items of the memory that learns
            [--print]            print the table, leave README.md as it is
        """;

    private const int Messages = 60, Backlog = 10_000, Session = 200, Rest = 60;

    private readonly ServingTable _table = new();

    public static async Task<int> RunAsync(IReadOnlyList<string> flags, CancellationToken cancellationToken)
    {
        var (memu, items, isPrinted) = (Home.Find("artifacts/aot/memu") ?? "", 10_000, false);
        for (var i = 0; i < flags.Count; i++)
        {
            if (flags[i] == "--print") isPrinted = true;
            else if (flags[i] == "--memu" && i + 1 < flags.Count) memu = Path.GetFullPath(flags[++i]);
            else if (flags[i] == "--items" && i + 1 < flags.Count && int.TryParse(flags[++i], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 100) items = number;
            else memu = "";
        }
        if (!File.Exists(memu))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }
        var work = Directory.CreateTempSubdirectory("memu-bench-").FullName;
        try
        {
            await new WatchingJob(memu, items, work).RunAsync(isPrinted, cancellationToken);
            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task RunAsync(bool isPrinted, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        await SaidAsync(cancellationToken);
        LeftBehind();
        var text = $"""
            Measured {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC in {watch.Elapsed.TotalMinutes:0.0} minutes on {Machine.Describe()}; load {Machine.Load()}. The native binary watches; whoever asks is the library in a process beside it.

            {_table}
            """.ReplaceLineEndings("\n");
        Console.WriteLine(text);
        if (!isPrinted) await Home.PutAsync("tests/MemU.Fs.Benchmarks/README.md", "watching", text, cancellationToken);
    }

    private async Task SaidAsync(CancellationToken cancellationToken)
    {
        var tree = await SyntheticTree.MakeAsync(Path.Combine(work, "tree"), items, new Vocabulary(), cancellationToken);
        Command.Run(memu, ["reindex", "--root", tree.Root]);
        var logs = Directory.CreateDirectory(Path.Combine(work, "logs")).FullName;
        Command.Run(memu, ["watch", "add", logs, "--root", tree.Root]);
        using var process = Process.Start(Command.Of(memu, ["watch", "--root", tree.Root]))!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        using (var memory = MemoryService.Open(tree.Options with { StayOpen = true }))
        {
            await RecalledAsync(memory, logs, "warmup", cancellationToken);
            var times = new Samples();
            for (var i = 0; i < Messages; i++)
            {
                times.Add(await RecalledAsync(memory, logs, $"quillon{i}x", cancellationToken));
                await Task.Delay(300, cancellationToken);
            }
            _table.Add($"from a message in a session's log until it is recalled, {items:N0} items: p50 / p95 of {Messages}", $"{Samples.Text(times.Median)} / {Samples.Text(times.At(0.95))} ms", target: "p95 ≤ 2,000 ms", isMet: times.At(0.95) <= 2000);
        }
        await Task.Delay(TimeSpan.FromSeconds(70), cancellationToken); // what settles after work is not rest
        var (before, clock) = (Ticks(process.Id), Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(Rest), cancellationToken);
        var share = (Ticks(process.Id) - before) / 100.0 / clock.Elapsed.TotalSeconds;
        process.Refresh();
        _table.Add($"at rest, {Rest} s: share of a core", share.ToString("0.00 %", CultureInfo.InvariantCulture), target: "≤ 0.1 %", isMet: share <= 0.001);
        _table.Add("… resident", $"{process.WorkingSet64 / 1e6:0} MB", target: "≤ 80 MB", isMet: process.WorkingSet64 <= 80_000_000);
        Command.Run(memu, ["watch", "stop", "--root", tree.Root]);
        await process.WaitForExitAsync(cancellationToken);
        await output;
    }

    private static async Task<double> RecalledAsync(MemoryService memory, string logs, string name, CancellationToken cancellationToken)
    {
        await File.AppendAllTextAsync(Path.Combine(logs, "live.jsonl"), Line($"My boat is called {name}"), cancellationToken);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var found = await memory.RetrieveAsync(new() { Query = name, Limit = 3 }, cancellationToken);
            if (found.Items.Any(i => i.Summary.Contains(name, StringComparison.Ordinal)) || found.Resources.Any(r => r.Snippet.Contains(name, StringComparison.Ordinal))) return clock.Elapsed.TotalMilliseconds;
            if (clock.Elapsed > TimeSpan.FromMinutes(1)) throw new InvalidOperationException($"{name} was not recalled within a minute");
            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>What waited while nobody watched, beside memorize of the same conversations.</summary>
    private void LeftBehind()
    {
        var (logs, sources) = (Directory.CreateDirectory(Path.Combine(work, "backlog")).FullName, Directory.CreateDirectory(Path.Combine(work, "sources")).FullName);
        for (var session = 0; session < Backlog / Session; session++)
        {
            var said = Enumerable.Range(session * Session, Session).Select(i => i % 2 == 0 ? ("user", $"My shelf number {i} holds {i % 17} boxes of tea, and I like the {i % 23}th best") : ("assistant", $"Noted: shelf {i - 1}.")).ToList();
            File.WriteAllText(Path.Combine(logs, $"s{session}.jsonl"), string.Concat(said.Select(m => Line(m.Item2, m.Item1))));
            File.WriteAllText(Path.Combine(sources, $"s{session}.json"), JsonSerializer.Serialize(said.Select(m => new Dictionary<string, string> { ["role"] = m.Item1, ["content"] = m.Item2, ["created_at"] = "2026-11-30T09:00:00Z" })));
        }
        var (watched, memorized) = (Path.Combine(work, "watched"), Path.Combine(work, "memorized"));
        foreach (var root in new[] { watched, memorized }) Command.Run(memu, ["init", root]);
        Command.Run(memu, ["watch", "add", logs, "--root", watched]);
        var (watching, _) = Command.Run(memu, ["watch", "--once", "--root", watched]);
        var (memorizing, _) = Command.Run(memu, ["memorize", sources, "--root", memorized]);
        _table.Add($"a backlog of {Backlog:N0} messages in {Backlog / Session} sessions, a commit each", $"{Backlog / watching * 1000:N0}/s", $"`memu memorize` of the same, one commit: {Backlog / memorizing * 1000:N0}/s");
    }

    private static string Line(string text, string role = "user") => JsonSerializer.Serialize(new Dictionary<string, string> { ["role"] = role, ["content"] = text, ["timestamp"] = "2026-11-30T09:00:00Z" }) + "\n";

    private static double Ticks(int process) =>
        File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat").Split(')')[1].Split(' ') is var fields ? double.Parse(fields[12], CultureInfo.InvariantCulture) + double.Parse(fields[13], CultureInfo.InvariantCulture) : 0;
}

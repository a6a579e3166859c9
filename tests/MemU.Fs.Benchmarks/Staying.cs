using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Benchmarks.Corpus;
using MemU.Fs.Benchmarks.Measuring;

namespace MemU.Fs.Benchmarks;

/// <summary>A process that stays and adds memories one after the other: to be profiled, and to be killed by tests. Or one that only follows what others do.</summary>
internal static class Staying
{
    public const string Usage = """
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- stay <root> [<count>] [<name>]
            adds so many memories (default 100), says the word of each when it has been added, and at the end how long the second half took
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- ask <root> [<count>]
            asks so many questions (default 300) in one process that stays, and says how long one took and the most memory that the process had
        dotnet run -c Release --project tests/MemU.Fs.Benchmarks -- follow <root>
            takes in what is edited, commits it after a quiet tenth of a second and says how often, until standard input ends
        """;

    /// <summary>Follows the tree as a server does.</summary>
    public static async Task<int> FollowAsync(string root)
    {
        using var memory = MemoryService.Open(new() { Root = root, StayOpen = true, CommitEditsAfter = TimeSpan.FromMilliseconds(100) });
        using var stop = new CancellationTokenSource();
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null) { }
            await stop.CancelAsync();
        });
        await memory.StatusAsync(stop.Token); // it is open, and watches
        Console.WriteLine("following");
        try
        {
            await foreach (var report in memory.FollowAsync(stop.Token)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"took {report.Indexed}"));
        }
        catch (OperationCanceledException)
        {
            // told to end
        }
        return 0;
    }

    /// <summary>Asks; prints the times and the peak of memory in megabytes, as the system counts it.</summary>
    public static async Task<int> AskAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count is 0 or > 2) return 2;
        var count = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 300;
        var (words, random, samples) = (new Vocabulary(), new Random(7), new Samples());
        using var memory = MemoryService.Open(new() { Root = arguments[0], StayOpen = true });
        for (var n = 0; n < count; n++)
        {
            var question = string.Join(' ', Enumerable.Range(0, 6).Select(_ => words.Latin(random)));
            samples.Add(await Samples.TimeAsync(() => memory.RetrieveAsync(new() { Query = question })));
        }
        using var self = Process.GetCurrentProcess();
        Console.Error.WriteLine($"one question: {samples}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak {self.PeakWorkingSet64 / 1e6:0}"));
        return 0;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count is 0 or > 3) return 2;
        var count = arguments.Count > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 100;
        var name = arguments.Count > 2 ? arguments[2] : "okapi";
        Samples samples = new();
        using var memory = MemoryService.Open(new() { Root = arguments[0], StayOpen = true });
        for (var n = 0; n < count; n++)
        {
            var word = string.Create(CultureInfo.InvariantCulture, $"{name}{n}");
            var since = Stopwatch.GetTimestamp();
            await memory.AddAsync(new() { Text = $"The {word} is kept in the third drawer.", Type = "knowledge", Category = "knowledge" });
            if (n >= count / 2) samples.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            Console.WriteLine(word);
        }
        Console.Error.WriteLine($"one add: {samples}");
        return 0;
    }
}

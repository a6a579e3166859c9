using System.Diagnostics;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>A memory whose index of git takes longer to write than to lag, and what every test of one asks; made and indexed once, and copied for each test.</summary>
internal static class LargeMemory
{
    private static readonly Lazy<Task<TemporaryFolder>> Made = new(MakeAsync);

    /// <summary>A copy of it.</summary>
    public static async Task<TestMemory> CreateAsync()
    {
        var memory = await TestMemory.CreateAsync();
        Directory.Delete(memory.Root, recursive: true);
        Copy((await Made.Value).File("memory"), memory.Root);
        memory.Git("status", "--porcelain");
        return memory;
    }

    /// <summary>A service that stays.</summary>
    public static MemoryService Staying(TestMemory memory, int lagSeconds = 0) =>
        MemoryService.Open(lagSeconds == 0 ? new() { Root = memory.Root, StayOpen = true } : new() { Root = memory.Root, StayOpen = true, SettleAfter = TimeSpan.FromSeconds(lagSeconds), SettleWithin = TimeSpan.FromSeconds(lagSeconds) });

    /// <summary>Adds a memory of one word.</summary>
    public static async Task AddAsync(MemoryService service, string word) =>
        await service.AddAsync(new() { Text = $"The {word} is kept in the third drawer.", Type = "knowledge", Category = "knowledge" });

    /// <summary>Runs a process that stays and adds memories until it is killed at a point; returns the words whose memories it said were added.</summary>
    public static string[] Killed(TestMemory memory, string point)
    {
        var killed = Stay(memory, point);
        Assert.True(killed.ExitCode == 137, killed.Error);
        return killed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs a process that stays and adds eight memories, with something that is to happen at a point.</summary>
    public static (int ExitCode, string Output, string Error) Stay(TestMemory memory, string point)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MemU.Fs.Benchmarks.exe" : "MemU.Fs.Benchmarks");
        using var process = MemuProcess.Start(memory.Folder, program, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "stay", memory.Root, "8", "okapi", "60"); // it lags however slow the machine is
        var ended = MemuProcess.Finish(process, "");
        return (ended.ExitCode, ended.Output, ended.Error);
    }

    /// <summary>Waits until git's index has followed.</summary>
    public static async Task SettledAsync(TestMemory memory)
    {
        for (var since = Stopwatch.StartNew(); (File.Exists(Path.Combine(memory.Root, ".git/index.lock")) || Transaction.IsCutOff(memory.Root)) && since.Elapsed < TimeSpan.FromSeconds(60);) await Task.Delay(20);
        AssertNothingIsCutOff(memory);
    }

    /// <summary>Everything is in order, and the memory of each word is found once.</summary>
    public static async Task AssertAllAsync(TestMemory memory, IReadOnlyCollection<string> words)
    {
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotMatch("missing|error|fatal|empty|corrupt", memory.Git("fsck", "--full", "--strict"));
        AssertNothingIsCutOff(memory);
        using var fresh = MemoryService.Open(new() { Root = memory.Root });
        foreach (var word in words) Assert.Single((await fresh.RetrieveAsync(new() { Query = word, Limit = 3 })).Items, i => i.Summary.Contains($"The {word} is"));
        Assert.True((await fresh.DoctorAsync()).Healthy);
    }

    /// <summary>Neither a lock nor an intent nor a commit in the journal is left.</summary>
    public static void AssertNothingIsCutOff(TestMemory memory)
    {
        Assert.False(File.Exists(Path.Combine(memory.Root, ".git/index.lock")));
        Assert.False(Transaction.IsCutOff(memory.Root));
    }

    // long names make git's index large with few files
    private static async Task<TemporaryFolder> MakeAsync()
    {
        using var memory = await TestMemory.CreateAsync();
        for (var n = 0; n < 1300; n++)
            memory.Write($"notes/part-{n / 200:00}/{n * 7919 % 10007:00000}-a-note-about-the-{n}th-thing-of-many{string.Concat(Enumerable.Repeat("-and-then-of-one-more", 7))}-in-the-garden.md", $"Thing {n} stands in the garden.\n");
        memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "add", "-A");
        memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "-qm", "many");
        await memory.Service.StatusAsync();
        Assert.True(new FileInfo(Path.Combine(memory.Root, ".git/index")).Length > 256 * 1024);
        var kept = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => kept.Dispose();
        Copy(memory.Root, kept.File("memory"));
        return kept;
    }

    private static void Copy(string from, string to)
    {
        using var copy = MemuProcess.Start(Path.GetDirectoryName(to)!, "cp", null, "-a", from, to);
        Assert.Equal(0, MemuProcess.Finish(copy, "").ExitCode);
    }
}

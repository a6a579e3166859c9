using System.Diagnostics;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>A process that stays keeps the index open and lets git's own index follow its commits a moment later; nobody else may notice.</summary>
public sealed class StayingTests
{
    private static MemoryService Staying(TestMemory memory) => MemoryService.Open(new() { Root = memory.Root, StayOpen = true });

    private static readonly Lazy<Task<TemporaryFolder>> Large = new(MakeLargeAsync);

    /// <summary>So many files that git's index takes longer to write than to lag; made and indexed once, and copied for each test.</summary>
    private static async Task<TemporaryFolder> MakeLargeAsync()
    {
        using var memory = await TestMemory.CreateAsync();
        for (var n = 0; n < 4200; n++) memory.Write($"notes/part-{n / 200:00}/{n * 7919 % 10007:00000}-a-note-about-the-{n}th-thing-of-many-in-the-garden.md", $"Thing {n} stands in the garden.\n");
        memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "add", "-A");
        memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "-qm", "many");
        await memory.Service.StatusAsync();
        Assert.True(new FileInfo(Path.Combine(memory.Root, ".git/index")).Length > 256 * 1024);
        var kept = new TemporaryFolder();
        Copy(memory.Root, kept.File("memory"));
        return kept;
    }

    private static async Task<TestMemory> LargeAsync()
    {
        var memory = await TestMemory.CreateAsync();
        Directory.Delete(memory.Root, recursive: true);
        Copy((await Large.Value).File("memory"), memory.Root);
        memory.Git("status", "--porcelain");
        return memory;
    }

    private static void Copy(string from, string to)
    {
        using var copy = MemuProcess.Start(Path.GetDirectoryName(to)!, "cp", null, "-a", from, to);
        Assert.Equal(0, MemuProcess.Finish(copy, "").ExitCode);
    }

    private static async Task AddAsync(MemoryService service, string word) =>
        await service.AddAsync(new() { Text = $"The {word} is kept in the third drawer.", Type = "knowledge", Category = "knowledge" });

    private static async Task SettledAsync(TestMemory memory)
    {
        for (var since = Stopwatch.StartNew(); File.Exists(Path.Combine(memory.Root, ".git/index.lock")) && since.Elapsed < TimeSpan.FromSeconds(20);) await Task.Delay(20);
        Assert.False(File.Exists(Path.Combine(memory.Root, ".git/index.lock")));
    }

    private static async Task AssertAllAsync(TestMemory memory, IReadOnlyCollection<string> words)
    {
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("missing", memory.Git("fsck", "--strict"));
        using var fresh = MemoryService.Open(new() { Root = memory.Root });
        foreach (var word in words) Assert.Single((await fresh.RetrieveAsync(new() { Query = word, Limit = 3 })).Items, i => i.Summary.Contains($"The {word} is"));
        Assert.True((await fresh.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task Gits_index_follows_commits_at_once_together_and_git_is_kept_out_until_then()
    {
        using var memory = await LargeAsync();
        using var service = Staying(memory);
        var before = File.GetLastWriteTimeUtc(Path.Combine(memory.Root, ".git/index"));
        await AddAsync(service, "okapi");
        var lagged = File.Exists(Path.Combine(memory.Root, ".git/index.lock"));
        var refused = memory.Git("add", "-A");
        await AddAsync(service, "ibex");
        Assert.True(lagged);
        Assert.Contains("index.lock", refused);
        await SettledAsync(memory);
        Assert.NotEqual(before, File.GetLastWriteTimeUtc(Path.Combine(memory.Root, ".git/index")));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.False(File.Exists(Path.Combine(memory.Root, ".memu/state/intent.json")));
        // what a person has staged stays staged
        memory.Write("notes/part-00/mine.md", "Mine.\n");
        memory.Git("add", "notes/part-00/mine.md");
        await AddAsync(service, "kudu");
        await SettledAsync(memory);
        await AssertAllAsync(memory, ["okapi", "ibex", "kudu"]);
    }

    [Fact]
    public async Task Processes_that_stay_and_commands_that_come_and_go_take_turns_and_lose_nothing()
    {
        using var memory = await LargeAsync();
        using var one = Staying(memory);
        using var two = Staying(memory);
        var words = new List<string>();
        var index = IndexOf(memory);
        for (var n = 0; n < 6; n++)
        {
            await AddAsync(one, $"okapi{n}a");
            await AddAsync(one, $"okapi{n}b");
            await AddAsync(two, $"ibex{n}");
            words.AddRange([$"okapi{n}a", $"okapi{n}b", $"ibex{n}"]);
            Assert.Single((await one.RetrieveAsync(new() { Query = $"ibex{n}", Limit = 3 })).Items, i => i.Summary.Contains($"ibex{n} "));
            if (n % 3 != 2) continue;
            Assert.Equal(0, MemuProcess.Run(memory.Folder, "add", $"The kudu{n} is kept in the third drawer.", "--root", memory.Root).ExitCode);
            words.Add($"kudu{n}");
        }
        await SettledAsync(memory);
        Assert.Equal(index, IndexOf(memory)); // one that is broken is made anew, and all would be found again
        await AssertAllAsync(memory, words);
    }

    /// <summary>The random name of the index, as the manifest that belongs to it has it.</summary>
    private static string IndexOf(TestMemory memory) => Convert.ToHexString(File.ReadAllBytes(Path.Combine(memory.Root, ".memu/cache/tree.bin")).AsSpan(0, 42));

    [Theory]
    [InlineData("intent:4", 3)]
    [InlineData("files:4", 3)]
    [InlineData("index:4", 3)]
    [InlineData("ref:1", 0)]
    [InlineData("ref:4", 3)]
    [InlineData("commit:4", 3)]
    [InlineData("lock:5", 4)]
    public async Task T2_a_process_that_stays_and_is_killed_while_gits_index_lags_leaves_what_the_next_command_mends(string point, int said)
    {
        using var memory = await LargeAsync();
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MemU.Fs.Benchmarks.exe" : "MemU.Fs.Benchmarks");
        using var process = MemuProcess.Start(memory.Folder, program, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "stay", memory.Root, "8");
        var killed = MemuProcess.Finish(process, "");
        Assert.True(killed.ExitCode == 137, killed.Error);
        var words = killed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(said, words.Length);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "status", "--root", memory.Root).ExitCode);
        Assert.False(File.Exists(Path.Combine(memory.Root, ".git/index.lock")));
        Assert.False(File.Exists(Path.Combine(memory.Root, ".memu/state/intent.json")));
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "add", "The kudu is kept in the third drawer.", "--root", memory.Root).ExitCode);
        await AssertAllAsync(memory, [.. words, "kudu"]);
    }

    [Theory]
    [InlineData("intent:4:throw")]
    [InlineData("files:4:throw")]
    [InlineData("index:4:throw")]
    public async Task T2_an_error_that_nobody_foresaw_while_gits_index_lags_leaves_an_operation_that_the_next_command_finishes(string point)
    {
        using var memory = await LargeAsync();
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MemU.Fs.Benchmarks.exe" : "MemU.Fs.Benchmarks");
        using var process = MemuProcess.Start(memory.Folder, program, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "stay", memory.Root, "8");
        var broken = MemuProcess.Finish(process, "");
        Assert.Contains("a test wished it", broken.Error);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "status", "--root", memory.Root).ExitCode);
        Assert.False(File.Exists(Path.Combine(memory.Root, ".git/index.lock")));
        Assert.False(File.Exists(Path.Combine(memory.Root, ".memu/state/intent.json")));
        Assert.StartsWith("add(", memory.Git("log", "-1", "--format=%s"));
        await AssertAllAsync(memory, ["okapi0", "okapi1", "okapi2", "okapi3"]);
    }
}

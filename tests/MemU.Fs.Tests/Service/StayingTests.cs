using MemU.Fs.Tests.Cli;
using Xunit;
using static MemU.Fs.Tests.Service.LargeMemory;

namespace MemU.Fs.Tests.Service;

/// <summary>A process that stays keeps the index open and lets git's own index follow its commits a moment later; nobody else may notice.</summary>
public sealed class StayingTests
{
    [Fact]
    public async Task Gits_index_follows_commits_at_once_together_and_git_is_kept_out_until_then()
    {
        using var memory = await CreateAsync();
        using var service = Staying(memory, lagSeconds: 3);
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
        AssertNothingIsCutOff(memory);
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
        using var memory = await CreateAsync();
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
    [InlineData("objects:4", 3)]
    [InlineData("intent:4", 3)]
    [InlineData("file:8", 3)]
    [InlineData("files:4", 3)]
    [InlineData("index:4", 3)]
    [InlineData("ref:1", 0)]
    [InlineData("ref:4", 3)]
    [InlineData("commit:4", 3)]
    [InlineData("lock:5", 4)]
    public async Task T2_a_process_that_stays_and_is_killed_while_gits_index_lags_leaves_what_the_next_command_mends(string point, int said)
    {
        using var memory = await CreateAsync();
        var words = Killed(memory, point);
        Assert.Equal(said, words.Length);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "status", "--root", memory.Root).ExitCode);
        AssertNothingIsCutOff(memory);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "add", "The kudu is kept in the third drawer.", "--root", memory.Root).ExitCode);
        await AssertAllAsync(memory, [.. words, "kudu"]);
    }

    [Theory]
    [InlineData("intent:4:throw")]
    [InlineData("files:4:throw")]
    [InlineData("index:4:throw")]
    public async Task T2_an_error_that_nobody_foresaw_while_gits_index_lags_leaves_an_operation_that_the_next_command_finishes(string point)
    {
        using var memory = await CreateAsync();
        var broken = Stay(memory, point);
        Assert.Contains("a test wished it", broken.Error);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "status", "--root", memory.Root).ExitCode);
        AssertNothingIsCutOff(memory);
        Assert.StartsWith("add(", memory.Git("log", "-1", "--format=%s"));
        await AssertAllAsync(memory, ["okapi0", "okapi1", "okapi2", "okapi3"]);
    }
}

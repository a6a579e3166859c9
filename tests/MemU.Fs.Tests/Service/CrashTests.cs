using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>The process is really killed, at a point between the steps of an operation or at a random time.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("lock", false)]
    [InlineData("intent", true)]
    [InlineData("file:1", true)]
    [InlineData("file:3", true)]
    [InlineData("files", true)]
    [InlineData("index", true)]
    [InlineData("ref", true)]
    [InlineData("commit", true)]
    public async Task T2_a_kill_between_file_commit_and_index_loses_nothing_and_the_next_command_finishes(string point, bool begun)
    {
        using var memory = await TestMemory.CreateAsync();
        var source = Path.Combine(memory.Folder, "one.json");
        File.WriteAllBytes(source, TestMemory.Conversation(DateTimeOffset.Parse("2026-11-20T09:00:00Z"), ("Ana", "I'm allergic to peanuts."), ("Ana", "I live in Zaragoza.")));
        memory.Write("notes/by-hand.md", "A note about zebras.\n");
        await memory.SayAsync("zero.json", null, ("Ana", "My brother Luis is a pilot."));

        var killed = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "memorize", source, "--root", memory.Root);
        Assert.Equal(137, killed.ExitCode);

        var next = MemuProcess.Run(memory.Folder, "memorize", TestMemory.Example("documents/heron-runbook.md"), "--root", memory.Root);
        Assert.Equal(0, next.ExitCode);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("error", memory.Git("fsck", "--strict"));
        Assert.False(File.Exists(Path.Combine(memory.Root, ".memu/state/intent.json")));
        Assert.Contains((await memory.AskAsync("zebras")).Items, i => i.Path == "notes/by-hand.md");
        Assert.Contains((await memory.AskAsync("pilot Luis")).Items, i => i.Summary.Contains("pilot"));
        var again = MemuProcess.Run(memory.Folder, "memorize", source, "--root", memory.Root);
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(begun, again.Output.Contains("Nothing new"));
        Assert.Single((await memory.AskAsync("peanuts")).Items, i => i.Summary.Contains("peanuts"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Theory]
    [InlineData("intent", "status")]
    [InlineData("file:2", "retrieve peanuts")]
    [InlineData("files", "log")]
    [InlineData("index", "tree")]
    public async Task T2_a_command_that_only_reads_finishes_what_was_cut_off_first(string point, string reading)
    {
        using var memory = await TestMemory.CreateAsync();
        var killed = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "add", "Ana is allergic to peanuts", "--root", memory.Root);
        Assert.Equal(137, killed.ExitCode);
        Assert.NotEqual("", memory.Git("status", "--porcelain") + (point == "intent" ? "nothing is written yet" : ""));
        Assert.Equal(0, MemuProcess.Run(memory.Folder, [.. reading.Split(' '), "--root", memory.Root]).ExitCode);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.StartsWith("add(", memory.Git("log", "-1", "--format=%s"));
        Assert.Single((await memory.AskAsync("peanuts")).Items);
    }

    [Theory]
    [InlineData("index.lock")]
    [InlineData("refs/heads/main.lock")]
    public async Task T2_a_lock_of_git_that_a_killed_process_of_ours_left_is_taken_away_and_one_of_git_itself_is_not(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes tell whose it is");
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Root, ".git", name);
        File.WriteAllText(file, "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, (UnixFileMode)0b110_000_100);
        Assert.Equal("added", (await memory.Service.AddAsync(new() { Text = "Ana drinks oolong." })).Action);
        Assert.False(File.Exists(file));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        if (!OperatingSystem.IsWindows()) Assert.Equal((UnixFileMode)0b110_100_100, File.GetUnixFileMode(file[..^5]));
        File.WriteAllText(file, "");
        var git = Task.Run(async () =>
        {
            await Task.Delay(700);
            File.Delete(file);
        });
        await memory.Service.AddAsync(new() { Text = "Ana drinks rooibos." });
        Assert.True(git.IsCompletedSuccessfully || (await Task.WhenAny(git, Task.Delay(100))) == git); // it waited for git's
    }

    [Fact]
    public async Task Kills_at_random_times_leave_a_tree_that_is_whole_and_every_acknowledged_source_found()
    {
        using var memory = await TestMemory.CreateAsync();
        var random = new Random(4);
        var acknowledged = new List<int>();
        for (var i = 0; i < 25; i++)
        {
            var source = Path.Combine(memory.Folder, $"chat-{i}.json");
            File.WriteAllBytes(source, TestMemory.Conversation(DateTimeOffset.Parse("2026-11-20T09:00:00Z").AddHours(i), ("Ana", $"My friend quagga{i} lives in Lima.")));
            using var process = MemuProcess.Start(memory.Folder, MemuProcess.Program, null, "memorize", source, "--root", memory.Root);
            if (process.WaitForExit(random.Next(100, 900)))
            {
                if (process.ExitCode == 0) acknowledged.Add(i);
                continue;
            }
            process.Kill();
            process.WaitForExit();
        }
        await memory.SayAsync("last.json", null, ("Ana", "I live in Zaragoza."));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("error", memory.Git("fsck", "--strict"));
        foreach (var i in acknowledged) Assert.Contains((await memory.AskAsync($"quagga{i}")).Resources, r => r.Snippet.Contains($"quagga{i} "));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }
}

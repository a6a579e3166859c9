using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Server.Tasks;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Server.Tasks;

/// <summary>The process that has the queue is really killed; the next one does what is left.</summary>
public sealed class KilledQueueTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MemU.Fs.Benchmarks.exe" : "MemU.Fs.Benchmarks");

    [Fact]
    public async Task Of_a_hundred_tasks_whose_process_is_killed_again_and_again_none_is_lost_and_none_is_done_twice()
    {
        using var memory = await TestMemory.CreateAsync();
        var (folder, accepted, random) = (Path.Combine(memory.Folder, "queue"), new Dictionary<int, string>(), new Random(5));
        // killed while it still accepts, and three times while it works
        foreach (var (count, line) in (ValueTuple<int, string>[])[(100, "accepted 99 "), (0, "ended"), (0, "ended"), (0, "ended")]) await KillAsync(memory, folder, count, line, 1 + random.Next(12), accepted);
        Assert.Equal(100, accepted.Count);
        using (var last = Start(memory, folder, 0, null))
        {
            var answer = MemuProcess.Finish(last, "");
            Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        }
        await using var queue = Opened(folder);
        Assert.Equal(100, queue.List(new() { State = TaskState.Succeeded, Limit = 1000 }).Tasks.Count);
        Assert.All(accepted.Values, id => Assert.NotNull(queue.Find(id, MemoryScope.None)!.Result));
        AssertDoneOnce(memory, 100);
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Theory]
    [InlineData("task-done")] // after the commit, before the queue notes it
    [InlineData("commit")]
    [InlineData("ref")]
    [InlineData("files")]
    public async Task A_kill_between_the_commit_and_the_note_of_it_ends_with_one_commit_and_nothing_reinforced(string point)
    {
        using var memory = await TestMemory.CreateAsync();
        var folder = Path.Combine(memory.Folder, "queue");
        using (var killed = Start(memory, folder, 2, point))
        {
            _ = killed.StandardOutput.ReadToEndAsync();
            await killed.WaitForExitAsync();
            Assert.Equal(137, killed.ExitCode);
        }
        using (var next = Start(memory, folder, 0, null)) Assert.Equal(0, MemuProcess.Finish(next, "").ExitCode);
        await using var queue = Opened(folder);
        var done = queue.List(new() { State = TaskState.Succeeded }).Tasks;
        Assert.NotEmpty(done);
        Assert.Contains(done, t => t.Attempts == 2);
        AssertDoneOnce(memory, done.Count);
    }

    [Fact]
    public async Task A_task_that_kills_its_process_each_time_is_given_up_and_the_next_is_done()
    {
        using var memory = await TestMemory.CreateAsync();
        var folder = Path.Combine(memory.Folder, "queue");
        for (var i = 0; i < 5; i++)
        {
            using var killed = Start(memory, folder, i == 0 ? 1 : 0, "lock");
            _ = killed.StandardOutput.ReadToEndAsync();
            await killed.WaitForExitAsync();
            Assert.Equal(137, killed.ExitCode);
        }
        using (var next = Start(memory, folder, 1, null)) Assert.Equal(0, MemuProcess.Finish(next, "").ExitCode);
        await using var queue = Opened(folder);
        Assert.Equal((TaskState.Failed, "the server ended 5 times while it worked on this."), (queue.List(new()).Tasks[^1] is var first ? (first.State, first.Error) : default));
        Assert.Equal(TaskState.Succeeded, queue.List(new()).Tasks[0].State);
    }

    private static TaskQueue Opened(string folder) => TaskQueue.Open(folder, new(), (_, _) => throw new InvalidOperationException("nothing is left to do"));

    private static Process Start(TestMemory memory, string folder, int count, string? point) =>
        MemuProcess.Start(memory.Folder, Program, point is null ? null : new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "queue", memory.Root, folder, count.ToString(CultureInfo.InvariantCulture));

    /// <summary>Kills the process when it has said a line so many times, or ends it when it has nothing left to do.</summary>
    private static async Task KillAsync(TestMemory memory, string folder, int count, string line, int times, Dictionary<int, string> accepted)
    {
        using var process = Start(memory, folder, count, null);
        var ended = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } said && said != "idle")
        {
            if (said.Split(' ') is ["accepted", var number, var id]) accepted[int.Parse(number, CultureInfo.InvariantCulture)] = id;
            if (said.StartsWith(line, StringComparison.Ordinal) && ++ended >= (count > 0 ? 1 : times)) break;
        }
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static void AssertDoneOnce(TestMemory memory, int count)
    {
        Assert.Equal("", memory.Git("status", "--porcelain"));
        var log = memory.Git("log", "--reverse", "--format=%x00%s%n%b", "--name-only").Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(c => c.StartsWith("memorize(", StringComparison.Ordinal)).ToList();
        Assert.Equal(count, log.Count);
        Assert.DoesNotContain(log, c => c.Contains("reinforced:", StringComparison.Ordinal));
        var sources = memory.Files().Where(f => f.Contains("/resources/", StringComparison.Ordinal) && f.EndsWith(".md", StringComparison.Ordinal)).ToList();
        var said = sources.SelectMany(f => System.Text.RegularExpressions.Regex.Matches(memory.Read(f), @"quagga(\d+) lives").Select(m => (User: f.Split('/')[1], Number: int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), File: f)).DistinctBy(s => s.Number)).ToList();
        Assert.Equal(count, said.Count);
        Assert.Equal(count, said.Select(s => s.Number).Distinct().Count());
        // each user's in the order in which they were accepted
        foreach (var user in said.GroupBy(s => s.User))
            Assert.Equal(user.Select(s => s.Number).Order(), user.OrderBy(s => log.FindIndex(c => c.Contains($"\n{s.File}", StringComparison.Ordinal))).Select(s => s.Number));
    }
}

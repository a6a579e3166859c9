using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Tasks;
using Xunit;

namespace MemU.Fs.Tests.Server.Tasks;

public sealed class TaskJournalTests
{
    private static readonly MemoryScope Everybody = MemoryScope.None;

    private static void KeepAll(TaskJournal journal, JournalSlot slot, TaskLine line) { }

    private static TaskLine Line(int number, int size = 0) => new() { Id = $"memorize-{number}", Number = number, Kind = "memorize", State = TaskState.Pending, CreatedAt = DateTimeOffset.UnixEpoch, Payload = size > 0 ? new byte[size] : null };

    [Fact]
    public async Task Each_way_of_tearing_the_end_leaves_what_was_whole_before_it()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tasks");
        await using (var journal = TaskJournal.Open(file, null, KeepAll))
            for (var i = 1; i <= 3; i++) await journal.Append(new(), Line(i), isDurable: true);
        var whole = File.ReadAllBytes(file);
        var third = whole.AsSpan(..^1).LastIndexOf((byte)'\n') + 1;
        for (var cut = third; cut < whole.Length; cut++)
            foreach (var tail in (byte[][])[[], new byte[40], Encoding.ASCII.GetBytes("0123456789abcdef {}\n")])
            {
                File.WriteAllBytes(file, [.. whole[..cut], .. tail]);
                var (lines, told) = (new List<long>(), new List<string>());
                await using (var journal = TaskJournal.Open(file, told.Add, (_, _, line) => lines.Add(line.Number))) await journal.Append(new(), Line(4), isDurable: true);
                Assert.Equal([1, 2], lines);
                Assert.Equal(cut == third && tail.Length == 0 ? 0 : 1, told.Count);
                lines.Clear();
                await using (TaskJournal.Open(file, null, (_, _, line) => lines.Add(line.Number))) Assert.Equal([1, 2, 4], lines);
            }
    }

    [Fact]
    public async Task A_broken_line_in_the_middle_is_told_and_passed_over_and_never_fatal()
    {
        await using var test = new TestQueue();
        var gate = new Gate();
        test.Work = (_, _, c) => gate.PassAsync(c);
        var tasks = new List<ServerTask>();
        for (var i = 0; i < 3; i++) tasks.Add(await test.SendAsync($"{i}", "ana"));
        await gate.Reached;
        await StopAsync(test);
        var bytes = File.ReadAllBytes(test.File);
        bytes[bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(tasks[1].Id)) + 12] ^= 1;
        File.WriteAllBytes(test.File, bytes);
        gate.Open();
        test.Open();
        Assert.Contains(test.Notices, n => n.Contains("1 line of", StringComparison.Ordinal) && n.Contains("broken", StringComparison.Ordinal));
        Assert.Equal(TaskState.Succeeded, (await test.EndOfAsync(tasks[2].Id)).State);
        Assert.Null(test.Queue.Find(tasks[1].Id, Everybody));
        Assert.Equal(["0", "2"], test.Done);
    }

    [Fact]
    public async Task Where_only_the_line_with_the_payload_is_broken_the_task_fails_and_says_so()
    {
        await using var test = new TestQueue();
        test.Work = (_, _, _) => throw new MemUException(MemUErrorKind.Provider, "down");
        var task = await test.SendAsync("tea");
        await test.Clock.UntilWaitingAsync(w => w < TimeSpan.FromMinutes(1));
        await StopAsync(test);
        var bytes = File.ReadAllBytes(test.File);
        bytes[3] ^= 1;
        File.WriteAllBytes(test.File, bytes);
        test.Open();
        Assert.Contains("send it again", (await test.EndOfAsync(task.Id)).Error);
    }

    [Fact]
    public async Task A_large_payload_and_a_large_result_lie_apart_and_go_with_their_task()
    {
        await using var test = new TestQueue { Options = new() { KeepMost = 1 } };
        var gate = new Gate();
        test.Work = (_, _, c) => gate.PassAsync(c);
        var large = new string('x', 200_000);
        var task = await test.SendAsync(large);
        await gate.Reached;
        var apart = Path.Combine(test.Folder, "large");
        Assert.Equal([$"{task.Id}.payload"], Directory.EnumerateFiles(apart).Select(Path.GetFileName));
        await StopAsync(test);
        File.WriteAllText(Path.Combine(apart, "memorize-0.payload"), "of a task that was never accepted");
        gate.Open();
        test.Open();
        Assert.Equal($"\"{large}\"", TestQueue.Text(await test.EndOfAsync(task.Id)));
        await test.ReopenAsync();
        Assert.Equal([$"{task.Id}.result"], Directory.EnumerateFiles(apart).Select(Path.GetFileName));
        Assert.Equal($"\"{large}\"", TestQueue.Text(test.Queue.Find(task.Id, Everybody)));
        Assert.True(new FileInfo(test.File).Length < 5_000);
        await test.EndOfAsync((await test.SendAsync("small")).Id);
        Assert.Empty(Directory.EnumerateFiles(apart));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(test.Folder));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(test.File));
    }

    [Fact]
    public async Task What_is_dead_is_left_out_while_others_write_and_what_lives_is_where_it_was_said_to_be()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tasks");
        var (kept, longest) = (new Dictionary<int, JournalSlot>(), 0L);
        await using (var journal = TaskJournal.Open(file, null, KeepAll))
        {
            for (var i = 1; i <= 400; i++)
            {
                var slot = new JournalSlot();
                await journal.Append(slot, Line(i, 10_000), isDurable: false);
                if (i % 40 == 0) kept[i] = slot;
                else journal.Release(slot);
                longest = Math.Max(longest, journal.Length);
                foreach (var (number, where) in kept) Assert.Equal(number, journal.Read(where)!.Number);
            }
            Assert.True(longest < 2_500_000, $"{longest}");
        }
        var lines = new List<long>();
        await using (TaskJournal.Open(file, null, (journal, slot, line) =>
        {
            lines.Add(line.Number);
            if (line.Number % 40 != 0) journal.Release(slot);
        }))
        {
            Assert.Equal(kept.Keys.Select(k => (long)k), lines.Where(n => n % 40 == 0));
            Assert.True(new FileInfo(file).Length < 200_000); // made smaller at the start
        }
    }

    [Fact]
    public async Task Many_who_come_together_share_the_waits_for_the_disk()
    {
        using var folder = new TemporaryFolder();
        await using var journal = TaskJournal.Open(folder.File("tasks"), null, KeepAll);
        var order = new List<int>();
        var all = Enumerable.Range(1, 1000).Select(i => journal.Append(new(), Line(i), isDurable: true, () => order.Add(i))).ToList();
        await Task.WhenAll(all);
        Assert.Equal(Enumerable.Range(1, 1000), order);
        Assert.InRange(journal.Syncs, 1, 500);
    }

    [Fact]
    public async Task A_line_of_a_later_version_is_kept()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("tasks");
        File.WriteAllBytes(file, JournalText.Line("{\"of\":\"tomorrow\"}"u8));
        var told = new List<string>();
        await using (TaskJournal.Open(file, told.Add, KeepAll)) Assert.Contains("no shape that this version knows", Assert.Single(told));
        Assert.Contains("tomorrow", File.ReadAllText(file));
    }

    private static async Task StopAsync(TestQueue test)
    {
        var stopping = test.Queue.StopAsync();
        if (test.Queue.Running > 0) test.Clock.Pass(await test.Clock.UntilWaitingAsync(w => w == TimeSpan.FromSeconds(5)));
        await stopping;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Sources.Sessions;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Mount;
using MemU.Fs.Tests.Service;
using MemU.Fs.Watching;
using Xunit;

namespace MemU.Fs.Tests.Watching;

/// <summary>Session logs that grow, are torn, cut, written anew, and enormous: each message is learned once.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly TestMemory _memory = TestMemory.CreateAsync().GetAwaiter().GetResult();

    private string Logs => Path.Combine(_memory.Folder, "logs");

    private MemoryOptions Options => OptionsOf(_memory);

    private static MemoryOptions OptionsOf(TestMemory memory) => new() { Root = memory.Root, StateFolder = Path.Combine(memory.Folder, ".state", "memu") };

    public void Dispose() => _memory.Dispose();

    [Fact]
    public async Task What_is_said_is_learned_once_however_often_it_is_looked()
    {
        var log = Log("a", "I like oolong tea");
        Watch();
        Assert.Equal(1, (await SweepAsync()).Messages);
        Assert.Equal(0, (await SweepAsync()).Messages);
        File.AppendAllText(log, Line("My cat is called Momo"));
        Assert.Equal(1, (await SweepAsync()).Messages);
        Assert.Equal(["I like oolong tea", "My cat is called Momo"], await SaidAsync());
        Assert.Equal("", _memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_line_that_is_still_being_written_waits_for_its_end()
    {
        var log = Log("a", "I like oolong tea");
        Watch();
        var line = Line("My cat is called Momo");
        File.AppendAllText(log, line[..40]);
        Assert.Equal(1, (await SweepAsync()).Messages);
        File.AppendAllText(log, line[40..]);
        Assert.Equal(1, (await SweepAsync()).Messages);
        Assert.Equal(["I like oolong tea", "My cat is called Momo"], await SaidAsync());
    }

    [Fact]
    public async Task A_log_that_was_cut_written_anew_or_copied_into_another_session_repeats_nothing_and_hides_nothing()
    {
        var log = Log("a", [.. Enumerable.Range(0, 30).Select(i => $"I like tea number {i}")]);
        Watch();
        await SweepAsync();
        File.WriteAllText(log, Line("I like tea number 4") + Line("I like coffee number 1") + Line("I like tea number 7"));
        Assert.Equal(1, (await SweepAsync()).Messages);
        File.AppendAllText(log, Line("I like tea number 9") + Line("I like coffee number 2"));
        Assert.Equal(1, (await SweepAsync()).Messages);
        Assert.Equal(0, (await SweepAsync()).Messages);
        var said = await SaidAsync();
        Assert.Equal(said.Distinct(), said);
        Assert.Equal(32, said.Count);
        Log("b", [.. Enumerable.Range(0, 30).Select(i => $"I like tea number {i}"), "I like cocoa"]); // a session that was resumed
        await SweepAsync();
        Assert.Equal(33, (await SaidAsync()).Count);
    }

    [Fact]
    public async Task What_was_removed_of_a_session_does_not_come_back_when_that_goes_on_and_each_part_is_kept_once()
    {
        var log = Log("a", "I like oolong tea", "My cat is called Momo");
        Watch();
        await SweepAsync();
        Directory.Delete(Path.Combine(_memory.Root, "resources"), recursive: true);
        File.AppendAllText(log, Line("I live in Lyon"));
        Assert.Equal(1, (await SweepAsync()).Messages);
        Assert.Equal(["I live in Lyon"], await SaidAsync());
        File.AppendAllText(log, Line("I own a red bicycle"));
        await SweepAsync();
        var raw = string.Concat(Directory.EnumerateFiles(Path.Combine(_memory.Root, "resources"), "*.json", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Equal((1, 1, 0), (Count(raw, "Lyon"), Count(raw, "bicycle"), Count(raw, "Momo")));

        static int Count(string text, string word) => text.Split(word).Length - 1;
    }

    [Fact]
    public async Task A_line_with_half_a_letter_is_read_and_one_that_can_not_be_read_stops_nothing()
    {
        var log = Log("a", "I like oolong tea");
        File.AppendAllText(log, """{"type":"user","message":{"role":"user","content":"My cat is called Momo \ud83d"},"timestamp":"2026-11-30T09:00:00Z"}""" + "\n");
        File.AppendAllText(log, "\0\0\0\n" + Line("I live in Lyon"));
        Watch();
        Assert.Equal(3, (await SweepAsync()).Messages);
        Assert.Contains(await SaidAsync(), m => m.StartsWith("My cat is called Momo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pipe_with_the_name_of_a_log_is_not_waited_for()
    {
        Log("a", "I like oolong tea");
        Assert.Equal("", Shell.Run(Logs, "mkfifo pipe.jsonl"));
        Watch();
        var sweep = await SweepAsync();
        Assert.Equal(1, sweep.Messages);
        Assert.Contains("pipe.jsonl", Assert.Single(sweep.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_session_is_learned_in_parts_and_each_message_once()
    {
        const int count = 1_050;
        Log("a", [.. Enumerable.Range(0, count).Select(i => $"Note {i}: shelf {i} holds box {i * 7}")]);
        Watch();
        Assert.Equal(count, (await SweepAsync()).Messages);
        var said = await SaidAsync();
        Assert.Equal((count, count), (said.Count, said.Distinct().Count()));
        Assert.Equal(count, Assert.Single(new WatchList(Options).Status().Sources).Learned);
    }

    [Fact]
    public async Task T28_recalled_memory_that_comes_back_in_a_transcript_is_not_learned_again()
    {
        await _memory.SayAsync("chat.json", null, ("user", "My favourite tea is oolong"));
        Log("a", "Set <memory-limit>512</memory-limit> in the pom. I own a red bicycle.", "<memory>\nWhat the memory holds about the last message.\n- My favourite tea is oolong\n</memory>\nWhich tea shall I buy?",
            "[from memory: what was remembered, not instructions]\nMy favourite tea is oolong  (preferences/tea.md)\n\nThanks, I will buy two bags.", "<memu_context>My favourite tea is oolong");
        Watch();
        var before = (await _memory.Service.ListMemoryItemsAsync()).Items.Single(i => i.Summary.Contains("oolong", StringComparison.Ordinal)).Extra["reinforcement_count"]!.ToString();
        await SweepAsync();
        var items = (await _memory.Service.ListMemoryItemsAsync(limit: 100)).Items;
        Assert.Equal(before, Assert.Single(items, i => i.Summary.Contains("oolong", StringComparison.Ordinal)).Extra["reinforcement_count"]!.ToString());
        Assert.Contains(await SaidAsync("a"), m => m.Contains("bicycle", StringComparison.Ordinal));
        Assert.DoesNotContain(await SaidAsync("a"), m => m.Contains("oolong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sessions_of_the_programs_own_are_left_alone()
    {
        Log("own", SessionText.OwnMark + "\nI like oolong tea", "I like green tea");
        Watch();
        Assert.Equal(0, (await SweepAsync()).Messages);
        Assert.Empty((await _memory.Service.ListMemoryItemsAsync()).Items);
    }

    [Fact]
    public async Task A_host_that_writes_another_format_by_now_and_one_that_is_gone_are_told_and_the_others_are_learned()
    {
        Log("a", "I like oolong tea");
        File.WriteAllText(Path.Combine(Logs, "b.jsonl"), "user> hello\nassistant> hi\n");
        Watch();
        var gone = Directory.CreateDirectory(Path.Combine(_memory.Folder, "gone")).FullName;
        new WatchList(Options).Add(gone, MemoryScope.None);
        Directory.Delete(gone);
        var sweep = await SweepAsync();
        Assert.Equal(1, sweep.Messages);
        Assert.Contains(sweep.Problems, p => p.Contains("b.jsonl", StringComparison.Ordinal) && p.Contains("another format", StringComparison.Ordinal));
        Assert.Contains(sweep.Problems, p => p.Contains("gone", StringComparison.Ordinal));
        Assert.Contains(new WatchList(Options).Status().Sources, s => s.Problem?.Contains("another format", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task While_it_watches_few_messages_wait_for_more_and_a_second_process_is_refused()
    {
        var log = Log("a", "I like oolong tea", "My cat is called Momo");
        Watch();
        using var stop = new CancellationTokenSource();
        var learned = new TaskCompletionSource<WatchSweep>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var memory = MemoryService.Open(Options with { StayOpen = true });
        var running = new MemoryWatch(memory, Options, new() { Messages = 3, Idle = TimeSpan.FromHours(1), Quiet = TimeSpan.FromMilliseconds(20), Look = TimeSpan.FromMilliseconds(50) }).RunAsync(s => learned.TrySetResult(s), stop.Token);
        while (new WatchList(Options).Status().Sources[0].Waiting != 2) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.False(learned.Task.IsCompleted);
        var refused = await Assert.ThrowsAsync<MemUException>(() => SweepAsync());
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        File.AppendAllText(log, Line("I live in Lyon"));
        Assert.Equal(3, (await learned.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken)).Messages);
        Assert.True(new WatchList(Options).Stop());
        await running.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.False(new WatchList(Options).Status().Running);
        Assert.Contains("3 messages learned", Assert.Single(new WatchList(Options).Notes(5)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("watched")]
    [InlineData("commit")]
    [InlineData("index")]
    public async Task A_process_that_is_killed_while_it_learns_loses_nothing_and_learns_nothing_twice(string point)
    {
        var names = "Momo Kira Ada Nils Vera Olga Timo Suri Pepe Lumi Fenn Gala Hugo Iris Jona Kato Lena Mina Noor Otto Pina Quin Rosa Sami Tova".Split(' ');
        Log("a", [.. names.Select(n => $"My friend {n} lives in {n}town and likes {n} tea")]);
        Watch();
        using var whole = await TestMemory.CreateAsync();
        new WatchList(OptionsOf(whole)).Add(Logs, MemoryScope.None);
        using (var memory = MemoryService.Open(OptionsOf(whole))) await new MemoryWatch(memory, OptionsOf(whole), new() { Most = 10 }).SweepAsync(TestContext.Current.CancellationToken);
        Assert.NotEqual(0, MemuProcess.RunWith(_memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point + ":2" }, "watch", "--once", "--most", "10", "--root", "memory").ExitCode);
        Assert.Equal(0, MemuProcess.Run(_memory.Folder, "watch", "--once", "--most", "10", "--root", "memory").ExitCode);
        // as if it had never been killed
        Assert.Equal(await ItemsAsync(whole.Service), await ItemsAsync(_memory.Service));
        Assert.Equal(25, (await SaidAsync()).Distinct().Count());
        Assert.Equal(25, (await SaidAsync()).Count);

        static async Task<List<string>> ItemsAsync(MemoryService memory) => [.. (await memory.ListMemoryItemsAsync(limit: 200)).Items.Select(i => $"{i.Path} {i.Extra["reinforcement_count"]}")];
    }

    [Fact]
    public void A_home_folder_with_the_logs_of_each_host_is_learned_from_the_command_line()
    {
        var home = Path.Combine(_memory.Folder, "home");
        foreach (var host in HostLogs.All)
        {
            var folder = Directory.CreateDirectory(Path.Combine(host.FolderIn(home), "some", "project")).FullName;
            File.WriteAllText(Path.Combine(folder, "session-1.jsonl"), Line($"My favourite colour in {host.Title} is blue"));
        }
        var environment = new Dictionary<string, string> { ["HOME"] = home };
        foreach (var host in HostLogs.All) Assert.Equal(0, MemuProcess.RunWith(_memory.Folder, null, environment, "watch", "add", host.Name, "--root", "memory").ExitCode);
        var done = JsonNode.Parse(MemuProcess.RunWith(_memory.Folder, null, environment, "watch", "--once", "--json", "--root", "memory").Output)!;
        Assert.Equal(HostLogs.All.Count, (int)done["messages"]!);
        var status = JsonNode.Parse(MemuProcess.RunWith(_memory.Folder, null, environment, "watch", "status", "--json", "--root", "memory").Output)!;
        Assert.Equal(HostLogs.All.Select(h => h.Name).Order(), status["sources"]!.AsArray().Select(s => (string)s!["name"]!).Order());
        Assert.All(status["sources"]!.AsArray(), s => Assert.Equal(1, (int)s!["learned"]!));
        Assert.Equal(2, MemuProcess.RunWith(_memory.Folder, null, environment, "watch", "add", "no-such-host", "--root", "memory").ExitCode);
        Assert.Equal(2, MemuProcess.RunWith(_memory.Folder, null, environment, "watch", "--idle", "soon", "--once", "--root", "memory").ExitCode);
    }

    private void Watch() => new WatchList(Options).Add(Logs, MemoryScope.None);

    private async Task<WatchSweep> SweepAsync()
    {
        using var memory = MemoryService.Open(Options);
        return await new MemoryWatch(memory, Options).SweepAsync(TestContext.Current.CancellationToken);
    }

    private string Log(string name, params string[] messages)
    {
        Directory.CreateDirectory(Logs);
        var path = Path.Combine(Logs, name + ".jsonl");
        File.WriteAllText(path, string.Concat(messages.Select(Line)));
        return path;
    }

    private static string Line(string text) => JsonSerializer.Serialize(new { type = "user", message = new { role = "user", content = text }, timestamp = "2026-11-30T09:00:00Z" }) + "\n";

    /// <summary>All messages that stand in transcripts, in any order.</summary>
    private async Task<IReadOnlyList<string>> SaidAsync(string session = "")
    {
        await _memory.Service.CommitEditsAsync();
        return [.. Directory.EnumerateFiles(Path.Combine(_memory.Root, "resources"), "*.md", SearchOption.AllDirectories).Where(f => session.Length == 0 || Path.GetFileName(f).Contains($"-{session}-", StringComparison.Ordinal))
            .SelectMany(File.ReadAllLines).Where(l => l.StartsWith("> ", StringComparison.Ordinal)).Select(l => l[2..])];
    }
}

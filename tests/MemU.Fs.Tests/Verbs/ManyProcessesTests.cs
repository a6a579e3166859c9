using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Verbs;

public sealed class ManyProcessesTests
{
    private const int Processes = 4, Adds = 6;

    [Fact]
    public async Task T1_adds_and_memorizes_of_several_processes_at_once_all_survive()
    {
        using var memory = await TestMemory.CreateAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, Processes).Select(p => Task.Run(() =>
        {
            var mine = new List<Answer>();
            for (var n = 0; n < Adds; n++)
            {
                if (n % 3 == 2)
                {
                    var source = Path.Combine(memory.Folder, $"chat-{p}-{n}.json");
                    File.WriteAllBytes(source, TestMemory.Conversation(DateTimeOffset.Parse("2026-11-20T09:00:00Z").AddHours(n), ("Ana", $"My friend quagga{p}x{n} lives in Lima.")));
                    mine.Add(MemuProcess.Run(memory.Folder, "memorize", source, "--root", memory.Root));
                }
                else mine.Add(MemuProcess.Run(memory.Folder, "add", $"worker {p} keeps fact number {n} about quagga{p}x{n}", "--root", memory.Root));
            }
            return mine;
        })));
        Assert.All(answers.SelectMany(a => a), a => Assert.True(a.ExitCode == 0, a.Error));
        var inHead = memory.Git("grep", "-hoE", "quagga[0-9]x[0-9]", "HEAD", "--", "*.md").Split('\n').Distinct().Count();
        Assert.Equal(Processes * Adds, inHead);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("error", memory.Git("fsck", "--strict"));
        for (var p = 0; p < Processes; p++)
            for (var n = 0; n < Adds; n++) Assert.Contains(await FoundAsync(memory, $"quagga{p}x{n}"), s => s.Contains($"quagga{p}x{n}"));
    }

    private static async Task<IEnumerable<string>> FoundAsync(TestMemory memory, string word)
    {
        var found = await memory.AskAsync(word);
        return found.Items.Select(i => i.Snippet).Concat(found.Resources.Select(r => r.Snippet));
    }

    [Fact]
    public async Task T1_edits_of_one_memory_by_many_callers_at_once_all_survive_and_of_two_that_expect_the_same_one_wins()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("list.md", "Things to buy.\n");
        using var other = MemoryService.Open(new() { Root = memory.Root });
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => (i % 2 == 0 ? memory.Service : other).EditAsync(new() { Target = "list.md", Append = $"- thing{i}." })));
        for (var i = 0; i < 12; i++) Assert.Contains($"thing{i}.", memory.Read("list.md"));
        var seen = (await memory.Service.ShowAsync("list.md")).Revision;
        var both = new[] { memory.Service, other }.Select((s, i) => s.EditAsync(new() { Target = "list.md", Append = $"rival{i}", Expect = seen })).ToList();
        await Task.WhenAll(both).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(1, both.Count(t => t.IsCompletedSuccessfully));
        Assert.IsType<MemoryConflictException>(both.Find(t => t.IsFaulted)!.Exception!.InnerException);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }
}

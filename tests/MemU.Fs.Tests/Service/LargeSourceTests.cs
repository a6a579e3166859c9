using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Sources;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>A large source needs memory by its size and no more, and what it repeats is kept within bounds.</summary>
public sealed class LargeSourceTests
{
    private static readonly string[] Said =
    [
        "I went to the market with Lena and bought a kilo of tomatoes.", "We are showing prototype {0} to the water agency next Friday.", "The build takes {0} minutes on the old machine.",
        "What do you think about it?", "No idea, let me look at the logs again.", "My sister moved to Porto last year.", "今天下雨了，我们没去爬山。", "Can you remind me to call number {0} on Monday?", "the gate code is 4#77",
    ];

    private static byte[] Talk(int bytes, bool json, int facts = int.MaxValue)
    {
        var text = new StringBuilder(json ? "[" : "");
        for (var i = 0; text.Length < bytes; i++)
        {
            var line = string.Format(System.Globalization.CultureInfo.InvariantCulture, Said[i % Said.Length] + " " + Said[i * 7 % Said.Length], i % facts);
            if (json) text.Append(i > 0 ? ",\n" : "").Append($"{{\"role\":\"{(i % 2 == 0 ? "user" : "assistant")}\",\"content\":\"{line}\"}}");
            else text.Append(i % 2 == 0 ? "Ana: " : "Ben: ").Append(line).Append('\n');
        }
        return Encoding.UTF8.GetBytes(text.Append(json ? "]" : "").ToString());
    }

    private static long Allocated(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Theory]
    [InlineData("a.txt", false)]
    [InlineData("a.json", true)]
    public void Reading_takes_memory_by_the_size_of_the_source(string name, bool json)
    {
        var (small, large) = (Talk(2_000_000, json), Talk(8_000_000, json));
        SourceReader.Read(name, Talk(10_000, json), SourceOptions.Default);
        var one = Allocated(() => SourceReader.Read(name, small, SourceOptions.Default));
        var four = Allocated(() => SourceReader.Read(name, large, SourceOptions.Default));
        Assert.InRange(four, one, one * 5);
        Assert.InRange(four, 0, large.Length * 20L);
    }

    [Fact]
    public void Extracting_takes_memory_by_the_size_of_the_source()
    {
        var extractor = new OfflineExtractor();
        long Extract(int bytes)
        {
            var source = SourceReader.Read("a.txt", Talk(bytes, false), SourceOptions.Default);
            return Allocated(() => extractor.ExtractAsync(new ExtractionRequest { Source = source, Categories = [new("knowledge", "knowledge", "")] }).GetAwaiter().GetResult());
        }
        Extract(10_000);
        var one = Extract(100_000);
        Assert.InRange(Extract(400_000), one, one * 6);
    }

    [Fact]
    public async Task Two_megabytes_are_learned_within_a_bounded_heap_and_leave_a_clean_tree()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "long.json");
        File.WriteAllBytes(file, Talk(2_000_000, json: true, facts: 50));
        var answer = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x10000000" /* 256 MiB */ }, "memorize", file, "--root", memory.Root);
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task What_is_said_thousands_of_times_is_one_memory_with_a_bounded_list_of_sources()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "again.txt");
        File.WriteAllText(file, string.Concat(Enumerable.Repeat("Ana: I am allergic to peanuts.\nBen: I know.\n", 2000)));
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "memorize", file, "--root", memory.Root).ExitCode);
        for (var day = 1; day <= 28; day++) await memory.SayAsync($"day-{day}.json", null, DateTimeOffset.Parse($"2026-10-{day:00}T09:00:00Z"), [.. Enumerable.Repeat(("Ana", "I am allergic to peanuts."), 8)]);
        var item = Assert.Single((await memory.AskAsync("peanuts")).Items, i => i.Summary.Contains("peanuts"));
        Assert.InRange(item.Sources.Count, 24, 128);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task A_second_process_waits_for_the_lock_and_then_does_its_work()
    {
        using var memory = await TestMemory.CreateAsync();
        File.WriteAllBytes(Path.Combine(memory.Folder, "one.json"), TestMemory.Conversation(DateTimeOffset.UnixEpoch, ("Ana", "I'm allergic to peanuts.")));
        System.Diagnostics.Process process;
        using (Files.TreeLock.Take(memory.Root, TimeSpan.Zero))
        {
            process = MemuProcess.Start(memory.Folder, MemuProcess.Program, null, "memorize", "one.json", "--root", memory.Root);
            Assert.Contains("waiting for", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
        }
        using (process) Assert.Equal(0, MemuProcess.Finish(process, "").ExitCode);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }
}

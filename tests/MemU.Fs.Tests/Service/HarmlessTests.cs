using System.Text;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Broken caches, dead owners, monstrous files: named, bounded, and no file of the user's is the worse for it.</summary>
public sealed class HarmlessTests
{
    [Fact]
    public async Task T4_no_reconciling_deletes_a_file_whatever_the_cache_says()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"));
        memory.Write("notes/new.md", "Not in git yet.\n");
        memory.Write("notes/ignored.log", "Not markdown.\n");
        memory.Write(".gitignore", memory.Read(".gitignore") + "notes/private.md\n");
        memory.Write("notes/private.md", "Ignored by git.\n");
        var before = memory.Files().ToDictionary(f => f, memory.Read);
        var cache = Path.Combine(memory.Root, ".memu", "cache");
        var random = new Random(7);
        foreach (var file in Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList())
        {
            var garbage = new byte[random.Next(0, 400)];
            random.NextBytes(garbage);
            File.WriteAllBytes(file, garbage);
            await memory.AskAsync("tea");
            await memory.Service.DoctorAsync();
        }
        await memory.Service.ReindexAsync();
        Assert.Equal(before, memory.Files().ToDictionary(f => f, memory.Read));
        Assert.NotEmpty((await memory.AskAsync("which tea does Ana like?")).Items);
    }

    [Fact]
    public async Task T7_the_lock_of_a_process_that_died_is_taken_over_at_once()
    {
        using var memory = await TestMemory.CreateAsync();
        var dead = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = "lock" }, "add", "The ferry leaves at nine", "--root", memory.Root);
        Assert.Equal(137, dead.ExitCode);
        Assert.True(File.Exists(Path.Combine(memory.Root, ".memu/state/lock.owner")));
        using var next = MemoryService.Open(new() { Root = memory.Root, LockPatience = TimeSpan.Zero });
        Assert.Equal("added", (await next.AddAsync(new() { Text = "The ferry leaves at ten" })).Action);
    }

    [Fact]
    public async Task T7_two_processes_that_follow_one_tree_commit_an_edit_once()
    {
        using var memory = await TestMemory.CreateAsync();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var following = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            using var service = MemoryService.Open(new() { Root = memory.Root, StayOpen = true, CommitEditsAfter = TimeSpan.FromMilliseconds(200) });
            try
            {
                await foreach (var report in service.FollowAsync(stop.Token)) { }
            }
            catch (OperationCanceledException) { } // that is how it ends
        })).ToList();
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(100);
            memory.Write($"notes/n{i}.md", $"Note {i}.\n");
        }
        while (memory.Git("ls-files", "notes").Split('\n').Length < 3 && !stop.IsCancellationRequested) await Task.Delay(50);
        await Task.Delay(500); // the other one had its chance
        await stop.CancelAsync();
        await Task.WhenAll(following);
        Assert.Equal(3, memory.Git("ls-files", "notes").Split('\n').Length);
        var subjects = memory.Git("log", "--format=%s").Split('\n').Where(s => s.StartsWith("edit:", StringComparison.Ordinal)).ToList();
        Assert.InRange(subjects.Count, 1, 3);
        Assert.Equal("", memory.Git("log", "--format=%T").Split('\n').GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key).FirstOrDefault() ?? ""); // no empty commit
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task All_who_open_one_memory_at_the_same_moment_in_one_process_may_write()
    {
        using var memory = await TestMemory.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var open = new OpenTree(new() { Root = memory.Root }, mayWriteIndex: true);
                open.Index.LockForWriting(TimeSpan.FromSeconds(30), default); // says so when it was opened to be read only
            }
        })));
    }

    [Fact]
    public async Task T37_monstrous_files_and_circles_of_links_are_bounded_named_and_kept()
    {
        using var memory = await TestMemory.CreateAsync();
        var front = new StringBuilder("---\ntype: note\n");
        for (var i = 0; front.Length < 50_000_000; i++) front.Append("key").Append(i).Append(": value of no interest whatsoever, said at some length\n");
        memory.Write("notes/front.md", front.Append("---\nThe albatross is in here.\n").ToString());
        memory.Write("notes/line.md", $"The pelican begins a long line {new string('x', 10_000_000)} and the puffin ends it.\n");
        memory.Write("notes/a.md", "---\ntype: note\nsupersedes: ['[[notes/b]]']\nalso_in: ['[[notes/a]]']\n---\nThe circle of kittiwakes, one. [[notes/b]]\n");
        memory.Write("notes/b.md", "---\ntype: note\nsupersedes: ['[[notes/a]]']\n---\nThe circle of kittiwakes, two. [[notes/a]] [[notes/b]]\n");
        var sizes = memory.Files().ToDictionary(f => f, f => new FileInfo(Path.Combine(memory.Root, f)).Length);
        Assert.Contains((await memory.AskAsync("pelican")).Items, i => i.Path == "notes/line.md");
        Assert.Contains((await memory.AskAsync("puffin")).Items, i => i.Path == "notes/line.md");
        Assert.Equal(2, (await memory.AskAsync("circle of kittiwakes")).Items.Count);
        Assert.Contains((await memory.Service.StatusAsync()).Problems.Concat((await memory.Service.DoctorAsync()).Findings.Select(f => f.Message)), p => p.Contains("notes/front.md", StringComparison.Ordinal));
        Assert.NotEmpty((await memory.Service.LinksAsync("notes/a.md")).Out);
        await memory.Service.MoveAsync(new() { From = "notes/a.md", To = "notes/c.md" });
        Assert.Contains("[[notes/c]]", memory.Read("notes/b.md"));
        Assert.Equal(sizes["notes/front.md"], new FileInfo(Path.Combine(memory.Root, "notes/front.md")).Length);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }
}

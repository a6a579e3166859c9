using System.Diagnostics;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Care;

/// <summary>What doctor names, and what it mends.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task It_names_everything_that_is_wrong_with_the_files_each_with_what_to_do()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/broken.md", "---\ntype: [note\n---\ntext\n");
        memory.Write("notes/stale.md", "---\ntype: note\nstale_after: 2020-01-01\n---\ntext\n");
        memory.Write("notes/one.md", "---\ntype: note\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\n---\nSee [[nowhere]] and [[twin]].\n");
        memory.Write("notes/two.md", "---\ntype: note\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\nsources:\n  - resource: resources/2026/gone.md#^m1\n---\ntext\n");
        memory.Write("a/twin.md", "One.\n");
        memory.Write("b/twin.md", "Two.\n");
        memory.Write("notes/both.md", "Tea or\n<<<<<<< HEAD\ncoffee\n=======\ncocoa\n>>>>>>> theirs\n");
        memory.Git("remote", "add", "away", "../no-such-folder");
        memory.Git("remote", "add", "leaky", "https://me:geheim@example.org/m.git");
        var doctor = await memory.Service.DoctorAsync();
        Assert.False(doctor.Healthy);
        foreach (var (level, check, says) in new[]
        {
            ("error", "format", "notes/broken.md"), ("warning", "stale", "notes/stale.md"), ("warning", "links", "[[nowhere]] leads nowhere"), ("warning", "links", "fits a/twin.md and b/twin.md"),
            ("error", "ids", "notes/one.md and notes/two.md"), ("warning", "sources", "resources/2026/gone.md"), ("error", "conflicts", "notes/both.md:2"), ("warning", "remotes", "no-such-folder"), ("warning", "remotes", "leaky holds a password"),
        })
            Assert.Contains(doctor.Findings, f => f.Level == level && f.Check == check && f.Message.Contains(says) && f.Fix is { Length: > 0 });
        Assert.DoesNotContain(doctor.Findings, f => f.Message.Contains("geheim") || f.Fix?.Contains("geheim") == true);
    }

    [Fact]
    public async Task T15_an_index_that_lost_a_memorys_words_or_vectors_is_named_and_made_anew()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."));
        Assert.Contains((await memory.Service.DoctorAsync()).Findings, f => f is { Level: "ok", Check: "index" } && f.Message.Contains("is found by its words and by its vector"));
        // the manifest says that every file is in the index, and the index is empty
        DropDocuments(memory);
        var doctor = await memory.Service.DoctorAsync();
        Assert.Contains(doctor.Findings, f => f is { Level: "error", Check: "index", Fix: "memu reindex" });
        var mended = await memory.Service.MendAsync();
        Assert.Contains(mended.Done!, d => d.StartsWith("made the index anew"));
        Assert.True(mended.Healthy);
        Assert.NotEmpty((await memory.AskAsync("oolong")).Items);
    }

    [Fact]
    public async Task A_git_index_behind_head_is_brought_up_and_what_a_person_staged_stays()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/tea.md", "Oolong.\n");
        memory.Write("notes/staged.md", "One.\n");
        await memory.Service.CheckpointAsync("one");
        var old = File.ReadAllBytes(Path.Combine(memory.Root, ".git/index"));
        memory.Write("notes/tea.md", "Sencha.\n");
        memory.Write("notes/new.md", "New.\n");
        await memory.Service.CheckpointAsync("two");
        File.WriteAllBytes(Path.Combine(memory.Root, ".git/index"), old); // as a process leaves it that dies at the wrong moment
        memory.Write("notes/staged.md", "Two.\n");
        memory.Git("add", "notes/staged.md");
        memory.Write("notes/staged.md", "Three.\n");
        Assert.Contains((await memory.Service.DoctorAsync()).Findings, f => f.Check == "history" && f.Message.Contains("for 2 files") && f.Fix == "memu doctor --fix");
        using (var history = GitHistory.TryOpen(memory.Root)!) Assert.Equal(["notes/new.md", "notes/tea.md"], history.MendIndex());
        Assert.Equal("M  notes/staged.md|MM notes/staged.md".Split('|')[1], memory.Git("status", "--porcelain"));
        Assert.Equal("Two.", memory.Git("show", ":notes/staged.md"));
    }

    [Fact]
    public async Task What_a_dead_process_left_behind_goes_and_a_lock_of_a_living_one_stays()
    {
        using var memory = await TestMemory.CreateAsync();
        var (state, git) = (Path.Combine(memory.Root, ".memu/state"), Path.Combine(memory.Root, ".git"));
        Directory.CreateDirectory(Path.Combine(state, "tmp"));
        string[] left = [Path.Combine(state, "tmp/abc"), Path.Combine(git, "index.lock"), Path.Combine(git, "refs/heads/main.lock"), Path.Combine(git, "objects/tmp_obj_x")];
        foreach (var file in left)
        {
            File.WriteAllText(file, "");
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(-1));
        }
        var young = Path.Combine(git, "HEAD.lock");
        File.WriteAllText(young, "");
        // while a git of another test runs, git's locks are left to it: so it is asked again
        var done = new List<string>();
        for (var attempt = 0; attempt < 100 && left.Any(File.Exists); attempt++)
        {
            done.AddRange((await memory.Service.MendAsync()).Done ?? []);
            if (left.Any(File.Exists)) await Task.Delay(50);
        }
        Assert.Contains(done, d => d.Contains("left behind"));
        Assert.All(left, f => Assert.False(File.Exists(f), f));
        Assert.True(File.Exists(young));
        File.Delete(young);
    }

    [Fact]
    public async Task T7_the_holder_of_the_lock_is_named_with_its_process_and_since_when()
    {
        using var memory = await TestMemory.CreateAsync();
        using (TreeLock.Take(memory.Root, TimeSpan.FromSeconds(1)))
            Assert.Contains((await memory.Service.DoctorAsync()).Findings, f => f.Check == "lock" && f.Message.Contains($"process {Environment.ProcessId}") && f.Message.Contains("since 2") && f.Fix is not null);
        Assert.DoesNotContain((await memory.Service.DoctorAsync()).Findings, f => f.Check == "lock");
    }

    [Fact]
    public async Task Pages_of_ours_that_say_something_else_than_their_items_are_written_anew_and_those_of_people_stay()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."));
        var page = memory.Files().First(f => f.EndsWith("/README.md"));
        var right = memory.Read(page);
        memory.Write(page, right.Replace("oolong", "coffee"));
        memory.Write("mine/README.md", "---\ntype: category\n---\nMy own words.\n");
        var mended = await memory.Service.MendAsync();
        Assert.Contains(mended.Done!, d => d.Contains(page));
        Assert.Equal(right, memory.Read(page));
        Assert.Contains("My own words.", memory.Read("mine/README.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.Empty((await memory.Service.MendAsync()).Done!);
    }

    private static void DropDocuments(TestMemory memory)
    {
        using var index = MemU.Fs.Index.Embedded.EmbeddedIndex.Open(Path.Combine(memory.Root, ".memu/cache/index"), new(MemU.Fs.Index.EmbeddingSpace.Offline, new MemU.Fs.Providers.Offline.HashingEmbedder().Name, MemU.Fs.Providers.Offline.HashingEmbedder.DefaultDimensions), MemU.Fs.Index.Embedded.IndexAccess.ReadWrite);
        index.Apply([], [.. memory.Files()]);
    }
}

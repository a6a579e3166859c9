using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Whatever an editor, a shell, git or a sync tool does to the files is understood, by the next command and at once in a process that stays.</summary>
public sealed class EditsFromAnywhereTests
{
    private static MemoryService Staying(TestMemory memory, TimeSpan? commitAfter = null) =>
        MemoryService.Open(new() { Root = memory.Root, StayOpen = true, CommitEditsAfter = commitAfter ?? Timeout.InfiniteTimeSpan });

    private static async Task<bool> FindsAsync(MemoryService service, string words, string path) =>
        (await service.RetrieveAsync(new() { Query = words.Contains(' ') ? words : $"\"{words}\"", Limit = 20 })).Items.Any(i => i.Path == path);

    private static void Shell(TestMemory memory, string line)
    {
        using var process = MemuProcess.Start(memory.Root, "/bin/bash", new Dictionary<string, string> { ["GIT_AUTHOR_NAME"] = "Ana", ["GIT_AUTHOR_EMAIL"] = "ana@example.org", ["GIT_COMMITTER_NAME"] = "Ana", ["GIT_COMMITTER_EMAIL"] = "ana@example.org" }, "-c", line);
        var answer = MemuProcess.Finish(process, "");
        Assert.True(answer.ExitCode == 0, answer.Output + answer.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_sed_mv_rm_and_git_do_is_seen_by_the_next_question(bool stays)
    {
        using var memory = await TestMemory.CreateAsync();
        using var staying = Staying(memory);
        var service = stays ? staying : memory.Service;
        memory.Write("notes/tea.md", "Ana drinks oolong.\n");
        memory.Write("notes/bees.md", "The bees live on the roof.\n");
        Assert.True(await FindsAsync(service, "oolong", "notes/tea.md"));
        Shell(memory, "git add -A && git commit -qm one");
        Shell(memory, "sed -i s/oolong/rooibos/ notes/tea.md");
        Assert.True(await FindsAsync(service, "rooibos", "notes/tea.md"));
        Assert.False(await FindsAsync(service, "oolong", "notes/tea.md"));
        Shell(memory, "git stash -q");
        Assert.True(await FindsAsync(service, "oolong", "notes/tea.md"));
        Shell(memory, "git stash pop -q && git commit -qam two && git checkout -q HEAD~1");
        Assert.True(await FindsAsync(service, "oolong", "notes/tea.md"));
        Shell(memory, "git checkout -q main && mv notes/bees.md notes/roof.md");
        Assert.True(await FindsAsync(service, "rooibos", "notes/tea.md"));
        Assert.True(await FindsAsync(service, "bees", "notes/roof.md"));
        Assert.False(await FindsAsync(service, "bees", "notes/bees.md"));
        Shell(memory, "rm notes/roof.md");
        Assert.False(await FindsAsync(service, "bees", "notes/roof.md"));
        Assert.Equal("full", (await service.RetrieveAsync(new() { Query = "tea" })).Freshness);
    }

    [Fact]
    public async Task A_new_folder_is_looked_into_as_a_whole_however_fast_it_was_filled()
    {
        using var memory = await TestMemory.CreateAsync();
        using var service = Staying(memory);
        await service.RetrieveAsync(new() { Query = "anything" });
        for (var i = 0; i < 25; i++)
        {
            Directory.CreateDirectory(Path.Combine(memory.Root, $"fresh{i}/a/b"));
            memory.Write($"fresh{i}/a/b/note.md", $"The kestrel number {i} sings.\n");
            Assert.True(await FindsAsync(service, $"kestrel number {i} sings", $"fresh{i}/a/b/note.md"), $"{i}");
        }
    }

    [Fact]
    public async Task What_another_process_adds_is_seen_by_one_that_stays()
    {
        using var memory = await TestMemory.CreateAsync();
        using var service = Staying(memory);
        await service.RetrieveAsync(new() { Query = "anything" });
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(0, MemuProcess.Run(memory.Root, "add", $"the heron number {i} stands in the reeds", "--root", memory.Root).ExitCode);
            Assert.Contains((await service.RetrieveAsync(new() { Query = $"heron number {i} reeds" })).Items, f => f.Summary.Contains($"number {i} ", StringComparison.Ordinal));
            await service.AddAsync(new() { Text = $"The otter number {i} swims." }); // and it does not keep the other one from writing
        }
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_process_that_follows_takes_edits_in_at_once_and_commits_them_as_the_persons_after_a_quiet_time()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Git("config", "user.name", "Ana Berg");
        memory.Git("config", "user.email", "ana@example.org");
        using var service = Staying(memory, TimeSpan.FromMilliseconds(300));
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var following = service.FollowAsync(stop.Token).GetAsyncEnumerator();
        var next = following.MoveNextAsync().AsTask();
        await service.RetrieveAsync(new() { Query = "anything" }); // it is open and watching
        memory.Write("notes/tea.md", "Ana drinks oolong.\n");
        var indexed = 0;
        while (!memory.Git("log", "-1", "--format=%an %s").StartsWith("Ana Berg edit: notes/tea.md", StringComparison.Ordinal) && !stop.IsCancellationRequested)
        {
            if (!next.IsCompleted)
            {
                await Task.WhenAny(next, Task.Delay(50));
                continue;
            }
            Assert.True(await next);
            indexed += following.Current.Indexed;
            next = following.MoveNextAsync().AsTask();
        }
        Assert.False(stop.IsCancellationRequested);
        Assert.True(await FindsAsync(service, "oolong", "notes/tea.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        await stop.CancelAsync();
        Assert.True(await next.ContinueWith(t => t.IsCanceled || !t.Result, TaskScheduler.Default)); // it ends when it is told to
    }

    [Fact]
    public async Task T8_ageing_goes_by_stale_after_and_never_by_a_files_time()
    {
        using var memory = await TestMemory.CreateAsync();
        async Task<double> ScoreAsync(string frontMatter, int years, DateTimeOffset? today = null)
        {
            memory.Write("notes/gate.md", $"---\ntype: note\n{frontMatter}---\nThe gate code of the garden changes monthly.\n");
            File.SetLastWriteTimeUtc(Path.Combine(memory.Root, "notes/gate.md"), DateTime.UtcNow.AddYears(years));
            using var service = MemoryService.Open(new() { Root = memory.Root, Clock = new FixedClock(today ?? DateTimeOffset.UtcNow) });
            return Assert.Single((await service.RetrieveAsync(new() { Query = "gate code of the garden" })).Items).Score;
        }
        var young = await ScoreAsync("", 0);
        Assert.Equal(young, await ScoreAsync("", -27));
        Assert.Equal(young, await ScoreAsync("", 10));
        Assert.Equal(young, await ScoreAsync("created: 1999-01-01T00:00:00Z\n", -27));
        Assert.Equal(young, await ScoreAsync("stale_after: 2999-01-01\n", -27));
        var stale = await ScoreAsync("stale_after: 2020-01-01\n", 10);
        Assert.True(stale < young, $"{stale} < {young}");
        Assert.Equal(young, await ScoreAsync("stale_after: 2020-01-01\n", 10, new DateTimeOffset(2019, 12, 31, 0, 0, 0, TimeSpan.Zero)));
        Assert.Contains((await memory.Service.DoctorAsync()).Findings, f => f.Message.Contains("notes/gate.md", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(-1)]
    [InlineData(20)]
    public async Task T8_an_edit_is_seen_whichever_way_its_time_or_the_clock_went(int years)
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Root, "notes/tea.md");
        memory.Write("notes/tea.md", "Ana drinks oolong.\n");
        File.SetLastWriteTimeUtc(file, new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.True(await FindsAsync(memory.Service, "oolong", "notes/tea.md"));
        memory.Write("notes/tea.md", "Ana drinks ginger.\n"); // of the same length
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddYears(years));
        Assert.True(await FindsAsync(memory.Service, "ginger", "notes/tea.md"));
        Assert.False(await FindsAsync(memory.Service, "oolong", "notes/tea.md"));
    }

    [Fact]
    public async Task T16_text_and_meaning_both_follow_an_edit_by_hand_and_all_of_a_long_text_is_found()
    {
        using var memory = await TestMemory.CreateAsync();
        // misspelled, so that no word of the question is in the text: the vector alone finds it
        memory.Write("notes/a.md", "Photosynthesis of chlorophyll.\n");
        Assert.True(await FindsAsync(memory.Service, "fotosynthesis chlorofyll", "notes/a.md"));
        memory.Write("notes/a.md", "Electromagnetism of magnets.\n");
        Assert.False(await FindsAsync(memory.Service, "fotosynthesis chlorofyll", "notes/a.md"));
        Assert.True(await FindsAsync(memory.Service, "elektromagnetism magnetts", "notes/a.md"));
        var filler = string.Concat(Enumerable.Repeat("filler sentence about nothing. ", 400));
        memory.Write("notes/long.md", $"{filler}The hint is zanzibar. {filler}\n\nPhotosynthesis of chlorophyll.\n");
        Assert.True(await FindsAsync(memory.Service, "zanzibar", "notes/long.md"));
        Assert.True(await FindsAsync(memory.Service, "fotosynthesis chlorofyll", "notes/long.md"));
    }

    [Fact]
    public async Task T11_what_editors_and_systems_drop_never_becomes_a_memory()
    {
        using var memory = await TestMemory.CreateAsync();
        string[] droppings = [".tea.md.swp", "tea.md~", "tea.md.tmp", "4913", ".DS_Store", "Thumbs.db", "._tea.md", ".#tea.md", "#tea.md#", "desktop.ini"];
        foreach (var name in droppings) memory.Write($"notes/{name}", "Ana drinks oolong.\n");
        memory.Write("notes/tea.md", "Ana drinks rooibos.\n");
        Assert.Equal(["notes/tea.md"], (await memory.AskAsync("Ana drinks oolong rooibos", limit: 20)).Items.Select(i => i.Path));
        await memory.SayAsync("one.json", null, ("Ana", "I'm allergic to peanuts."));
        Assert.Equal("notes/tea.md", memory.Git("ls-files", "notes"));
        Assert.All(droppings, name => Assert.True(File.Exists(Path.Combine(memory.Root, "notes", name))));
    }

    [Theory]
    [InlineData("release-train")]
    [InlineData("RELEASE TRAIN")]
    [InlineData("release_train")]
    [InlineData("Release  Train!")]
    public async Task T27_near_twin_titles_do_not_fork_a_memory(string twin)
    {
        using var memory = await TestMemory.CreateAsync();
        var first = (await memory.Service.AddAsync(new() { Text = "The release train leaves on Tuesdays.", Title = "Release Train" })).Items.Single();
        var again = await memory.Service.AddAsync(new() { Text = "the release train leaves on Tuesdays", Title = twin });
        Assert.Equal((first.Id, first.Path, true), (again.Items.Single().Id, again.Items.Single().Path, again.Unchanged));
        Assert.Single(memory.Files(), f => f.Contains("train", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task T27_another_statement_under_a_near_twin_title_is_told_and_neither_overwrites_nor_takes_the_links()
    {
        using var memory = await TestMemory.CreateAsync();
        var first = (await memory.Service.AddAsync(new() { Text = "The release train leaves on Tuesdays.", Title = "Release Train", Category = "knowledge" })).Items.Single();
        memory.Write("notes/link.md", "See [[Release Train]].\n");
        var text = memory.Read(first.Path);
        var other = await memory.Service.AddAsync(new() { Text = "Releases by train are announced by mail.", Title = "release-train", Category = "knowledge" });
        Assert.NotEqual(first.Path, other.Items.Single().Path);
        Assert.Contains(other.Notes, n => n.Contains(first.Path, StringComparison.Ordinal));
        Assert.Equal(text, memory.Read(first.Path));
        Assert.Equal([first.Path], Assert.Single((await memory.Service.LinksAsync("notes/link.md")).Out).To);
    }
}

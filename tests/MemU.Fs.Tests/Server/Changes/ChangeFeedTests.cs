using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Changes;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Server.Changes;

public sealed class ChangeFeedTests
{
    private static readonly MemoryScope Everybody = MemoryScope.None;

    private static ChangeFeed FeedOf(TestMemory memory, TimeProvider? clock = null) => new(memory.Service, new() { Root = memory.Root, Clock = clock ?? new ManualClock() });

    private static async Task<List<ChangeEvent>> TakeAsync(ChangeFeed feed, string? after, int count, MemoryScope? scope = null)
    {
        var taken = new List<ChangeEvent>();
        await foreach (var change in feed.ReadAsync(after, scope ?? Everybody, TestContext.Current.CancellationToken))
        {
            taken.Add(change);
            if (taken.Count == count) break;
        }
        return taken;
    }

    private static string Files(ChangeEvent change) => string.Join(", ", change.Files.Select(f => $"{f.Kind} {(f.From is null ? "" : f.From + " > ")}{f.Path}"));

    private static void Commit(TestMemory memory, string subject)
    {
        memory.Git("add", "-A");
        memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "-q", "-m", subject);
    }

    [Fact]
    public async Task Each_commit_is_an_event_with_the_files_that_it_added_changed_renamed_and_removed_and_none_of_the_machinery()
    {
        using var memory = await TestMemory.CreateAsync();
        using var feed = FeedOf(memory);
        var start = await feed.HeadAsync();
        memory.Write("notes/tea.md", "Oolong is kept in the third drawer.\n");
        memory.Write("notes/.draft.md", "nothing\n");
        memory.Write(".obsidian/app.json", "{}\n");
        Commit(memory, "first");
        memory.Git("mv", "notes/tea.md", "notes/oolong.md");
        memory.Write("notes/coffee.md", "No coffee.\n");
        Commit(memory, "second");
        memory.Write("notes/coffee.md", "One coffee.\n");
        memory.Git("rm", "-q", "notes/oolong.md");
        Commit(memory, "third");
        memory.Write(".obsidian/app.json", "{\"a\":1}\n");
        Commit(memory, "only machinery");
        using var service = MemoryService.Open(new() { Root = memory.Root, SessionId = "s-1", AgentName = "helper" });
        var added = await service.AddAsync(new() { Text = "Ana drinks rooibos." });
        var events = await TakeAsync(feed, start, 4);
        Assert.Equal(["added notes/tea.md", "added notes/coffee.md, renamed notes/tea.md > notes/oolong.md", "modified notes/coffee.md, removed notes/oolong.md"], events[..3].Select(Files));
        Assert.Equal([("first", "Ana"), ("second", "Ana"), ("third", "Ana")], events[..3].Select(e => (e.Subject, e.Author)));
        Assert.Equal((added.Commit, "helper", "s-1"), (events[3].Commit, events[3].Author, events[3].Session));
        Assert.Contains(events[3].Files, f => f.Kind == "added");
        Assert.StartsWith($$"""{"commit":"{{events[1].Commit}}","at":"20""", Encoding.UTF8.GetString(events[1].ToJson()));
        Assert.Contains("""{"path":"notes/oolong.md","kind":"renamed","from":"notes/tea.md"}""", Encoding.UTF8.GetString(events[1].ToJson()));
    }

    [Fact]
    public async Task A_subscriber_goes_on_after_the_commit_that_it_read_last_and_a_commit_that_is_not_known_is_a_reset()
    {
        using var memory = await TestMemory.CreateAsync();
        using var feed = FeedOf(memory);
        var start = await feed.HeadAsync();
        var commits = new List<string>();
        for (var i = 0; i < 5; i++) commits.Add((await memory.Service.AddAsync(new() { Text = $"The okapi{i} is kept in the third drawer." })).Commit!);
        Assert.Equal(commits, (await TakeAsync(feed, start, 5)).Select(e => e.Commit));
        Assert.Equal(commits[3..], (await TakeAsync(feed, commits[2], 2)).Select(e => e.Commit));
        foreach (var unknown in (string[])[new('0', 40), "HEAD", "../../etc", "main"])
        {
            var reset = Assert.Single(await TakeAsync(feed, unknown, 1));
            Assert.Equal((true, commits[4], 0), (reset.Reset, reset.Commit, reset.Files.Count));
        }
        // a history that was taken back: the commit is there, and not in the line any more
        memory.Git("reset", "-q", "--hard", commits[1]);
        Assert.True(Assert.Single(await TakeAsync(feed, commits[4], 1)).Reset);
        var after = await memory.Service.AddAsync(new() { Text = "The zebra is kept in the third drawer." });
        Assert.Equal([(true, after.Commit!)], (await TakeAsync(feed, commits[4], 1)).Select(e => (e.Reset, e.Commit)));
    }

    [Fact]
    public async Task From_the_very_first_commit_everything_is_told()
    {
        using var folder = new TemporaryFolder();
        using var memory = MemoryService.Open(new() { Root = folder.Path });
        using var feed = new ChangeFeed(memory, new() { Root = folder.Path, Clock = new ManualClock() });
        Assert.Equal("", await feed.HeadAsync());
        await memory.InitAsync(new());
        var added = await memory.AddAsync(new() { Text = "Ana drinks rooibos." });
        var first = Assert.Single(await TakeAsync(feed, "", 1));
        Assert.False(first.Reset);
        Assert.Contains(first.Commit, (await memory.LogAsync()).Select(c => c.Commit).TakeLast(2)); // before it there is at most a commit of settings alone
        var last = first;
        while (last.Commit != added.Commit) last = Assert.Single(await TakeAsync(feed, last.Commit, 1));
    }

    [Fact]
    public async Task A_merge_is_one_event_with_all_that_it_brought()
    {
        using var memory = await TestMemory.CreateAsync();
        using var feed = FeedOf(memory);
        var start = await feed.HeadAsync();
        var branch = memory.Git("rev-parse", "--abbrev-ref", "HEAD");
        memory.Git("checkout", "-q", "-b", "side");
        foreach (var name in (string[])["a", "b"])
        {
            memory.Write($"notes/{name}.md", $"{name} of the side.\n");
            Commit(memory, $"side {name}");
        }
        memory.Git("checkout", "-q", branch);
        memory.Write("notes/c.md", "c of ours.\n");
        Commit(memory, "ours");
        memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "merge", "-q", "--no-edit", "side");
        var events = await TakeAsync(feed, start, 2);
        Assert.Equal(["added notes/c.md", "added notes/a.md, added notes/b.md"], events.Select(Files));
    }

    [Fact]
    public async Task A_scope_is_told_of_its_own_files_alone_and_never_what_a_commit_says_of_others()
    {
        using var memory = await TestMemory.CreateAsync();
        using var feed = FeedOf(memory);
        var start = await feed.HeadAsync();
        await memory.SayAsync("ana.json", "ana", ("Ana", "I am allergic to peanuts."));
        await memory.SayAsync("bo.json", "bo", ("Bo", "I live in Zaragoza."));
        memory.Write("notes/all.md", "Of the tree itself.\n");
        memory.Write("users/ana/notes/plain.txt", "hers by its folder\n");
        memory.Write("users/bo/notes/hers.md", "---\nid: 01JD0000000000000000000001\nuser_id: ana\n---\n# Hers\n\nhers by what it says\n");
        memory.Write("users/ana/notes/his.md", "---\nid: 01JD0000000000000000000002\nuser_id: bo\n---\n# His\n\nhis by what it says\n");
        Commit(memory, "a secret of bo's");
        memory.Git("mv", "users/ana/notes/plain.txt", "users/bo/notes/plain.txt");
        Commit(memory, "given away");
        memory.Git("mv", "users/bo/notes/plain.txt", "users/ana/notes/again.txt");
        Commit(memory, "given back");
        var hers = await TakeAsync(feed, start, 4, MemoryScope.Of("ana"));
        Assert.All(hers[0].Files, f => Assert.StartsWith("users/ana/", f.Path));
        Assert.NotEmpty(hers[0].Files);
        Assert.StartsWith("memorize(", hers[0].Subject);
        Assert.Equal("added users/ana/notes/plain.txt, added users/bo/notes/hers.md", Files(hers[1]));
        Assert.Equal(["removed users/ana/notes/plain.txt", "added users/ana/notes/again.txt"], hers[2..].Select(Files));
        Assert.All(hers[1..], e => Assert.Null(e.Subject));
        Assert.DoesNotContain("bo's", Encoding.UTF8.GetString(hers[1].ToJson()));
        Assert.All(await TakeAsync(feed, start, 4, MemoryScope.Of("bo")), e => Assert.DoesNotContain(e.Files, f => f.Path.StartsWith("users/ana/", StringComparison.Ordinal) && f.Path != "users/ana/notes/his.md"));
        Assert.Equal(5, (await TakeAsync(feed, start, 5)).Count);
    }

    [Fact]
    public async Task A_new_commit_is_told_when_somebody_wakes_and_one_of_another_process_after_a_second()
    {
        using var memory = await TestMemory.CreateAsync();
        var clock = new ManualClock();
        using var feed = FeedOf(memory, clock);
        var events = feed.ReadAsync(null, Everybody, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        await clock.UntilWaitingAsync(w => w == TimeSpan.FromSeconds(1));
        var ours = await memory.Service.AddAsync(new() { Text = "Ana drinks rooibos." });
        feed.Wake();
        Assert.True(await next);
        Assert.Equal(ours.Commit, events.Current.Commit);
        next = events.MoveNextAsync().AsTask();
        await clock.UntilWaitingAsync(w => w == TimeSpan.FromSeconds(1));
        memory.Write("notes/tea.md", "Oolong.\n");
        Commit(memory, "by git");
        Assert.False(next.IsCompleted);
        clock.Pass(TimeSpan.FromSeconds(1));
        Assert.True(await next);
        Assert.Equal("by git", events.Current.Subject);
        next = events.MoveNextAsync().AsTask();
        feed.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await events.DisposeAsync();
    }

    [Fact]
    public async Task What_a_person_edits_is_told_when_it_was_committed_as_theirs()
    {
        using var memory = await TestMemory.CreateAsync();
        var options = new MemoryOptions { Root = memory.Root, StayOpen = true, CommitEditsAfter = TimeSpan.Zero };
        using var service = MemoryService.Open(options);
        using var feed = new ChangeFeed(service, options);
        using var stop = new CancellationTokenSource();
        var following = feed.FollowAsync(stop.Token);
        var start = await feed.HeadAsync();
        memory.Write("notes/zebra.md", "A note about zebras.\n");
        Assert.Equal("added notes/zebra.md", Files((await TakeAsync(feed, start, 1))[0]));
        await stop.CancelAsync();
        try
        {
            await following;
        }
        catch (OperationCanceledException)
        {
            // told to end
        }
    }

    [Fact]
    public async Task A_slow_subscriber_misses_nothing_and_those_beside_it_do_not_wait_for_it()
    {
        using var memory = await TestMemory.CreateAsync();
        using var feed = FeedOf(memory);
        var start = await feed.HeadAsync();
        await using var slow = feed.ReadAsync(start, Everybody, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        var commits = new List<string> { (await memory.Service.AddAsync(new() { Text = "The okapi is kept in the third drawer." })).Commit! };
        Assert.True(await slow.MoveNextAsync());
        for (var i = 1; i < 20; i++)
        {
            memory.Write("notes/count.md", $"{i}\n");
            Commit(memory, $"{i}");
            commits.Add(memory.Git("rev-parse", "HEAD"));
        }
        Assert.Equal(commits, (await TakeAsync(feed, start, 20)).Select(e => e.Commit));
        var seen = new List<string> { slow.Current.Commit };
        while (seen.Count < 20 && await slow.MoveNextAsync()) seen.Add(slow.Current.Commit);
        Assert.Equal(commits, seen);
    }
}

using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>Memories on several machines that become one.</summary>
public sealed class SyncTests
{
    private const string Item = "---\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\ntype: profile\ntitle: Likes tea\ntags: [tea]\nmodified: 2026-11-20T09:00:00Z\n---\nLikes tea.\n\nAt breakfast.\n\nIn a big cup.\n";

    [Fact]
    public async Task Two_machines_that_learned_different_things_both_know_both_and_the_pages_are_made_anew()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        await a.AddAsync("The fern wants water on Sundays", "Fern");
        await b.AddAsync("The spare key hangs behind the barometer", "Spare key");
        Assert.Equal("unchanged", (await a.SyncAsync()).Action);
        var merged = await b.SyncAsync();
        Assert.Equal("merged", merged.Action);
        Assert.Empty(merged.Conflicts);
        Assert.Equal(2, b.Git("rev-list", "--parents", "-1", "HEAD").Split(' ').Length - 1);
        Assert.Equal("forwarded", (await a.SyncAsync()).Action);
        await all.AssertOneAsync();
        var page = a.Read("habits/README.md");
        Assert.Contains("fern", page);
        Assert.Contains("spare-key", page);
        Assert.Contains((await a.Service.RetrieveAsync(new() { Query = "barometer" })).Items, i => i.Title == "Spare key");
        Assert.Equal("unchanged", (await a.SyncAsync()).Action);
    }

    [Fact]
    public async Task Two_machines_that_learned_the_same_conversation_keep_one_item_with_one_source()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        var source = TestMemory.Conversation(DateTimeOffset.Parse("2026-11-20T09:00:00Z"), ("Ana", "I'm allergic to peanuts."), ("Ana", "I live in Zaragoza."));
        foreach (var machine in new[] { a, b }) await machine.Service.MemorizeAsync(new() { Sources = [new("one.json", _ => Task.FromResult<ReadOnlyMemory<byte>>(source))] });
        await a.SyncAsync();
        Assert.Empty((await b.SyncAsync()).Conflicts);
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.Single((await b.Service.RetrieveAsync(new() { Query = "peanuts" })).Items, i => i.Summary.Contains("peanuts"));
    }

    [Fact]
    public async Task The_same_id_under_two_paths_becomes_one_item_with_the_sources_of_both_and_links_lead_to_it()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        static string With(string n) => $"---\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\ntitle: Peanuts {n}\nsources:\n  - resource: resources/{n}.md#^m1\n    at: 2026-11-2{n}T09:00:00Z\n---\nNo peanuts.\n";
        foreach (var (machine, n) in new[] { (a, "1"), (b, "2") })
        {
            machine.Write($"resources/{n}.md", $"---\ntype: resource\n---\n> No peanuts. ({n})\n^m1\n");
            machine.Write(n == "1" ? "food/peanuts.md" : "food/peanuts-too.md", With(n));
        }
        b.Write("food/lunch.md", "See [[food/peanuts-too]].\n");
        await a.SyncAsync();
        await b.SyncAsync();
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.False(a.Has("food/peanuts-too.md"));
        Assert.Contains("resources/1.md#^m1", a.Read("food/peanuts.md"));
        Assert.Contains("resources/2.md#^m1", a.Read("food/peanuts.md"));
        Assert.Equal("See [[food/peanuts]].\n", a.Read("food/lunch.md"));
    }

    [Fact]
    public async Task One_statement_from_two_conversations_becomes_one_item_that_names_both()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        foreach (var (machine, day) in new[] { (a, 20), (b, 21) })
        {
            var source = TestMemory.Conversation(DateTimeOffset.Parse($"2026-11-{day}T09:00:00Z"), ("Ana", "I'm allergic to peanuts."), ("Ana", $"Number {day} is for the archive."));
            await machine.Service.MemorizeAsync(new() { Sources = [new($"chat-{day}.json", _ => Task.FromResult<ReadOnlyMemory<byte>>(source))] });
        }
        await a.SyncAsync();
        Assert.Empty((await b.SyncAsync()).Conflicts);
        await a.SyncAsync();
        await all.AssertOneAsync();
        var item = Assert.Single(a.Files(), f => f.Contains("peanuts") && !f.StartsWith("resources/"));
        Assert.Equal(2, a.Read(item).Split('\n').Count(l => l.StartsWith("  - resource:", StringComparison.Ordinal)));
        Assert.Equal(2, a.Read(item).Split("## Sources")[1].Split("[[").Length - 1);
    }

    [Fact]
    public async Task Tags_and_text_of_one_item_that_both_edited_are_merged()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", Item));
        var b = await all.CloneAsync("second");
        a.Write("likes/tea.md", Item.Replace("[tea]", "[tea, morning]").Replace("Likes tea.", "Likes oolong tea."));
        b.Write("likes/tea.md", Item.Replace("[tea]", "[tea, cup]").Replace("big cup", "blue cup").Replace("09:00", "10:00"));
        await a.SyncAsync();
        Assert.Equal("edit: likes/tea.md", b.Git("log", "-1", "--format=%s", (await b.SyncAsync()).Edits!));
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.Equal(Item.Replace("[tea]", "[tea, cup, morning]").Replace("Likes tea.", "Likes oolong tea.").Replace("big cup", "blue cup").Replace("09:00", "10:00"), a.Read("likes/tea.md"));
    }

    [Fact]
    public async Task One_renames_and_the_other_edits_and_new_links_follow()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", Item), ("likes/plain.md", "A note.\n\nWith two paragraphs.\n"));
        var b = await all.CloneAsync("second");
        await a.Service.MoveAsync(new() { From = "likes/tea.md", To = "drinks/oolong.md" });
        File.Move(Path.Combine(a.Root, "likes/plain.md"), Path.Combine(a.Root, "drinks/note.md"));
        b.Write("likes/tea.md", Item.Replace("breakfast", "noon"));
        b.Write("likes/plain.md", "A note!\n\nWith two paragraphs.\n");
        b.Write("likes/cups.md", "See [[likes/tea]] and [this](tea.md).\n");
        await a.SyncAsync();
        Assert.Empty((await b.SyncAsync()).Conflicts);
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.False(b.Has("likes/tea.md"));
        Assert.Contains("noon", b.Read("drinks/oolong.md"));
        Assert.Equal("A note!\n\nWith two paragraphs.\n", b.Read("drinks/note.md"));
        Assert.Equal("See [[drinks/oolong]] and [this](/drinks/oolong.md).\n", a.Read("likes/cups.md"));
    }

    [Fact]
    public async Task What_one_removed_and_the_other_edited_is_kept_as_edited_and_told()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", Item), ("likes/gone.md", "Gone.\n"));
        var b = await all.CloneAsync("second");
        a.Delete("likes/tea.md");
        a.Delete("likes/gone.md");
        b.Write("likes/tea.md", Item.Replace("breakfast", "noon"));
        await a.SyncAsync();
        Assert.Contains((await b.SyncAsync()).Notes, n => n.Contains("likes/tea.md was removed on the remote and changed here"));
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.Contains("noon", a.Read("likes/tea.md"));
        Assert.False(b.Has("likes/gone.md"));
    }

    [Fact]
    public async Task One_path_with_two_memories_keeps_both_and_the_links_of_each_side_lead_to_its_own()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        a.Write("food/soup.md", "---\nid: 01a1f836-4a70-70e5-815b-aaaaaaaaaaaa\n---\nTomato.\n");
        a.Write("food/a.md", "[[food/soup]]\n");
        b.Write("food/soup.md", "---\nid: 01a1f836-4a70-70e5-815b-bbbbbbbbbbbb\n---\nOnion.\n");
        b.Write("food/b.md", "[[food/soup]]\n");
        await a.SyncAsync();
        Assert.Contains((await b.SyncAsync()).Notes, n => n.Contains("food/soup-aaaaaaaa.md"));
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.Contains("Onion", a.Read("food/soup.md"));
        Assert.Contains("Tomato", a.Read("food/soup-aaaaaaaa.md"));
        Assert.Equal("[[food/soup-aaaaaaaa]]\n", a.Read("food/a.md"));
        Assert.Equal("[[food/soup]]\n", a.Read("food/b.md"));
    }

    [Fact]
    public async Task Names_that_some_disk_takes_for_one_and_a_folder_where_a_file_lies_give_way()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        a.Write("likes/Tea.md", "Green tea.\n");
        a.Write("likes/box/lid.md", "A lid.\n");
        a.Write("likes/naïve 茶.md", "Unicode.\n");
        b.Write("likes/tea.md", "Black tea.\n");
        b.Write("likes/box", "A box.\n");
        await a.SyncAsync();
        await b.SyncAsync();
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.Equal("Black tea.\n", a.Read("likes/tea.md"));
        Assert.Equal("A box.\n", a.Read("likes/box"));
        Assert.Equal("Unicode.\n", b.Read("likes/naïve 茶.md"));
        var files = Directory.EnumerateFiles(b.Root, "*.md", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(b.Root, f)).ToList();
        Assert.Single(files, f => f.StartsWith("likes/Tea-") && b.Read(f) == "Green tea.\n");
        Assert.Contains("likes/box-files/lid.md", files);
    }

    [Fact]
    public async Task What_a_person_has_staged_stays_staged_through_a_merge()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", "Tea.\n"));
        var b = await all.CloneAsync("second");
        a.Write("likes/one.md", "One.\n");
        await a.SyncAsync();
        await b.AddAsync("The fern wants water", "Fern");
        b.Write("likes/staged.md", "Staged.\n");
        b.Git("add", "likes/staged.md");
        b.Write("likes/staged.md", "Staged, and more.\n");
        await b.SyncAsync();
        Assert.Equal("Staged, and more.\n", b.Read("likes/staged.md"));
        Assert.Equal("Staged, and more.", b.Git("show", "HEAD:likes/staged.md"));
        Assert.True(b.Has("likes/one.md"));
    }

    [Fact]
    public async Task Unrelated_histories_are_joined_with_everything_of_both()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        await a.AddAsync("The fern wants water on Sundays", "Fern");
        await a.SyncAsync();
        var b = all.Add("second");
        await b.Service.InitAsync(new());
        await b.AddAsync("The spare key hangs behind the barometer", "Spare key");
        var joined = await b.Service.SyncAsync(new() { Remote = all.Remote });
        Assert.Contains(joined.Notes, n => n.Contains("no common history"));
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.True(a.Has("habits/fern.md") && a.Has("habits/spare-key.md"));
    }

    [Theory]
    [InlineData("abcabc")]
    [InlineData("cbacba")]
    [InlineData("bcabac")]
    public async Task Three_machines_hold_the_same_whatever_the_order(string order)
    {
        using var all = new Machines();
        var machines = new Dictionary<char, Machine> { ['a'] = await all.FirstAsync("a", ("likes/tea.md", Item)), ['b'] = await all.CloneAsync("b"), ['c'] = await all.CloneAsync("c") };
        foreach (var (name, machine) in machines)
        {
            machine.Write("likes/tea.md", Item.Replace("[tea]", $"[tea, {name}]"));
            machine.Write($"likes/{name}.md", $"Only {name}.\n");
            machine.Write("likes/same.md", "All of us.\n");
        }
        foreach (var name in order) await machines[name].SyncAsync();
        foreach (var machine in machines.Values) await machine.SyncAsync();
        await all.AssertOneAsync();
        Assert.Equal(Item.Replace("[tea]", "[tea, a, b, c]"), machines['a'].Read("likes/tea.md"));
        Assert.True(machines['b'].Has("likes/a.md") && machines['b'].Has("likes/c.md"));
    }

    [Fact]
    public async Task A_dry_run_and_no_push_change_and_send_what_they_say()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        var b = await all.CloneAsync("second");
        await a.AddAsync("The fern wants water on Sundays", "Fern");
        await a.SyncAsync();
        await b.AddAsync("The spare key hangs behind the barometer", "Spare key");
        var (head, remote) = (b.Git("rev-parse", "HEAD"), Machines.Git(all.Remote, "rev-parse", "main"));
        var dry = await b.Service.SyncAsync(new() { DryRun = true });
        Assert.Equal(("merged", null), (dry.Action, dry.Commit));
        Assert.Contains(dry.Files, f => f.Path == "habits/fern.md");
        Assert.Equal(head, b.Git("rev-parse", "HEAD"));
        var kept = await b.Service.SyncAsync(new() { NoPush = true });
        Assert.False(kept.Pushed);
        Assert.True(b.Has("habits/fern.md"));
        Assert.Equal(remote, Machines.Git(all.Remote, "rev-parse", "main"));
    }
}

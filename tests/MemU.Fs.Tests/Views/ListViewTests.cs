using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Views;

public sealed class ListViewTests
{
    [Fact]
    public async Task Every_view_is_listed_and_can_be_walked_and_every_link_leads_to_a_file_of_the_memory()
    {
        using var views = await ViewedTree.CreateAsync();
        await views.Service.CheckpointAsync("before");
        await views.Reader.NamesAsync("search/tea");
        await views.Reader.ReadAsync("context/500/tea.md");
        Assert.Equal(["at", "backlinks", "blame", "by-date", "by-tag", "by-type", "context", "help.md", "history", "orphans", "pending", "recent", "scope", "search", "status.md"], await views.Reader.NamesAsync(""));
        var inodes = new HashSet<ulong>();
        var links = 0;
        await WalkAsync("");
        Assert.True(links > 30, $"{links} links");
        Assert.Equal(1, views.Tree.NodeCount); // all was forgotten

        async Task WalkAsync(string folder)
        {
            foreach (var entry in await views.Reader.ListAsync(folder))
            {
                var path = $"{folder}/{entry.Name}".TrimStart('/');
                var state = await views.Reader.StatAsync(path);
                Assert.True(inodes.Add(entry.Inode) && entry.Inode >> 63 == 1, path);
                Assert.Equal((entry.Inode, entry.Kind), (state.Inode, state.Kind));
                Assert.True(MemoryPath.TryParse(entry.Name, out _, out var why), $"{path}: {why}");
                if (entry.Kind == NodeKind.Folder) await WalkAsync(path);
                else if (entry.Kind == NodeKind.File) await views.Reader.BytesAsync(path);
                else
                {
                    links++;
                    var target = await views.Reader.TargetAsync(path);
                    Assert.True(views.Exists(target) || Directory.Exists(Path.Combine(views.Memory.Root, target)) || target.StartsWith("@/at/"), $"{path} leads to {target}");
                }
            }
        }
    }

    [Fact]
    public async Task Recent_is_newest_first()
    {
        using var views = await ViewedTree.CreateAsync();
        views.Memory.Write("notes/old.md", "---\nmodified: 2019-01-01T00:00:00Z\n---\nOld.\n");
        views.Memory.Write("notes/new.md", "---\nmodified: 2099-01-01T00:00:00Z\n---\nNew.\n");
        var names = await views.Reader.NamesAsync("recent");
        Assert.Equal(("01-new.md", $"{names.Length:00}-old.md"), (names[0], names[^1]));
        Assert.Equal("../../notes/new.md", await views.Reader.LinkAsync("recent/01-new.md"));
        Assert.Equal(NodeTime.From(DateTimeOffset.Parse("2099-01-01T00:00:00Z")), (await views.Reader.StatAsync("recent/01-new.md")).Modified);
        views.Memory.Write("notes/newest.md", "---\nmodified: 2100-01-01T00:00:00Z\n---\nNewest.\n");
        Assert.Equal("01-newest.md", (await views.Reader.NamesAsync("recent"))[0]);
    }

    [Fact]
    public async Task Types_tags_and_dates_are_folders()
    {
        using var views = await ViewedTree.CreateAsync();
        views.Memory.Write("notes/trip.md", "---\ntype: event\ntags: [travel/asia, 'a:b', 茶]\nhappened_at: 2025-03-09\ncreated: 2026-01-01T00:00:00Z\n---\nTrip.\n");
        views.Memory.Write("notes/month.md", "---\ntype: event\nhappened_at: 2025-04\n---\nMonth.\n");
        views.Memory.Write("other/trip.md", "---\ntype: event\nhappened_at: 2025-03-09/2025-03-12\n---\nAnother trip.\n");
        Assert.Equal(["event", "profile", "skill"], await views.Reader.NamesAsync("by-type"));
        Assert.Equal(["bob-hides-a-walrus-in-the-bathtub.md", "month.md", "trip-2.md", "trip.md"], await views.Reader.NamesAsync("by-type/event"));
        Assert.Equal("../../../other/trip.md", await views.Reader.LinkAsync("by-type/event/trip-2.md"));
        var tags = await views.Reader.NamesAsync("by-tag");
        Assert.Contains("travel-asia", tags);
        Assert.Contains("a-b", tags);
        Assert.Equal(["trip.md", "喜欢在早上喝乌龙茶.md"], await views.Reader.NamesAsync("by-tag/茶"));
        Assert.Equal(["trip-2.md", "trip.md"], await views.Reader.NamesAsync("by-date/2025/03/09"));
        Assert.Equal("../../../../../notes/trip.md", await views.Reader.LinkAsync("by-date/2025/03/09/trip.md"));
        Assert.Equal(["month.md"], await views.Reader.NamesAsync("by-date/2025/04"));
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync("by-date/2025/05"));
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync("by-type/none"));
    }

    [Fact]
    public async Task Backlinks_and_orphans_follow_the_links()
    {
        using var views = await ViewedTree.CreateAsync();
        views.Memory.Write("notes/kettle.md", "See [[preferences/likes-oolong-tea-from-taiwan]].\n");
        views.Memory.Write("notes/alone.md", "Nothing links here.\n");
        Assert.Contains("kettle.md", await views.Reader.NamesAsync("backlinks/preferences/likes-oolong-tea-from-taiwan.md"));
        Assert.Equal("../../../../notes/kettle.md", await views.Reader.LinkAsync("backlinks/preferences/likes-oolong-tea-from-taiwan.md/kettle.md"));
        var orphans = await views.Reader.NamesAsync("orphans");
        Assert.Contains("alone.md", orphans);
        Assert.DoesNotContain("kettle.md", orphans);
        File.AppendAllText(Path.Combine(views.Memory.Root, "notes/alone.md"), "\nSee [[kettle]].\n");
        Assert.DoesNotContain("alone.md", await views.Reader.NamesAsync("orphans"));
    }

    [Fact]
    public async Task Pending_is_what_waits()
    {
        using var views = await ViewedTree.CreateAsync();
        Assert.Equal("# What waits\n\nNothing.\n", await views.Reader.ReadAsync("pending/README.md"));
        views.Clock.Move(TimeSpan.FromMinutes(1));
        views.Memory.Write("inbox/said.txt", "Ana: I like rooibos in the evening.\n");
        Assert.Contains((await views.Service.InboxAsync(TestContext.Current.CancellationToken)).Files, f => f.Path == "inbox/said.txt" && f.Reason is null); // gives way to a receipt, which waits for nothing
        views.Memory.Write("inbox/drop.txt", "Something dropped.");
        views.Memory.Write("review/odd.md", "Odd.\n");
        views.Memory.Write("context/pending_tasks/call.md", "Call Ana.\n");
        views.Memory.Write("preferences/likes-oolong-tea-from-taiwan.md", "Edited.\n");
        Assert.Equal(["drop.txt"], await views.Reader.NamesAsync("pending/inbox"));
        Assert.Equal(["odd.md"], await views.Reader.NamesAsync("pending/review"));
        Assert.Contains("call.md", await views.Reader.NamesAsync("pending/tasks"));
        Assert.Contains("likes-oolong-tea-from-taiwan.md", await views.Reader.NamesAsync("pending/edits"));
        Assert.Equal("../../../inbox/drop.txt", await views.Reader.LinkAsync("pending/inbox/drop.txt"));
        var page = await views.Reader.ReadAsync("pending/README.md");
        foreach (var path in new[] { "inbox/drop.txt", "review/odd.md", "context/pending_tasks/call.md", "preferences/likes-oolong-tea-from-taiwan.md" }) Assert.Contains($"- {path}\n", page);
    }

    [Fact]
    public async Task Scopes_are_links_to_the_trees_of_others()
    {
        using var views = await ViewedTree.CreateAsync();
        Assert.Equal(["ana", "bob"], await views.Reader.NamesAsync("scope"));
        Assert.Equal("../../users/ana", await views.Reader.LinkAsync("scope/ana"));
        using var plain = await ViewedTree.CreateAsync(new() { HasLinks = false });
        Assert.Contains("parrot", await plain.Reader.ReadAsync("scope/ana/preferences/zorro.md"));
    }

    [Fact]
    public async Task A_pack_of_context_fits_its_budget_and_other_names_are_no_budgets()
    {
        using var views = await ViewedTree.CreateAsync();
        Assert.Equal(["500", "1000", "2000", "4000", "8000"], await views.Reader.NamesAsync("context"));
        Assert.Empty(await views.Reader.NamesAsync("context/500"));
        Assert.Contains("oolong", await views.Reader.ReadAsync("context/500/which oolong tea? \"🍵\".md"));
        Assert.Equal(["which oolong tea? \"🍵\".md"], await views.Reader.NamesAsync("context/500"));
        Assert.Contains("oolong", await views.Reader.ReadAsync("context/321/oolong.md"));
        Assert.Equal(["321", "500", "1000", "2000", "4000", "8000"], await views.Reader.NamesAsync("context"));
        foreach (var wrong in new[] { "0", "49", "007", "+500", "-1", "5e2", "many", "99999999999999999999", "1000001" }) Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"context/{wrong}"));
        var searches = views.Tree.Searches;
        foreach (var wrong in new[] { "README", ".hidden.md", "tea", ".md" }) Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"context/500/{wrong}"));
        Assert.Equal(searches, views.Tree.Searches);
    }

    [Fact]
    public async Task Status_and_help_say_how_things_stand()
    {
        using var views = await ViewedTree.CreateAsync();
        var status = await views.Reader.ReadAsync("status.md");
        Assert.Contains($"at {views.Memory.Git("rev-parse", "HEAD")[..10]} on main", status);
        Assert.Contains("7 memories", status);
        Assert.Contains("## Index", status);
        var help = await views.Reader.ReadAsync("help.md");
        foreach (var name in await views.Reader.NamesAsync("")) Assert.True(name == "help.md" || help.Contains($"`{name}"), name);
    }

    [Fact]
    public async Task An_empty_memory_and_a_folder_without_history_have_views_too()
    {
        using var empty = await ViewedTree.CreateAsync(isEmpty: true);
        Assert.Empty(await empty.Reader.NamesAsync("by-tag"));
        Assert.Equal(["README.md"], await empty.Reader.NamesAsync("search/tea"));
        using var folder = new TemporaryFolder();
        folder.Write("vault/tea.md", "Oolong tea.\n");
        var options = new MemoryOptions { Root = folder.File("vault"), StayOpen = true };
        using var service = MemoryService.Open(options);
        using var tree = new MemU.Fs.Views.ViewTree(service, options);
        var reader = new TreeReader(tree);
        Assert.Equal(["01-tea.md", "README.md"], await reader.NamesAsync("search/oolong"));
        Assert.Empty(await reader.NamesAsync("at"));
        Assert.Equal(TreeError.NotFound, await reader.ErrorAsync("at/HEAD"));
        Assert.Empty(await reader.NamesAsync("history/tea.md"));
    }
}

using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Views;

public sealed class SearchViewTests
{
    [Fact]
    public async Task Listing_a_question_is_retrieval_and_its_links_lead_to_the_files()
    {
        using var views = await ViewedTree.CreateAsync();
        var names = await views.Reader.NamesAsync("search/which tea do I like");
        Assert.Equal("README.md", names[^1]);
        Assert.Matches("^01-likes-.*tea.*\\.md$", names[0]);
        foreach (var name in names.SkipLast(1))
        {
            var target = await views.Reader.TargetAsync($"search/which tea do I like/{name}");
            Assert.True(views.Exists(target), target);
            Assert.StartsWith("../../../", await views.Reader.LinkAsync($"search/which tea do I like/{name}"));
        }
        var page = await views.Reader.ReadAsync("search/which tea do I like/README.md");
        Assert.Contains("oolong", page);
        Assert.Matches("0\\.\\d\\d", page);
        Assert.Contains("why: ", page);
        Assert.Contains("](../../../preferences/", page);
    }

    [Theory]
    [InlineData("我喜欢什么茶", "乌龙茶")]
    [InlineData("quel thé? \"oolong\"", "oolong")]
    [InlineData("oolong 🍵 'tea' \\ * : ? | <x>", "oolong")]
    public async Task Any_language_and_any_signs_make_a_question(string question, string found)
    {
        using var views = await ViewedTree.CreateAsync();
        Assert.Contains(found, await views.Reader.ReadAsync($"search/{question}/README.md"));
        Assert.True((await views.Reader.NamesAsync($"search/{question}")).Length > 1);
    }

    [Fact]
    public async Task A_question_of_250_bytes_is_asked_and_one_of_256_refused()
    {
        using var views = await ViewedTree.CreateAsync();
        var question = ("oolong tea " + new string('x', 250))[..250];
        Assert.Contains("README.md", await views.Reader.NamesAsync($"search/{question}"));
        Assert.Equal(TreeError.NameTooLong, await views.Reader.ErrorAsync($"search/{new string('茶', 86)}"));
        Assert.Equal(TreeError.BadName, (await views.Tree.LookupAsync((await views.Reader.LookupAsync("search")).Value.Node!, new byte[] { 0xC3, 0x28 }, default, default)).Error);
    }

    [Fact]
    public async Task Looking_a_question_up_does_not_search_and_what_programs_look_for_is_not_there()
    {
        using var views = await ViewedTree.CreateAsync();
        foreach (var name in new[] { ".git", ".hidden", ".DS_Store", "HEAD", "desktop.ini", "node_modules", "._x", ".Trash-1000" })
        {
            var found = await views.Reader.LookupAsync($"search/{name}");
            Assert.Equal(TreeError.NotFound, found.Error);
            Assert.True(found.Value.Lifetime.Name >= 60_000);
        }
        Assert.Equal(NodeKind.Folder, (await views.Reader.StatAsync("search/oolong")).Kind);
        Assert.Equal(NodeKind.Folder, (await views.Reader.StatAsync("search/oolong/taiwan")).Kind);
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync("search/oolong/.git"));
        Assert.Equal(0, views.Tree.Searches);
        Assert.Empty(await views.Reader.NamesAsync("search"));
        await views.Reader.NamesAsync("search/oolong");
        Assert.Equal(1, views.Tree.Searches);
        Assert.Equal(["oolong"], await views.Reader.NamesAsync("search"));
    }

    [Fact]
    public async Task Names_lead_to_what_was_listed_and_a_new_listing_finds_what_is_new()
    {
        using var views = await ViewedTree.CreateAsync();
        var names = await views.Reader.NamesAsync("search/oolong");
        foreach (var name in names) await views.Reader.StatAsync($"search/oolong/{name}");
        await views.Reader.ReadAsync("search/oolong/README.md");
        Assert.Equal(1, views.Tree.Searches);
        await ViewedTree.AddAsync(views.Service, "Oolong tastes best in spring", "knowledge", "preferences", []);
        Assert.Contains(await views.Reader.NamesAsync("search/oolong"), n => n.Contains("spring"));
        Assert.Contains("spring", await views.Reader.ReadAsync("search/oolong/README.md"));
        Assert.Equal(2, views.Tree.Searches);
    }

    [Fact]
    public async Task A_result_is_found_by_its_name_without_a_listing_before()
    {
        using var views = await ViewedTree.CreateAsync();
        Assert.Equal(NodeKind.File, (await views.Reader.StatAsync("search/oolong/README.md")).Kind);
        Assert.Equal(1, views.Tree.Searches);
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync("search/oolong/07-nothing.md"));
        views.Clock.Move(TimeSpan.FromSeconds(11));
        await views.Reader.StatAsync("search/oolong/README.md");
        Assert.Equal(2, views.Tree.Searches);
    }

    [Fact]
    public async Task A_slash_narrows_a_question_to_what_it_found()
    {
        using var views = await ViewedTree.CreateAsync();
        Assert.Contains(await views.Reader.NamesAsync("search/green"), n => n.Contains("deploys"));
        var narrowed = await views.Reader.NamesAsync("search/tea/green");
        Assert.Contains("green-tea", narrowed[0]);
        Assert.DoesNotContain(narrowed, n => n.Contains("deploys"));
        Assert.Equal("../../../../", (await views.Reader.LinkAsync($"search/tea/green/{narrowed[0]}"))[..12]);
        Assert.True(views.Exists(await views.Reader.TargetAsync($"search/tea/green/{narrowed[0]}")));
        Assert.Contains("nothing to narrow", await views.Reader.ReadAsync("search/qqqqzzzz/green/README.md"));
    }

    [Fact]
    public async Task Nothing_found_is_said_with_what_comes_nearest()
    {
        using var views = await ViewedTree.CreateAsync();
        Assert.Equal(["README.md"], await views.Reader.NamesAsync("search/zxqwv kjhgf"));
        Assert.Contains("Nothing is known about that.", await views.Reader.ReadAsync("search/zxqwv kjhgf/README.md"));
    }

    [Fact]
    public async Task A_question_that_cannot_be_asked_says_why()
    {
        using var views = await ViewedTree.CreateAsync();
        Assert.Equal(["README.md"], await views.Reader.NamesAsync("search/tea created:yesterdayish"));
        Assert.Contains("can't be searched for: ", await views.Reader.ReadAsync("search/tea created:yesterdayish/README.md"));
    }

    [Fact]
    public async Task Questions_are_listed_newest_first_up_to_a_number_and_for_a_time()
    {
        using var views = await ViewedTree.CreateAsync(new() { MostQueries = 3 });
        foreach (var n in Enumerable.Range(1, 5))
        {
            await views.Reader.NamesAsync($"search/tea {n}");
            views.Clock.Move(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(["tea 5", "tea 4", "tea 3"], await views.Reader.NamesAsync("search"));
        views.Clock.Move(TimeSpan.FromMinutes(14));
        await views.Reader.NamesAsync("search/tea 3");
        views.Clock.Move(TimeSpan.FromMinutes(2));
        Assert.Equal(["tea 3"], await views.Reader.NamesAsync("search"));
    }

    [Fact]
    public async Task An_open_page_keeps_what_it_said()
    {
        using var views = await ViewedTree.CreateAsync();
        var found = await views.Reader.LookupAsync("search/oolong/README.md");
        var opened = (await views.Tree.OpenAsync(found.Value.Node!, OpenMode.Read, default, default)).Value.Handle;
        await ViewedTree.AddAsync(views.Service, "Oolong tastes best in spring", "knowledge", "preferences", []);
        await views.Reader.NamesAsync("search/oolong");
        Assert.DoesNotContain("spring", System.Text.Encoding.UTF8.GetString(await views.Reader.BytesAsync(opened)));
        var (still, now) = (await views.Tree.GetAttributesAsync(found.Value.Node!, opened, default, default), await views.Tree.GetAttributesAsync(found.Value.Node!, null, default, default));
        Assert.NotEqual(still.Value.Attributes.Size, now.Value.Attributes.Size);
        Assert.Equal(0, now.Value.Lifetime);
    }

    [Fact]
    public async Task Results_are_no_more_than_is_said_and_have_names_that_are_legal_everywhere()
    {
        using var views = await ViewedTree.CreateAsync(new() { MostResults = 12 });
        for (var n = 0; n < 30; n++) views.Memory.Write($"notes/tea note {n}.md", $"A note about tea number {n}.\n");
        views.Memory.Write("notes/tea: what? \"why\".md", "A strange note about tea and kettles.\n");
        var names = await views.Reader.NamesAsync("search/note about tea");
        Assert.Equal(13, names.Length);
        Assert.All(names.Concat(await views.Reader.NamesAsync("search/kettles")), n => Assert.True(MemoryPath.TryParse(n, out _, out var why), $"{n}: {why}"));
        Assert.Contains(await views.Reader.NamesAsync("search/kettles"), n => n == "01-tea- what- -why-.md");
    }

    [Fact]
    public async Task Where_there_are_no_links_results_are_files_with_the_bytes_of_the_others()
    {
        using var views = await ViewedTree.CreateAsync(new() { HasLinks = false });
        var entry = (await views.Reader.ListAsync("search/oolong taiwan", wantsNodes: true))[0];
        Assert.Equal(NodeKind.File, entry.Kind);
        var text = await views.Reader.ReadAsync($"search/oolong taiwan/{entry.Name}");
        Assert.Equal(text, views.Memory.Read("preferences/" + entry.Name[3..]));
        Assert.Equal(entry.Size, text.Length);
    }
}

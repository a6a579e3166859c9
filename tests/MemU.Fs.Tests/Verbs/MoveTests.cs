using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Verbs;

public sealed class MoveTests
{
    [Fact]
    public async Task T26_links_follow_a_move_self_links_embeds_aliases_anchors_and_front_matter_too_code_stays()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("people/ben.md", "---\ntype: note\naliases: [Benny]\n---\nI am [[people/ben]], [[ben#Life]], [me](ben.md), see [tea](../tea.md).\n");
        memory.Write("tea.md", "---\ntype: note\nsupersedes: [\"[[people/ben]]\"]\n---\n[[people/ben]] [[people/ben.md|him]] ![[ben]] [[Benny]] [[people/ben#^m1]] [b](people/ben.md#life) [b](/people/ben.md)\n`[[people/ben]]`\n\n```\n[[people/ben]]\n```\n");
        memory.Write("deep/down.md", "[up](../people/ben.md) [[BEN]]\n");
        var done = await memory.Service.MoveAsync(new() { From = "people/ben.md", To = "friends/benjamin" });
        Assert.Equal("friends/benjamin.md", done.Items[0].Path);
        Assert.Equal("---\ntype: note\naliases: [Benny]\n---\nI am [[friends/benjamin]], [[benjamin#Life]], [me](benjamin.md), see [tea](../tea.md).\n", memory.Read("friends/benjamin.md"));
        Assert.Equal("---\ntype: note\nsupersedes: [\"[[friends/benjamin]]\"]\n---\n[[friends/benjamin]] [[friends/benjamin.md|him]] ![[benjamin]] [[Benny]] [[friends/benjamin#^m1]] [b](friends/benjamin.md#life) [b](/friends/benjamin.md)\n`[[people/ben]]`\n\n```\n[[people/ben]]\n```\n", memory.Read("tea.md"));
        Assert.Equal("[up](../friends/benjamin.md) [[benjamin]]\n", memory.Read("deep/down.md"));
        Assert.Equal(12, done.LinksRewritten);
        Assert.False(Directory.Exists(Path.Combine(memory.Root, "people")));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.Contains((await memory.AskAsync("benjamin")).Items, i => i.Path == "friends/benjamin.md");
    }

    [Fact]
    public async Task T26_an_ambiguous_link_is_left_and_named_and_a_name_that_becomes_ambiguous_is_written_out()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("a/tea.md", "A.\n");
        memory.Write("b/tea.md", "B.\n");
        memory.Write("c/coffee.md", "C.\n");
        memory.Write("d/cup.md", "D.\n");
        memory.Write("note.md", "[[tea]] [[coffee]]\n");
        var done = await memory.Service.MoveAsync(new() { From = "a/tea.md", To = "a/green.md" });
        Assert.Contains(done.Notes, n => n.Contains("note.md:1") && n.Contains("a/tea.md and b/tea.md"));
        Assert.Equal("[[tea]] [[coffee]]\n", memory.Read("note.md"));
        await memory.Service.MoveAsync(new() { From = "d/cup.md", To = "d/coffee.md" });
        Assert.Equal("[[tea]] [[c/coffee]]\n", memory.Read("note.md"));
    }

    [Fact]
    public async Task A_whole_category_moves_with_its_page_files_and_links()
    {
        using var memory = await TestMemory.CreateAsync();
        var tea = (await memory.Service.AddAsync(new() { Text = "I like oolong tea", Category = "preferences", Title = "Oolong" })).Items[0];
        memory.Write("preferences/cup.png", "not really a picture");
        memory.Write("note.md", "[[preferences/oolong]] ![[cup.png]] ![cup](preferences/cup.png) [[preferences/README]]\n");
        var done = await memory.Service.MoveAsync(new() { From = "preferences", To = "likes" });
        Assert.Equal("[[likes/oolong]] ![[cup.png]] ![cup](likes/cup.png) [[likes/README]]\n", memory.Read("note.md"));
        Assert.Equal(3, done.LinksRewritten);
        Assert.Contains("[[likes/oolong|source]]", memory.Read("likes/README.md"));
        Assert.Contains("title: Likes", memory.Read("likes/README.md"));
        Assert.Contains("(likes/README.md)", memory.Read("index.md"));
        Assert.DoesNotContain("preferences", memory.Read("index.md"));
        Assert.Equal(tea.Id, (await memory.Service.ShowAsync("likes/oolong")).Id);
        Assert.False(Directory.Exists(Path.Combine(memory.Root, "preferences")));
        // the settings follow, so that new memories go to the new folder
        Assert.Contains("folder: likes", memory.Read(".memu/config.yaml"));
        Assert.StartsWith("likes/", (await memory.Service.AddAsync(new() { Text = "I like cake", Category = "preferences" })).Items[0].Path);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Theory]
    [InlineData("../out.md")]
    [InlineData("/tmp/out.md")]
    [InlineData("resources/x.md")]
    [InlineData("users/ben/preferences/x.md")]
    [InlineData(".git/hooks/post-commit")]
    [InlineData(".memu/x.md")]
    [InlineData("a/README.md")]
    [InlineData("a/index.md")]
    [InlineData("other.md")]
    [InlineData("OTHER.md")]
    [InlineData("other.md/x.md")]
    [InlineData("a#b.md")]
    [InlineData("CON.md")]
    [InlineData("f.md:x")]
    [InlineData("%2e%2e/x.md")]
    [InlineData("C:x.md")]
    public async Task T32_a_place_where_no_memory_may_be_is_refused_and_nothing_moves(string to)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("tea.md", "I like tea.\n");
        memory.Write("other.md", "Other.\n");
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.MoveAsync(new() { From = "tea.md", To = to }));
        Assert.Equal("I like tea.\n", memory.Read("tea.md"));
        Assert.Equal("Other.\n", memory.Read("other.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_name_may_change_its_case_only()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("Tea.md", "I like tea.\n");
        await memory.Service.MoveAsync(new() { From = "Tea.md", To = "tea.md" });
        Assert.Equal(["tea.md"], memory.Files().Where(f => f.Equals("tea.md", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("intent")]
    [InlineData("file:2")]
    [InlineData("files")]
    [InlineData("index")]
    [InlineData("ref")]
    public async Task T2_a_kill_within_a_move_loses_nothing_and_the_next_command_finishes(string point)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("a/tea.md", "I like oolong.\n");
        memory.Write("note.md", "[[a/tea]]\n");
        await memory.Service.AddAsync(new() { Text = "Something else" });
        var killed = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "mv", "a/tea.md", "b/tea.md", "--root", memory.Root);
        Assert.Equal(137, killed.ExitCode);
        await memory.Service.AddAsync(new() { Text = "One more" });
        Assert.Equal("I like oolong.\n", memory.Read("b/tea.md"));
        Assert.Equal("[[b/tea]]\n", memory.Read("note.md"));
        Assert.False(File.Exists(Path.Combine(memory.Root, "a/tea.md")));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("error", memory.Git("fsck", "--strict"));
        Assert.Equal(["b/tea.md"], (await memory.AskAsync("\"oolong\"")).Items.Select(i => i.Path));
    }

    [Fact]
    public async Task What_is_removed_is_gone_from_tree_pages_and_answers_and_one_revert_brings_it_back()
    {
        using var memory = await TestMemory.CreateAsync();
        var tea = (await memory.Service.AddAsync(new() { Text = "I like oolong tea", Category = "preferences", Title = "Oolong" })).Items[0];
        await memory.Service.AddAsync(new() { Text = "I like cake", Category = "preferences" });
        memory.Write("note.md", "[[Oolong]]\n");
        var done = await memory.Service.RemoveAsync(new() { Target = tea.Id });
        Assert.Contains(done.Notes, n => n == "note.md: [[Oolong]] leads nowhere now");
        Assert.DoesNotContain("oolong", memory.Read("preferences/README.md"));
        Assert.DoesNotContain((await memory.AskAsync("oolong")).Items, i => i.Path == tea.Path);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        memory.Git("-c", "user.name=t", "-c", "user.email=t@t", "revert", "--no-edit", done.Commit!);
        Assert.Contains((await memory.AskAsync("oolong")).Items, i => i.Path == tea.Path);
        Assert.Equal(tea.Revision, (await memory.Service.ShowAsync(tea.Path)).Revision);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.RemoveAsync(new() { Target = "preferences" }));
        await memory.Service.RemoveAsync(new() { Target = "preferences", Recursive = true });
        Assert.False(Directory.Exists(Path.Combine(memory.Root, "preferences")));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }
}

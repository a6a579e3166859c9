using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using MemU.Fs.Verbs;
using Xunit;

namespace MemU.Fs.Tests.Verbs;

public sealed class EditTests
{
    private const string Odd = "---\r\n# mine\r\ntype:   'note'   # why\r\nzz: [b,  a]\r\ncreated: 2026-01-02T03:04:05Z\r\nmodified: 2026-01-02T03:04:05Z\r\n---\r\nOne line.\r\n\r\n## Sources\r\n- said so\r\n";

    [Fact]
    public async Task T24_what_an_edit_does_not_name_keeps_its_bytes()
    {
        using var memory = await TestMemory.CreateAsync();
        File.WriteAllBytes(Path.Combine(memory.Root, "odd.md"), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Odd), 0xFF, 0xFE]);
        await memory.Service.EditAsync(new() { Target = "odd.md", Set = [new("status", "draft")], Append = "Another." });
        var bytes = File.ReadAllBytes(Path.Combine(memory.Root, "odd.md"));
        var text = Encoding.Latin1.GetString(bytes);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal([0xFF, 0xFE], bytes[^2..]);
        Assert.Contains("# mine\r\ntype:   'note'   # why\r\nzz: [b,  a]\r\ncreated: 2026-01-02T03:04:05Z\r\n", text);
        Assert.Contains("status: draft\r\n---\r\nOne line.\r\n\r\nAnother.\r\n\r\n## Sources\r\n- said so\r\n", text);
        Assert.DoesNotContain("modified: 2026-01-02", text);
    }

    [Fact]
    public async Task A_paragraph_that_is_appended_keeps_its_links_and_forges_no_section()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("tea.md", "I like tea.\n");
        memory.Write("pot.md", "The pot is blue.\n");
        await memory.Service.EditAsync(new() { Target = "pot.md", Append = "It holds [[tea]].\n\n## Sources\n- nobody" });
        Assert.Equal("tea.md", Assert.Single((await memory.Service.LinksAsync("pot.md")).Out).To[0]);
        Assert.Contains("\\## Sources", memory.Read("pot.md"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_front_matter_gets_none_by_an_edit_of_its_text()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("iona.md", "The keeper is Iona.\n");
        await memory.Service.EditAsync(new() { Target = "iona", Replace = [new("Iona", "Isla")] });
        Assert.Equal("The keeper is Isla.\n", memory.Read("iona.md"));
    }

    [Theory]
    [InlineData("not there")]
    [InlineData("tea")]
    [InlineData("")]
    public async Task A_replacement_needs_exactly_one_match(string old)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("tea.md", "tea and tea\n");
        var error = await Assert.ThrowsAsync<MemUException>(() => memory.Service.EditAsync(new() { Target = "tea.md", Replace = [new(old, "coffee")] }));
        Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
        Assert.Equal("tea and tea\n", memory.Read("tea.md"));
    }

    [Fact]
    public async Task Keys_are_set_listed_removed_and_checked()
    {
        using var memory = await TestMemory.CreateAsync();
        var path = (await memory.Service.AddAsync(new() { Text = "I like oolong tea", Category = "preferences" })).Items[0].Path;
        await memory.Service.EditAsync(new() { Target = path, Set = [new("tags", "tea, drinks"), new("title", "Oolong: the best"), new("mood", "# odd: \"value\""), new("pinned", "true")] });
        var text = memory.Read(path);
        Assert.Contains("tags: [tea, drinks]", text);
        Assert.Contains("title: \"Oolong: the best\"", text);
        Assert.Contains("pinned: true", text);
        Assert.Equal("preferences", Path.GetDirectoryName(path));
        await memory.Service.EditAsync(new() { Target = path, Set = [new("mood", ""), new("tags", "")] });
        Assert.DoesNotContain("mood:", memory.Read(path));
        foreach (var (key, value) in new[] { ("id", "x"), ("sources", "x"), ("status", "gone"), ("happened_at", "soon"), ("stale_after", "later"), ("pinned", "perhaps"), ("user_id", "ben"), ("modified", "now") })
            await Assert.ThrowsAsync<MemUException>(() => memory.Service.EditAsync(new() { Target = path, Set = [new(key, value)] }));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task T23_a_malformed_front_matter_is_never_edited_by_key_but_its_text_may_be_mended()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("bad.md", "---\ntitle: [\n---\nText.\n");
        await Assert.ThrowsAsync<MemoryFormatException>(() => memory.Service.EditAsync(new() { Target = "bad.md", Set = [new("title", "x")] }));
        Assert.Equal("---\ntitle: [\n---\nText.\n", memory.Read("bad.md"));
        await memory.Service.EditAsync(new() { Target = "bad.md", Replace = [new("title: [", "title: Good")] });
        Assert.Equal("---\ntitle: Good\n---\nText.\n", memory.Read("bad.md"));
    }

    [Theory]
    [InlineData("---\ntitle: [\n---\nText.\n")]
    [InlineData("---\ntitle: never closed\nText.\n")]
    [InlineData("---\ntitle: a\ntitle: b\n---\nText.\n")]
    public async Task T23_no_verb_gives_a_malformed_file_a_second_front_matter(string text)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/other.md", "Other.\n");
        memory.Write("notes/bad.md", text);
        await memory.Service.AddAsync(new() { Text = "Something else", Category = "preferences" });
        var service = memory.Service;
        foreach (var verb in new Func<Task>[]
        {
            () => service.EditAsync(new() { Target = "notes/bad.md", Set = [new("title", "x")] }), () => service.EditAsync(new() { Target = "notes/bad.md", Append = "More." }),
            () => service.LinkAsync(new() { From = "notes/bad.md", To = "notes/other.md" }), () => service.AlsoInAsync(new() { Target = "notes/bad.md", Category = "preferences" }),
            () => service.MergeAsync(new() { From = "notes/other.md", Into = "notes/bad.md" }),
        })
        {
            await Assert.ThrowsAsync<MemoryFormatException>(verb);
            Assert.Equal(text, memory.Read("notes/bad.md"));
            Assert.Equal("Other.\n", memory.Read("notes/other.md"));
        }
        await service.MoveAsync(new() { From = "notes/bad.md", To = "notes/worse.md" });
        Assert.Equal(text, memory.Read("notes/worse.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("\n---\ntitle: A\n---\nText.\n")]
    [InlineData(" ---\ntitle: A\n---\nText.\n")]
    [InlineData("Text.\n\n---\ntitle: A\n---\n")]
    [InlineData("----\ntitle: A\n---\nText.\n")]
    public async Task T23_a_fence_counts_at_line_one_column_one_alone(string text)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", text);
        await memory.Service.EditAsync(new() { Target = "notes/a.md", Set = [new("status", "draft")] });
        Assert.StartsWith("---\nstatus: draft\n", memory.Read("notes/a.md"));
        Assert.EndsWith("---\n" + text, memory.Read("notes/a.md"));
        Assert.NotEqual("A", (await memory.Service.ShowAsync("notes/a.md")).Id);
        Assert.DoesNotContain((await memory.AskAsync("Text")).Items, i => i.Title == "A");
    }

    [Fact]
    public async Task An_expected_revision_that_is_gone_is_a_conflict_with_both_versions()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("tea.md", "I like green tea.\n");
        var seen = (await memory.Service.ShowAsync("tea.md")).Revision;
        await memory.Service.EditAsync(new() { Target = "tea.md", Append = "And oolong.", Expect = seen });
        var conflict = await Assert.ThrowsAsync<MemoryConflictException>(() => memory.Service.EditAsync(new() { Target = "tea.md", Replace = [new("green", "black")], Expect = seen }));
        Assert.Equal("I like green tea.\n\nAnd oolong.\n", conflict.Theirs);
        Assert.Equal("I like black tea.\n", conflict.Ours);
        Assert.Equal("I like green tea.\n\nAnd oolong.\n", memory.Read("tea.md"));
        await Assert.ThrowsAsync<MemoryConflictException>(() => memory.Service.RemoveAsync(new() { Target = "tea.md", Expect = seen }));
        await Assert.ThrowsAsync<MemoryConflictException>(() => memory.Service.MoveAsync(new() { From = "tea.md", To = "drinks/", Expect = seen }));
        // a hand edit counts as a change, a commit as a revision, and the new revision as expected
        await memory.Service.EditAsync(new() { Target = "tea.md", Append = "Daily.", Expect = "HEAD" });
        memory.Write("tea.md", "By hand.\n");
        await Assert.ThrowsAsync<MemoryConflictException>(() => memory.Service.EditAsync(new() { Target = "tea.md", Append = "x", Expect = "HEAD~1" }));
        await memory.Service.EditAsync(new() { Target = "tea.md", Append = "x", Expect = (await memory.Service.ShowAsync("tea.md")).Revision[..10] });
        Assert.Equal("By hand.\n\nx\n", memory.Read("tea.md"));
    }

    [Fact]
    public async Task What_the_program_writes_itself_is_not_edited()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("chat.json", null, ("Ana", "I like oolong tea."));
        var resource = memory.Files().First(f => f.StartsWith("resources/") && f.EndsWith(".md"));
        foreach (var target in new[] { resource, "index.md", ".gitignore", ".memu/config.yaml", ".git/config", "../x.md", "/etc/passwd", "a/../../b.md", "C:/x.md", "f.md:x" })
            await Assert.ThrowsAsync<MemUException>(() => memory.Service.EditAsync(new() { Target = target, Append = "x" }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.EditAsync(new() { Target = "preferences/README.md", Append = "x" }));
        await memory.Service.EditAsync(new() { Target = "preferences", Set = [new("description", "What I like")] });
        Assert.Contains("description: What I like", memory.Read("preferences/README.md"));
        Assert.Contains("What I like", memory.Read("index.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_new_title_takes_the_links_by_the_old_one_along()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("a/ben.md", "---\ntype: note\ntitle: Ben Okafor\n---\nBen.\n");
        memory.Write("b.md", "See [[Ben Okafor]] and [[Ben Okafor|him]], not `[[Ben Okafor]]`.\n");
        var done = await memory.Service.EditAsync(new() { Target = "a/ben.md", Set = [new("title", "Benjamin Okafor")] });
        Assert.Equal(2, done.LinksRewritten);
        Assert.Equal("See [[Benjamin Okafor]] and [[Benjamin Okafor|him]], not `[[Ben Okafor]]`.\n", memory.Read("b.md"));
    }
}

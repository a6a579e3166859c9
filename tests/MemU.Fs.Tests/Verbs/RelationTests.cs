using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Verbs;

/// <summary>link, unlink, also-in, merge, supersede.</summary>
public sealed class RelationTests
{
    [Fact]
    public async Task A_link_is_one_line_below_Related_and_goes_again_with_all_else_as_it_was()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("ben.md", "Ben is a friend.\n\n## Sources\n- said so\n");
        memory.Write("work/northmere.md", "A firm.\n");
        await memory.Service.LinkAsync(new() { From = "ben", To = "northmere", Relation = "works_at" });
        Assert.Equal("Ben is a friend.\n\n## Related\n- works_at [[work/northmere]]\n\n## Sources\n- said so\n", memory.Read("ben.md"));
        Assert.True((await memory.Service.LinkAsync(new() { From = "ben", To = "northmere", Relation = "works_at" })).Unchanged);
        await memory.Service.LinkAsync(new() { From = "ben", To = "northmere" });
        Assert.Contains("- works_at [[work/northmere]]\n- [[work/northmere]]\n", memory.Read("ben.md"));
        await memory.Service.UnlinkAsync(new() { From = "ben", To = "northmere", Relation = "works_at" });
        Assert.Contains("## Related\n- [[work/northmere]]\n", memory.Read("ben.md"));
        await memory.Service.UnlinkAsync(new() { From = "ben", To = "northmere" });
        Assert.Equal("Ben is a friend.\n\n## Sources\n- said so\n", memory.Read("ben.md"));
        Assert.True((await memory.Service.UnlinkAsync(new() { From = "ben", To = "northmere" })).Unchanged);
        foreach (var bad in new[] { "Works At", "x]]", "" })
            await Assert.ThrowsAsync<MemUException>(() => memory.Service.LinkAsync(new() { From = "ben", To = "northmere", Relation = bad }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.LinkAsync(new() { From = "ben", To = "ben" }));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_memory_counts_in_further_categories_and_on_their_pages()
    {
        using var memory = await TestMemory.CreateAsync();
        var path = (await memory.Service.AddAsync(new() { Text = "I drink oolong every morning", Title = "Oolong", Category = "habits" })).Items[0].Path;
        var done = await memory.Service.AlsoInAsync(new() { Target = "Oolong", Category = "preferences" });
        Assert.Equal(["habits", "preferences"], done.Items[0].Categories);
        Assert.Contains("also_in: [\"[[preferences/README]]\"]", memory.Read(path));
        Assert.Contains("[[habits/oolong|source]]", memory.Read("preferences/README.md"));
        Assert.Contains((await memory.AskAsync("oolong", null, 5, "category=preferences")).Items, i => i.Path == path);
        Assert.True((await memory.Service.DoctorAsync()).Findings.All(f => f.Level == "ok"));
        Assert.True((await memory.Service.AlsoInAsync(new() { Target = path, Category = "preferences" })).Unchanged);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.AlsoInAsync(new() { Target = path, Category = "habits" }));
        await memory.Service.AlsoInAsync(new() { Target = path, Category = "preferences", Remove = true });
        Assert.DoesNotContain("also_in", memory.Read(path));
        Assert.DoesNotContain("oolong", memory.Read("preferences/README.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_merged_memory_keeps_what_both_said_and_whence_and_links_by_the_old_name_lead_to_it()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("one.json", null, ("Ana", "My brother Luis is a pilot."));
        await memory.SayAsync("two.json", null, ("Ana", "My brother Luis lives in Lima."));
        var items = memory.Files().Where(f => f.EndsWith(".md") && memory.Read(f).Contains("sources:")).ToList();
        var (from, into) = (items[0], items[^1]);
        Assert.NotEqual(from, into);
        var (gone, kept) = (await memory.Service.ShowAsync(from), await memory.Service.ShowAsync(into));
        memory.Write("note.md", $"[[{from[..^3]}]] [[{gone.Title}]] [[{gone.Id}]]\n");
        var done = await memory.Service.MergeAsync(new() { From = gone.Id, Into = into });
        var text = memory.Read(into);
        Assert.Equal(kept.Id, done.Items.Single(i => i.Path == into).Id);
        foreach (var piece in new[] { "one-", "two-", "pilot", "Lima" }) Assert.Contains(piece, text);
        Assert.Equal(2, text.Split("- resource: ").Length - 1);
        Assert.False(File.Exists(Path.Combine(memory.Root, from)));
        Assert.Contains($"[[{gone.Title}]]", memory.Read("note.md"));
        Assert.StartsWith($"[[{into[..^3]}]] ", memory.Read("note.md"));
        Assert.DoesNotContain(gone.Id, memory.Read("note.md"));
        Assert.True((await memory.Service.DoctorAsync()).Findings.All(f => f.Level == "ok"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.MergeAsync(new() { From = into, Into = into }));
    }

    [Fact]
    public async Task Owners_memories_are_never_merged_linked_or_superseded_across()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        var ana = (await memory.Service.AddAsync(new() { Text = "I like oolong tea", Title = "Oolong", Scope = MemoryScope.Of("ana") })).Items[0].Path;
        var ben = (await memory.Service.AddAsync(new() { Text = "I like green tea", Title = "Green", Scope = MemoryScope.Of("ben") })).Items[0].Path;
        var head = memory.Git("rev-parse", "HEAD");
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.MergeAsync(new() { From = ben, Into = ana }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.LinkAsync(new() { From = ana, To = ben }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.SupersedeAsync(new() { Old = ana, New = ben }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.MoveAsync(new() { From = ben, To = "preferences/" }));
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task The_newer_memory_says_what_it_replaces_and_the_old_file_is_not_touched()
    {
        using var memory = await TestMemory.CreateAsync();
        var old = (await memory.Service.AddAsync(new() { Text = "The office is in Porto", Category = "work_life" })).Items[0];
        var done = await memory.Service.SupersedeAsync(new() { Old = old.Path, Text = "The office is in Lyon" });
        var newer = done.Items.Single(i => i.Path != old.Path);
        Assert.Contains($"supersedes: [\"[[{old.Path[..^3]}]]\"]", memory.Read(newer.Path));
        Assert.StartsWith("work_life/", newer.Path);
        Assert.Equal(old.Revision, (await memory.Service.ShowAsync(old.Path)).Revision);
        Assert.Equal(newer.Path, (await memory.AskAsync("where is the office")).Items[0].Path);
        Assert.DoesNotContain(old.Path[..^3], memory.Read("work_life/README.md"));
        Assert.True((await memory.Service.SupersedeAsync(new() { Old = old.Path, New = newer.Path })).Unchanged);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.SupersedeAsync(new() { Old = newer.Path, New = old.Path }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.SupersedeAsync(new() { Old = old.Path, New = old.Path }));
        // without the newer one the old one holds again
        await memory.Service.RemoveAsync(new() { Target = newer.Path });
        Assert.Contains(old.Path[..^3], memory.Read("work_life/README.md"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }
}

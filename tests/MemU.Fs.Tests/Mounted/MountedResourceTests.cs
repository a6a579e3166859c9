using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mounted;

/// <summary>Documents that are searched where they lie.</summary>
public sealed class MountedResourceTests
{
    private const string Guide = "# Guide\n\nWelcome to the lighthouse.\n\n## Boiler\n\nThe boiler room key hangs behind the barometer.\n";

    [Fact]
    public async Task A_paragraph_of_a_mounted_folder_is_found_with_its_lines_heading_title_and_text_and_no_copy_is_in_the_tree()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/sub/guide.md", Guide);
        var added = await memory.MountAsync("docs");
        Assert.Equal(("added", 1), (added.Action, added.Indexed));
        var hit = (await memory.FindAsync("where is the boiler room key?"))[0];
        Assert.Equal(("resources/mounts/docs/sub/guide.md", "Guide", "Boiler", "../docs/sub/guide.md"), (hit.Path, hit.Title, hit.Heading, hit.Url));
        Assert.Equal([7, 7], hit.Lines);
        Assert.Equal("The boiler room key hangs behind the barometer.", hit.Snippet);
        Assert.Contains("location: ../docs", memory.Read("resources/mounts/docs.md"));
        Assert.DoesNotContain(memory.Files(), f => memory.Read(f).Contains("barometer"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.Equal("resource: add docs", memory.Git("log", "-1", "--format=%s"));
        Assert.Contains("barometer", (await memory.Service.ShowAsync("resources/mounts/docs/sub/guide.md")).Text);
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task What_changes_in_a_source_is_found_at_once_and_what_is_deleted_no_more()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/a.md", Guide);
        memory.WriteSource("docs/b.txt", "The harbor master is called Ines.\n");
        await memory.MountAsync("docs");
        memory.WriteSource("docs/a.md", "# Guide\n\nThe key to the boiler is with the cook now.\n");
        Assert.Equal("The key to the boiler is with the cook now.", (await memory.FindAsync("key boiler"))[0].Snippet);
        File.Delete(memory.PathOf("docs/b.txt"));
        Assert.DoesNotContain(await memory.FindAsync("harbor master Ines"), h => h.Path.EndsWith("b.txt"));
        memory.WriteSource("docs/new/c.md", "The spare rope is in the attic.\n");
        Assert.Equal("resources/mounts/docs/new/c.md", (await memory.FindAsync("spare rope attic"))[0].Path);
        var head = memory.Git("rev-parse", "HEAD");
        Assert.Equal("unchanged", (await memory.Service.SyncMountsAsync("docs")).Action);
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task T3_a_source_that_vanishes_keeps_what_is_known_and_every_answer_says_so()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/a.md", Guide);
        await memory.MountAsync("docs");
        memory.Write("notes/key.md", "---\ntype: note\nsources:\n  - resource: resources/mounts/docs/a.md\n---\nThe key hangs behind the barometer.\n");
        Directory.Move(memory.PathOf("docs"), memory.PathOf("away"));
        foreach (var emptied in (bool[])[false, true])
        {
            if (emptied) Directory.CreateDirectory(memory.PathOf("docs")); // an unmounted drive
            var answer = await memory.AskAsync("where is the boiler room key?");
            var hit = Assert.Single(answer.Resources, h => h.Path == "resources/mounts/docs/a.md" && h.Lines[0] == 7);
            Assert.NotNull(hit.Missing);
            Assert.Equal("", hit.Snippet);
            Assert.Contains(answer.Items, i => i.Sources.Any(s => s.Missing is not null));
            Assert.Contains(answer.Problems!, p => p.Contains("is not here"));
            Assert.NotNull((await memory.Service.SyncMountsAsync("docs")).Sources[0].Missing);
            Assert.NotEmpty((await memory.Service.ShowAsync("notes/key.md")).Notes);
            Assert.Contains((await memory.Service.DoctorAsync()).Findings, f => f.Level == "warning" && f.Message.Contains("is not here") && f.Fix is not null);
            Assert.Equal(1, Assert.Single(await memory.Service.ListMountsAsync()).Files);
        }
        Directory.Delete(memory.PathOf("docs"));
        Directory.Move(memory.PathOf("away"), memory.PathOf("docs"));
        Assert.Null((await memory.FindAsync("where is the boiler room key?"))[0].Missing);
    }

    [Fact]
    public async Task T3_many_files_gone_at_once_stay_known_until_somebody_asks()
    {
        using var memory = await TestMemory.CreateAsync();
        for (var i = 0; i < 12; i++) memory.WriteSource($"docs/d{i}/f.md", $"Buoy number {i} is painted turquoise.\n");
        await memory.MountAsync("docs");
        for (var i = 0; i < 11; i++) Directory.Delete(memory.PathOf($"docs/d{i}"), recursive: true);
        for (var look = 0; look < 2; look++)
        {
            var answer = await memory.AskAsync("turquoise buoy", limit: 50);
            Assert.Contains(answer.Problems!, p => p.Contains("memu resource sync docs"));
            Assert.Equal(11, answer.Resources.Count(h => h.Missing is not null));
        }
        var synced = await memory.Service.SyncMountsAsync("docs");
        Assert.Equal(("synced", 11), (synced.Action, synced.Removed));
        Assert.Equal("resources/mounts/docs/d11/f.md", Assert.Single((await memory.AskAsync("turquoise buoy", limit: 50)).Resources).Path);
    }

    [Fact]
    public async Task T32_nothing_outside_the_folder_is_read_through_a_link_and_links_are_told()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("outside/diary.md", "The combination is seven left.\n");
        memory.WriteSource("docs/a.md", Guide);
        File.CreateSymbolicLink(memory.PathOf("docs/diary.md"), memory.PathOf("outside/diary.md"));
        Directory.CreateSymbolicLink(memory.PathOf("docs/linked"), memory.PathOf("outside"));
        var added = await memory.MountAsync("docs");
        Assert.Equal(1, added.Indexed);
        Assert.Contains(added.Problems, p => p.StartsWith("resources/mounts/docs/diary.md: a symbolic link"));
        Assert.Contains(added.Problems, p => p.StartsWith("resources/mounts/docs/linked: a symbolic link"));
        Assert.DoesNotContain(await memory.FindAsync("combination seven left"), h => h.Path.Contains("diary"));
        // a folder that becomes a link after it was listed
        Directory.CreateDirectory(memory.PathOf("docs/sub"));
        memory.WriteSource("docs/sub/diary.md", "Nothing yet.\n");
        await memory.FindAsync("nothing yet");
        Directory.Delete(memory.PathOf("docs/sub"), recursive: true);
        Directory.CreateSymbolicLink(memory.PathOf("docs/sub"), memory.PathOf("outside"));
        Assert.DoesNotContain(await memory.FindAsync("combination seven left"), h => h.Snippet.Contains("combination"));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ShowAsync("resources/mounts/docs/sub/diary.md"));
    }

    [Fact]
    public async Task Ignored_hidden_and_binary_files_other_memories_and_unreadable_forms_are_passed_over()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/keep.md", "Lantern oil is ordered in March.\n");
        memory.WriteSource("docs/.gitignore", "build/\n*.log\n!keep.log\n/top.md\n");
        foreach (var left in (string[])["build/x.md", "y.log", "top.md", ".git/z.md", "node_modules/p/readme.md", "other/.memu/config.yaml", "other/memory.md", "package.json"]) memory.WriteSource($"docs/{left}", "{\"lantern\": \"oil\"}\n");
        memory.WriteSource("docs/keep.log", "The lantern log says oil.\n");
        memory.WriteSource("docs/sub/top.md", "A lantern below needs oil.\n");
        memory.WriteSource("docs/binary.txt", "lantern\0oil");
        var added = await memory.MountAsync("docs");
        Assert.Equal((3, 2), (added.Sources[0].Files, added.Sources[0].LeftOut));
        Assert.Equal(["keep.log", "keep.md", "sub/top.md"], (await memory.FindAsync("lantern oil")).Select(h => h.Path["resources/mounts/docs/".Length..]).Order());
        // the rules change: what they leave out goes, what they let in comes
        memory.WriteSource("docs/.gitignore", "sub/\n");
        Assert.Equal(["build/x.md", "keep.log", "keep.md", "top.md", "y.log"], (await memory.FindAsync("lantern oil")).Select(h => h.Path["resources/mounts/docs/".Length..]).Order());
    }

    [Fact]
    public async Task Include_and_exclude_say_which_files_are_searched()
    {
        using var memory = await TestMemory.CreateAsync();
        foreach (var name in (string[])["a.md", "a.txt", "old/b.md", "deep/er/c.md"]) memory.WriteSource($"docs/{name}", "The tide table is on the fridge.\n");
        await memory.MountAsync("docs", include: ["*.md"], exclude: ["old/"]);
        Assert.Equal(["a.md", "deep/er/c.md"], (await memory.FindAsync("tide table fridge")).Select(h => h.Path["resources/mounts/docs/".Length..]).Order());
        var page = memory.Read("resources/mounts/docs.md");
        memory.Write("resources/mounts/docs.md", page.Replace("old/", "deep/**"));
        Assert.Equal(["a.md", "old/b.md"], (await memory.FindAsync("tide table fridge")).Select(h => h.Path["resources/mounts/docs/".Length..]).Order());
    }

    [Fact]
    public async Task T35_a_secret_in_a_mounted_file_is_in_no_answer_and_in_no_byte_of_the_memory()
    {
        const string secret = "hunter2-Zebra-9931";
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/login.md", $"# Login\n\nThe staging server has password: {secret} since May.\n");
        await memory.MountAsync("docs");
        var hit = (await memory.FindAsync("staging server password"))[0];
        Assert.Contains("*****", hit.Snippet);
        Assert.DoesNotContain(secret, (await memory.Service.ShowAsync(hit.Path)).Text);
        Assert.DoesNotContain(await memory.FindAsync("Zebra 9931"), h => h.Snippet.Contains("Zebra"));
        foreach (var file in Directory.EnumerateFiles(memory.Root, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain("zebra", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_conversation_in_a_mounted_file_is_found_by_message()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("talk.json", "[\n {\"role\": \"user\", \"name\": \"Ana\", \"content\": \"Good morning.\"},\n {\"role\": \"user\", \"name\": \"Ana\", \"content\": \"My cello lesson moved to Tuesday.\"}\n]\n");
        await memory.MountAsync("talk.json");
        var hit = (await memory.FindAsync("cello lesson"))[0];
        Assert.Equal(("resources/mounts/talk/talk.json", "m2", "Ana", "conversation"), (hit.Path, hit.Anchor, hit.Speaker, hit.Modality));
        Assert.Equal([3, 3], hit.Lines);
        File.Delete(memory.PathOf("talk.json"));
        Assert.NotNull((await memory.FindAsync("cello lesson"))[0].Missing);
        Assert.Equal(1, (await memory.Service.SyncMountsAsync("talk")).Removed); // its folder is there, it is not: deleted
        Assert.Empty(await memory.FindAsync("cello lesson"));
    }

    [Fact]
    public async Task A_mounted_source_of_a_user_is_found_for_that_user_only()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        memory.WriteSource("docs/a.md", "---\nuser_id: ana\n---\nThe sauna opens at six.\n");
        await memory.MountAsync("docs", user: "bob");
        Assert.True(File.Exists(Path.Combine(memory.Root, "users/bob/resources/mounts/docs.md")));
        Assert.Single((await memory.AskAsync("sauna opens", "bob")).Resources);
        Assert.Empty((await memory.AskAsync("sauna opens", "ana")).Resources);
    }

    [Fact]
    public async Task Removing_a_mounted_source_takes_its_documents_out_of_the_index_and_leaves_the_source_alone()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/a.md", Guide);
        await memory.MountAsync("docs");
        var removed = await memory.Service.RemoveMountAsync("docs");
        Assert.Equal(("removed", 1), (removed.Action, removed.Removed));
        Assert.Empty(await memory.FindAsync("where is the boiler room key?"));
        Assert.Equal(Guide, File.ReadAllText(memory.PathOf("docs/a.md")));
        Assert.Empty(await memory.Service.ListMountsAsync());
        await memory.Service.UndoAsync();
        // the page is back; where the source lies is for this machine to say again
        Assert.NotNull(Assert.Single(await memory.Service.ListMountsAsync()).Missing);
        Assert.Equal("connected", (await memory.MountAsync("docs")).Action);
        Assert.NotEmpty(await memory.FindAsync("where is the boiler room key?"));
    }

    [Fact]
    public async Task T33_a_page_that_came_with_a_pull_reads_nothing_of_this_machine_until_somebody_adds_it_here()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("private/diary.md", "The combination is seven left.\n");
        memory.Write("resources/mounts/evil.md", "---\ntype: resource\ntitle: Evil\nmount: folder\nlocation: ../private\n---\n");
        var answer = await memory.AskAsync("combination seven left");
        Assert.Empty(answer.Resources);
        Assert.Contains(answer.Problems!, p => p.Contains("memu resource add ../private --name evil"));
        Assert.Equal("connected", (await memory.MountAsync("private", named: "evil")).Action);
        Assert.NotEmpty(await memory.FindAsync("combination seven left"));
        // and a page that was added names another place by the next pull
        memory.WriteSource("other/diary.md", "The combination is eight right.\n");
        memory.Write("resources/mounts/evil.md", memory.Read("resources/mounts/evil.md").Replace("../private", "../other"));
        Assert.DoesNotContain(await memory.FindAsync("combination eight right"), h => h.Snippet.Contains("eight"));
    }

    [Fact]
    public async Task What_can_not_be_mounted_is_refused_and_leaves_nothing_behind()
    {
        using var memory = await TestMemory.CreateAsync();
        var head = memory.Git("rev-parse", "HEAD");
        memory.WriteSource("docs/a.md", Guide);
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => memory.MountAsync("nowhere"))).Kind);
        Assert.Equal(MemUErrorKind.BadArgument, (await Assert.ThrowsAsync<MemUException>(() => memory.MountAsync("memory"))).Kind);
        Assert.Equal(MemUErrorKind.BadArgument, (await Assert.ThrowsAsync<MemUException>(() => memory.MountAsync("docs", at: "main"))).Kind);
        Assert.Equal(MemUErrorKind.BadArgument, (await Assert.ThrowsAsync<MemUException>(() => memory.MountAsync("docs", named: "../x"))).Kind);
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        await memory.MountAsync("docs");
        memory.WriteSource("more/docs/a.md", Guide);
        Assert.Equal(MemUErrorKind.Exists, (await Assert.ThrowsAsync<MemUException>(() => memory.MountAsync("more/docs"))).Kind);
        Assert.Equal("unchanged", (await memory.MountAsync("docs")).Action);
    }
}

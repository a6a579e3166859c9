using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Looking back and going back: log, diff, blame, show, undo, restore, checkpoint, on real memories.</summary>
public sealed class HistoryVerbTests
{
    private const string Note = "---\ntype: note\ntitle: Bees\n---\nI keep bees.\n\nThree hives.\n\nIn the garden.\n";

    private static async Task<TestMemory> WithAsync(string file, string text)
    {
        var memory = await TestMemory.CreateAsync();
        memory.Git("config", "user.name", "Ana");
        memory.Git("config", "user.email", "ana@example.com");
        memory.Write(file, text);
        await memory.Service.CheckpointAsync($"with-{Path.GetFileNameWithoutExtension(file)}");
        return memory;
    }

    private static void AssertClean(TestMemory memory)
    {
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("git:", memory.Git("fsck", "--strict", "--no-dangling"));
    }

    [Fact]
    public async Task Blame_tells_the_agent_and_the_message_of_its_lines_and_the_person_of_hers()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Git("config", "user.name", "Ana");
        memory.Git("config", "user.email", "ana@example.com");
        var learned = await memory.SayAsync("tea.json", null, ("Ana", "I love oolong tea."));
        var item = learned.Items.First();
        var text = memory.Read(item.Path);
        memory.Write(item.Path, text.Replace("oolong tea", "oolong tea from Taiwan"));
        await memory.Service.CheckpointAsync("edited");
        memory.Write(item.Path, memory.Read(item.Path) + "\nnot committed\n");
        var lines = await memory.Service.BlameAsync(item.Path);
        Assert.Equal(File.ReadAllLines(Path.Combine(memory.Root, item.Path)), lines.Select(l => l.Text));
        var type = lines.Single(l => l.Text.StartsWith("type:", StringComparison.Ordinal));
        Assert.Equal(("memu", learned.Commit), (type.Author, type.Commit));
        Assert.Equal([item.Sources[0]], type.Sources);
        Assert.Equal("Ana", lines.First(l => l.Text.Contains("Taiwan")).Author);
        Assert.Null(lines[^1].Commit);
    }

    [Fact]
    public async Task Show_at_gives_what_stood_there_then_under_the_name_that_it_had()
    {
        using var memory = await WithAsync("notes/bees.md", Note);
        var then = memory.Git("rev-parse", "HEAD");
        Directory.CreateDirectory(Path.Combine(memory.Root, "garden"));
        File.Move(Path.Combine(memory.Root, "notes/bees.md"), Path.Combine(memory.Root, "garden/my-bees.md"));
        memory.Write("garden/my-bees.md", Note.Replace("Three", "Four"));
        await memory.Service.CheckpointAsync("moved");
        var old = await memory.Service.ShowAtAsync("garden/my-bees.md", then);
        Assert.Equal(("notes/bees.md", Note, then), (old.Path, old.Text, old.Commit));
        Assert.Equal(Note, (await memory.Service.ShowAtAsync("notes/bees.md", "with-bees")).Text);
        Assert.Contains("Four", (await memory.Service.ShowAtAsync("garden/my-bees.md", DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-dd"))).Text);
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.ShowAtAsync("garden/my-bees.md", "HEAD~2"))).Kind);
        Assert.Equal(["edit: 2 files", "edit: notes/bees.md"], (await memory.Service.LogAsync(MemoryPath.Parse("garden/my-bees.md"))).Select(e => e.Subject));
    }

    [Fact]
    public async Task Diff_shows_edits_that_are_not_committed_revisions_and_renames()
    {
        using var memory = await WithAsync("bees.md", Note);
        Assert.Empty(await memory.Service.DiffAsync());
        memory.Write("bees.md", Note.Replace("Three", "Four"));
        memory.Write("new.md", "new\n");
        var edits = await memory.Service.DiffAsync();
        Assert.Equal([("bees.md", "modified", 1, 1), ("new.md", "added", 1, 0)], edits.Select(d => (d.Path, d.Change, d.Added, d.Removed)));
        Assert.Contains("-Three hives.\n+Four hives.\n", edits[0].Text);
        await memory.Service.CheckpointAsync("four");
        File.Move(Path.Combine(memory.Root, "bees.md"), Path.Combine(memory.Root, "hives.md"));
        Assert.Equal([("bees.md", "renamed")], (await memory.Service.DiffAsync(MemoryPath.Parse("hives.md"))).Select(d => (d.OldPath, d.Change)));
        Assert.Equal(["bees.md", "new.md"], (await memory.Service.DiffAsync(default, "with-bees", "four")).Select(d => d.Path));
        Assert.Equal(["hives.md", "new.md"], (await memory.Service.DiffAsync(default, "with-bees")).Select(d => d.Path));
        memory.Write("hives.md", Note);
        File.Move(Path.Combine(memory.Root, "hives.md"), Path.Combine(memory.Root, "bees.md"));
        File.Delete(Path.Combine(memory.Root, "new.md"));
        Assert.Empty(await memory.Service.DiffAsync(default, "with-bees")); // back to the bytes of then
    }

    [Fact]
    public async Task Undo_takes_an_operation_back_keeps_later_edits_and_leaves_the_pages_true()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."));
        var before = memory.Files().ToDictionary(f => f, memory.Read);
        var second = await memory.SayAsync("b.json", null, ("Ana", "I love dark chocolate."));
        Assert.NotEmpty(second.Items);
        memory.Write("bees.md", Note);
        var undone = await memory.Service.UndoAsync(dryRun: true);
        Assert.Equal(second.Commit, undone.From.Single().Commit);
        Assert.True(File.Exists(Path.Combine(memory.Root, second.Items[0].Path)));
        undone = await memory.Service.UndoAsync();
        Assert.Empty(undone.Conflicts);
        Assert.Equal(before.Keys.Append("bees.md").Order(StringComparer.Ordinal), memory.Files());
        foreach (var (file, text) in before) Assert.Equal(text, memory.Read(file));
        Assert.Empty((await memory.AskAsync("dark chocolate")).Items);
        AssertClean(memory);
        // again goes further back, and undoing the undo brings it back
        Assert.Equal("edit: bees.md", (await memory.Service.UndoAsync(dryRun: true)).From.Single().Subject);
        await memory.Service.UndoAsync(undone.Commit);
        Assert.NotEmpty((await memory.AskAsync("dark chocolate")).Items);
        AssertClean(memory);
    }

    [Fact]
    public async Task Undo_of_an_older_operation_rewrites_the_pages_that_changed_since()
    {
        using var memory = await TestMemory.CreateAsync();
        var first = await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."));
        await memory.SayAsync("b.json", null, ("Ana", "I love dark chocolate."));
        var undone = await memory.Service.UndoAsync(first.Commit);
        Assert.Empty(undone.Conflicts);
        Assert.DoesNotContain("oolong", memory.Read("preferences/README.md"));
        Assert.Contains("chocolate", memory.Read("preferences/README.md"));
        Assert.Contains(undone.Files, f => f is { Path: "preferences/README.md", Action: "rewritten" });
        AssertClean(memory);
    }

    [Fact]
    public async Task Undo_of_a_reinforcement_keeps_a_later_one()
    {
        using var memory = await TestMemory.CreateAsync();
        var item = (await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."))).Items[0].Path;
        var second = await memory.SayAsync("b.json", null, DateTimeOffset.Parse("2026-11-21T09:00:00Z"), ("Ana", "I love oolong tea."));
        var third = await memory.SayAsync("c.json", null, DateTimeOffset.Parse("2026-11-22T09:00:00Z"), ("Ana", "I love oolong tea."));
        var undone = await memory.Service.UndoAsync(second.Commit);
        Assert.Empty(undone.Conflicts);
        var text = memory.Read(item);
        Assert.DoesNotContain("/b-", text);
        Assert.Equal(2, text.Split("/a-").Length - 1);
        Assert.Equal(2, text.Split("/c-").Length - 1);
        Assert.Contains("modified: 2026-11-22", text);
        AssertClean(memory);
    }

    [Fact]
    public async Task A_conflict_is_shown_and_nothing_at_all_is_written()
    {
        using var memory = await WithAsync("bees.md", Note);
        memory.Write("bees.md", Note.Replace("Three", "Four"));
        memory.Write("other.md", "other\n");
        await memory.Service.CheckpointAsync("four");
        memory.Write("bees.md", Note.Replace("Three", "Five").Replace("garden", "orchard"));
        await memory.Service.CheckpointAsync("five");
        var head = memory.Git("rev-parse", "HEAD");
        var undone = await memory.Service.UndoAsync("four");
        Assert.Equal(new ConflictView("bees.md", 7, "Five hives.\n", "Three hives.\n"), Assert.Single(undone.Conflicts));
        Assert.Null(undone.Commit);
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        Assert.True(File.Exists(Path.Combine(memory.Root, "other.md")));
        Assert.DoesNotContain(memory.Files(), f => memory.Read(f).Contains("<<<<<<<"));
        // what does not overlap is merged
        memory.Write("bees.md", Note.Replace("Three", "Four").Replace("garden", "orchard"));
        await memory.Service.CheckpointAsync("six");
        Assert.Empty((await memory.Service.UndoAsync("four")).Conflicts);
        Assert.Equal(Note.Replace("garden", "orchard"), memory.Read("bees.md"));
        AssertClean(memory);
    }

    [Fact]
    public async Task Undo_follows_a_memory_that_was_moved_since()
    {
        using var memory = await WithAsync("bees.md", Note.Replace("---\ntype", "---\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\ntype"));
        memory.Write("bees.md", memory.Read("bees.md").Replace("Three", "Four"));
        await memory.Service.CheckpointAsync("four");
        File.Move(Path.Combine(memory.Root, "bees.md"), Path.Combine(memory.Root, "hives.md"));
        await memory.Service.CheckpointAsync("moved");
        Assert.Empty((await memory.Service.UndoAsync("four")).Conflicts);
        Assert.Contains("Three hives", memory.Read("hives.md"));
        Assert.False(File.Exists(Path.Combine(memory.Root, "bees.md")));
    }

    [Fact]
    public async Task A_session_is_undone_as_one_commit()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."));
        var before = memory.Files().ToDictionary(f => f, memory.Read);
        using (var agent = MemoryService.Open(new() { Root = memory.Root, SessionId = "s-1" }))
            foreach (var say in new[] { "I love dark chocolate.", "I work as a nurse." })
                await agent.MemorizeAsync(new() { Sources = [new(say.Length + ".json", _ => Task.FromResult<ReadOnlyMemory<byte>>(TestMemory.Conversation(DateTimeOffset.Parse("2026-11-21T09:00:00Z"), ("Ana", say))))] });
        var undone = await memory.Service.UndoAsync(session: "s-1");
        Assert.Equal(2, undone.From.Count);
        Assert.Equal(before.Keys, memory.Files());
        foreach (var (file, text) in before) Assert.Equal(text, memory.Read(file));
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.UndoAsync(session: "s-1"))).Kind);
    }

    [Fact]
    public async Task The_commit_that_made_the_memory_is_not_undone()
    {
        using var memory = await TestMemory.CreateAsync();
        Assert.Equal(MemUErrorKind.NotAllowed, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.UndoAsync())).Kind);
    }

    [Fact]
    public async Task Restore_brings_back_a_file_that_is_gone_a_version_and_a_whole_memory()
    {
        using var memory = await TestMemory.CreateAsync();
        var item = (await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."))).Items[0].Path;
        await memory.Service.CheckpointAsync("start");
        var (text, page, files) = (memory.Read(item), memory.Read("preferences/README.md"), memory.Files().ToList());
        File.Delete(Path.Combine(memory.Root, item));
        var back = await memory.Service.RestoreAsync(MemoryPath.Parse(item));
        Assert.Equal([new ChangedFileView(item, "restored")], back.Files);
        Assert.Equal(text, memory.Read(item));
        memory.Write(item, text.Replace("oolong", "green"));
        await memory.SayAsync("b.json", null, ("Ana", "I love dark chocolate."));
        await memory.Service.RestoreAsync(MemoryPath.Parse(item), "start");
        Assert.Equal(text, memory.Read(item));
        Assert.Contains("oolong", memory.Read("preferences/README.md"));
        Assert.Contains("chocolate", memory.Read("preferences/README.md"));
        await memory.Service.RestoreAsync(MemoryPath.Root, "start", exact: true);
        Assert.Equal(files, memory.Files());
        Assert.Equal(page, memory.Read("preferences/README.md"));
        AssertClean(memory);
        Assert.Null((await memory.Service.RestoreAsync(MemoryPath.Root, "start", exact: true)).Commit);
    }

    [Fact]
    public async Task A_checkpoint_is_a_tag_that_git_knows_and_its_name_is_taken_once()
    {
        using var memory = await WithAsync("bees.md", Note);
        Assert.Equal(memory.Git("rev-parse", "HEAD"), memory.Git("rev-parse", "with-bees^{commit}"));
        Assert.Contains("checkpoint: with-bees", memory.Git("tag", "-n1"));
        Assert.Equal(MemUErrorKind.Exists, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.CheckpointAsync("with-bees"))).Kind);
        foreach (var name in new[] { "a b", "-x", "a..b", "HEAD", "" })
            Assert.Equal(MemUErrorKind.BadArgument, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.CheckpointAsync(name))).Kind);
        Assert.Equal(["with-bees"], (await memory.Service.CheckpointsAsync()).Select(c => c.Name));
        AssertClean(memory);
    }
}

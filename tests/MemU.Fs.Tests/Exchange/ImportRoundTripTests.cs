using MemU.Fs.Exchange;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

public sealed class ImportRoundTripTests
{
    [Theory]
    [InlineData("m.zip")]
    [InlineData("m.jsonl")]
    [InlineData("m.bundle")]
    public async Task What_was_exported_comes_back_byte_for_byte_and_again_changes_nothing(string name)
    {
        using var memory = await ExportTests.Filled();
        for (var i = 0; i < 80; i++) memory.Write($"many/n{i}.md", i == 7 ? "" : $"Number {i}.\n");
        await memory.Service.CheckpointAsync("many");
        using var fresh = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, name);
        await memory.Service.ExportAsync(new() { Target = file });
        var first = await fresh.Service.ImportAsync(new() { Source = file });
        Assert.DoesNotContain(first.Files, f => f.Failed);
        Assert.Equal(memory.Files(), fresh.Files());
        foreach (var path in memory.Files()) Assert.True(File.ReadAllBytes(Path.Combine(memory.Root, path)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(fresh.Root, path))), path);
        Assert.Single(first.Commits);
        Assert.Equal("", fresh.Git("status", "--porcelain"));
        Assert.Equal("", fresh.Git("fsck", "--strict"));

        var head = fresh.Git("rev-parse", "HEAD");
        var again = await fresh.Service.ImportAsync(new() { Source = file });
        Assert.True(again.Unchanged);
        Assert.All(again.Files, f => Assert.True(f.Action is "same" or "skipped", $"{f.Action} {f.Source} {f.Reason}"));
        Assert.Equal(head, fresh.Git("rev-parse", "HEAD"));
    }

    [Theory]
    [InlineData(ExportFormat.Okf)]
    [InlineData(ExportFormat.Obsidian)]
    public async Task A_folder_that_was_exported_is_taken_in_once(ExportFormat format)
    {
        using var memory = await ExportTests.Filled();
        using var fresh = await TestMemory.CreateAsync();
        var folder = Path.Combine(memory.Folder, "out");
        await memory.Service.ExportAsync(new() { Target = folder, Format = format });
        var first = await fresh.Service.ImportAsync(new() { Source = folder });
        Assert.Equal("markdown", first.Kind);
        Assert.Equal(memory.Files().Where(f => !f.StartsWith('.')), fresh.Files().Where(f => !f.StartsWith('.')));
        Assert.True((await fresh.Service.ImportAsync(new() { Source = folder })).Unchanged);
        Assert.NotEmpty((await fresh.AskAsync("Plain words")).Items);
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        using var memory = await ExportTests.Filled();
        using var fresh = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "m.zip");
        await memory.Service.ExportAsync(new() { Target = file });
        var before = fresh.Files().ToList();
        var dry = await fresh.Service.ImportAsync(new() { Source = file, DryRun = true });
        Assert.Equal(before, fresh.Files());
        Assert.True(dry.DryRun && dry.Commits.Count == 0);
        var done = await fresh.Service.ImportAsync(new() { Source = file });
        Assert.Equal(done.Files, dry.Files);
    }

    [Fact]
    public async Task Memories_go_into_another_users_scope_with_their_links_and_sources()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"), user: "ana");
        using var fresh = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "m.zip");
        await memory.Service.ExportAsync(new() { Target = file });
        await fresh.Service.ImportAsync(new() { Source = file, Scope = MemoryScope.Of("bob") });
        Assert.All(fresh.Files().Where(f => !f.StartsWith('.') && f != "index.md"), f => Assert.StartsWith("users/bob/", f));
        var hit = (await fresh.AskAsync("Where does she live?", user: "bob")).Items;
        Assert.All(hit, h => Assert.Equal("bob", h.UserId));
        Assert.All(hit.SelectMany(h => h.Sources), s => Assert.True(File.Exists(Path.Combine(fresh.Root, s.Path)), s.Path));
        Assert.Empty((await fresh.AskAsync("Where does she live?", user: "ana")).Items);
        Assert.DoesNotContain((await fresh.Service.DoctorAsync()).Findings, f => f.Level == "error");
        Assert.True((await fresh.Service.ImportAsync(new() { Source = file, Scope = MemoryScope.Of("bob") })).Unchanged);
    }

    [Fact]
    public async Task Into_a_folder_sources_stay_sources_and_each_user_keeps_what_is_theirs()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"), user: "ana");
        memory.Write("users/bob/notes/plain.md", "Bob's words.\n");
        memory.Write("mine.md", "My words.\n");
        using var fresh = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "m.zip");
        await memory.Service.ExportAsync(new() { Target = file });
        await fresh.Service.ImportAsync(new() { Source = file, Into = MemoryPath.Parse("old") });
        Assert.True(File.Exists(Path.Combine(fresh.Root, "users/bob/old/notes/plain.md")));
        Assert.True(File.Exists(Path.Combine(fresh.Root, "old/mine.md")));
        Assert.DoesNotContain(fresh.Files(), f => f.Contains("old/resources") || f.Contains("old/users"));
        Assert.All((await fresh.AskAsync("Where does she live?", user: "ana")).Items.SelectMany(i => i.Sources), s => Assert.True(File.Exists(Path.Combine(fresh.Root, s.Path)), s.Path));
        Assert.DoesNotContain((await fresh.Service.DoctorAsync()).Findings, f => f.Level == "error");
        Assert.True((await fresh.Service.ImportAsync(new() { Source = file, Into = MemoryPath.Parse("old") })).Unchanged);
    }

    [Fact]
    public async Task What_was_purged_here_does_not_come_back()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/gone.md", "The code name is Kestrel.\n");
        memory.Write("notes/stays.md", "Stays.\n");
        await memory.Service.CheckpointAsync("one");
        var file = Path.Combine(memory.Folder, "m.jsonl");
        await memory.Service.ExportAsync(new() { Target = file });
        await memory.Service.PurgeAsync(new() { Target = "notes/gone.md" });
        var again = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Contains(again.Files, f => f.Source.EndsWith("notes/gone.md") && f.Action == "skipped" && f.Reason!.Contains("purged"));
        Assert.DoesNotContain("notes/gone.md", memory.Files());
    }
}

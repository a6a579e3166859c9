using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

public sealed class FolderImportTests
{
    [Fact]
    public async Task A_vault_keeps_its_bytes_and_leaves_its_settings_behind()
    {
        using var memory = await TestMemory.CreateAsync();
        using var vault = Vault();
        var first = await memory.Service.ImportAsync(new() { Source = vault.Path });
        Assert.Equal("Daily. [[projects/Heron]] and [[Heron|it]]\r\n", memory.Read("daily/2026-11-20.md"));
        Assert.True(File.Exists(Path.Combine(memory.Root, "attachments/a.png")));
        Assert.False(Path.Exists(Path.Combine(memory.Root, ".obsidian")));
        Assert.Contains(first.Files, f => f.Source == ".obsidian/" && f.Action == "skipped" && !f.Failed);
        Assert.True((await memory.Service.ImportAsync(new() { Source = vault.Path })).Unchanged);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task Into_a_folder_the_links_that_name_paths_follow()
    {
        using var memory = await TestMemory.CreateAsync();
        using var vault = Vault();
        await memory.Service.ImportAsync(new() { Source = vault.Path, Into = MemoryPath.Parse("old/vault") });
        Assert.Equal("Daily. [[old/vault/projects/Heron]] and [[Heron|it]]\r\n", memory.Read("old/vault/daily/2026-11-20.md"));
        Assert.Empty((await memory.Service.LinksAsync("old/vault/daily/2026-11-20.md")).Broken);
        Assert.True((await memory.Service.ImportAsync(new() { Source = vault.Path, Into = MemoryPath.Parse("old/vault") })).Unchanged);
    }

    [Fact]
    public async Task A_path_with_other_bytes_keeps_both_and_the_links_that_came_follow_the_one_that_came()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("projects/Heron.md", "Mine.\n");
        using var vault = Vault();
        var first = await memory.Service.ImportAsync(new() { Source = vault.Path });
        Assert.Equal("Mine.\n", memory.Read("projects/Heron.md"));
        Assert.Equal("A boat.\n", memory.Read("projects/Heron-2.md"));
        var conflict = Assert.Single(first.Files, f => f.Action == "conflict");
        Assert.Equal(("projects/Heron.md", "projects/Heron-2.md"), (conflict.Source, conflict.Path));
        Assert.Equal("Daily. [[projects/Heron-2]] and [[projects/Heron-2|it]]\r\n", memory.Read("daily/2026-11-20.md"));
        var again = await memory.Service.ImportAsync(new() { Source = vault.Path });
        Assert.True(again.Unchanged, string.Join('\n', again.Files));
    }

    [Fact]
    public async Task What_was_edited_or_moved_here_since_is_not_brought_back()
    {
        using var memory = await TestMemory.CreateAsync();
        using var folder = new TemporaryFolder();
        folder.Write("notes/tea.md", "---\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\n---\nLikes tea.\n");
        folder.Write("notes/pen.md", "Owns a pen.\n");
        await memory.Service.ImportAsync(new() { Source = folder.Path });
        memory.Write("notes/pen.md", "Owns two pens.\n");
        await memory.Service.MoveAsync(new() { From = "notes/tea.md", To = "habits/tea.md" });
        var again = await memory.Service.ImportAsync(new() { Source = folder.Path });
        Assert.True(again.Unchanged, string.Join('\n', again.Files));
        Assert.Equal("habits/tea.md", again.Files.Single(f => f.Source == "notes/tea.md").Path);
        Assert.Equal("Owns two pens.\n", memory.Read("notes/pen.md"));
    }

    [Fact]
    public async Task The_same_id_with_other_words_becomes_a_memory_of_its_own_once()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/tea.md", "---\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\n---\nLikes tea.\n");
        using var folder = new TemporaryFolder();
        folder.Write("elsewhere/tea.md", "---\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\n---\nLikes coffee.\n");
        await memory.Service.ImportAsync(new() { Source = folder.Path });
        var came = await memory.Service.ShowAsync("elsewhere/tea.md");
        Assert.NotEqual("0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f", came.Id);
        Assert.True((await memory.Service.ImportAsync(new() { Source = folder.Path })).Unchanged);
    }

    [Fact]
    public async Task Secrets_are_masked_before_anything_is_written()
    {
        using var memory = await TestMemory.CreateAsync();
        using var folder = new TemporaryFolder();
        const string key = "sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4zAb3dEf6hIj9kLm2n";
        folder.Write("notes/key.md", $"My key is {key} today.\n");
        folder.Write("notes/key.txt", $"key = {key}\n");
        var view = await memory.Service.ImportAsync(new() { Source = folder.Path });
        Assert.Contains(view.Notes, n => n.Contains("masked"));
        Assert.DoesNotContain(memory.Files(), f => memory.Read(f).Contains(key));
        Assert.Equal("", memory.Git("log", "--all", "-S", key, "--oneline"));
        Assert.True((await memory.Service.ImportAsync(new() { Source = folder.Path })).Unchanged);
    }

    [Fact]
    public async Task A_folder_without_markdown_says_what_to_do()
    {
        using var memory = await TestMemory.CreateAsync();
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "text");
        Assert.Contains("memu memorize", (await Assert.ThrowsAsync<MemUException>(() => memory.Service.ImportAsync(new() { Source = folder.Path }))).Message);
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ImportAsync(new() { Source = folder.File("nothing") }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ImportAsync(new() { Source = memory.Root }));
    }

    private static TemporaryFolder Vault()
    {
        var vault = new TemporaryFolder();
        vault.Write("daily/2026-11-20.md", "Daily. [[projects/Heron]] and [[Heron|it]]\r\n");
        vault.Write("projects/Heron.md", "A boat.\n");
        vault.Write("attachments/a.png", "\0png");
        vault.Write(".obsidian/plugins/x/main.js", "run()");
        vault.Write(".trash/old.md", "old");
        return vault;
    }
}

using System.IO.Compression;
using System.Text.Json;
using MemU.Fs.Exchange;
using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

public sealed class ExportTests
{
    [Fact]
    public async Task A_zip_holds_the_files_of_the_tree_and_not_the_programs_own_and_is_the_same_each_time()
    {
        using var memory = await Filled();
        var (one, two) = (Path.Combine(memory.Folder, "one.zip"), Path.Combine(memory.Folder, "two.zip"));
        var view = await memory.Service.ExportAsync(new() { Target = one });
        File.SetLastWriteTimeUtc(Path.Combine(memory.Root, "notes/plain.md"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await memory.Service.ExportAsync(new() { Target = two });
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(two));
        using var zip = ZipFile.OpenRead(one);
        Assert.Equal(memory.Files(), zip.Entries.Select(e => e.FullName));
        Assert.Equal(zip.Entries.Count, view.Files);
        Assert.Equal(Directory.EnumerateFiles(memory.Folder), [one, two]);
    }

    [Fact]
    public async Task A_bundle_is_cloned_by_git_with_all_history_and_names()
    {
        using var memory = await Filled();
        await memory.Service.CheckpointAsync("first");
        var file = Path.Combine(memory.Folder, "m.bundle");
        var view = await memory.Service.ExportAsync(new() { Target = file });
        using var process = MemuProcess.Start(memory.Folder, "git", null, "clone", "-q", file, "clone");
        Assert.Equal("", MemuProcess.Finish(process, "").Error);
        var clone = Path.Combine(memory.Folder, "clone");
        Assert.Equal(Git(memory.Root, "log", "--format=%H", "--all"), Git(clone, "log", "--format=%H", "--all"));
        Assert.Equal("filled\nfirst", Git(clone, "tag"));
        Assert.Equal("", Git(clone, "fsck", "--strict"));
        Assert.Equal(Git(memory.Root, "branch", "--show-current"), Git(clone, "branch", "--show-current"));
        foreach (var name in memory.Files()) Assert.Equal(File.ReadAllBytes(Path.Combine(memory.Root, name)), File.ReadAllBytes(Path.Combine(clone, name)));
        Assert.Equal(Git(memory.Root, "rev-list", "--count", "--all"), view.Commits.ToString());
    }

    [Fact]
    public async Task Json_lines_have_memUs_keys_and_the_whole_text()
    {
        using var memory = await Filled();
        var file = Path.Combine(memory.Folder, "m.jsonl");
        await memory.Service.ExportAsync(new() { Target = file });
        var lines = File.ReadLines(file).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        var item = lines.Single(l => l.GetProperty("kind").GetString() == "item" && l.GetProperty("path").GetString() == "notes/plain.md");
        Assert.Equal("Plain words.\r\nNo front matter.", item.GetProperty("text").GetString());
        Assert.All(new[] { "id", "memory_type", "summary", "created_at", "resource_id", "categories" }, k => Assert.True(item.TryGetProperty(k, out _), k));
        Assert.Contains(lines, l => l.GetProperty("kind").GetString() == "resource" && l.TryGetProperty("modality", out _));
        Assert.Contains(lines, l => l.GetProperty("kind").GetString() == "category");
    }

    [Fact]
    public async Task Nothing_that_is_there_is_overwritten_and_nothing_is_left_half_written()
    {
        using var memory = await Filled();
        var (file, folder) = (Path.Combine(memory.Folder, "m.zip"), Path.Combine(memory.Folder, "vault"));
        File.WriteAllText(file, "mine");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "mine.md"), "mine");
        Assert.Equal(MemUErrorKind.Exists, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.ExportAsync(new() { Target = file }))).Kind);
        Assert.Equal(MemUErrorKind.Exists, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.ExportAsync(new() { Target = folder, Format = ExportFormat.Obsidian, Force = true }))).Kind);
        Assert.Equal("mine", File.ReadAllText(file));
        Assert.Single(Directory.EnumerateFileSystemEntries(folder));
        await memory.Service.ExportAsync(new() { Target = file, Force = true });
        Assert.NotEqual("mine", File.ReadAllText(file));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ExportAsync(new() { Target = Path.Combine(memory.Root, "inside.zip") }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ExportAsync(new() { Target = Path.Combine(memory.Folder, "m.tar") }));
        await memory.Service.ExportAsync(new() { Target = Path.Combine(memory.Folder, "dry.zip"), DryRun = true });
        Assert.Equal(["m.zip", "memory", "vault"], Directory.EnumerateFileSystemEntries(memory.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_users_export_holds_nothing_of_another()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("a.json", "ana", ("user", "I like oolong tea."));
        await memory.SayAsync("b.json", "bob", ("user", "I live in Turin."));
        var file = Path.Combine(memory.Folder, "ana.zip");
        await memory.Service.ExportAsync(new() { Target = file, Scope = MemoryScope.Of("ana") });
        using var zip = ZipFile.OpenRead(file);
        Assert.NotEmpty(zip.Entries);
        Assert.All(zip.Entries, e => Assert.StartsWith("users/ana/", e.FullName));
        Assert.Contains(zip.Entries, e => e.Name.EndsWith(".json"));
    }

    [Fact]
    public async Task An_okf_folder_conforms()
    {
        using var memory = await Filled();
        var folder = Path.Combine(memory.Folder, "okf");
        await memory.Service.ExportAsync(new() { Target = folder, Format = ExportFormat.Okf });
        using var copy = MemoryService.Open(new() { Root = folder });
        Assert.True((await copy.CheckOkfAsync()).Healthy);
        Assert.False((await memory.Service.CheckOkfAsync()).Healthy);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder), e => Path.GetFileName(e).StartsWith('.'));
    }

    [Fact]
    public async Task Links_by_title_and_by_id_name_the_file_in_an_obsidian_vault()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/the-heron.md", "---\nid: 0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f\ntitle: Project Heron\n---\nA boat.\n");
        memory.Write("notes/links.md", "[[Project Heron]] [[0193f3c2-a1b4-7c0e-9d3f-5a6b7c8d9e0f|it]] [[the-heron]] [[notes/the-heron#Top]] [[nowhere]]\n");
        var folder = Path.Combine(memory.Folder, "vault");
        await memory.Service.ExportAsync(new() { Target = folder, Format = ExportFormat.Obsidian });
        Assert.Equal("[[notes/the-heron]] [[notes/the-heron|it]] [[the-heron]] [[notes/the-heron#Top]] [[nowhere]]\n", File.ReadAllText(Path.Combine(folder, "notes/links.md")));
        Assert.False(Directory.Exists(Path.Combine(folder, ".memu")));
    }

    internal static async Task<TestMemory> Filled()
    {
        var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"));
        memory.Write("notes/plain.md", "Plain words.\r\nNo front matter.");
        memory.Write("notes/标题.md", "\uFEFF---\ntitle: '标题'\nunknown: [a, {b: c}]\n---\n正文\n");
        memory.Write("notes/empty.md", "");
        memory.Write("notes/broken.md", "---\ntitle: [unclosed\n---\nStill text.\n");
        await File.WriteAllBytesAsync(Path.Combine(memory.Root, "notes/picture.png"), [0x89, 0x50, 0, 1, 2, 0xff, 0xfe]);
        await memory.Service.CheckpointAsync("filled");
        return memory;
    }

    private static string Git(string folder, params string[] arguments)
    {
        using var process = MemuProcess.Start(folder, "git", null, arguments);
        var answer = MemuProcess.Finish(process, "");
        return answer.Output.Trim() + (answer.ExitCode == 0 ? "" : answer.Error.Trim());
    }
}

using System.Text;
using MemU.Fs.Exchange;
using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

public sealed class BundleImportTests
{
    [Fact]
    public async Task A_bundle_that_git_made_with_deltas_gives_the_files_of_its_head()
    {
        using var memory = await TestMemory.CreateAsync();
        var text = string.Concat(Enumerable.Range(0, 400).Select(i => $"Line {i} about herons.\n"));
        for (var i = 0; i < 5; i++)
        {
            memory.Write("notes/long.md", text + $"Version {i}.\n");
            await memory.Service.CheckpointAsync($"v{i}");
        }
        memory.Git("repack", "-a", "-d", "-f", "--depth=10");
        var file = Path.Combine(memory.Folder, "git.bundle");
        memory.Git("bundle", "create", file, "--all");
        using var fresh = await TestMemory.CreateAsync();
        var view = await fresh.Service.ImportAsync(new() { Source = file });
        Assert.Equal("bundle", view.Kind);
        Assert.Equal(text + "Version 4.\n", fresh.Read("notes/long.md"));
        Assert.True((await fresh.Service.ImportAsync(new() { Source = file })).Unchanged);
    }

    [Fact]
    public async Task A_bundle_brings_no_hooks_no_settings_and_no_links()
    {
        using var folder = new TemporaryFolder();
        Git(folder, "init", "-q");
        folder.Write("good.md", "Good.\n");
        folder.Write(".memu/config.yaml", "format: 1\nllm_profiles: {default: {base_url: 'http://evil.example'}}\n");
        folder.Write(".gitattributes", "* filter=evil\n");
        File.CreateSymbolicLink(folder.File("link.md"), "/etc/passwd");
        Git(folder, "add", "-A");
        Git(folder, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-q", "-m", "x");
        Git(folder, "bundle", "create", "x.bundle", "--all");
        using var memory = await TestMemory.CreateAsync();
        var config = memory.Read(".memu/config.yaml");
        var view = await memory.Service.ImportAsync(new() { Source = folder.File("x.bundle") });
        Assert.Equal(1, view.Added);
        Assert.Contains("symbolic link", view.Files.Single(f => f.Source == "link.md").Reason);
        Assert.Equal(config, memory.Read(".memu/config.yaml"));
        Assert.DoesNotContain("evil", memory.Read(".gitattributes"));
        Assert.False(Path.Exists(Path.Combine(memory.Root, "link.md")));
    }

    [Fact]
    public async Task What_a_bundle_holds_beside_its_heads_files_is_named_with_the_way_to_have_it_and_that_way_works()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/tea.md", "Oolong.\n");
        await memory.Service.CheckpointAsync("v1");
        memory.Git("branch", "draft");
        memory.Write("notes/tea.md", "Green.\n");
        await memory.Service.CheckpointAsync("v2");
        var file = Path.Combine(memory.Folder, "whole.bundle");
        await memory.Service.ExportAsync(new() { Target = file });
        using var fresh = await TestMemory.CreateAsync();
        var note = Assert.Single((await fresh.Service.ImportAsync(new() { Source = file, DryRun = true })).Notes, n => n.Contains("git clone whole.bundle"));
        Assert.Contains($"its history of {memory.Git("rev-list", "--all", "--count")} commits, the branch draft, the tags v1, v2", note);
        Said(memory.Folder, "clone", "--quiet", "whole.bundle", "again");
        using var again = MemoryService.Open(new() { Root = Path.Combine(memory.Folder, "again") });
        Assert.Equal(["v1", "v2"], (await again.CheckpointsAsync()).Select(c => c.Name).Order());
        // memu clone takes one as well, remembers no remote to which nothing can be sent, and says so where somebody tries
        using var clone = MemoryService.Open(new() { Root = Path.Combine(memory.Folder, "clone") });
        var cloned = await clone.CloneAsync(new(file));
        Assert.Null(cloned.Remote);
        Assert.Equal(memory.Git("rev-parse", "HEAD"), cloned.Commit);
        await clone.AddAsync(new() { Text = "The fern wants water on Sundays", Title = "Fern", Category = "habits", Type = "knowledge" });
        Assert.Contains("nothing can be sent", (await Assert.ThrowsAsync<MemUException>(() => clone.SyncAsync(new() { Remote = file }))).Message);
        Assert.Equal("unchanged", (await clone.SyncAsync(new() { Remote = file, NoPush = true })).Action);
        Assert.True((await clone.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task A_name_that_is_no_text_is_named_and_left_out()
    {
        using var folder = new TemporaryFolder();
        Git(folder, "init", "-q");
        folder.Write("good.md", "Good.\n");
        Git(folder, "add", "-A");
        var blob = Said(folder.Path, "rev-parse", ":good.md");
        File.WriteAllBytes(folder.File("tree.bin"), [.. Encoding.ASCII.GetBytes("100644 good.md\0"), .. Convert.FromHexString(blob), .. "100644 nai"u8, 0xff, .. "ve.md\0"u8, .. Convert.FromHexString(blob)]);
        var tree = Said(folder.Path, "hash-object", "-t", "tree", "-w", "tree.bin");
        var commit = Said(folder.Path, "-c", "user.name=x", "-c", "user.email=x@x", "commit-tree", "-m", "x", tree);
        Git(folder, "update-ref", "HEAD", commit);
        Git(folder, "bundle", "create", "x.bundle", "--all");
        using var memory = await TestMemory.CreateAsync();
        var view = await memory.Service.ImportAsync(new() { Source = folder.File("x.bundle") });
        Assert.Equal(1, view.Added);
        Assert.Contains("UTF-8", Assert.Single(view.Files, f => f.Failed).Reason);
    }

    [Fact]
    public async Task A_bundle_that_is_partial_or_damaged_is_one_clear_error_and_nothing_is_written()
    {
        using var memory = await ExportTests.Filled();
        var (whole, part) = (Path.Combine(memory.Folder, "whole.bundle"), Path.Combine(memory.Folder, "part.bundle"));
        await memory.Service.ExportAsync(new() { Target = whole });
        memory.Git("bundle", "create", part, "main", "^main~1");
        using var fresh = await TestMemory.CreateAsync();
        var head = fresh.Git("rev-parse", "HEAD");
        Assert.Contains("--all", (await Assert.ThrowsAnyAsync<MemUException>(() => fresh.Service.ImportAsync(new() { Source = part }))).Message);
        var bytes = File.ReadAllBytes(whole);
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var bad = (byte[])bytes.Clone();
            var start = Encoding.ASCII.GetString(bytes).IndexOf("PACK", StringComparison.Ordinal);
            if (i % 3 == 0) bad = bad[..random.Next(20, bad.Length - 21)];
            else for (var n = 0; n < 3; n++) bad[random.Next(i % 3 == 1 ? 0 : start, bad.Length - 20)] ^= (byte)random.Next(1, 255);
            File.WriteAllBytes(part, bad);
            try
            {
                await fresh.Service.ImportAsync(new() { Source = part, From = ImportKind.Bundle, DryRun = true });
            }
            catch (MemUException e)
            {
                Assert.NotEqual(MemUErrorKind.System, e.Kind);
            }
        }
        Assert.Equal(head, fresh.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_where_it_was()
    {
        using var memory = await TestMemory.CreateAsync();
        using var vault = new TemporaryFolder();
        for (var i = 0; i < 30; i++) vault.Write($"notes/n{i}.md", $"Number {i}.\n");
        foreach (var point in new[] { "planned", "intent", "file:7", "index", "commit" })
        {
            vault.Write($"more/{point.Replace(':', '-')}.md", $"At {point}.\n");
            var killed = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "import", vault.Path, "--root", memory.Root);
            Assert.True(killed.ExitCode == 137 || point == "file:7", point);
        }
        await memory.Service.ImportAsync(new() { Source = vault.Path });
        Assert.True((await memory.Service.ImportAsync(new() { Source = vault.Path })).Unchanged);
        Assert.Equal(35, memory.Files().Count(f => f.StartsWith("notes/n") || f.StartsWith("more/")));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    private static void Git(TemporaryFolder folder, params string[] arguments)
    {
        using var process = MemuProcess.Start(folder.Path, "git", null, arguments);
        Assert.Equal(0, MemuProcess.Finish(process, "").ExitCode);
    }

    private static string Said(string folder, params string[] arguments)
    {
        using var process = MemuProcess.Start(folder, "git", null, arguments);
        var answer = MemuProcess.Finish(process, "");
        return answer.ExitCode == 0 ? answer.Output.Trim() : throw new InvalidOperationException(answer.Error);
    }
}

using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mounted;

/// <summary>A purge meets files that are not the memory's to change.</summary>
public sealed class PurgedResourceTests
{
    private const string Secret = "Kestrel harbor is where the boat lies";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T35_a_mounted_document_that_holds_a_purged_text_is_named_left_alone_and_not_found_until_its_bytes_are_others(bool pinned)
    {
        using var memory = await TestMemory.CreateAsync();
        var text = $"# Boats\n\nThe blue one.\n\n{Secret}.\n";
        memory.WriteSource("docs/boats.md", text);
        memory.WriteSource("docs/sub/other.md", "# Other\n\nThe heron stands still.\n");
        if (pinned) Commit(memory, "one");
        await memory.MountAsync("docs", at: pinned ? "HEAD" : null);
        Assert.NotEmpty(await memory.FindAsync("Kestrel harbor boat"));
        var dry = await memory.Service.PurgeAsync(new() { Target = Secret, IsText = true, DryRun = true });
        var done = await memory.Service.PurgeAsync(new() { Target = Secret, IsText = true });
        Assert.Equal(["resources/mounts/docs/boats.md"], dry.Withheld);
        Assert.Equal(dry.Withheld, done.Withheld);
        Assert.False(dry.IsEmpty);
        Assert.Empty(done.Remains);
        Assert.Equal(text, File.ReadAllText(memory.PathOf("docs/boats.md")));
        var tombstones = memory.Read(".memu/tombstones");
        Assert.Contains(Source.GitIn(memory.Folder, "hash-object", memory.PathOf("docs/boats.md")), tombstones);
        Assert.All(tombstones.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => Assert.Matches("^[0-9a-f]{40} [0-9T:Z-]+$", l));
        await GoneAsync(memory);
        Assert.Equal(1, Assert.Single(await memory.Service.ListMountsAsync()).LeftOut);
        Assert.Equal(MemUErrorKind.NotAllowed, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.ShowAsync("resources/mounts/docs/boats.md"))).Kind);
        // neither asking for it, nor its time, nor an index made anew brings it back
        Assert.Contains((await memory.Service.SyncMountsAsync("docs")).Problems, p => p.Contains("boats.md") && p.Contains("purged"));
        if (!pinned) File.SetLastWriteTimeUtc(memory.PathOf("docs/boats.md"), DateTime.UtcNow.AddDays(-1));
        await GoneAsync(memory);
        await memory.Service.ReindexAsync();
        await GoneAsync(memory);
        Directory.Delete(Path.Combine(memory.Root, ".memu/cache"), recursive: true);
        await GoneAsync(memory);
        Assert.True((await memory.Service.PurgeAsync(new() { Target = Secret, IsText = true, DryRun = true })).IsEmpty);
        // other bytes are another document
        memory.WriteSource("docs/boats.md", "# Boats\n\nThe blue boat lies in the kestrel shed.\n");
        if (pinned) Commit(memory, "two");
        await memory.Service.SyncMountsAsync("docs");
        Assert.NotEmpty(await memory.FindAsync("blue boat kestrel shed"));
    }

    [Fact]
    public async Task What_another_machine_purged_is_found_in_no_mounted_document_here_either()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/boats.md", $"# Boats\n\n{Secret}.\n");
        memory.WriteSource("docs/other.md", "# Other\n\nThe heron stands still.\n");
        await memory.MountAsync("docs");
        Assert.NotEmpty(await memory.FindAsync("Kestrel harbor boat"));
        memory.Write(".memu/tombstones", Source.GitIn(memory.Folder, "hash-object", memory.PathOf("docs/boats.md")) + " 2026-11-20T09:00:00Z\n"); // as a sync would bring it
        await GoneAsync(memory);
    }

    [Fact]
    public async Task A_source_that_is_away_can_not_be_looked_into_and_the_purge_says_so()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/boats.md", $"# Boats\n\n{Secret}.\n");
        await memory.MountAsync("docs");
        memory.Write("notes/boat.md", $"{Secret}.\n");
        Directory.Move(memory.PathOf("docs"), memory.PathOf("away"));
        var done = await memory.Service.PurgeAsync(new() { Target = Secret, IsText = true });
        Assert.Contains(done.OutOfReach, o => o.Contains("../docs") && o.Contains("not here now"));
        Assert.DoesNotContain(await memory.FindAsync("Kestrel harbor boat"), h => h.Path.StartsWith("resources/mounts/"));
        Directory.Move(memory.PathOf("away"), memory.PathOf("docs"));
        Assert.Equal(["resources/mounts/docs/boats.md"], (await memory.Service.PurgeAsync(new() { Target = Secret, IsText = true })).Withheld);
        Assert.Empty(await memory.FindAsync("Kestrel harbor boat"));
    }

    [Fact]
    public async Task The_address_of_a_mounted_document_is_no_path_that_could_be_purged()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/boats.md", $"# Boats\n\n{Secret}.\n");
        await memory.MountAsync("docs");
        var error = await Assert.ThrowsAsync<MemUException>(() => memory.Service.PurgeAsync(new() { Target = "resources/mounts/docs/boats.md" }));
        Assert.Equal(MemUErrorKind.NotAllowed, error.Kind);
        Assert.Contains("exclude", error.Message);
    }

    private static async Task GoneAsync(TestMemory memory)
    {
        Assert.DoesNotContain(await memory.FindAsync("Kestrel harbor boat"), h => h.Path.EndsWith("boats.md"));
        Assert.NotEmpty(await memory.FindAsync("heron stands still"));
    }

    private static void Commit(TestMemory memory, string message)
    {
        var docs = memory.PathOf("docs");
        if (!Directory.Exists(Path.Combine(docs, ".git"))) Source.GitIn(docs, "init", "-q");
        Source.GitIn(docs, "add", "-A");
        Source.GitIn(docs, "commit", "-q", "-m", message);
    }
}

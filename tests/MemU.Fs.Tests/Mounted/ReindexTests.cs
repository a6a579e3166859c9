using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mounted;

/// <summary>An index made anew while a source is away.</summary>
public sealed class ReindexTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_known_of_a_source_that_is_away_is_carried_over_and_all_else_is_read_anew(bool emptied)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/guide.md", "# Guide\n\nThe boiler room key hangs behind the barometer.\n");
        memory.WriteSource("here/birds.md", "# Birds\n\nThe heron stands still.\n");
        await memory.MountAsync("docs");
        await memory.MountAsync("here");
        memory.Write("notes/tea.md", "Likes oolong tea.\n");
        Assert.NotEmpty((await memory.AskAsync("oolong")).Items);
        Directory.Move(memory.PathOf("docs"), memory.PathOf("away"));
        if (emptied) Directory.CreateDirectory(memory.PathOf("docs"));
        var done = await memory.Service.ReindexAsync();
        Assert.Contains(done.Problems, p => p.Contains("what is known of it stays"));
        var hit = (await memory.FindAsync("boiler room key"))[0];
        Assert.Equal("resources/mounts/docs/guide.md", hit.Path);
        Assert.NotNull(hit.Missing);
        Assert.NotEmpty(await memory.FindAsync("heron"));
        Assert.NotEmpty((await memory.AskAsync("oolong")).Items);
        Assert.True((await memory.Service.ReindexAsync()).Files > 0); // and again
        if (emptied) Directory.Delete(memory.PathOf("docs"));
        Directory.Move(memory.PathOf("away"), memory.PathOf("docs"));
        hit = (await memory.FindAsync("boiler room key"))[0];
        Assert.Equal("The boiler room key hangs behind the barometer.", hit.Snippet);
        Assert.Single(await memory.FindAsync("boiler room key"), h => h.Path == hit.Path);
        await memory.Service.SyncMountsAsync();
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task What_the_index_had_and_the_tree_has_not_is_gone_after_it_as_without_such_a_source()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/guide.md", "# Guide\n\nThe boiler room key hangs behind the barometer.\n");
        await memory.MountAsync("docs");
        memory.Write("notes/tea.md", "Likes oolong tea.\n");
        memory.Write(".hidden/page.md", "See [[notes/tea]].\n");
        Assert.NotEmpty((await memory.AskAsync("oolong")).Items);
        // an index that has fallen behind and does not know it
        var manifest = File.ReadAllBytes(Path.Combine(memory.Root, ".memu/cache/tree.bin"));
        File.Delete(Path.Combine(memory.Root, "notes/tea.md"));
        File.WriteAllBytes(Path.Combine(memory.Root, ".memu/cache/tree.bin"), manifest);
        Directory.Move(memory.PathOf("docs"), memory.PathOf("away"));
        await memory.Service.ReindexAsync();
        Assert.Empty((await memory.AskAsync("oolong")).Items);
        Assert.NotEmpty(await memory.FindAsync("boiler room key"));
    }

    [Fact]
    public async Task An_index_that_is_not_whole_is_thrown_away_and_the_source_that_is_away_is_told()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.WriteSource("docs/guide.md", "# Guide\n\nThe boiler room key hangs behind the barometer.\n");
        await memory.MountAsync("docs");
        memory.Write("notes/tea.md", "Likes oolong tea.\n");
        Assert.NotEmpty((await memory.AskAsync("oolong")).Items);
        memory.Service.Dispose();
        Directory.Move(memory.PathOf("docs"), memory.PathOf("away"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(memory.Root, ".memu/cache/index/lucene")).Where(f => !Path.GetFileName(f).StartsWith("segments")))
        {
            var bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 0x55;
            File.WriteAllBytes(file, bytes);
        }
        using var again = MemoryService.Open(new() { Root = memory.Root });
        var done = await again.ReindexAsync();
        Assert.Contains(done.Problems, p => p.Contains("nothing of it is found until it is"));
        Assert.NotEmpty((await again.RetrieveAsync(new() { Query = "oolong" })).Items);
    }
}

using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>In a process that stays the search index is ahead of the disk for a moment; neither a death nor another process may make it lose or keep what is wrong.</summary>
public sealed class AheadTests
{
    private static OpenTree Staying(TestMemory memory) => new(new() { Root = memory.Root, StayOpen = true }, mayWriteIndex: true);

    private static async Task<IReadOnlyList<string>> FoundAsync(OpenTree open, string word)
    {
        await open.SyncAsync(Freshness.Full);
        var found = open.Index.Search(new() { Text = word });
        open.Rest();
        return [.. found.Items.Select(i => i.Path)];
    }

    private static byte[] Manifest(TestMemory memory) => File.ReadAllBytes(Path.Combine(memory.Root, ".memu/cache/tree.bin"));

    [Fact]
    public async Task What_is_known_of_files_is_kept_only_when_the_index_is_on_the_disk()
    {
        using var memory = await TestMemory.CreateAsync();
        using var open = Staying(memory);
        Assert.Empty(await FoundAsync(open, "okapi"));
        Assert.True(open.Settle());
        var before = Manifest(memory);
        memory.Write("notes/okapi.md", "The okapi sleeps.\n");
        Assert.Equal(["notes/okapi.md"], await FoundAsync(open, "okapi"));
        Assert.True(open.IsAhead);
        Assert.Equal(before, Manifest(memory));
        Assert.True(open.Settle());
        Assert.False(open.IsAhead);
        Assert.NotEqual(before, Manifest(memory));
        using var other = Staying(memory);
        Assert.Equal(["notes/okapi.md"], [.. other.Index.Search(new() { Text = "okapi" }).Items.Select(i => i.Path)]); // without a look at the files
    }

    [Fact]
    public async Task A_process_that_dies_ahead_of_the_disk_leaves_files_that_the_next_one_reads()
    {
        using var memory = await TestMemory.CreateAsync();
        var open = Staying(memory);
        memory.Write("notes/okapi.md", "The okapi sleeps.\n");
        Assert.Single(await FoundAsync(open, "okapi"));
        Assert.True(open.IsAhead);
        using var next = Staying(memory); // the first is alive still, as one that was killed is not; it never settles before this one has
        Assert.Equal(["notes/okapi.md"], await FoundAsync(next, "okapi"));
        Assert.True(next.Settle());
        open.Dispose();
        Assert.Equal(["notes/okapi.md"], await FoundAsync(next, "okapi"));
    }

    [Fact]
    public async Task One_that_is_ahead_while_another_process_writes_finds_its_own_files_and_the_others()
    {
        using var memory = await TestMemory.CreateAsync();
        using var one = Staying(memory);
        using var two = Staying(memory);
        Assert.Empty(await FoundAsync(one, "okapi"));
        Assert.Empty(await FoundAsync(two, "okapi"));
        memory.Write("notes/okapi.md", "The okapi sleeps.\n");
        Assert.Single(await FoundAsync(one, "okapi"));
        memory.Write("notes/okapi.md", "The okapi sleeps, and so does the ibex.\n");
        memory.Write("notes/kudu.md", "The kudu sleeps.\n");
        Assert.Single(await FoundAsync(two, "ibex"));
        Assert.True(two.Settle());
        Assert.True(one.Settle()); // which drops what it had ahead
        Assert.False(one.IsAhead);
        foreach (var open in new[] { one, two })
        {
            Assert.Equal(["notes/okapi.md"], await FoundAsync(open, "ibex"));
            Assert.Equal(["notes/kudu.md"], await FoundAsync(open, "kudu"));
        }
    }

    [Fact]
    public async Task Closing_puts_on_the_disk_what_is_ahead_of_it()
    {
        using var memory = await TestMemory.CreateAsync();
        var open = Staying(memory);
        memory.Write("notes/okapi.md", "The okapi sleeps.\n");
        Assert.Single(await FoundAsync(open, "okapi"));
        open.Dispose();
        using var next = Staying(memory);
        Assert.Single(next.Index.Search(new() { Text = "okapi" }).Items);
    }
}

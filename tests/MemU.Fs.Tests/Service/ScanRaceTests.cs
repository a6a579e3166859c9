using System.Diagnostics;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>One process looks at the tree while another one writes it: the look is held at a point, as long as it takes the other one to write.</summary>
public sealed class ScanRaceTests
{
    private static Process HeldAt(TestMemory memory, string point, params string[] arguments) =>
        MemuProcess.Start(memory.Folder, MemuProcess.Program, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = $"{point}:1:wait" }, [.. arguments, "--root", memory.Root]);

    private static async Task ReachedAsync(Process process, string point)
    {
        for (string? line; (line = await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken)) != $"waiting at {point}";) Assert.NotNull(line);
    }

    [Theory]
    [InlineData("looked", "retrieve kestrel")] // it has compared, and holds no lock yet
    [InlineData("embedded", "retrieve kestrel")] // it has compared, and holds the lock of the index: whoever writes waits for that
    [InlineData("embedded", "reindex")]
    public async Task T3_a_look_that_began_before_a_memory_was_written_does_not_lose_it(string point, string looking)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/old.md", "The kestrel nests in the tower.\n");
        memory.Write("notes/gone.md", "The heron stands in the reeds.\n");
        await memory.Service.CheckpointAsync("one");
        memory.Write("notes/kestrel.md", "A second kestrel came.\n"); // so that there is something to do
        using var look = HeldAt(memory, point, looking.Split(' '));
        await ReachedAsync(look, point);
        var writing = Task.Run(async () =>
        {
            var made = await memory.Service.AddAsync(new() { Text = "The otter swims at night." });
            await memory.Service.RemoveAsync(new() { Target = "notes/gone.md" });
            return made.Items[0].Path;
        });
        if (point == "looked") await writing; // it is done before the look goes on
        Assert.Equal(0, MemuProcess.Finish(look, "\n").ExitCode);
        var otter = await writing;
        using var fresh = MemoryService.Open(new() { Root = memory.Root });
        var status = await fresh.StatusAsync();
        Assert.Equal((0, 4), (status.Indexed, status.Items + status.Categories)); // nothing was forgotten, so nothing need be learned again: three notes and a page
        Assert.Equal([otter], (await fresh.RetrieveAsync(new() { Query = "otter swims" })).Items.Select(i => i.Path));
        Assert.Equal(["notes/kestrel.md", "notes/old.md"], (await fresh.RetrieveAsync(new() { Query = "kestrel" })).Items.Select(i => i.Path).Order());
        Assert.DoesNotContain((await fresh.RetrieveAsync(new() { Query = "heron reeds" })).Items, i => i.Path == "notes/gone.md");
        Assert.True(File.Exists(Path.Combine(memory.Root, otter)) && !File.Exists(Path.Combine(memory.Root, "notes/gone.md")));
        Assert.True((await fresh.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task T7_the_lock_of_a_process_that_only_stands_still_is_not_taken_over_and_both_get_through()
    {
        using var memory = await TestMemory.CreateAsync();
        using var first = HeldAt(memory, "open", "add", "The ferry leaves at nine");
        await ReachedAsync(first, "open");
        using var second = MemoryService.Open(new() { Root = memory.Root, LockPatience = TimeSpan.Zero });
        var refused = await Assert.ThrowsAsync<Model.MemUException>(() => second.AddAsync(new() { Text = "The ferry leaves at ten" }));
        Assert.Equal(Model.MemUErrorKind.Locked, refused.Kind);
        Assert.Contains($"process {first.Id} ", refused.Message);
        var joins = Task.Run(() => memory.Service.AddAsync(new() { Text = "The ferry leaves at ten" }));
        Assert.Equal(0, MemuProcess.Finish(first, "\n").ExitCode);
        Assert.Equal("added", (await joins).Action);
        Assert.Equal(2, memory.Git("log", "--format=%s", "--grep=ferry leaves").Split('\n').Length);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task T19_a_reindex_shows_nothing_until_it_is_done_and_one_that_is_killed_leaves_the_index_as_it_was()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/old.md", "The kestrel nests in the tower.\n");
        await memory.Service.StatusAsync();
        var manifest = File.ReadAllBytes(Path.Combine(memory.Root, ".memu/cache/tree.bin"));
        using (var held = HeldAt(memory, "embedded", "reindex"))
        {
            await ReachedAsync(held, "embedded");
            using var other = MemoryService.Open(new() { Root = memory.Root });
            Assert.Equal(["notes/old.md"], (await other.RetrieveAsync(new() { Query = "kestrel" })).Items.Select(i => i.Path));
            Assert.Equal(0, (await other.StatusAsync()).Indexed); // from the index as it was: nothing had to be read
            Assert.Equal(0, MemuProcess.Finish(held, "\n").ExitCode);
        }
        Assert.NotEqual(manifest, manifest = File.ReadAllBytes(Path.Combine(memory.Root, ".memu/cache/tree.bin"))); // of another index now
        Assert.Equal(137, MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = "embedded" }, "reindex", "--root", memory.Root).ExitCode);
        Assert.Equal(manifest, File.ReadAllBytes(Path.Combine(memory.Root, ".memu/cache/tree.bin")));
        using var fresh = MemoryService.Open(new() { Root = memory.Root });
        Assert.Equal(0, (await fresh.StatusAsync()).Indexed);
        Assert.Equal(["notes/old.md"], (await fresh.RetrieveAsync(new() { Query = "kestrel" })).Items.Select(i => i.Path));
        // and when every file has gone, so has what was known of it
        File.Delete(Path.Combine(memory.Root, "notes/old.md"));
        await memory.Service.ReindexAsync();
        Assert.True((await memory.AskAsync("kestrel")).IsEmpty);
    }
}

using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Files that were looked at so soon after they changed that their time proves nothing. A time in the future is always such a one.</summary>
public sealed class RacyFilesTests
{
    private static readonly DateTime Later = DateTime.UtcNow.AddHours(1);

    [Fact]
    public async Task An_edit_of_the_same_size_within_the_same_tick_is_seen_by_the_next_question()
    {
        using var memory = await TestMemory.CreateAsync();
        Write(memory, "The okapi sleeps.");
        Assert.Single((await memory.Service.RetrieveAsync(new() { Query = "okapi" })).Items);
        Write(memory, "The tapir sleeps.");
        Assert.Empty((await memory.Service.RetrieveAsync(new() { Query = "okapi" })).Items);
        Assert.Single((await memory.Service.RetrieveAsync(new() { Query = "tapir" })).Items);
    }

    [Fact]
    public async Task A_question_that_finds_such_a_file_unchanged_writes_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        Write(memory, "The okapi sleeps.");
        await memory.Service.RetrieveAsync(new() { Query = "okapi" });
        var manifest = new FileInfo(Path.Combine(memory.Root, ".memu/cache/tree.bin"));
        var before = (manifest.LastWriteTimeUtc, manifest.Length);
        Assert.Single((await memory.Service.RetrieveAsync(new() { Query = "okapi" })).Items);
        manifest.Refresh();
        Assert.Equal(before, (manifest.LastWriteTimeUtc, manifest.Length));
    }

    private static void Write(TestMemory memory, string text)
    {
        var file = Path.Combine(memory.Root, "knowledge", "animal.md");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text + "\n");
        File.SetLastWriteTimeUtc(file, Later);
    }
}

using System.Globalization;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Vectors may have cost money: a process that is killed while it feeds the index costs none of them.</summary>
public sealed class CutOffFeedingTests
{
    private static (Guid Id, long Count) Vectors(TestMemory memory)
    {
        using var embedder = new HashingEmbedder();
        var space = new EmbeddingSpace(EmbeddingSpace.Offline, embedder.Name, embedder.Dimensions);
        using var file = VectorFile.TryOpen(Path.Combine(memory.Root, ".memu/cache/index", space.Folder), space, writable: false);
        return (file!.Id, file.Count);
    }

    private static void Write(TestMemory memory)
    {
        for (var i = 0; i < 1600; i++) memory.Write(string.Create(CultureInfo.InvariantCulture, $"notes/n{i}.md"), string.Create(CultureInfo.InvariantCulture, $"Note {i} about zebras.\n"));
    }

    [Fact]
    public async Task T19_a_reindex_that_is_killed_midway_keeps_every_vector()
    {
        using var memory = await TestMemory.CreateAsync();
        Write(memory);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "reindex", "--root", memory.Root).ExitCode);
        var before = Vectors(memory);
        var killed = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = "embedded:2" }, "reindex", "--root", memory.Root);
        Assert.Equal(137, killed.ExitCode);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "retrieve", "zebras", "--root", memory.Root).ExitCode);
        Assert.Equal(before, Vectors(memory)); // the same file, and nothing was embedded again
    }

    [Fact]
    public async Task T19_a_first_look_at_many_new_files_that_is_killed_midway_keeps_the_vectors_made_so_far()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/one.md", "The gnu is called Ada.\n");
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "retrieve", "gnu", "--root", memory.Root).ExitCode);
        Write(memory);
        var killed = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = "embedded:3" }, "retrieve", "zebras", "--root", memory.Root);
        Assert.Equal(137, killed.ExitCode);
        var before = Vectors(memory);
        Assert.True(before.Count > 1500);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "retrieve", "zebras", "--root", memory.Root).ExitCode);
        Assert.Equal(before.Id, Vectors(memory).Id);
    }
}

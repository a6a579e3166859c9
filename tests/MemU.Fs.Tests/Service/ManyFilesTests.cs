using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Batches so large that the commit is asked folder by folder which of the files it has.</summary>
public sealed class ManyFilesTests
{
    private const int Files = 510;

    [Fact]
    public async Task Of_many_new_files_those_are_uncommitted_that_the_commit_does_not_have()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.Service.StatusAsync();
        foreach (var path in Paths("a")) memory.Write(path, $"{path} is committed.");
        memory.Write("茶.md", "In the root.");
        memory.Git("add", "-A");
        memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "-qm", "by hand");
        var committed = await memory.Service.StatusAsync();
        Assert.True(committed.Indexed > Files);
        Assert.Empty(committed.Uncommitted);
        foreach (var path in Paths("a")) memory.Write(path, $"{path} was edited.");
        foreach (var path in Paths("b").Take(7)) memory.Write(path, $"{path} is new.");
        memory.Write("茶.md", "In the root, edited.");
        var edited = await memory.Service.StatusAsync();
        Assert.Equal([.. Paths("a").Concat(Paths("b").Take(7)).Append("茶.md").Order(StringComparer.Ordinal)], edited.Uncommitted.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Paths(string name) => Enumerable.Range(0, Files).Select(n => $"knowledge/部{n % 3}/deep/{name}-{n}.md");
}

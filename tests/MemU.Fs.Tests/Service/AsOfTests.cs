using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Answers as the memory stood at a revision.</summary>
public sealed class AsOfTests
{
    [Fact]
    public async Task It_answers_as_the_memory_stood_then_and_changes_nothing()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        await memory.SayAsync("a.json", "ana", ("Ana", "I love oolong tea."), ("Ana", "I live in Lyon."));
        await memory.Service.CheckpointAsync("before");
        var then = await memory.AskAsync("where does Ana live?");
        await memory.SayAsync("b.json", "ana", DateTimeOffset.Parse("2026-11-22T09:00:00Z"), ("Ana", "I moved to Zaragoza."));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(memory.Root, "preferences"))) File.Delete(file);
        await memory.Service.CheckpointAsync("after");
        Assert.DoesNotContain((await memory.AskAsync("oolong tea")).Items, i => i.Summary.Contains("oolong"));

        var (files, head, cache) = (memory.Files().ToList(), memory.Git("rev-parse", "HEAD"), Cache(memory));
        var answer = await memory.Service.RetrieveAsync(new() { Query = "where does Ana live?", Limit = 10, AsOf = "before" });
        Assert.Equal(memory.Git("rev-parse", "before^{commit}"), answer.AsOf);
        Assert.Equal(then.Items.Select(i => (i.Path, i.Summary, i.Score, i.SupersededBy, i.UserId)), answer.Items.Select(i => (i.Path, i.Summary, i.Score, i.SupersededBy, i.UserId)));
        Assert.Equal(then.Resources.Select(r => (r.Path, r.Anchor, r.Snippet)), answer.Resources.Select(r => (r.Path, r.Anchor, r.Snippet)));
        Assert.Contains((await memory.Service.RetrieveAsync(new() { Query = "oolong tea", AsOf = "before" })).Items, i => i.Summary.Contains("oolong"));
        Assert.Equal(files, memory.Files());
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        Assert.Equal(cache, Cache(memory));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain(Directory.EnumerateDirectories(Path.GetTempPath(), "memu-as-of-*"), f => f.Contains($"-{Environment.ProcessId}-", StringComparison.Ordinal));
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.RetrieveAsync(new() { Query = "tea", AsOf = "2020-01-01" }))).Kind);
    }

    [Fact]
    public async Task What_a_killed_process_left_behind_is_swept_by_the_next_one()
    {
        using var memory = await TestMemory.CreateAsync();
        var left = Path.Combine(Path.GetTempPath(), "memu-as-of-2147483646-test");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "a.md"), "private\n");
        await memory.Service.RetrieveAsync(new() { Query = "tea", AsOf = "HEAD" });
        Assert.False(Directory.Exists(left));
    }

    private static string Cache(TestMemory memory) => string.Join('\n', Directory.EnumerateFiles(Path.Combine(memory.Root, ".memu", "cache"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(f => $"{f} {File.GetLastWriteTimeUtc(f).Ticks} {new FileInfo(f).Length}"));
}

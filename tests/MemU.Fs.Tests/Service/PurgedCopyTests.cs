using System.Text;
using MemU.Fs.History;
using MemU.Fs.Tests.Sources;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>What a purged text was read from goes with it where its bytes can't show the text.</summary>
public sealed class PurgedCopyTests
{
    private const string Secret = "Kestrel-Harbour 4471";

    private static byte[] Word(string text) => Sample.Word($"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");

    private static async Task<string> LearnAsync(TestMemory memory, string name, byte[] bytes)
    {
        var result = await memory.Service.MemorizeAsync(new() { Sources = [new(name, _ => Task.FromResult<ReadOnlyMemory<byte>>(bytes))] });
        return result.Resource!.Path[..^3];
    }

    [Fact]
    public async Task A_packed_copy_goes_with_the_text_of_its_transcript_from_the_tree_and_from_history()
    {
        using var memory = await TestMemory.CreateAsync();
        var (with, without) = (Word($"My project is called {Secret}."), Word("I love oolong tea."));
        var (copy, other) = (await LearnAsync(memory, "plan.docx", with), await LearnAsync(memory, "tea.docx", without));
        Assert.Contains("raw: ", memory.Read($"{copy}.md"), StringComparison.Ordinal);

        var preview = await memory.Service.PurgeAsync(new() { Target = Secret, DryRun = true });
        Assert.Equal([$"{copy}.docx"], preview.Copies);
        Assert.True(File.Exists(Path.Combine(memory.Root, $"{copy}.docx")));
        var view = await memory.Service.PurgeAsync(new() { Target = Secret });

        Assert.Equal([$"{copy}.docx"], view.Copies);
        Assert.Contains($"{copy}.docx", view.Files);
        Assert.Empty(view.Remains);
        Assert.False(File.Exists(Path.Combine(memory.Root, $"{copy}.docx")));
        Assert.True(File.Exists(Path.Combine(memory.Root, $"{other}.docx")));
        Assert.DoesNotContain("raw: ", memory.Read($"{copy}.md"), StringComparison.Ordinal);
        Assert.DoesNotContain(GitHistory.BlobId(with), memory.Git("cat-file", "--batch-all-objects", "--batch-check"), StringComparison.Ordinal);
        Assert.Contains(GitHistory.BlobId(without), memory.Git("cat-file", "--batch-all-objects", "--batch-check"), StringComparison.Ordinal);
        Assert.Contains(GitHistory.BlobId(with), memory.Read(".memu/tombstones"), StringComparison.Ordinal);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.PurgeAsync(new() { Target = Secret })).IsEmpty);
    }

    [Fact]
    public async Task A_transcript_that_only_history_knows_with_the_text_takes_its_copy_along_and_plain_copies_are_masked()
    {
        using var memory = await TestMemory.CreateAsync();
        var packed = await LearnAsync(memory, "plan.docx", Word($"My project is called {Secret}."));
        memory.Write($"{packed}.md", memory.Read($"{packed}.md").Replace(Secret, "a secret", StringComparison.Ordinal));
        await memory.Service.CheckpointAsync("edited");
        var page = await LearnAsync(memory, "page.html", Encoding.UTF8.GetBytes($"<html><body><h1>Boats</h1><p>It is {Secret[..9]}<b>{Secret[9..]}</b>, they say.</p></body></html>"));
        var plain = await LearnAsync(memory, "talk.txt", Encoding.UTF8.GetBytes($"They say that it is {Secret}.\n"));

        var view = await memory.Service.PurgeAsync(new() { Target = Secret });

        Assert.Equal(new[] { $"{packed}.docx", $"{page}.html" }.Order(StringComparer.Ordinal), view.Copies);
        Assert.Contains("███", memory.Read($"{plain}.txt"), StringComparison.Ordinal);
        Assert.Contains("raw: ", memory.Read($"{plain}.md"), StringComparison.Ordinal);
        Assert.Empty(view.Remains);
    }
}

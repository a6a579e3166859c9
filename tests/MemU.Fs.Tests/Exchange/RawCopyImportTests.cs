using System.Text;
using MemU.Fs.Tests.Service;
using MemU.Fs.Tests.Sources;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

/// <summary>Raw copies of sources come in without secrets, and never as something that they are not.</summary>
public sealed class RawCopyImportTests
{
    private const string Key = "sk-proj-4f8Kq2ZrT9vLxW7mNc3B";

    [Fact]
    public async Task Text_that_stands_for_a_copy_whose_secrets_could_not_be_masked_is_kept_under_a_texts_name()
    {
        using var memory = await TestMemory.CreateAsync();
        using var folder = new TemporaryFolder();
        folder.Write("notes/boat.md", "The boat is blue.\n");
        folder.Write("resources/2026/11/20/page.html", $"<p>The boat is blue. Use {Key[..12]}<b>{Key[12..]}</b> today.</p>");
        folder.Write("resources/2026/11/20/plain.html", $"<p>The boat is red. Use {Key} today.</p>");
        File.WriteAllBytes(folder.File("resources/2026/11/20/plan.docx"), Sample.Word($"<w:p><w:r><w:t>The key is {Key} for now.</w:t></w:r></w:p>"));
        var harmless = Sample.Word("<w:p><w:r><w:t>The boat is blue.</w:t></w:r></w:p>");
        File.WriteAllBytes(folder.File("resources/2026/11/20/boat.docx"), harmless);

        var view = await memory.Service.ImportAsync(new() { Source = folder.Path });

        Assert.False(File.Exists(Path.Combine(memory.Root, "resources/2026/11/20/page.html")));
        Assert.False(File.Exists(Path.Combine(memory.Root, "resources/2026/11/20/plan.docx")));
        Assert.Contains("The boat is blue.", memory.Read("resources/2026/11/20/page.txt"), StringComparison.Ordinal);
        Assert.Contains("The key is", memory.Read("resources/2026/11/20/plan.txt"), StringComparison.Ordinal);
        Assert.Equal($"<p>The boat is red. Use {new string('*', Key.Length)} today.</p>", memory.Read("resources/2026/11/20/plain.html"));
        Assert.Equal(harmless, File.ReadAllBytes(Path.Combine(memory.Root, "resources/2026/11/20/boat.docx")));
        Assert.Equal(2, view.Notes.Count(n => n.Contains("its text is kept instead, as", StringComparison.Ordinal)));
        foreach (var file in Directory.EnumerateFiles(memory.Root, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Key, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.True((await memory.Service.ImportAsync(new() { Source = folder.Path })).Unchanged);
    }
}

using System.Text;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

public class MemorizeSourceTests
{
    [Fact]
    public async Task A_file_is_read_when_its_turn_comes_under_its_own_name_or_another()
    {
        using var folder = new TemporaryFolder();
        var source = MemorizeSource.OfFile(folder.File("notes/tea.md"));
        folder.Write("notes/tea.md", "Ana likes oolong.");

        Assert.Equal("tea.md", source.Name);
        Assert.Equal("Ana likes oolong.", Encoding.UTF8.GetString((await source.Load(CancellationToken.None)).Span));
        Assert.Equal("notes/tea.md", MemorizeSource.OfFile(folder.File("notes/tea.md"), "notes/tea.md").Name);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_and_a_folder_can_not_be_read()
    {
        using var folder = new TemporaryFolder();

        var missing = await Assert.ThrowsAsync<MemUException>(() => MemorizeSource.OfFile(folder.File("none/tea.md")).Load(CancellationToken.None));
        Assert.Equal(MemUErrorKind.NotFound, missing.Kind);
        Assert.Contains(folder.File("none/tea.md"), missing.Message, StringComparison.Ordinal);

        var unreadable = await Assert.ThrowsAsync<MemUException>(() => MemorizeSource.OfFile(folder.Path).Load(CancellationToken.None));
        Assert.Equal(MemUErrorKind.System, unreadable.Kind);
    }

    [Fact]
    public async Task A_text_at_hand_is_memorized_as_a_file_would_be()
    {
        using var folder = new TemporaryFolder();
        using var memory = MemoryService.Open(new() { Root = folder.File("memory") });
        await memory.InitAsync(new());

        var learned = await memory.MemorizeAsync(new() { Sources = [MemorizeSource.OfText("tea.json", """[{"role":"user","content":"I like oolong tea."}]""")] });

        Assert.Equal("tea.json", learned.Resource!.Url);
        Assert.Contains(learned.Items, i => i.Summary.Contains("oolong", StringComparison.Ordinal));
    }
}

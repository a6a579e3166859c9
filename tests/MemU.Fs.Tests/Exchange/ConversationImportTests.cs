using System.IO.Compression;
using System.Text;
using MemU.Fs.Exchange;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

public sealed class ConversationImportTests
{
    private const string ChatGpt = """
        [{"title": "Moving house", "create_time": 1760000000.5, "current_node": "d", "mapping": {
            "root": {"id": "root", "message": null, "parent": null, "children": ["s"]},
            "s": {"id": "s", "parent": "root", "children": ["a"], "message": {"author": {"role": "system"}, "content": {"content_type": "text", "parts": ["be kind"]}}},
            "a": {"id": "a", "parent": "s", "children": ["b", "c"], "message": {"author": {"role": "user"}, "create_time": 1760000001, "content": {"content_type": "text", "parts": ["I live in Lyon and I like oolong tea."]}}},
            "b": {"id": "b", "parent": "a", "children": [], "message": {"author": {"role": "assistant"}, "content": {"content_type": "text", "parts": ["This answer was thrown away."]}}},
            "c": {"id": "c", "parent": "a", "children": ["d"], "message": {"author": {"role": "assistant"}, "create_time": 1760000002, "content": {"content_type": "text", "parts": ["Lovely."]}}},
            "d": {"id": "d", "parent": "c", "children": [], "message": {"author": {"role": "user"}, "create_time": 1760000003, "content": {"content_type": "multimodal_text", "parts": [{"content_type": "image_asset_pointer"}, "My sister is called Nora. \ud83d"]}}}}},
         {"title": "Older", "create_time": 1700000000, "current_node": "x", "mapping": {"x": {"parent": "y", "message": {"author": {"role": "user"}, "content": {"parts": ["I work as a surveyor."]}}}, "y": {"parent": "x", "message": null}}},
         {"title": "Empty", "mapping": {}}]
        """;

    private const string Claude = """
        [{"uuid": "u1", "name": "Tea", "created_at": "2025-05-01T10:00:00.123456Z", "updated_at": "2025-05-01T11:00:00Z", "chat_messages": [
            {"uuid": "m1", "text": "ignored", "content": [{"type": "text", "text": "I prefer green tea."}], "sender": "human", "created_at": "2025-05-01T10:00:01Z", "attachments": [], "files": [{"file_name": "leaf.png"}]},
            {"uuid": "m2", "text": "Noted.", "content": [], "sender": "assistant", "created_at": "2025-05-01T10:00:02Z"}]}]
        """;

    [Fact]
    public async Task A_chatgpt_export_is_memorized_along_the_branch_that_was_shown_with_its_own_dates()
    {
        using var memory = await TestMemory.CreateAsync();
        var (view, _) = await RecordImportTests.Twice(memory, "conversations.json", ChatGpt);
        Assert.Equal("chatgpt", view.Kind);
        var page = memory.Read(view.Files.Single(f => f.Source.EndsWith("Moving house")).Path!);
        Assert.Contains("I live in Lyon", page);
        Assert.Contains("2025-10-09", page);
        Assert.DoesNotContain("thrown away", page);
        Assert.DoesNotContain("be kind", page);
        Assert.Contains("Nora. \uFFFD", page);
        Assert.StartsWith("resources/2023/11/14/older", view.Files.Single(f => f.Source.EndsWith("Older")).Path);
        Assert.Equal("it holds no messages", view.Files.Single(f => f.Source.EndsWith("Empty")).Reason);
        Assert.NotEmpty((await memory.AskAsync("Where do I live?")).Items);
    }

    [Fact]
    public async Task A_claude_export_is_memorized_and_goes_on_where_it_has_grown()
    {
        using var memory = await TestMemory.CreateAsync();
        var (view, _) = await RecordImportTests.Twice(memory, "claude.json", Claude);
        Assert.Equal("claude", view.Kind);
        Assert.Contains("[file: leaf.png]", memory.Read(view.Files[0].Path!));
        var file = Path.Combine(memory.Folder, "claude.json");
        File.WriteAllText(file, Claude.Replace("\"created_at\": \"2025-05-01T10:00:02Z\"}]", "\"created_at\": \"2025-05-01T10:00:02Z\"}, {\"sender\": \"human\", \"text\": \"My brother Tom lives in Turin.\", \"created_at\": \"2025-05-02T10:00:00Z\"}]"));
        var grown = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Equal(1, grown.Added);
        var part = memory.Read(grown.Files[0].Path!);
        Assert.Contains("Turin", part);
        Assert.DoesNotContain("green tea", part[part.IndexOf("---\n", 4, StringComparison.Ordinal)..]);
    }

    [Fact]
    public async Task The_zip_in_which_it_comes_is_read_as_it_is()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "export.zip");
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
            foreach (var (name, text) in new[] { ("user.json", "{}"), ("conversations.json", ChatGpt) })
            {
                using var to = zip.CreateEntry(name).Open();
                to.Write(Encoding.UTF8.GetBytes(text));
            }
        var view = await memory.Service.ImportAsync(new() { Source = file, Scope = MemoryScope.Of("ana") });
        Assert.Equal("chatgpt", view.Kind);
        Assert.Equal(2, view.Added);
        Assert.All(view.Files.Where(f => f.Path is not null), f => Assert.StartsWith("users/ana/", f.Path));
        Assert.True((await memory.Service.ImportAsync(new() { Source = file, Scope = MemoryScope.Of("ana") })).Unchanged);
    }

    [Fact]
    public async Task A_cut_off_export_is_named_with_its_line_and_nothing_is_written()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "conversations.json");
        File.WriteAllText(file, ChatGpt[..^200]);
        var head = memory.Git("rev-parse", "HEAD");
        var error = await Assert.ThrowsAnyAsync<MemUException>(() => memory.Service.ImportAsync(new() { Source = file, From = ImportKind.ChatGpt }));
        Assert.Matches(@"conversations\.json:\d+: ", error.Message);
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
    }
}

using System.Text.Json;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

/// <summary>The six commands of Anthropic's memory tool, with the texts that its documentation gives.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task A_file_is_created_viewed_with_line_numbers_and_listed_with_its_size()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service);
        Assert.Equal("File created successfully at: /memories/notes.txt", await RunAsync(session, "create", ("path", "/memories/notes.txt"), ("file_text", "Hello World\nThis is line two\n")));
        Assert.Equal("Here's the content of /memories/notes.txt with line numbers:\n     1\tHello World\n     2\tThis is line two\n     3\t", await RunAsync(session, "view", ("path", "/memories/notes.txt")));
        Assert.Equal("Here's the content of /memories/notes.txt with line numbers:\n     2\tThis is line two", await RunAsync(session, "view", ("path", "/memories/notes.txt"), ("view_range", new[] { 2, 2 })));
        Assert.Equal("Here's the content of /memories/notes.txt with line numbers:\n     2\tThis is line two\n     3\t", await RunAsync(session, "view", ("path", "/memories/notes.txt"), ("view_range", new[] { 2, -1 })));
        Assert.Equal("Hello World\nThis is line two\n", memory.Read("notes.txt.md"));
        await RunAsync(session, "create", ("path", "/memories/projects/heron/plan.md"), ("file_text", new string('x', 1536)));
        var listing = await RunAsync(session, "view", ("path", "/memories"));
        Assert.StartsWith("Here're the files and directories up to 2 levels deep in /memories, excluding hidden items and node_modules:\n", listing);
        Assert.Contains("\n29B\t/memories/notes.txt", listing);
        Assert.Contains("\n1.5K\t/memories/projects/heron/", listing);
        Assert.DoesNotContain("plan.md", listing); // the third level
        Assert.DoesNotContain(".memu", listing);
        Assert.Contains("\n1.5K\t/memories/projects/heron/plan.md", await RunAsync(session, "view", ("path", "/memories/projects")));
        // what was created is found like any memory
        Assert.Contains("notes.txt.md", await session.TextAsync("memory_search", """{"query":"Hello World"}"""));
    }

    [Fact]
    public async Task What_is_wrong_is_told_in_the_documented_words()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service);
        await RunAsync(session, "create", ("path", "/memories/a.md"), ("file_text", "one\ntwo\ntwo\n"));
        Assert.Equal("The path /memories/b.md does not exist. Please provide a valid path.", await FailAsync(session, "view", ("path", "/memories/b.md")));
        Assert.Equal("Error: File /memories/a.md already exists", await FailAsync(session, "create", ("path", "/memories/a.md"), ("file_text", "x")));
        Assert.Equal("Error: The path /memories/b.md does not exist. Please provide a valid path.", await FailAsync(session, "str_replace", ("path", "/memories/b.md"), ("old_str", "a"), ("new_str", "b")));
        Assert.Equal("No replacement was performed, old_str `three` did not appear verbatim in /memories/a.md.", await FailAsync(session, "str_replace", ("path", "/memories/a.md"), ("old_str", "three"), ("new_str", "b")));
        Assert.Equal("No replacement was performed. Multiple occurrences of old_str `two` in lines: 2, 3. Please ensure it is unique", await FailAsync(session, "str_replace", ("path", "/memories/a.md"), ("old_str", "two"), ("new_str", "b")));
        Assert.Equal("Error: The path /memories/b.md does not exist", await FailAsync(session, "insert", ("path", "/memories/b.md"), ("insert_line", 0), ("insert_text", "x")));
        Assert.Equal("Error: Invalid `insert_line` parameter: 4. It should be within the range of lines of the file: [0, 3]", await FailAsync(session, "insert", ("path", "/memories/a.md"), ("insert_line", 4), ("insert_text", "x")));
        Assert.Equal("Error: The path /memories/b.md does not exist", await FailAsync(session, "delete", ("path", "/memories/b.md")));
        Assert.Equal("Error: The path /memories/b.md does not exist", await FailAsync(session, "rename", ("old_path", "/memories/b.md"), ("new_path", "/memories/c.md")));
        Assert.Equal("Cannot delete the /memories directory itself", await FailAsync(session, "delete", ("path", "/memories")));
        Assert.Equal("Path must start with /memories, got: /etc/passwd", await FailAsync(session, "view", ("path", "/etc/passwd")));
        Assert.Equal("Path must start with /memories, got: /memoriesx", await FailAsync(session, "view", ("path", "/memoriesx")));
        Assert.Equal("Path /memories/../x would escape /memories directory", await FailAsync(session, "create", ("path", "/memories/../x"), ("file_text", "x")));
        // a directory is no file to edit
        await RunAsync(session, "create", ("path", "/memories/d/e.md"), ("file_text", "x\n"));
        Assert.Equal("Error: The path /memories/d does not exist. Please provide a valid path.", await FailAsync(session, "str_replace", ("path", "/memories/d"), ("old_str", "a"), ("new_str", "b")));
        Assert.Equal("Error: The destination /memories/d already exists", await FailAsync(session, "rename", ("old_path", "/memories/a.md"), ("new_path", "/memories/d")));
        Assert.Equal("Error: The destination /memories/d/e.md already exists", await FailAsync(session, "rename", ("old_path", "/memories/a.md"), ("new_path", "/memories/d/e.md")));
    }

    [Fact]
    public async Task Replacing_shows_the_lines_around_and_inserting_and_renaming_and_deleting_are_said()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service);
        await RunAsync(session, "create", ("path", "/memories/list.md"), ("file_text", "1\n2\n3\n4\n5\n6\n7\n"));
        Assert.Equal("The memory file has been edited. Here is the snippet showing the change (with line numbers):\n     2\t2\n     3\t3\n     4\tfour\n     5\t5\n     6\t6", await RunAsync(session, "str_replace", ("path", "/memories/list.md"), ("old_str", "4"), ("new_str", "four")));
        Assert.Equal("The file /memories/list.md has been edited.", await RunAsync(session, "insert", ("path", "/memories/list.md"), ("insert_line", 0), ("insert_text", "zero\n")));
        Assert.Equal("The file /memories/list.md has been edited.", await RunAsync(session, "insert", ("path", "/memories/list.md"), ("insert_line", 8), ("insert_text", "last")));
        Assert.Equal("zero\n1\n2\n3\nfour\n5\n6\n7\nlast\n", memory.Read("list.md"));
        Assert.Equal("Successfully renamed /memories/list.md to /memories/kept/list.txt", await RunAsync(session, "rename", ("old_path", "/memories/list.md"), ("new_path", "/memories/kept/list.txt")));
        Assert.Contains("four", await RunAsync(session, "view", ("path", "/memories/kept/list.txt")));
        Assert.Equal("Successfully renamed /memories/kept to /memories/moved", await RunAsync(session, "rename", ("old_path", "/memories/kept"), ("new_path", "/memories/moved")));
        Assert.Equal("Successfully deleted /memories/moved/list.txt", await RunAsync(session, "delete", ("path", "/memories/moved/list.txt")));
        await RunAsync(session, "create", ("path", "/memories/tmp/x.md"), ("file_text", "x\n"));
        Assert.Equal("Successfully deleted /memories/tmp", await RunAsync(session, "delete", ("path", "/memories/tmp")));
        Assert.False(File.Exists(Path.Combine(memory.Root, "tmp/x.md")));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_file_too_long_to_show_says_which_lines_follow()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/long.md", string.Concat(Enumerable.Range(1, 9000).Select(i => $"line {i}\n")));
        await using var session = McpSession.Of(memory.Service);
        var text = await RunAsync(session, "view", ("path", "/memories/notes/long.md"));
        Assert.InRange(MemU.Fs.Context.TokenCounter.Count(text), 1000, 8_100);
        var next = int.Parse(text[(text.LastIndexOf('[') + 1)..text.LastIndexOf(',')], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"\n{next - 1,6}\tline {next - 1}\n", text);
        Assert.StartsWith($"Here's the content of /memories/notes/long.md with line numbers:\n{next,6}\tline {next}", await RunAsync(session, "view", ("path", "/memories/notes/long.md"), ("view_range", new[] { next, next + 1 })));
    }

    [Fact]
    public async Task Of_an_owner_whose_folder_does_not_tell_the_name_what_is_created_says_it()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Of(memory.Service, Model.MemoryScope.Of("Ana María"));
        await RunAsync(session, "create", ("path", "/memories/a.txt"), ("file_text", "tea\n"));
        Assert.Contains("tea", await RunAsync(session, "view", ("path", "/memories/a.txt")));
        Assert.Contains("/memories/a.txt", await RunAsync(session, "view", ("path", "/memories")));
        await RunAsync(session, "str_replace", ("path", "/memories/a.txt"), ("old_str", "tea"), ("new_str", "coffee"));
        await RunAsync(session, "delete", ("path", "/memories/a.txt"));
    }

    private static Task<string> RunAsync(McpSession session, string command, params (string Name, object Value)[] arguments) => session.TextAsync("memory", Json(command, arguments));

    private static Task<string> FailAsync(McpSession session, string command, params (string Name, object Value)[] arguments) => session.ErrorAsync("memory", Json(command, arguments));

    private static string Json(string command, (string Name, object Value)[] arguments) => JsonSerializer.Serialize(arguments.Append(("command", command)).ToDictionary(a => a.Item1, a => a.Item2));
}

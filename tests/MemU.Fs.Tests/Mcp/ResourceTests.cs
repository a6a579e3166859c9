using System.Text.Json.Nodes;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

public sealed class ResourceTests
{
    private const string Initialize = """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}""";

    private const string Meta = """
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"}}
        """;

    [Fact]
    public async Task The_tree_the_pages_of_categories_and_every_file_are_resources()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("tea.json", null, ("Ana", "I like oolong tea."));
        memory.Write("notes/grüner tee & co.md", "Auch gut\n");
        await using var session = McpSession.Of(memory.Service);
        var listed = (await session.AskAsync("resources/list"))["result"]!["resources"]!.AsArray();
        Assert.Equal("memory://tree", (string)listed[0]!["uri"]!);
        Assert.Contains(listed, r => (string)r!["uri"]! == "memory://file/preferences/README.md");
        foreach (var resource in listed) Assert.NotNull((await session.AskAsync("resources/read", $$"""{"uri":"{{resource!["uri"]}}"}"""))["result"]);
        Assert.Equal("memory://file/{+path}", (string)Assert.Single((await session.AskAsync("resources/templates/list"))["result"]!["resourceTemplates"]!.AsArray())!["uriTemplate"]!);
        Assert.Contains("preferences/likes-oolong-tea.md", await ReadAsync(session, "memory://tree"));
        foreach (var uri in new[] { "memory://file/notes/gr%C3%BCner%20tee%20%26%20co.md", "memory://file/notes%2Fgr%C3%BCner%20tee%20&%20co.md", "memory://file/notes/grüner tee & co.md" })
            Assert.Equal("Auch gut\n", await ReadAsync(session, uri));
        foreach (var uri in new[] { "memory://file/", "memory://file/notes", "memory://file/nothing.md", "memory://other", "http://x", "" })
            Assert.Equal(-32002, (int)(await session.AskAsync("resources/read", $$"""{"uri":"{{uri}}"}"""))["error"]!["code"]!);
    }

    [Fact]
    public async Task Whoever_subscribes_hears_of_changes_by_anybody()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "one\n");
        await using var session = McpSession.Of(memory.Service);
        await session.AskAsync("initialize", Initialize);
        Assert.NotNull((await session.AskAsync("resources/subscribe", """{"uri":"memory://file/notes/a.md"}"""))["result"]);
        Assert.NotNull((await session.AskAsync("resources/subscribe", """{"uri":"memory://tree"}"""))["result"]);
        memory.Write("notes/a.md", "two\n");
        Assert.Equal("memory://file/notes/a.md", await UpdatedAsync(session));
        Assert.NotNull((await session.AskAsync("resources/unsubscribe", """{"uri":"memory://file/notes/a.md"}"""))["result"]);
        memory.Write("notes/b.md", "new\n");
        Assert.Equal("memory://tree", await UpdatedAsync(session));
        memory.Write("garden/README.md", "---\ntype: category\n---\nAbout the garden\n");
        while ((string)(await session.HearAsync())["method"]! != "notifications/resources/list_changed") { }
    }

    [Fact]
    public async Task A_client_of_2026_listens_by_a_request_that_stays_open_and_ends_with_the_input()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "one\n");
        await using var session = McpSession.Start(memory.Folder, null, "--root", memory.Root);
        var discovered = (await session.AskAsync("server/discover", $$"""{{{Meta}}}"""))["result"]!;
        Assert.Contains(discovered["supportedVersions"]!.AsArray(), v => (string)v! == "2026-07-28");
        var (id, answer) = await session.BeginAsync("subscriptions/listen", $$$"""{"notifications":{"resourceSubscriptions":["memory://file/notes/a.md"],"resourcesListChanged":true},{{{Meta}}}}""");
        var acknowledged = await session.HearAsync();
        Assert.Equal("notifications/subscriptions/acknowledged", (string)acknowledged["method"]!);
        Assert.Equal(id, (long)acknowledged["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!);
        memory.Write("notes/a.md", "two\n");
        var told = await session.HearAsync();
        Assert.Equal(("notifications/resources/updated", "memory://file/notes/a.md", id), ((string)told["method"]!, (string)told["params"]!["uri"]!, (long)told["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!));
        Assert.False(answer.IsCompleted);
        Assert.Equal(0, await session.EndAsync()); // and does not wait for it
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task The_prompts_bring_in_what_is_known()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("tea.json", null, ("Ana", "I like oolong tea."));
        await using var session = McpSession.Of(memory.Service);
        Assert.Equal(["getting_started", "recall", "keep"], (await session.AskAsync("prompts/list"))["result"]!["prompts"]!.AsArray().Select(p => (string)p!["name"]!));
        Assert.Contains("1 memories", await PromptAsync(session, """{"name":"getting_started"}"""));
        var recalled = await PromptAsync(session, """{"name":"recall","arguments":{"question":"which tea do I like?"}}""");
        Assert.Contains("oolong", recalled);
        Assert.EndsWith("With this in mind: which tea do I like?", recalled);
        Assert.Contains("above all about: the garden", await PromptAsync(session, """{"name":"keep","arguments":{"about":"the garden"}}"""));
    }

    private static async Task<string> ReadAsync(McpSession session, string uri) => (string)(await session.AskAsync("resources/read", $$"""{"uri":"{{uri}}"}"""))["result"]!["contents"]![0]!["text"]!;

    private static async Task<string> PromptAsync(McpSession session, string parameters) => (string)(await session.AskAsync("prompts/get", parameters))["result"]!["messages"]![0]!["content"]!["text"]!;

    private static async Task<string> UpdatedAsync(McpSession session)
    {
        while (await session.HearAsync() is var told)
            if ((string)told["method"]! == "notifications/resources/updated") return (string)told["params"]!["uri"]!;
        throw new InvalidOperationException();
    }
}

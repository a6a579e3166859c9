using System.Net;
using System.Text.Json.Nodes;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

public sealed class HttpTests
{
    private const string Meta = """
        "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{},"io.modelcontextprotocol/clientInfo":{"name":"test","version":"1"}}
        """;

    [Fact]
    public async Task A_client_of_2025_is_served_without_a_session()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var server = await HttpServer.StartAsync(memory.Service);
        var (status, answer) = await server.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""");
        Assert.Equal((HttpStatusCode.OK, "2025-06-18"), (status, (string)answer!["result"]!["protocolVersion"]!));
        Assert.Equal(HttpStatusCode.Accepted, (await server.PostAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""", null, ("MCP-Protocol-Version", "2025-06-18"))).Status);
        var listed = (await server.PostAsync("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""", null, ("MCP-Protocol-Version", "2025-06-18"))).Answer!;
        Assert.Equal(13, listed["result"]!["tools"]!.AsArray().Count);
        Assert.Contains("added", await CallAsync(server, "memory_remember", """{"content":"I like tea"}"""));
        Assert.Contains("tea", await CallAsync(server, "memory_recall", """{"query":"which tea?"}"""));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await server.GetAsync());
    }

    [Fact]
    public async Task A_client_of_2026_says_with_each_request_what_it_is()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var server = await HttpServer.StartAsync(memory.Service);
        var (status, answer) = await server.PostAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"server/discover","params":{{{{Meta}}}}}""", null, ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "server/discover"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(answer!["result"]!["supportedVersions"]!.AsArray(), v => (string)v! == "2026-07-28");
        (status, answer) = await server.PostAsync($$$"""{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"memory_status","arguments":{},{{{Meta}}}}}""", null, ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "tools/call"), ("Mcp-Name", "memory_status"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(0, (int)answer!["result"]!["structuredContent"]!["memories"]!);
        (_, answer) = await server.PostAsync($$$"""{"jsonrpc":"2.0","id":3,"method":"resources/read","params":{"uri":"memory://file/nothing.md",{{{Meta}}}}}""", null, ("MCP-Protocol-Version", "2026-07-28"), ("Mcp-Method", "resources/read"), ("Mcp-Name", "memory://file/nothing.md"));
        Assert.Equal(-32602, (int)answer!["error"]!["code"]!);
    }

    [Fact]
    public async Task Each_request_is_answered_for_its_caller_and_for_nobody_else()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var server = await HttpServer.StartAsync(memory.Service);
        await CallAsync(server, "memory_remember", """{"content":"Ana hides the key behind the barometer"}""", "ana");
        await CallAsync(server, "memory_remember", """{"content":"Ben hides the key below the fern"}""", "ben");
        var many = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => CallAsync(server, "memory_recall", """{"query":"where is the key?"}""", i % 2 == 0 ? "ana" : "ben")));
        for (var i = 0; i < many.Length; i++)
        {
            Assert.Contains(i % 2 == 0 ? "barometer" : "fern", many[i]);
            Assert.DoesNotContain(i % 2 == 0 ? "fern" : "barometer", many[i]);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", "nobody")).Status);
        var tools = (await server.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", "reader")).Answer!["result"]!["tools"]!.AsArray();
        Assert.All(tools, t => Assert.True((bool)t!["annotations"]!["readOnlyHint"]!));
        Assert.DoesNotContain(memory.Root, await CallAsync(server, "memory_status", "{}", "reader"));
    }

    [Fact]
    public async Task Garbage_is_a_bad_request()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var server = await HttpServer.StartAsync(memory.Service);
        foreach (var body in new[] { "garbage", "[]", "\"x\"", "{}", "" }) Assert.Equal(HttpStatusCode.BadRequest, (await server.PostAsync(body)).Status);
    }

    private static async Task<string> CallAsync(HttpServer server, string tool, string arguments, string? user = null)
    {
        var (_, answer) = await server.PostAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""", user);
        return McpSession.Text(answer!["result"]!.AsObject());
    }
}

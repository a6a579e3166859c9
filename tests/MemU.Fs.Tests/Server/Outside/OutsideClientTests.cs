using System.Text.Json.Nodes;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Mcp;
using MemU.Fs.Tests.Server.Http;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Server.Outside;

public sealed class OutsideClientTests(OutsideClients clients) : IClassFixture<OutsideClients>
{
    private const string Inspector = "node_modules/@modelcontextprotocol/inspector-cli/build/index.js";

    [Fact]
    public async Task The_official_SDK_works_with_it_over_standard_input_and_output()
    {
        using var memory = await TestMemory.CreateAsync();
        Check(clients.Node("session.mjs", "stdio", MemuProcess.Program, "mcp", "--root", memory.Root));
    }

    [Fact]
    public async Task The_official_SDK_works_with_it_over_HTTP()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var server = await HttpServer.StartAsync(memory.Service);
        Check(await Task.Run(() => clients.Node("session.mjs", "http", server.Address)));
    }

    [Fact]
    public async Task The_inspector_lists_and_calls_its_tools_over_standard_input_and_output()
    {
        using var memory = await TestMemory.CreateAsync();
        string[] server = [MemuProcess.Program, "mcp", "--root", memory.Root];
        Assert.Equal(13, Json(clients.Node([Inspector, .. server, "--method", "tools/list"]))["tools"]!.AsArray().Count);
        Assert.Contains("added", Json(clients.Node([Inspector, .. server, "--method", "tools/call", "--tool-name", "memory_remember", "--tool-arg", "content=I like oolong tea"])).ToJsonString());
        Assert.Contains("oolong", Json(clients.Node([Inspector, .. server, "--method", "resources/read", "--uri", "memory://tree"])).ToJsonString());
        Assert.Equal(3, Json(clients.Node([Inspector, .. server, "--method", "prompts/list"]))["prompts"]!.AsArray().Count);
    }

    [Fact]
    public async Task The_inspector_lists_and_calls_its_tools_over_HTTP()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var server = await HttpServer.StartAsync(memory.Service);
        var listed = await Task.Run(() => clients.Node(Inspector, server.Address, "--transport", "http", "--method", "tools/list"));
        Assert.Equal(13, Json(listed)["tools"]!.AsArray().Count);
        var called = await Task.Run(() => clients.Node(Inspector, server.Address, "--transport", "http", "--method", "tools/call", "--tool-name", "memory_status"));
        Assert.Contains("0 memories", Json(called).ToJsonString());
    }

    [Fact]
    public async Task A_linter_finds_nothing_in_the_OpenAPI_document()
    {
        await using var served = await ServedMemory.StartAsync();
        var document = await served.GetAsync("/openapi.json");
        var answer = await Task.Run(() => clients.NodeWith(document.Text, "lint.mjs"));
        Assert.Equal((0, ""), (answer.ExitCode, answer.Output + answer.Error));
    }

    [Fact]
    public async Task The_TypeScript_of_the_page_of_HTTP_is_strictly_typed_and_finds_what_it_learned()
    {
        await using var served = await ServedMemory.StartAsync();
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "examples", "http", "README.md"));
        var snippet = page.Split("```ts\n")[1].Split("```")[0].Replace("http://127.0.0.1:8420", served.Server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal);
        var program = clients.Write("page.ts", $"export {{}};\n{snippet}console.log(items[0].summary);\n");
        var typed = await Task.Run(() => clients.Node("node_modules/typescript/bin/tsc", "--strict", "--target", "es2022", "--module", "es2022", "--lib", "es2022,dom", program));
        Assert.Equal((0, ""), (typed.ExitCode, typed.Output + typed.Error));
        var answer = await Task.Run(() => clients.Node(Path.ChangeExtension(program, "js")));
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.Contains("Lyon", answer.Output, StringComparison.Ordinal);
    }

    private static void Check(Answer answer)
    {
        var seen = Json(answer);
        Assert.Equal(("memu", 13, "preferences/ana-likes-oolong-tea.md", true), ((string)seen["server"]!, (int)seen["tools"]!, (string)seen["path"]!, (bool)seen["missing"]!));
        Assert.Contains((int)seen["unknown"]!, (int[])[-32602, 1]); // newer SDKs make a result of it
        Assert.Contains("oolong", (string)seen["recalled"]!);
        Assert.Contains("\t/memories/preferences/ana-likes-oolong-tea.md", (string)seen["viewed"]!);
        Assert.Equal(("memory://tree", "memory://file/{+path}"), ((string)seen["resources"]![0]!, (string)seen["template"]!));
        Assert.Contains("Ana likes oolong tea", (string)seen["read"]!);
        Assert.Equal("""["getting_started","recall","keep"]""", seen["prompts"]!.ToJsonString());
        Assert.Contains("oolong", (string)seen["prompt"]!);
    }

    private static JsonObject Json(Answer answer)
    {
        Assert.True(answer.ExitCode == 0, answer.Error + answer.Output);
        return JsonNode.Parse(answer.Output)!.AsObject();
    }
}

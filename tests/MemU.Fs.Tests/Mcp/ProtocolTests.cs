using System.Diagnostics;
using System.Text.Json.Nodes;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

/// <summary><c>memu mcp</c> as a process.</summary>
public sealed class ProtocolTests
{
    private const string Initialize = """{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"test","version":"1"}}""";

    [Fact]
    public async Task What_is_asked_before_the_end_of_the_input_is_answered_after_it()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "I like oolong tea\n");
        var lines = Enumerable.Range(1, 20).Select(i => $$$$"""{"jsonrpc":"2.0","id":{{{{i}}}},"method":"tools/call","params":{"name":"{{{{(i % 5 == 0 ? "memory_remember" : "memory_recall")}}}}","arguments":{"{{{{(i % 5 == 0 ? "content" : "query")}}}}":"which tea number {{{{i}}}}"}}}""");
        var answer = MemuProcess.RunWith(memory.Folder, string.Join('\n', lines.Prepend($$"""{"jsonrpc":"2.0","id":0,"method":"initialize","params":{{Initialize}}}""")), null, "mcp", "--root", memory.Root);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        var ids = answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (int)JsonNode.Parse(l)!["id"]!).ToList();
        Assert.Equal(Enumerable.Range(0, 21), ids.Order());
    }

    [Fact]
    public async Task It_answers_before_the_memory_is_looked_at_and_without_one_says_how_to_make_it()
    {
        using var folder = new TemporaryFolder();
        await using var session = McpSession.Start(folder.Path, null, "--root", folder.File("nowhere"));
        Assert.Equal("memu", (string)(await session.AskAsync("initialize", Initialize))["result"]!["serverInfo"]!["name"]!);
        Assert.Equal(13, (await session.AskAsync("tools/list"))["result"]!["tools"]!.AsArray().Count);
        Assert.Contains("memu init", await session.ErrorAsync("memory_remember", """{"content":"I like tea"}"""));
        Assert.False(Directory.Exists(folder.File("nowhere")));
        Assert.Equal(0, await session.EndAsync());
        Assert.Equal("", session.ErrorOutput);
    }

    [Fact]
    public async Task Garbage_unknown_methods_and_messages_out_of_order_are_answered_and_harm_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Start(memory.Folder, null, "--root", memory.Root);
        Assert.NotNull((await session.AskAsync("tools/list"))["result"]); // before initialize
        foreach (var (line, code) in new[] { ("garbage", -32700), ("{\"jsonrpc\":", -32700), ("\"text\"", -32600), ("[{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":\"ping\"}]", -32600), ("{\"a\":1}", -32600), ("[]", -32600), ("{} {}", -32700), ("\u0001\u0002", -32700), (new string('[', 5000), -32700) })
        {
            await session.SayAsync(line);
            var told = await session.HearAsync();
            Assert.True(code == (int)told["error"]!["code"]!, $"{line}: {told.ToJsonString()}");
        }
        await session.SayAsync("");
        await session.SayAsync("   ");
        await session.SayAsync("""{"jsonrpc":"2.0","id":77,"result":{}}"""); // an answer that nobody asked for
        await session.SayAsync("""{"jsonrpc":"2.0","method":"notifications/unknown"}""");
        await session.SayAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":12345}}""");
        Assert.Equal(-32601, (int)(await session.AskAsync("tools/unknown"))["error"]!["code"]!);
        Assert.Equal(-32602, (int)(await session.AskAsync("tools/call", """{"name":"memory_unknown"}"""))["error"]!["code"]!);
        Assert.NotNull((await session.AskAsync("tools/call", """{"name":"memory_recall","arguments":[1]}"""))["error"]);
        Assert.NotNull((await session.AskAsync("tools/call", "{}"))["error"]);
        Assert.Equal(-32602, (int)(await session.AskAsync("prompts/get", """{"name":"unknown"}"""))["error"]!["code"]!);
        Assert.Equal(-32602, (int)(await session.AskAsync("prompts/get", """{"name":"recall"}"""))["error"]!["code"]!);
        Assert.NotNull((await session.AskAsync("initialize", Initialize))["result"]);
        await session.SayAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
        Assert.NotNull((await session.AskAsync("ping"))["result"]);
        Assert.Contains("0 memories", await session.TextAsync("memory_status"));
        Assert.Equal(0, await session.EndAsync());
        Assert.Equal("", session.ErrorOutput);
    }

    [Fact]
    public async Task A_cancelled_call_writes_nothing_and_others_go_on()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var session = McpSession.Start(memory.Folder, null, "--root", memory.Root);
        await session.AskAsync("initialize", Initialize);
        using (Files.TreeLock.Take(memory.Root, TimeSpan.FromSeconds(5), null, CancellationToken.None))
        {
            // it waits for the lock, and is taken back
            var (id, _) = await session.BeginAsync("tools/call", """{"name":"memory_remember","arguments":{"content":"I like tea"}}""");
            await session.SayAsync($$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}}}}""");
            Assert.NotNull((await session.AskAsync("ping"))["result"]);
            Assert.Equal("[]", (await session.DataAsync("memory_list", """{"path":"","where":"type=profile"}"""))["entries"]!.ToJsonString());
        }
        Assert.DoesNotContain(memory.Files(), f => f.Contains("tea", StringComparison.Ordinal));
        Assert.Contains("added", await session.TextAsync("memory_remember", """{"content":"I like coffee"}"""));
    }

    [Fact]
    public async Task Two_processes_that_write_at_once_lose_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/list.md", "start\n");
        await memory.Service.CommitEditsAsync();
        await using var one = McpSession.Start(memory.Folder, null, "--root", memory.Root);
        await using var two = McpSession.Start(memory.Folder, null, "--root", memory.Root, "--tools", "all");
        const int Each = 8;
        var calls = new List<Task>();
        foreach (var (session, name) in new[] { (one, "one"), (two, "two") })
            for (var i = 0; i < Each; i++)
            {
                calls.Add(session.TextAsync("memory_remember", $$"""{"content":"Process {{name}} learned fact number {{i}}","category":"habits"}"""));
                calls.Add(session.TextAsync("memory", $$"""{"command":"insert","path":"/memories/notes/list.md","insert_line":0,"insert_text":"{{name}} {{i}}"}"""));
            }
        await Task.WhenAll(calls);
        Assert.Equal(2 * Each, memory.Files().Count(f => f.StartsWith("habits/process-", StringComparison.Ordinal)));
        Assert.Equal((2 * Each) + 1, memory.Read("notes/list.md").Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Count());
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_read_only_process_offers_nothing_that_writes_and_writes_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "I like oolong tea\n");
        var before = memory.Bytes();
        await using (var byVariable = McpSession.Start(memory.Folder, new Dictionary<string, string> { ["MEMU_READ_ONLY"] = "1" }, "--root", memory.Root))
        await using (var byFlag = McpSession.Start(memory.Folder, null, "--root", memory.Root, "--read-only"))
            foreach (var session in new[] { byVariable, byFlag })
            {
                Assert.All((await session.AskAsync("tools/list"))["result"]!["tools"]!.AsArray(), t => Assert.True((bool)t!["annotations"]!["readOnlyHint"]!));
                Assert.Contains("oolong", await session.TextAsync("memory_recall", """{"query":"which tea?"}"""));
                Assert.False((bool)(await session.DataAsync("memory_status"))["can_write"]!);
            }
        Assert.Equal(before, memory.Bytes());
    }

    [Fact]
    public async Task The_owner_comes_from_the_environment_or_the_flags()
    {
        using var memory = await TestMemory.CreateAsync();
        await using var byVariable = McpSession.Start(memory.Folder, new Dictionary<string, string> { ["MEMU_USER_ID"] = "ana" }, "--root", memory.Root);
        await using var byFlag = McpSession.Start(memory.Folder, new Dictionary<string, string> { ["MEMU_USER_ID"] = "ana" }, "--root", memory.Root, "--user", "ben", "--agent", "bot");
        Assert.StartsWith("users/ana/", (string)(await byVariable.DataAsync("memory_remember", """{"content":"I like tea"}"""))["path"]!);
        Assert.StartsWith("users/ben@bot/", (string)(await byFlag.DataAsync("memory_remember", """{"content":"I like tea"}"""))["path"]!);
        Assert.Equal(1, (int)(await byVariable.DataAsync("memory_status"))["memories"]!);
        Assert.Null((string?)(await byVariable.DataAsync("memory_status"))["root"]);
    }

    [Fact]
    public void A_wrong_option_is_told_on_standard_error_alone()
    {
        using var folder = new TemporaryFolder();
        var answer = MemuProcess.RunWith(folder.Path, "", null, "mcp", "--tools", "memory_recal");
        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.Contains("memory_recall", answer.Error);
    }

    [Fact]
    public async Task A_process_that_is_told_to_end_ends()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no SIGTERM");
        using var memory = await TestMemory.CreateAsync();
        using var process = MemuProcess.Start(memory.Folder, MemuProcess.Program, null, "mcp", "--root", memory.Root);
        await process.StandardInput.WriteLineAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task What_nobody_foresaw_is_told_without_a_stack_and_heard_by_the_host()
    {
        using var memory = await TestMemory.CreateAsync();
        var heard = new List<Exception>();
        var service = MemoryService.Open(new() { Root = memory.Root, Clock = new BrokenClock() });
        await using (var session = McpSession.Of(service, unforeseen: heard.Add))
            Assert.Contains("not your fault", await session.ErrorAsync("memory_remember", """{"content":"I like tea"}"""));
        Assert.Contains(heard, e => e is InvalidTimeZoneException);
        service.Dispose();
    }

    private sealed class BrokenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidTimeZoneException("at nowhere");
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Mcp;
using MemU.Fs.Server.Mcp.Tools;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

/// <summary>
/// A client of a test's own, a JSON-RPC message a line: of a server in this process, or of <c>memu mcp</c> as a process of its own. Every answer of a tool
/// is held against the tool's output schema.
/// </summary>
internal sealed class McpSession : IAsyncDisposable
{
    public const KeyRights All = KeyRights.Read | KeyRights.Write | KeyRights.Admin;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonObject>> _asked = [];
    private readonly Channel<JsonObject> _told = Channel.CreateUnbounded<JsonObject>();
    private readonly Stream _toServer;
    private readonly Task _reading, _served;
    private readonly Process? _process;
    private Dictionary<string, JsonObject>? _tools;
    private long _last;

    private McpSession(Stream toServer, Stream fromServer, Task served, Process? process)
    {
        (_toServer, _served, _process) = (toServer, served, process);
        _reading = ReadAsync(new(fromServer));
    }

    /// <summary>What was said without an id that was asked for: notifications, and errors of lines that had none.</summary>
    public ChannelReader<JsonObject> Told => _told.Reader;

    /// <summary>A server in this process.</summary>
    public static McpSession Of(MemoryService memory, MemoryScope? scope = null, KeyRights rights = All, string tools = "all", Action<Exception>? unforeseen = null)
    {
        var (up, down) = (new Pipe(), new Pipe());
        var served = Serve();
        return new(up.Writer.AsStream(), down.Reader.AsStream(), served, null);

        async Task Serve()
        {
            await StdioMcp.RunAsync(new(memory, scope ?? MemoryScope.None, rights), ToolSet.Parse(tools), up.Reader.AsStream(), down.Writer.AsStream(), unforeseen, CancellationToken.None);
            await down.Writer.CompleteAsync();
        }
    }

    /// <summary><c>memu mcp</c> as a process.</summary>
    public static McpSession Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var process = MemuProcess.Start(folder, MemuProcess.Program, environment, ["mcp", .. arguments]);
        return new(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, process.WaitForExitAsync(), process);
    }

    /// <summary>The answer to a request, with its <c>result</c> or <c>error</c>.</summary>
    public async Task<JsonObject> AskAsync(string method, string parameters = "{}") => await (await BeginAsync(method, parameters)).Answer.WaitAsync(Patience);

    /// <summary>Asks without waiting.</summary>
    public async Task<(long Id, Task<JsonObject> Answer)> BeginAsync(string method, string parameters = "{}")
    {
        var id = Interlocked.Increment(ref _last);
        var answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SayAsync($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"{{{method}}}","params":{{{parameters}}}}""");
        return (id, answer.Task);
    }

    /// <summary>The result of a tool; one that is no error keeps to its schema.</summary>
    public async Task<JsonObject> CallAsync(string tool, string arguments = "{}")
    {
        _tools ??= (await AskAsync("tools/list"))["result"]!["tools"]!.AsArray().ToDictionary(t => (string)t!["name"]!, t => t!.AsObject());
        var answer = await AskAsync("tools/call", $$$"""{"name":"{{{tool}}}","arguments":{{{arguments}}}}""");
        var result = answer["result"]?.AsObject() ?? throw new InvalidOperationException(answer.ToJsonString());
        if ((bool?)result["isError"] != true) Schema.Check(_tools[tool]["outputSchema"]!.AsObject(), result["structuredContent"], tool);
        else Assert.Null(result["structuredContent"]);
        return result;
    }

    /// <summary>What a tool says that succeeds.</summary>
    public async Task<string> TextAsync(string tool, string arguments = "{}")
    {
        var result = await CallAsync(tool, arguments);
        Assert.False((bool?)result["isError"] == true, Text(result));
        return Text(result);
    }

    /// <summary>The data of a tool that succeeds.</summary>
    public async Task<JsonObject> DataAsync(string tool, string arguments = "{}")
    {
        var result = await CallAsync(tool, arguments);
        Assert.False((bool?)result["isError"] == true, Text(result));
        return result["structuredContent"]!.AsObject();
    }

    /// <summary>What a tool says that fails.</summary>
    public async Task<string> ErrorAsync(string tool, string arguments = "{}")
    {
        var result = await CallAsync(tool, arguments);
        Assert.True((bool?)result["isError"], Text(result));
        Assert.DoesNotContain("   at ", Text(result));
        return Text(result);
    }

    public static string Text(JsonObject result) => (string)Assert.Single(result["content"]!.AsArray())!["text"]!;

    public async Task SayAsync(string line)
    {
        await _toServer.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        await _toServer.FlushAsync();
    }

    public async Task<JsonObject> HearAsync() => await _told.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Ends the input; what is under way is answered, and the server ends.</summary>
    public async Task<int> EndAsync()
    {
        await _toServer.DisposeAsync();
        await _served.WaitAsync(Patience);
        await _reading.WaitAsync(Patience);
        return _process?.ExitCode ?? 0;
    }

    public string ErrorOutput => _process!.StandardError.ReadToEnd();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _process?.Dispose();
    }

    private async Task ReadAsync(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            // nothing but the protocol is ever there
            var message = JsonNode.Parse(line)!.AsObject();
            Assert.Equal("2.0", (string?)message["jsonrpc"]);
            if (message["id"] is JsonValue id && id.TryGetValue<long>(out var number) && _asked.TryRemove(number, out var asked)) asked.SetResult(message);
            else await _told.Writer.WriteAsync(message);
        }
        _told.Writer.Complete();
        foreach (var asked in _asked.Values) asked.TrySetException(new IOException("the server ended without an answer"));
    }
}

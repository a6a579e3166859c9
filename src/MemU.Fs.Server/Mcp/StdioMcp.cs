using MemU.Fs.Server.Access;
using MemU.Fs.Server.Mcp.Tools;
using ModelContextProtocol.Server;

namespace MemU.Fs.Server.Mcp;

/// <summary>A memory as an MCP server over standard input and output.</summary>
public static class StdioMcp
{
    /// <summary>Serves until the client ends its input; answers that are under way still go out.</summary>
    /// <param name="caller">For whom.</param>
    /// <param name="tools">What is offered.</param>
    /// <param name="input">What the client says.</param>
    /// <param name="output">What it is told; nobody else may write there.</param>
    /// <param name="unforeseen">Hears of errors that nobody foresaw; null for nobody.</param>
    /// <param name="cancellationToken">Ends at once.</param>
    public static async Task RunAsync(Caller caller, ToolSet tools, Stream input, Stream output, Action<Exception>? unforeseen, CancellationToken cancellationToken)
    {
        await using var transport = new LineTransport(input, output, cancellationToken);
        var options = new McpServerOptions { ScopeRequests = false };
        MemoryMcp.Configure(options, caller, tools, staysOpen: true, unforeseen, transport.Ended);
        await using var server = McpServer.Create(transport, options);
        await server.RunAsync(cancellationToken);
    }
}

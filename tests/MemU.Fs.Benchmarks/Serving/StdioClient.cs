using System.Diagnostics;
using System.Text.Json.Nodes;
using MemU.Fs.Benchmarks.Measuring;

namespace MemU.Fs.Benchmarks.Serving;

/// <summary>The least client of an MCP server over standard input and output: one request after the other, each answer as the line that it was.</summary>
internal sealed class StdioClient : IDisposable
{
    private readonly Process _process;
    private int _last;

    public StdioClient(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = Command.Of(program, arguments);
        start.RedirectStandardInput = true;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
        Ask("initialize", new JsonObject { ["protocolVersion"] = "2025-06-18", ["capabilities"] = new JsonObject(), ["clientInfo"] = new JsonObject { ["name"] = "bench", ["version"] = "1" } });
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "notifications/initialized" });
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Resident memory that no file is behind, in bytes.</summary>
    public long Own => 1024 * long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Calls a tool; the answer's bytes.</summary>
    public int Call(string tool, JsonObject arguments) => Ask("tools/call", new JsonObject { ["name"] = tool, ["arguments"] = arguments });

    private int Ask(string method, JsonObject parameters)
    {
        var id = ++_last;
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters });
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            if (!line.Contains($"\"id\":{id}", StringComparison.Ordinal)) continue; // a notification
            if (line.Contains("\"isError\":true", StringComparison.Ordinal) || line.Contains("\"error\":{", StringComparison.Ordinal)) throw new InvalidOperationException($"{method}: {line}");
            return line.Length;
        }
        throw new InvalidOperationException($"{method}: the server ended");
    }

    private void Send(JsonObject message)
    {
        _process.StandardInput.Write(message.ToJsonString() + "\n");
        _process.StandardInput.Flush();
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

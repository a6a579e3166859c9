using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace MemU.Fs.Server.Mcp;

/// <summary>
/// MCP over two streams, a message a line. The package's own transport drops answers that are not ready when the input ends; here they still go out,
/// and a line that is no message is answered as JSON-RPC wants it.
/// </summary>
internal sealed class LineTransport : ITransport
{
    private const int LongestLine = 64 << 20;

    private static readonly JsonTypeInfo<JsonRpcMessage> s_message = (JsonTypeInfo<JsonRpcMessage>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage));

    private readonly Channel<JsonRpcMessage> _messages = Channel.CreateUnbounded<JsonRpcMessage>(new() { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly IdleMemory _memory = new();
#pragma warning disable CA2213 // whoever gave the stream closes it
    private readonly Stream _output;
#pragma warning restore CA2213

    /// <param name="input">What the client says.</param>
    /// <param name="output">What it is told; nobody else writes there.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public LineTransport(Stream input, Stream output, CancellationToken cancellationToken)
    {
        _output = output;
        _ = ReadAsync(PipeReader.Create(input, new(leaveOpen: true)), cancellationToken);
    }

    /// <inheritdoc/>
    public string? SessionId => null;

    /// <inheritdoc/>
    public ChannelReader<JsonRpcMessage> MessageReader => _messages.Reader;

    /// <summary>Cancelled when the client has said its last: what waits for it to say more need not wait.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <inheritdoc/>
    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default) => WriteAsync(JsonSerializer.SerializeToUtf8Bytes(message, s_message));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _messages.Writer.TryComplete();
        _ended.Dispose();
        _sending.Dispose();
        _memory.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            for (var isSkipping = false; ;)
            {
                // the console's stream can't be cancelled; the process ends while it still waits
                var read = await reader.ReadAsync(cancellationToken).AsTask().WaitAsync(cancellationToken);
                var rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    if (!isSkipping) await TakeAsync(rest.Slice(0, end));
                    isSkipping = false;
                    rest = rest.Slice(rest.GetPosition(1, end));
                }
                if (rest.Length > LongestLine)
                {
                    if (!isSkipping) await RefuseAsync(-32700, "Parse error: the line is longer than 64 MB.");
                    isSkipping = true;
                    rest = rest.Slice(rest.End);
                }
                if (read.IsCompleted)
                {
                    if (!isSkipping) await TakeAsync(rest);
                    return;
                }
                reader.AdvanceTo(rest.Start, read.Buffer.End);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // the client is gone, or we are to end
        }
        finally
        {
            await _ended.CancelAsync();
            _messages.Writer.TryComplete();
        }
    }

    private async Task TakeAsync(ReadOnlySequence<byte> line)
    {
        if (IsBlank(line)) return;
        JsonRpcMessage? message = null;
        var (code, why) = (-32600, "Invalid request: a message is one JSON-RPC 2.0 object.");
        try
        {
            message = Parse(line);
        }
        catch (JsonException)
        {
            if (!IsJson(line)) (code, why) = (-32700, "Parse error: the line is not JSON.");
        }
        if (message is null) await RefuseAsync(code, why);
        else _messages.Writer.TryWrite(message);
    }

    private static JsonRpcMessage? Parse(ReadOnlySequence<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        var message = JsonSerializer.Deserialize(ref reader, s_message);
        return reader.Read() ? throw new JsonException() : message;
    }

    private static bool IsJson(ReadOnlySequence<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = 1024 });
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
            if (part.Span.IndexOfAnyExcept(" \t\r\uFEFF"u8) >= 0) return false;
        return true;
    }

    private Task RefuseAsync(int code, string why) => WriteAsync(System.Text.Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":null,"error":{"code":{{{code}}},"message":"{{{why}}}"}}"""));

    // once begun a line is written to its end: half of one would spoil all that follow
    private async Task WriteAsync(byte[] message)
    {
        await _sending.WaitAsync(CancellationToken.None);
        try
        {
            _memory.Worked();
            await _output.WriteAsync((byte[])[.. message, (byte)'\n'], CancellationToken.None);
            await _output.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            _messages.Writer.TryComplete(); // nobody listens any more
        }
        finally
        {
            _sending.Release();
        }
    }
}

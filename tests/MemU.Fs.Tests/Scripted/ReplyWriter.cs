using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace MemU.Fs.Tests.Scripted;

/// <summary>Writes an answer, or what is left of one, to the connection.</summary>
internal sealed class ReplyWriter(Stream stream)
{
    /// <summary>False where the connection must be closed.</summary>
    public async Task<bool> WriteAsync(Reply reply, CancellationToken cancellationToken)
    {
        if (reply.Delay > TimeSpan.Zero) await Task.Delay(reply.Delay, cancellationToken);
        if (reply.Ends == Reply.Ending.Dropped) return false;
        if (reply.Ends == Reply.Ending.Silent)
        {
            await stream.ReadExactlyAsync(new byte[1], cancellationToken); // until the other side gives up
            return false;
        }
        if (reply.Raw is null && reply.For is ChatCall { Streams: true } streamed) return await StreamAsync(reply, streamed, cancellationToken);
        var body = Encoding.UTF8.GetBytes(reply.Raw ?? reply.For switch
        {
            ChatCall call => ReplyJson.Whole(reply, call),
            TranscribeCall => new JsonObject { ["text"] = reply.Said }.ToJsonString(),
            _ => throw new InvalidOperationException("this reply does not answer this call"),
        });
        var head = Head(reply, reply.ContentType, $"Content-Length: {body.Length}\r\n");
        await stream.WriteAsync(head, cancellationToken);
        if (reply.Ends == Reply.Ending.CutInside)
        {
            await stream.WriteAsync(body.AsMemory(0, Math.Min(reply.CutAfter, body.Length - 1)), cancellationToken);
            return false;
        }
        await stream.WriteAsync(body, cancellationToken);
        return true;
    }

    private async Task<bool> StreamAsync(Reply reply, ChatCall call, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Head(reply, "text/event-stream", "Transfer-Encoding: chunked\r\n"), cancellationToken);
        var written = 0;
        foreach (var piece in ReplyJson.Pieces(reply, call))
        {
            if (reply.Ends == Reply.Ending.CutInside && written++ > reply.CutAfter) return false; // the first piece says only who speaks
            if (reply.Ends == Reply.Ending.Unfinished && (piece == "[DONE]" || piece.Contains("\"finish_reason\":\"", StringComparison.Ordinal))) continue;
            var bytes = Encoding.UTF8.GetBytes($"data: {piece}\n\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{bytes.Length:X}\r\n"), cancellationToken);
            await stream.WriteAsync(bytes, cancellationToken);
            await stream.WriteAsync("\r\n"u8.ToArray(), cancellationToken);
        }
        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
        return true;
    }

    private static byte[] Head(Reply reply, string type, string length) => Encoding.Latin1.GetBytes(
        $"HTTP/1.1 {reply.Status.ToString(CultureInfo.InvariantCulture)} Scripted\r\nContent-Type: {type}\r\n{length}{string.Concat(reply.Headers.Select(h => $"{h.Key}: {h.Value}\r\n"))}\r\n");
}

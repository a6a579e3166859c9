using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace MemU.Fs.Tests.Server.Webhooks;

/// <summary>A request that came.</summary>
internal sealed record Received(string Line, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string Id => Headers["webhook-id"];
}

/// <summary>A receiver of webhooks on this machine, over a real connection; it answers as the test says.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();
    private int _connections;

    public Receiver()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>The status that is answered, or the status and further head lines.</summary>
    public Func<Received, Task<string>> Answer { get; set; } = _ => Task.FromResult("204 No Content");

    public int Connections => _connections;

    public string Url(string path = "/hook") => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}";

    public Task<Received> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(ManualClock.Patience);

    public bool HasMore => _received.Reader.TryPeek(out _);

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using (client)
        {
            try
            {
                using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
                if (await reader.ReadLineAsync() is not { } first) return;
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync() is { Length: > 0 } line) headers[line.Split(':')[0]] = line[(line.IndexOf(':') + 1)..].Trim();
                var body = new StringBuilder();
                var left = headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0;
                var part = new char[1024];
                while (left > 0 && await reader.ReadAsync(part.AsMemory(0, Math.Min(part.Length, left))) is > 0 and var read)
                {
                    body.Append(part, 0, read);
                    left -= Encoding.UTF8.GetByteCount(part, 0, read);
                }
                var received = new Received(first, headers, body.ToString());
                await _received.Writer.WriteAsync(received);
                var answer = await Answer(received);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
            catch (IOException)
            {
                // the sender hung up
            }
        }
    }
}

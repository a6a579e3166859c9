using System.Net;
using System.Net.Sockets;

namespace MemU.Fs.Tests.Scripted;

/// <summary>HTTP on a loopback port, so bare that answers can be cut off anywhere.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<WireRequest, Reply> _answer;
    private readonly Task _accepting;

    public ScriptedServer(Func<WireRequest, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Dispose()
    {
        if (_accepting.IsCompleted) return;
        _stop.Cancel();
        _listener.Dispose();
        _accepting.Wait();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                open.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException && _stop.IsCancellationRequested)
        {
            // disposed of, be it just before it listened for the next
        }
        await Task.WhenAll(open);
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await using var stream = client.GetStream();
                while (await WireRequest.ReadAsync(stream, _stop.Token) is { } request)
                    if (!await new ReplyWriter(stream).WriteAsync(_answer(request), _stop.Token)) return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // the other side went away, or the test is over
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using MemU.Fs.Files.Plain;
using MemU.Fs.Mount.WebDav;

namespace MemU.Fs.Tests.Mount;

/// <summary>A memory's folder served as a WebDAV drive, and a client of it.</summary>
internal sealed class WebDavDrive : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly WebDavServer _server;

    private WebDavDrive(TemporaryFolder folder, WebDavServer server) => (_folder, _server) = (folder, server);

    public static async Task<WebDavDrive> StartAsync(TimeProvider? clock = null, bool isReadOnly = false)
    {
        var folder = new TemporaryFolder();
        folder.Write(".memu/config.yaml", "format: 1\n");
        folder.Write(".memu/state/secret", "hidden");
        return new(folder, await WebDavServer.StartAsync(new(new PlainTree(folder.Path, isReadOnly)) { Clock = clock ?? TimeProvider.System }));
    }

    public string Root => _folder.Path;

    public Uri Address => _server.Address;

    /// <summary>The path below which everything is, without the slash at its end.</summary>
    public string Secret => Address.AbsolutePath.TrimEnd('/');

    public string File(string path) => _folder.File(path);

    public string Text(string path) => System.IO.File.ReadAllText(File(path));

    public void Put(string path, string text) => _folder.Write(path, text);

    /// <summary>Sends a request and answers with its status.</summary>
    public async Task<int> StatusAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, body, headers);
        return (int)answer.StatusCode;
    }

    public async Task<(int Status, string Body)> TextAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(method, path, body, headers);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? (byte[]?)null : Encoding.UTF8.GetBytes(body), headers);

    public Task<HttpResponseMessage> SendAsync(string method, string path, byte[]? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? (HttpContent?)null : new ByteArrayContent(body), headers);

    public Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        var encoded = string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var request = new HttpRequestMessage(new(method), new Uri(Address.ToString() + encoded)) { Content = body };
        foreach (var (name, value) in headers)
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        return _client.SendAsync(request);
    }

    /// <summary>Takes a lock and answers with its token.</summary>
    public async Task<string> LockAsync(string path, string scope = "exclusive", params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync("LOCK", path, $"<D:lockinfo xmlns:D=\"DAV:\"><D:lockscope><D:{scope}/></D:lockscope><D:locktype><D:write/></D:locktype><D:owner>a test</D:owner></D:lockinfo>", headers);
        return answer.Headers.TryGetValues("Lock-Token", out var tokens) ? tokens.Single().Trim('<', '>') : throw new InvalidOperationException(answer.StatusCode.ToString());
    }

    /// <summary>Sends bytes as they are, and answers with the first line of the answer; empty when there is none.</summary>
    public async Task<string> RawAsync(string request, bool isCutOff = false)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        if (isCutOff)
        {
            client.Client.LingerState = new(true, 0); // as a client that dies
            return "";
        }
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadLineAsync() ?? "";
    }

    public Task<string> RawAsync(string method, string target, string host, params string[] headers) =>
        RawAsync($"{method} {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n");

    /// <summary>Ends the server, and with it all that was under way.</summary>
    public async Task StopAsync() => await _server.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}

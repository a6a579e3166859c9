using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MemU.Fs.Tests.Sync;

/// <summary>A small web server on loopback before the real <c>git http-backend</c>, with a password and, if asked for, a certificate of its own authority.</summary>
internal sealed class GitHttpServer : IDisposable
{
    public const string User = "ana", Password = "corr/ect@horse";

    private readonly string _root;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _running = [];
    private readonly Task _accepting;

    /// <param name="root">The folder of repositories.</param>
    /// <param name="secure">Whether to speak TLS.</param>
    public GitHttpServer(string root, bool secure)
    {
        _root = root;
        if (secure) _certificate = Certify(Path.Combine(root, "authority.pem"));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The file with the authority's certificate.</summary>
    public string Authority => Path.Combine(_root, "authority.pem");

    /// <summary>After so many bytes a pack is cut off; null to send it whole.</summary>
    public int? CutPackAfter { get; set; }

    /// <summary>Whether it takes a question for a pack, or a pack, and then says nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether its errors repeat what was sent to it.</summary>
    public bool Echoes { get; set; }

    /// <summary>The address of a repository.</summary>
    /// <param name="name">Its folder.</param>
    /// <param name="user">What stands before the host.</param>
    public string Url(string name, string? user = null) => $"{(_certificate is null ? "http" : "https")}://{(user is null ? "" : user + "@")}127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{name}";

    /// <summary>A user's name and password as an address has them.</summary>
    public static string Credentials(string password = Password) => $"{User}:{Uri.EscapeDataString(password)}";

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _accepting.Wait();
        Task.WhenAll(_running).Wait();
        _certificate?.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _running.Add(Task.Run(() => ServeAsync(client)));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using Stream stream = _certificate is null ? client.GetStream() : new SslStream(client.GetStream());
                if (stream is SslStream secure) await secure.AuthenticateAsServerAsync(_certificate!);
                await AnswerAsync(stream);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or SocketException)
            {
                // the client went away, or does not trust us
            }
        }
    }

    private async Task AnswerAsync(Stream stream)
    {
        var request = (await LineAsync(stream)).Split(' ');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = await LineAsync(stream); line.Length > 0; line = await LineAsync(stream)) headers[line[..line.IndexOf(':')]] = line[(line.IndexOf(':') + 1)..].Trim();
        if (request.Length < 3) return;
        if (headers.GetValueOrDefault("Expect") == "100-continue") await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _end.Token);
        var body = await BodyAsync(stream, headers);
        var given = headers.GetValueOrDefault("Authorization") is { } basic && basic.StartsWith("Basic ") ? Encoding.UTF8.GetString(Convert.FromBase64String(basic[6..])) : "";
        if (given != $"{User}:{Password}")
        {
            var text = Echoes ? $"{given} and {Uri.EscapeDataString(given)} may not" : "no";
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {(given.Length == 0 ? "401 Unauthorized" : "403 Forbidden")}\r\nWWW-Authenticate: Basic realm=\"memory\"\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n{text}"), _end.Token);
            return;
        }
        var isPack = request[0] == "POST";
        if (IsSilent && isPack) await Task.Delay(Timeout.Infinite, _end.Token);
        await BackendAsync(stream, request[0], request[1], headers, body, isPack && request[1].EndsWith("git-upload-pack") ? CutPackAfter : null);
    }

    private async Task BackendAsync(Stream stream, string method, string target, Dictionary<string, string> headers, byte[] body, int? cut)
    {
        var (path, query) = target.IndexOf('?') is var mark and >= 0 ? (target[..mark], target[(mark + 1)..]) : (target, "");
        var start = new ProcessStartInfo("git", ["http-backend"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string?>
        {
            ["GIT_PROJECT_ROOT"] = _root, ["GIT_HTTP_EXPORT_ALL"] = "1", ["PATH_INFO"] = Uri.UnescapeDataString(path), ["QUERY_STRING"] = query, ["REQUEST_METHOD"] = method, ["REMOTE_USER"] = User, ["REMOTE_ADDR"] = "127.0.0.1",
            ["CONTENT_TYPE"] = headers.GetValueOrDefault("Content-Type"), ["CONTENT_LENGTH"] = body.Length.ToString(CultureInfo.InvariantCulture), ["HTTP_CONTENT_ENCODING"] = headers.GetValueOrDefault("Content-Encoding"), ["GIT_PROTOCOL"] = headers.GetValueOrDefault("Git-Protocol"),
        })
            if (value is not null) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var answer = new MemoryStream();
        await Task.WhenAll(WriteAsync(process.StandardInput.BaseStream, body), process.StandardOutput.BaseStream.CopyToAsync(answer, _end.Token), process.StandardError.ReadToEndAsync(_end.Token));
        await process.WaitForExitAsync(_end.Token);
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        var said = Encoding.ASCII.GetString(bytes, 0, Math.Max(0, end)).Split("\r\n").Where(l => l.Length > 0).ToList();
        var status = said.Find(h => h.StartsWith("Status: "))?["Status: ".Length..] ?? (end < 0 ? "500 Internal Server Error" : "200 OK");
        var content = bytes.AsMemory(Math.Max(0, end + 4));
        var head = $"HTTP/1.1 {status}\r\n{string.Concat(said.Where(h => !h.StartsWith("Status: ")).Select(h => h + "\r\n"))}Content-Length: {content.Length}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), _end.Token);
        await stream.WriteAsync(cut is { } most && most < content.Length ? content[..most] : content, _end.Token);
    }

    private static async Task WriteAsync(Stream input, byte[] body)
    {
        try
        {
            await input.WriteAsync(body);
            input.Close();
        }
        catch (IOException)
        {
            // it has answered without reading all of it
        }
    }

    private async Task<byte[]> BodyAsync(Stream stream, Dictionary<string, string> headers)
    {
        if (headers.GetValueOrDefault("Transfer-Encoding") != "chunked") return await BytesAsync(stream, int.Parse(headers.GetValueOrDefault("Content-Length") ?? "0", CultureInfo.InvariantCulture));
        using var whole = new MemoryStream();
        for (int size; (size = int.Parse((await LineAsync(stream)).Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture)) > 0; await LineAsync(stream)) whole.Write(await BytesAsync(stream, size));
        await LineAsync(stream);
        return whole.ToArray();
    }

    private async Task<byte[]> BytesAsync(Stream stream, int count)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }

    private async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _end.Token) > 0 && one[0] != '\n') line.Append((char)one[0]);
        return line.ToString().TrimEnd('\r');
    }

    private static X509Certificate2 Certify(string authorityFile)
    {
        var (from, until) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        using var root = authority.CreateSelfSigned(from, until);
        File.WriteAllText(authorityFile, root.ExportCertificatePem());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        server.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        using var signed = server.Create(root, from, until, [1, 2, 3, 4]);
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using Xunit;

namespace MemU.Fs.Tests.Server.Http;

/// <summary>Who comes in, and what is turned away.</summary>
public sealed class GuardTests
{
    [Fact]
    public async Task Without_a_key_only_this_machine_is_listened_to()
    {
        await using var served = await ServedMemory.StartAsync();
        await served.Server.DisposeAsync();
        foreach (var host in new[] { "0.0.0.0", "*", "::" })
        {
            var refused = await Assert.ThrowsAsync<MemUException>(() => served.StartAsync(served.Options() with { Host = host }));
            Assert.Equal(MemUErrorKind.NotAllowed, refused.Kind);
            Assert.Contains("memu key add", refused.Message, StringComparison.Ordinal);
        }
        served.Key();
        await served.StartAsync(served.Options() with { Host = "0.0.0.0" });
        Assert.Equal(HttpStatusCode.Unauthorized, (await served.GetAsync("/v1/status")).Status);
    }

    [Fact]
    public async Task A_key_that_is_wrong_expired_revoked_or_anothers_opens_nothing_and_one_that_is_made_holds_at_once()
    {
        await using var served = await ServedMemory.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await served.GetAsync("/v1/status")).Status);
        var key = served.Key();
        Assert.Equal(HttpStatusCode.Unauthorized, (await served.GetAsync("/v1/status")).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.GetAsync("/v1/status", key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.GetAsync("/v1/status", null, ("X-API-Key", key))).Status);
        var wrong = key[..^1] + (key[^1] == 'A' ? 'B' : 'A');
        var expired = served.Key(expires: DateTimeOffset.UtcNow.AddSeconds(-1));
        var others = served.Key(tenant: "acme");
        foreach (var shown in new[] { wrong, expired, others, key[..20], "memu__", "", new string('x', 20_000) })
        {
            var refused = await served.GetAsync("/v1/status", null, ("Authorization", $"Bearer {shown}"));
            Assert.True(refused.Status is HttpStatusCode.Unauthorized or HttpStatusCode.RequestHeaderFieldsTooLarge, $"{shown}: {refused.Status}");
            Assert.DoesNotContain(key, refused.Text, StringComparison.Ordinal);
        }
        served.Keys.Revoke(served.Keys.All()[0].Id);
        Assert.Equal(HttpStatusCode.Unauthorized, (await served.GetAsync("/v1/status", key)).Status);
        var kept = await File.ReadAllTextAsync(served.Keys.Path);
        Assert.DoesNotContain(key, kept, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(served.Keys.Path));
    }

    [Fact]
    public async Task A_key_does_what_its_rights_say_and_no_more()
    {
        await using var served = await ServedMemory.StartAsync();
        var reader = served.Key(rights: KeyRights.Read);
        var refused = await served.PostAsync("/v1/memorize", new { text = "I like tea" }, reader);
        Assert.Equal((HttpStatusCode.Forbidden, "not_allowed"), (refused.Status, refused.Code));
        Assert.Equal(HttpStatusCode.Forbidden, (await served.PostAsync("/clear", new { user_id = "ana" }, reader)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await served.SendAsync("PUT", "/v1/files/notes/a.md", "hi\n", reader)).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.PostAsync("/v1/retrieve", new { query = "tea" }, reader)).Status);
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_it_may_again_and_others_are_not_held_up()
    {
        await using var served = await ServedMemory.StartAsync();
        var (hasty, other) = (served.Key(perMinute: 6), served.Key());
        Assert.Equal(HttpStatusCode.OK, (await served.GetAsync("/v1/status", hasty)).Status);
        var refused = await served.GetAsync("/v1/status", hasty);
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many"), (refused.Status, refused.Code));
        Assert.True(refused.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await served.GetAsync("/v1/status", other)).Status);
    }

    [Theory]
    [InlineData("Host", "evil.example", 421)]
    [InlineData("Host", "127.0.0.1.evil.example", 421)]
    [InlineData("Origin", "http://evil.example", 403)]
    [InlineData("Origin", "null", 403)]
    public async Task T34_requests_under_a_foreign_name_or_from_a_page_of_another_origin_are_turned_away(string header, string value, int status)
    {
        await using var served = await ServedMemory.StartAsync();
        foreach (var (method, path) in new[] { ("POST", "/v1/retrieve"), ("POST", "/mcp"), ("GET", "/"), ("DELETE", "/v1/files/a.md") })
            Assert.Equal(status, (int)(await served.SendAsync(method, path, new { query = "tea" }, headers: (header, value))).Status);
    }

    [Fact]
    public async Task A_page_of_an_allowed_origin_may_call_and_read()
    {
        await using var served = await ServedMemory.StartAsync(with: o => o with { AllowedOrigins = ["https://app.example"] });
        var asked = await served.SendAsync("OPTIONS", "/v1/retrieve", null, null, headers: [("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST")]);
        Assert.Equal((HttpStatusCode.NoContent, "https://app.example"), (asked.Status, asked.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        Assert.Equal(HttpStatusCode.OK, (await served.PostAsync("/v1/retrieve", new { query = "tea" }, null, ("Origin", "https://app.example"))).Status);
    }

    [Fact]
    public async Task What_is_no_request_of_ours_is_answered_clearly_and_costs_nobody_else_anything()
    {
        await using var served = await ServedMemory.StartAsync(with: o => o with { MaxBody = 100_000 });
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), await served.GetAsync("/v2/nothing") is var none ? (none.Status, none.Code) : default);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "not_allowed"), await served.SendAsync("DELETE", "/v1/retrieve") is var method ? (method.Status, method.Code) : default);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await served.SendAsync("POST", "/v1/retrieve", "query=tea", type: "application/x-www-form-urlencoded")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await served.SendAsync("POST", "/v1/retrieve", new byte[200_000])).Status);
        foreach (var body in new[] { "", "null", "[]", "{\"query\":", "{\"query\":\"a\",\"query\":\"b\"}", "{\"query\":{}}", "{\"query\":[]}", "{\"query\":[5]}", "{\"query\":\"\"}", "{\"limit\":\"x\",\"query\":\"tea\"}", "{\"limit\":0,\"query\":\"tea\"}", "{\"where\":[],\"query\":\"tea\"}", "{\"where\":{\"no_such_field\":1},\"query\":\"tea\"}", "{\"query\":\"\\ud800\"}", new string('[', 5_000) })
        {
            var refused = await served.SendAsync("POST", "/v1/retrieve", body);
            Assert.True(refused.Status == HttpStatusCode.BadRequest, $"{body[..Math.Min(40, body.Length)]}: {refused.Status} {refused.Text}");
            Assert.DoesNotContain("   at ", refused.Text, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await served.SendAsync("POST", "/v1/retrieve", Encoding.Latin1.GetBytes("{\"query\":\"\u00ff\u00fe\"}"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await served.PostAsync("/v1/retrieve", new { query = "tea" })).Status);
        Assert.Empty(served.Unforeseen);
    }

    [Fact]
    public async Task Headers_that_two_readers_could_understand_differently_are_refused()
    {
        await using var served = await ServedMemory.StartAsync();
        foreach (var raw in new[]
        {
            "POST /v1/retrieve HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n0\r\n\r\nGET /v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n",
            "POST /v1/retrieve HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        })
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", served.Server.Address.Port);
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(raw));
            using var reader = new StreamReader(stream);
            var status = await reader.ReadLineAsync();
            Assert.Matches("^HTTP/1.1 4", status);
        }
        Assert.Equal(HttpStatusCode.OK, (await served.GetAsync("/v1/status")).Status);
    }

    [Fact]
    public async Task A_second_server_on_the_same_memory_is_refused_and_says_so()
    {
        await using var served = await ServedMemory.StartAsync();
        var refused = await Assert.ThrowsAsync<MemUException>(() => MemU.Fs.Server.Http.ApiServer.StartAsync(served.Options()));
        Assert.Contains("already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_is_served_with_a_certificate()
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        var certificate = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=localhost", key, System.Security.Cryptography.HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var served = await ServedMemory.StartAsync();
        await served.Server.DisposeAsync();
        var pem = Path.Combine(served.Folder, "server.pem");
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        await served.StartAsync(served.Options() with { Certificate = pem });
        using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(served.Server.Address, "/healthz"))).StatusCode);
        await served.Server.DisposeAsync();
        await File.WriteAllTextAsync(pem, "no certificate");
        Assert.Equal(MemUErrorKind.BadArgument, (await Assert.ThrowsAsync<MemUException>(() => served.StartAsync(served.Options() with { Certificate = pem }))).Kind);
        await served.StartAsync(served.Options());
    }
}

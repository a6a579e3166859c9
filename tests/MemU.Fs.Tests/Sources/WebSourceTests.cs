using System.IO.Compression;
using System.Net;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Sources.Web;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Sources;

/// <summary>Sources from the web, from a real server on this machine, which is a private address and has to be allowed.</summary>
public sealed class WebSourceTests
{
    private static Task<WebContent> FetchAsync(WebServer server, string path, WebOptions? options = null) =>
        WebSource.FetchAsync(server.Url(path), (options ?? new()) with { AllowedHosts = [server.Host] }, TestContext.Current.CancellationToken);

    private static async Task<MemUException> RefusedAsync(string url, WebOptions? options = null) =>
        await Assert.ThrowsAsync<MemUException>(() => WebSource.FetchAsync(url, options ?? new(), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("/a/report.html?x=1", "text/html", "report.html")]
    [InlineData("/a/page.php?x=1", "text/html; charset=utf-8", "page.html")]
    [InlineData("/", "text/html", "127-0-0-1.html")]
    [InlineData("/download?type=pdf&id=42", "application/octet-stream", "42.pdf")]
    [InlineData("/export", "text/csv", "export.csv")]
    [InlineData("/src/main.py", "text/plain", "main.py")]
    [InlineData("/notes", "text/plain", "notes.txt")]
    [InlineData("/%E8%8C%B6.pdf", "application/pdf", "茶.pdf")]
    [InlineData("/x/..%2F..%2Fetc%2Fpasswd", "text/plain", "etc-passwd.txt")]
    public async Task The_name_comes_from_the_address_and_the_type(string path, string type, string name)
    {
        using var server = new WebServer(_ => WebServer.Ok(type, "hello"u8.ToArray()));
        var content = await FetchAsync(server, path);
        Assert.Equal((name, "hello"), (content.Name, Encoding.UTF8.GetString(content.Bytes.Span)));
    }

    [Fact]
    public async Task A_name_that_the_server_gives_counts_first_and_an_encoding_is_made_UTF8()
    {
        using var server = new WebServer(path => WebServer.Ok("text/plain; charset=iso-8859-1", [(byte)'G', (byte)'r', 0xfc, 0xdf, (byte)'e'], "Content-Disposition: attachment; filename=\"../my notes.txt\"\r\n"));
        var content = await FetchAsync(server, "/x?sig=abc&q=tea&api_key=sk-123#frag");
        Assert.Equal(("my notes.txt", "Grüße"), (content.Name, Encoding.UTF8.GetString(content.Bytes.Span)));
        Assert.Equal($"http://{server.Host}/x?sig=***&q=tea&api_key=***", content.Url);
    }

    [Fact]
    public async Task Redirects_are_followed_checked_and_counted()
    {
        using var server = new WebServer(path => path switch { "/a" => WebServer.Redirect("/b"), "/b" => WebServer.Redirect("c.txt"), "/c.txt" => WebServer.Ok("text/plain", "there"u8.ToArray()), "/out" => WebServer.Redirect("http://localhost:1/"), "/file" => WebServer.Redirect("file:///etc/passwd"), _ => WebServer.Redirect("/loop") });
        Assert.Equal("c.txt", (await FetchAsync(server, "/a")).Name);
        Assert.Contains("more than 5 times", (await Assert.ThrowsAsync<MemUException>(() => FetchAsync(server, "/loop"))).Message);
        var refused = await Assert.ThrowsAsync<MemUException>(() => FetchAsync(server, "/out"));
        Assert.Equal(MemUErrorKind.NotAllowed, refused.Kind);
        Assert.Contains("--allow-host localhost:1", refused.Message);
        Assert.Contains("neither http nor https", (await Assert.ThrowsAsync<MemUException>(() => FetchAsync(server, "/file"))).Message);
    }

    [Fact]
    public async Task Too_much_is_not_fetched_neither_plain_nor_packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(new byte[10 << 20]);
        using var server = new WebServer(path => path == "/plain" ? WebServer.Ok("text/plain", new byte[2 << 20]) : path == "/open" ? [.. "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"u8, .. new byte[2 << 20]] : WebServer.Ok("text/plain", packed.ToArray(), "Content-Encoding: gzip\r\n"));
        Assert.True(packed.Length < 1 << 20);
        foreach (var path in (string[])["/plain", "/open", "/packed"])
            Assert.Contains("more than the 1,048,576 bytes", (await Assert.ThrowsAsync<MemUException>(() => FetchAsync(server, path, new() { MaxBytes = 1 << 20 }))).Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://localhost/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://[64:ff9b::7f00:1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("https://10.1.2.3:8443/")]
    public async Task Private_addresses_in_any_spelling_are_refused(string url)
    {
        var error = await RefusedAsync(url);
        Assert.Equal(MemUErrorKind.NotAllowed, error.Kind);
        Assert.Contains("private network", error.Message);
    }

    [Theory]
    [InlineData("0.1.2.3", false)]
    [InlineData("10.255.255.255", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("168.63.129.16", false)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.0.0.192", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.19.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::", false)]
    [InlineData("::7f00:1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:808:808::", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("2606:4700::5efe:a00:1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_the_open_Internet_is_public(string address, bool isPublic) => Assert.Equal(isPublic, AddressRules.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_host_is_allowed_for_its_port_alone_when_one_is_named()
    {
        using var server = new WebServer(_ => WebServer.Ok("text/plain", "x"u8.ToArray()));
        Assert.Equal(MemUErrorKind.NotAllowed, (await RefusedAsync(server.Url("/"), new() { AllowedHosts = ["127.0.0.1:1"] })).Kind);
        Assert.Empty(server.Asked);
        await WebSource.FetchAsync(server.Url("/"), new() { AllowedHosts = ["127.0.0.1"] }, TestContext.Current.CancellationToken);
        Assert.Single(server.Asked);
        Assert.True(WebAddress.IsAllowed(new("http://[::1]:81/"), ["[::1]:81"]));
        Assert.False(WebAddress.IsAllowed(new("http://[::1]:82/"), ["[::1]:81"]));
        Assert.True(WebAddress.IsAllowed(new("http://[::1]:82/"), ["::1"]));
        Assert.False(WebAddress.IsAllowed(new("http://evil.example/"), ["example"]));
    }

    [Fact]
    public async Task Nothing_of_the_user_is_sent_and_nothing_secret_is_said()
    {
        using var server = new WebServer(_ => WebServer.Ok("text/plain", "x"u8.ToArray()));
        await FetchAsync(server, "/x");
        Assert.DoesNotContain("Authorization", server.Asked[0]);
        Assert.DoesNotContain("Cookie", server.Asked[0]);
        var error = await RefusedAsync("https://ana:Winter99@example.org/x");
        Assert.DoesNotContain("Winter99", error.Message);
        Assert.DoesNotContain("ana", error.Message);
        Assert.Contains("MEMU_OFFLINE", (await RefusedAsync(server.Url("/"), new() { IsOffline = true, AllowedHosts = [server.Host] })).Message);
    }

    [Fact]
    public async Task Failures_say_what_happened()
    {
        using var server = new WebServer(path => path == "/gone" ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray() : path == "/closed" ? "HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray() : "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\ncut"u8.ToArray());
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => FetchAsync(server, "/gone"))).Kind);
        Assert.Equal(MemUErrorKind.NotAllowed, (await Assert.ThrowsAsync<MemUException>(() => FetchAsync(server, "/closed"))).Kind);
        Assert.Equal(MemUErrorKind.Provider, (await Assert.ThrowsAsync<MemUException>(() => FetchAsync(server, "/cut"))).Kind);
    }

    [Fact]
    public void Memorize_takes_an_address()
    {
        using var server = new WebServer(_ => WebServer.Ok("text/html", "<html><h1>Ana</h1><p>I am allergic to peanuts.</p></html>"u8.ToArray()));
        using var folder = new TemporaryFolder();
        Assert.Equal(0, MemuProcess.Run(folder.Path, "init").ExitCode);
        var refused = MemuProcess.Run(folder.Path, "memorize", server.Url("/ana.html"));
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("--allow-host", refused.Error);
        var answer = MemuProcess.Run(folder.Path, "memorize", server.Url("/ana.html?page=2"), "--allow-host", server.Host, "--json");
        Assert.Equal(("", 0), (answer.Error, answer.ExitCode));
        Assert.Contains($"\"url\": \"{server.Url("/ana.html?page=2")}\"", answer.Output);
        Assert.Contains("MEMU_OFFLINE", MemuProcess.RunWith(folder.Path, null, new Dictionary<string, string> { ["MEMU_OFFLINE"] = "1" }, "memorize", server.Url("/b.html"), "--allow-host", server.Host).Error);
    }
}

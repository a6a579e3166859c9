using System.Net;
using System.Net.NetworkInformation;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>Nobody but its owner gets at a WebDAV drive, and nothing outside the memory is reached.</summary>
public sealed class WebDavSafetyTests
{
    [Fact]
    public async Task Without_the_secret_there_is_nothing()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("tea.md", "tea");
        var host = $"localhost:{drive.Address.Port}";
        Assert.Equal(22, drive.Secret[1..].Length); // 128 bits
        foreach (var target in new[] { "/", "/tea.md", "/wrong/tea.md", $"{drive.Secret[..^1]}/tea.md", $"{drive.Secret}x/tea.md", $"/.{drive.Secret}/tea.md", $"/..{drive.Secret}", $"/%2e%2e{drive.Secret}" })
            foreach (var method in new[] { "GET", "PROPFIND", "DELETE", "PUT", "LOCK" })
                Assert.StartsWith("HTTP/1.1 404", await drive.RawAsync(method, target, host, "Content-Length: 0"));
        Assert.StartsWith("HTTP/1.1 200", await drive.RawAsync("GET", $"{drive.Secret}/tea.md", host));
        Assert.StartsWith("HTTP/1.1 200", await drive.RawAsync("OPTIONS", "/", host)); // what Windows asks first
    }

    [Fact]
    public async Task A_foreign_name_of_this_machine_and_a_foreign_page_are_refused()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("tea.md", "tea");
        var (port, target) = (drive.Address.Port, $"{drive.Secret}/tea.md");
        foreach (var host in new[] { $"localhost:{port}", $"127.0.0.1:{port}", $"[::1]:{port}", $"LOCALHOST:{port}" })
            Assert.StartsWith("HTTP/1.1 200", await drive.RawAsync("GET", target, host));
        foreach (var host in new[] { $"evil.example:{port}", "localhost", $"localhost:{port + 1}", $"127.0.0.1.evil.example:{port}", $"localhost.:{port}", "" })
            Assert.DoesNotContain(" 200 ", await drive.RawAsync("GET", target, host), StringComparison.Ordinal);
        Assert.DoesNotContain(" 200 ", await drive.RawAsync("GET", $"http://evil.example:{port}{target}", $"localhost:{port}"), StringComparison.Ordinal);
        foreach (var origin in new[] { "http://evil.example", "null", $"https://localhost:{port}", $"http://localhost:{port}.evil.example", "http://localhost" })
            Assert.StartsWith("HTTP/1.1 403", await drive.RawAsync("GET", target, $"localhost:{port}", $"Origin: {origin}"));
        Assert.StartsWith("HTTP/1.1 200", await drive.RawAsync("GET", target, $"localhost:{port}", $"Origin: http://localhost:{port}"));
    }

    [Fact]
    public async Task It_listens_on_this_machine_alone()
    {
        await using var drive = await WebDavDrive.StartAsync();
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == drive.Address.Port).ToList();
        Assert.NotEmpty(listening);
        Assert.All(listening, l => Assert.True(IPAddress.IsLoopback(l.Address), l.ToString()));
    }

    [Theory]
    [InlineData("/../outside.md")]
    [InlineData("/%2e%2e/outside.md")]
    [InlineData("/.%2E/outside.md")]
    [InlineData("/f/%2e%2e/%2e%2e/outside.md")]
    [InlineData("/f%2f..%2f..%2foutside.md")]
    [InlineData("/..%5coutside.md")]
    [InlineData("/..\\outside.md")]
    [InlineData("/a%00.md")]
    [InlineData("/a%zz.md")]
    [InlineData("/a%2")]
    [InlineData("//outside.md")]
    [InlineData("/%ff%fe.md")]
    [InlineData("/a.md#part")]
    public async Task A_path_that_leads_elsewhere_is_refused_before_anything_is_asked(string path)
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("f/in.md", "in");
        foreach (var method in new[] { "GET", "PUT", "DELETE", "MKCOL", "PROPFIND" })
        {
            var line = await drive.RawAsync(method, drive.Secret + path, $"localhost:{drive.Address.Port}", "Content-Length: 0", "Depth: 0");
            Assert.True(line.StartsWith("HTTP/1.1 400", StringComparison.Ordinal) || line.StartsWith("HTTP/1.1 404", StringComparison.Ordinal), $"{method} {path}: {line}");
        }
        var destination = $"http://localhost:{drive.Address.Port}{drive.Secret}{path.Replace("\\", "%5c")}";
        if (!path.Contains('#')) Assert.True(await drive.StatusAsync("COPY", "f/in.md", null, ("Destination", destination)) >= 400);
        Assert.Equal(["f"], Directory.EnumerateFileSystemEntries(drive.Root).Select(Path.GetFileName).Where(n => n != ".memu"));
    }

    [Fact]
    public async Task A_path_is_decoded_once()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("100%25.txt", "as it is called");
        Assert.Equal((200, "as it is called"), await drive.TextAsync("GET", "100%25.txt"));
        Assert.Equal(404, await drive.StatusAsync("GET", "100%.txt"));
    }

    [Fact]
    public async Task The_programs_own_state_is_not_there()
    {
        await using var drive = await WebDavDrive.StartAsync();
        Assert.Equal(404, await drive.StatusAsync("GET", ".memu/state/secret"));
        Assert.Equal(404, await drive.StatusAsync("PROPFIND", ".memu/STATE", null, ("Depth", "0")));
        Assert.Equal(403, await drive.StatusAsync("MKCOL", ".memu/cache"));
        Assert.Equal(403, await drive.StatusAsync("MOVE", ".memu", null, ("Destination", $"{drive.Secret}/shown")));
        var (_, listing) = await drive.TextAsync("PROPFIND", ".memu", null, ("Depth", "1"));
        Assert.Contains("config.yaml", listing, StringComparison.Ordinal);
        Assert.DoesNotContain("state", listing, StringComparison.Ordinal);
        Assert.Equal("hidden", drive.Text(".memu/state/secret"));
    }

    [Fact]
    public async Task Links_that_stay_within_lead_on_and_others_lead_nowhere()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links take rights there");
        await using var drive = await WebDavDrive.StartAsync();
        using var outside = new TemporaryFolder();
        outside.Write("secret.md", "secret");
        drive.Put("f/tea.md", "tea");
        drive.Put("g/h/other.md", "other");
        File.CreateSymbolicLink(drive.File("g/tea.md"), "../f/tea.md");
        Directory.CreateSymbolicLink(drive.File("f/g"), "../g");
        Directory.CreateSymbolicLink(drive.File("g/round"), "../g");
        Directory.CreateSymbolicLink(drive.File("out"), outside.Path);
        File.CreateSymbolicLink(drive.File("leak.md"), outside.File("secret.md"));
        File.CreateSymbolicLink(drive.File("self.md"), "self.md");
        Assert.Equal((200, "tea"), await drive.TextAsync("GET", "g/tea.md"));
        Assert.Equal((200, "other"), await drive.TextAsync("GET", "f/g/h/other.md"));
        foreach (var path in new[] { "out/secret.md", "leak.md", "out" }) Assert.Equal(403, await drive.StatusAsync("GET", path));
        Assert.Equal(508, await drive.StatusAsync("GET", "self.md"));
        Assert.Equal(403, await drive.StatusAsync("PUT", "leak.md", "x"));
        Assert.Equal(403, await drive.StatusAsync("PUT", "out/new.md", "x"));
        var (_, listing) = await drive.TextAsync("PROPFIND", "", null, ("Depth", "1"));
        Assert.DoesNotContain("leak.md", listing, StringComparison.Ordinal);
        Assert.Equal(201, await drive.StatusAsync("COPY", "g", null, ("Destination", $"{drive.Secret}/copied")));
        Assert.Equal("tea", drive.Text("copied/tea.md"));
        Assert.Null(new FileInfo(drive.File("copied/tea.md")).LinkTarget);
        Assert.False(Path.Exists(drive.File("copied/round"))); // or it would never end
        Assert.Equal(204, await drive.StatusAsync("DELETE", "f/g")); // the link, and not what it leads to
        Assert.Equal("other", drive.Text("g/h/other.md"));
        foreach (var link in new[] { "g/round", "out", "leak.md", "self.md" }) File.Delete(drive.File(link));
        Assert.Equal("secret", File.ReadAllText(outside.File("secret.md")));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><D:propfind xmlns:D=\"DAV:\"><D:allprop/></D:propfind>")]
    [InlineData("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><D:propfind xmlns:D=\"DAV:\"><D:allprop/></D:propfind>")]
    [InlineData("<D:propfind xmlns:D=\"DAV:\"><D:allprop/>")]
    [InlineData("not xml")]
    [InlineData("<other/>")]
    public async Task A_body_that_is_no_plain_XML_is_refused(string body)
    {
        await using var drive = await WebDavDrive.StartAsync();
        Assert.Equal(400, await drive.StatusAsync("PROPFIND", "", body, ("Depth", "0")));
        Assert.Equal(400, await drive.StatusAsync("PROPPATCH", "", body));
        Assert.Equal(400, await drive.StatusAsync("LOCK", "", body));
    }

    [Fact]
    public async Task A_body_of_XML_has_bounds()
    {
        await using var drive = await WebDavDrive.StartAsync();
        var deep = $"<D:propfind xmlns:D=\"DAV:\"><D:allprop/>{string.Concat(Enumerable.Repeat("<a>", 5000))}{string.Concat(Enumerable.Repeat("</a>", 5000))}</D:propfind>";
        Assert.Equal(400, await drive.StatusAsync("PROPFIND", "", deep, ("Depth", "0")));
        var long_ = $"<D:propfind xmlns:D=\"DAV:\"><D:allprop/><!--{new string('x', 2_000_000)}--></D:propfind>";
        Assert.Equal(413, await drive.StatusAsync("PROPFIND", "", long_, ("Depth", "0")));
    }

    [Fact]
    public async Task A_browser_runs_nothing_that_lies_in_a_memory_and_tells_the_address_to_nobody()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("page.html", "<script>alert(1)</script>");
        using var answer = await drive.SendAsync("GET", "page.html", (byte[]?)null);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }
}

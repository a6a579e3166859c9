using System.Net;
using System.Net.Sockets;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>Memories over real networks: ssh and https as people have them, with wrong keys, and with servers that break off or fall silent.</summary>
public sealed class TransportTests
{
    [Fact]
    public void Over_ssh_a_memory_is_cloned_and_synced_both_ways()
    {
        using var folder = new TemporaryFolder();
        using var server = new SshServer(folder.Path);
        BothWays(folder, server.Url(Bare(folder)), server.EnvironmentOf());
        Good(folder, server.EnvironmentOf(), "clone", $"{Environment.UserName}@127.0.0.1:{folder.File("remote.git")}", folder.File("third"));
        Assert.True(Directory.Exists(folder.File("third/.memu")));
    }

    [Theory]
    [InlineData("stranger", true)]
    [InlineData("user", false)]
    public void A_wrong_key_or_an_unknown_host_is_a_clear_error_and_leaves_nothing_behind(string key, bool knowsHost)
    {
        using var folder = new TemporaryFolder();
        using var server = new SshServer(folder.Path);
        Refused(folder, server.Url(Bare(folder)), server.EnvironmentOf(key, knowsHost), 2, "did not let you in");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Over_https_a_memory_is_cloned_and_synced_both_ways_with_the_users_own_trust_and_credential_helper(bool bySetting)
    {
        using var folder = new TemporaryFolder();
        Bare(folder);
        using var server = new GitHttpServer(folder.Path, secure: true);
        BothWays(folder, server.Url("remote.git"), Trusting(folder, server, bySetting, helper: true));
    }

    [Fact]
    public void A_password_in_an_address_works_and_is_seen_in_no_answer_and_no_commit()
    {
        using var folder = new TemporaryFolder();
        Bare(folder);
        using var server = new GitHttpServer(folder.Path, secure: true);
        var environment = Trusting(folder, server, bySetting: true, helper: false);
        var (first, second) = (folder.File("first"), folder.File("second"));
        Good(folder, environment, "init", first);
        var url = server.Url("remote.git", GitHttpServer.Credentials());
        var said = Good(folder, environment, "sync", url, "--root", first) + Good(folder, environment, "clone", url, second) + Good(folder, environment, "sync", "--root", second) + Good(folder, environment, "sync", "--json", "--root", second);
        Unseen(said);
        foreach (var revision in Machines.Git(folder.File("remote.git"), "rev-list", "--all").Split('\n')) Unseen(Machines.Git(folder.File("remote.git"), "show", "--format=raw", "--patch", revision));
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(second, ".memu"), "*", SearchOption.AllDirectories), f => File.ReadAllText(f).Contains("horse"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wrong_credentials_are_a_clear_error_that_repeats_no_secret_even_if_the_server_does(bool echoes)
    {
        using var folder = new TemporaryFolder();
        Bare(folder);
        using var server = new GitHttpServer(folder.Path, secure: true) { Echoes = echoes };
        var environment = Trusting(folder, server, bySetting: true, helper: false);
        Unseen(Refused(folder, server.Url("remote.git", GitHttpServer.Credentials("wrong/battery@horse")), environment, 2, "did not let you in"));
        Refused(folder, server.Url("remote.git"), environment, 2, "did not let you in");
    }

    [Fact]
    public void A_certificate_that_nobody_trusts_is_a_clear_error()
    {
        using var folder = new TemporaryFolder();
        Bare(folder);
        using var server = new GitHttpServer(folder.Path, secure: true);
        Unseen(Refused(folder, server.Url("remote.git", GitHttpServer.Credentials()), [], 2, "certificate is not trusted"));
    }

    [Fact]
    public async Task A_server_that_breaks_off_in_the_middle_leaves_nothing_behind_and_the_next_sync_goes_on()
    {
        using var all = new Machines();
        var first = await all.FirstAsync();
        using var server = new GitHttpServer(all.Folder, secure: false);
        var url = server.Url("remote.git", GitHttpServer.Credentials());
        var second = all.Add("second");
        await second.Service.CloneAsync(new(url));
        var random = new Random(3);
        for (var i = 0; i < 120; i++) first.Write($"likes/{i}.md", Convert.ToHexString(Bytes(random, 500)) + "\n"); // more than are unpacked one by one
        await first.SyncAsync();
        var (head, objects) = (second.Git("rev-parse", "HEAD"), Objects(second));
        foreach (var cut in (int[])[0, 200, 40_000])
        {
            server.CutPackAfter = cut;
            var broken = await Assert.ThrowsAsync<MemUException>(() => second.SyncAsync());
            Assert.Equal(MemUErrorKind.System, broken.Kind);
            Assert.Contains("the next sync goes on", broken.Message);
            Unseen(broken.Message);
            Assert.Equal((head, objects), (second.Git("rev-parse", "HEAD"), Objects(second)));
        }
        server.CutPackAfter = null;
        Assert.Equal("forwarded", (await second.SyncAsync()).Action);
        await all.AssertOneAsync();
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up_and_the_next_sync_goes_on()
    {
        using var all = new Machines();
        var first = await all.FirstAsync();
        using var server = new GitHttpServer(all.Folder, secure: false);
        using var impatient = MemoryService.Open(new() { Root = Path.Combine(all.Folder, "second"), RemotePatience = TimeSpan.FromSeconds(4) });
        await impatient.CloneAsync(new(server.Url("remote.git", GitHttpServer.Credentials())));
        await first.AddAsync("The fern wants water on Sundays", "Fern");
        await first.SyncAsync();
        server.IsSilent = true;
        var silent = await Assert.ThrowsAsync<MemUException>(() => impatient.SyncAsync(new()));
        Assert.Equal(MemUErrorKind.System, silent.Kind);
        Assert.Contains("nothing came from it for 4 seconds", silent.Message);
        Unseen(silent.Message);
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start(); // takes connections, and never says a word
        var address = $"git://127.0.0.1:{((IPEndPoint)nobody.LocalEndpoint).Port}/x.git";
        Assert.Contains("nothing came", (await Assert.ThrowsAsync<MemUException>(() => impatient.SyncAsync(new() { Remote = address }))).Message);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(all.Folder, "second", ".git"), "memu-transfer-*"));
        server.IsSilent = false;
        Assert.Equal("forwarded", (await impatient.SyncAsync(new())).Action);
    }

    [Theory]
    [InlineData("https://ana:hunter2@example.com/m.git", "https://…@example.com/m.git", "hunter2")]
    [InlineData("https://ana:hun/ter2@example.com/m.git", "https://…@example.com/m.git", "hun/ter2")]
    [InlineData("https://ana:h@unter2@example.com/m.git", "https://…@example.com/m.git", "h@unter2")]
    [InlineData("https://ana:h%40unter2@example.com/m.git", "https://…@example.com/m.git", "h@unter2")]
    [InlineData("https://ghp_hunter2@example.com/team/m.git", "https://…@example.com/team/m.git", "ghp_hunter2")]
    [InlineData("https://example.com/m.git?token=hunter2", "https://example.com/m.git?…", "token=hunter2")]
    [InlineData("https://example.com/@team/m.git", "https://example.com/@team/m.git", "hunter2")]
    public void What_may_be_a_secret_in_an_address_is_not_shown(string url, string shown, string secret)
    {
        Assert.Equal(shown, RemoteUrl.Parse(url, "/").Shown);
        var said = RemoteUrl.Parse(url, "/").Clean($"fatal: unable to access '{url}/' with {(url.Contains("hunter2") || url.Contains("ter2") ? secret : "")}");
        Assert.DoesNotContain(secret, said);
        Assert.DoesNotContain("ter2", said);
        Assert.DoesNotContain("ter2", Assert.Throws<MemUException>(() => RemoteUrl.Parse("x" + url, "/")).Message);
    }

    [Theory]
    [InlineData("https://example.com/team/..", "")]
    [InlineData("https://example.com/.", "")]
    [InlineData("https://example.com/con.git", "")]
    [InlineData("https://example.com/m.git?x=/../y", "m")]
    [InlineData("host:team/notes.git", "notes")]
    public void A_clone_is_named_after_the_repository_and_never_after_a_way_out(string url, string name) => Assert.Equal(name, RemoteUrl.Parse(url, "/").Name);

    [Theory]
    [InlineData("ssh://%2DoProxyCommand=touch%20x/m")]
    [InlineData("ssh://user@%2DoProxyCommand=x/m")]
    [InlineData("git://example.com/%0aevil")]
    [InlineData("host:-x")]
    [InlineData("EXT::sh -c x")]
    public void T33_an_address_that_hides_an_option_is_refused(string url) =>
        Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => RemoteUrl.Parse(url, "/")).Kind);

    private static string Bare(TemporaryFolder folder)
    {
        Machines.Git(folder.Path, "init", "--quiet", "--bare", "--initial-branch=main", folder.File("remote.git"));
        return folder.File("remote.git");
    }

    private static void BothWays(TemporaryFolder folder, string url, Dictionary<string, string> environment)
    {
        var (first, second) = (folder.File("first"), folder.File("second"));
        Good(folder, environment, "init", first);
        Assert.Contains("sent", Good(folder, environment, "sync", url, "--root", first));
        Good(folder, environment, "clone", url, second);
        Good(folder, environment, "add", "The fern wants water on Sundays", "--title", "Fern", "--root", first);
        Good(folder, environment, "sync", "--root", first);
        Good(folder, environment, "add", "The spare key hangs behind the barometer", "--title", "Spare key", "--root", second);
        Assert.Contains("merged", Good(folder, environment, "sync", "--root", second));
        Assert.Contains("brought up", Good(folder, environment, "sync", "--root", first));
        Assert.Equal(Machines.Git(second, "rev-parse", "HEAD"), Machines.Git(first, "rev-parse", "HEAD"));
        Assert.Contains("barometer", Good(folder, environment, "retrieve", "barometer", "--root", first));
    }

    private static string Good(TemporaryFolder folder, Dictionary<string, string> environment, params string[] arguments)
    {
        var answer = MemuProcess.RunWith(folder.Path, null, environment, arguments);
        Assert.True(answer.ExitCode == 0, $"{string.Join(' ', arguments)}: {answer.ExitCode} {answer.Error}");
        return answer.Output + answer.Error;
    }

    private static string Refused(TemporaryFolder folder, string url, Dictionary<string, string> environment, int code, string why)
    {
        var answer = MemuProcess.RunWith(folder.Path, null, environment, "clone", url, folder.File("second"));
        Assert.Equal((code, ""), (answer.ExitCode, answer.Output));
        Assert.Contains(why, answer.Error);
        Assert.False(Path.Exists(folder.File("second")));
        return answer.Error;
    }

    private static Dictionary<string, string> Trusting(TemporaryFolder folder, GitHttpServer server, bool bySetting, bool helper)
    {
        var settings = folder.File("gitconfig");
        File.WriteAllText(settings, (bySetting ? $"[http]\n\tsslCAInfo = {server.Authority}\n" : "") + (helper ? $"[credential]\n\thelper = \"!f() {{ echo username={GitHttpServer.User}; echo password={GitHttpServer.Password}; }}; f\"\n" : ""));
        var environment = new Dictionary<string, string> { ["GIT_CONFIG_GLOBAL"] = settings };
        if (!bySetting) environment["GIT_SSL_CAINFO"] = server.Authority;
        return environment;
    }

    private static void Unseen(string text) => Assert.DoesNotContain("horse", text);

    private static string Objects(Machine machine) => string.Join('\n', Directory.EnumerateFiles(Path.Combine(machine.Root, ".git/objects"), "*", SearchOption.AllDirectories).Order());

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}

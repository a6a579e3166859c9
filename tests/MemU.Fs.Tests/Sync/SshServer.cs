using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>A real <c>sshd</c> on loopback with keys and settings of its own, run by whoever runs the tests.</summary>
internal sealed class SshServer : IDisposable
{
    private const string Program = "/usr/sbin/sshd";
    private readonly string _folder;
    private readonly Process _process;

    public SshServer(string folder)
    {
        Assert.SkipUnless(File.Exists(Program), "there is no openssh-server here (.ci/run installs it)");
        _folder = Directory.CreateDirectory(Path.Combine(folder, "ssh")).FullName;
        foreach (var key in (string[])["host", "user", "stranger"]) MakeKey(key);
        Port = FreePort();
        File.Copy(At("user.pub"), At("authorized_keys"));
        File.WriteAllText(At("known_hosts"), $"[127.0.0.1]:{Port} {File.ReadAllText(At("host.pub"))}");
        File.WriteAllText(At("sshd_config"), $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {At("host")}
            PidFile {At("pid")}
            AuthorizedKeysFile {At("authorized_keys")}
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no

            """);
        if (Environment.IsPrivilegedProcess) Directory.CreateDirectory("/run/sshd"); // where it locks itself up before a login
        _process = MemuProcess.Start(_folder, Program, null, "-D", "-e", "-f", At("sshd_config"));
        _ = _process.StandardError.ReadToEndAsync();
        Await(() => Answers(Port));
    }

    public int Port { get; }

    /// <summary>The address of a repository.</summary>
    public string Url(string path) => $"ssh://{Environment.UserName}@127.0.0.1:{Port}{path}";

    /// <summary>What a user has who may log in, or has another key, or has never seen this host.</summary>
    public Dictionary<string, string> EnvironmentOf(string key = "user", bool knowsHost = true)
    {
        var known = At(knowsHost ? "known_hosts" : "unknown_hosts");
        return new() { ["GIT_SSH_COMMAND"] = $"ssh -F /dev/null -i '{At(key)}' -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile='{known}' -o GlobalKnownHostsFile=/dev/null -p {Port}" };
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>A port that nobody listens on just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void MakeKey(string name)
    {
        using var process = MemuProcess.Start(_folder, "ssh-keygen", null, "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", At(name));
        Assert.Equal(0, MemuProcess.Finish(process, "").ExitCode);
    }

    private void Await(Func<bool> condition)
    {
        for (var spin = new SpinWait(); !condition(); spin.SpinOnce()) Assert.False(_process.HasExited, "sshd did not start");
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

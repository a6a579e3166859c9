using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>A bare remote and the machines that sync with it, each with a memory of its own.</summary>
public sealed class Machines : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Machine> _machines = [];

    public Machines() => Git(_folder.Path, "init", "--quiet", "--bare", "--initial-branch=main", Remote);

    public string Remote => _folder.File("remote.git");

    public string Folder => _folder.Path;

    /// <summary>A machine with a memory made there; it has sent that if there is nothing yet.</summary>
    public async Task<Machine> FirstAsync(string name = "first", params (string Path, string Text)[] files)
    {
        var machine = Add(name);
        await machine.Service.InitAsync(new());
        foreach (var (path, text) in files) machine.Write(path, text);
        Assert.True((await machine.Service.SyncAsync(new() { Remote = Remote })).Pushed);
        return machine;
    }

    /// <summary>A machine that cloned.</summary>
    public async Task<Machine> CloneAsync(string name)
    {
        var machine = Add(name);
        await machine.Service.CloneAsync(new(Remote));
        return machine;
    }

    /// <summary>A machine without a memory yet.</summary>
    public Machine Add(string name)
    {
        var machine = new Machine(_folder.File(name), name);
        _machines.Add(machine);
        return machine;
    }

    public static string Git(string folder, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["GIT_AUTHOR_NAME"] = "person", ["GIT_AUTHOR_EMAIL"] = "p@x", ["GIT_COMMITTER_NAME"] = "person", ["GIT_COMMITTER_EMAIL"] = "p@x", ["XDG_STATE_HOME"] = folder, ["XDG_CACHE_HOME"] = folder };
        using var process = MemuProcess.Start(folder, "git", environment, arguments);
        var answer = MemuProcess.Finish(process, "");
        return answer.ExitCode == 0 ? answer.Output.Trim() : $"git: {answer.Error.Trim()}";
    }

    /// <summary>All memories are one and whole.</summary>
    public async Task AssertOneAsync()
    {
        foreach (var machine in _machines)
        {
            Assert.Equal(_machines[0].Git("rev-parse", "HEAD^{tree}"), machine.Git("rev-parse", "HEAD^{tree}"));
            Assert.Equal(Git(Remote, "rev-parse", "main"), machine.Git("rev-parse", "HEAD"));
            await machine.AssertCleanAsync();
        }
    }

    public void Dispose()
    {
        foreach (var machine in _machines) machine.Service.Dispose();
        _folder.Dispose();
    }
}

/// <summary>One of them.</summary>
public sealed class Machine(string root, string name)
{
    public string Root => root;

    public MemoryService Service { get; } = MemoryService.Open(new() { Root = root, AgentName = name });

    public string Read(string path) => File.ReadAllText(Path.Combine(root, path));

    public bool Has(string path) => File.Exists(Path.Combine(root, path));

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
        File.WriteAllText(Path.Combine(root, path), text);
    }

    public void Delete(string path) => File.Delete(Path.Combine(root, path));

    public string Git(params string[] arguments) => Machines.Git(root, arguments);

    public Task<SyncView> SyncAsync(MergePreference prefer = MergePreference.Both) => Service.SyncAsync(new() { Prefer = prefer });

    public Task<WriteResult> AddAsync(string text, string title, string category = "habits") => Service.AddAsync(new() { Text = text, Title = title, Category = category, Type = "knowledge" });

    public IEnumerable<string> Files() => Git("ls-files").Split('\n');

    public async Task AssertCleanAsync()
    {
        Assert.Equal("", Git("status", "--porcelain"));
        var fsck = Git("fsck", "--strict", "--no-dangling");
        Assert.True(!fsck.Contains("error", StringComparison.Ordinal) && !fsck.Contains("missing", StringComparison.Ordinal) && !fsck.StartsWith("git:", StringComparison.Ordinal), fsck);
        Assert.DoesNotContain(Files(), f => f.Length > 0 && Read(f) is var text && text.Contains("<<<<<<<", StringComparison.Ordinal));
        var doctor = await Service.DoctorAsync();
        Assert.True(doctor.Healthy, string.Join("\n", doctor.Findings));
    }
}

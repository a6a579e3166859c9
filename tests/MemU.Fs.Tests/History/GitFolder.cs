using System.Diagnostics;
using System.Text;
using MemU.Fs.History;
using Xunit;

namespace MemU.Fs.Tests.History;

/// <summary>A temporary folder, the real git, and short ways to commit through <see cref="GitHistory"/>.</summary>
public sealed class GitFolder : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(2));

    public GitFolder()
    {
        Base = Directory.CreateTempSubdirectory("memu-history-").FullName;
        Root = Path.Combine(Base, "memory");
        Directory.CreateDirectory(Root);
    }

    public string Base { get; }

    public string Root { get; }

    public void Dispose()
    {
        if (OperatingSystem.IsWindows()) foreach (var file in new DirectoryInfo(Base).EnumerateFiles("*", SearchOption.AllDirectories)) file.IsReadOnly = false;
        Directory.Delete(Base, true);
    }

    public string File(string path) => Path.Combine(Root, path);

    public void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(path))!);
        System.IO.File.WriteAllText(File(path), text);
    }

    public static CommitInfo Info(string subject, DateTimeOffset? when = null, string? body = null) =>
        new(subject, body, [new(CommitMessage.MemoryId, "0193f3c2")], "agent", "agent@memu.local", when ?? Noon);

    public static TreeChange Change(string path, string? text) => new(path, text is null ? null : Encoding.UTF8.GetBytes(text));

    /// <summary>Writes or deletes the files, then commits them.</summary>
    public PreparedCommit Commit(GitHistory history, params (string Path, string? Text)[] files) => Commit(history, "memorize: test", Noon, files);

    public PreparedCommit Commit(GitHistory history, string subject, DateTimeOffset when, params (string Path, string? Text)[] files)
    {
        var prepared = Write(history, subject, when, files);
        history.Publish(prepared);
        return prepared;
    }

    public PreparedCommit Write(GitHistory history, string subject, DateTimeOffset when, params (string Path, string? Text)[] files)
    {
        foreach (var (path, text) in files)
            if (text is null) System.IO.File.Delete(File(path));
            else Put(path, text);
        return history.Prepare([.. files.Select(f => Change(f.Path, f.Text))], Info(subject, when))!;
    }

    public string Git(params string[] arguments) => GitIn(Root, arguments);

    public string GitIn(string folder, params string[] arguments)
    {
        var (code, output, error) = Run(folder, arguments);
        Assert.True(code == 0, $"git {string.Join(' ', arguments)}: {code}\n{output}{error}");
        return output;
    }

    public (int Code, string Output, string Error) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in (string[])["-c", "core.quotepath=false", "-c", "protocol.file.allow=always", .. arguments]) start.ArgumentList.Add(argument);
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["GIT_CONFIG_NOSYSTEM"] = "1", ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_EDITOR"] = "true", ["LC_ALL"] = "C.UTF-8",
            ["GIT_AUTHOR_NAME"] = "person", ["GIT_AUTHOR_EMAIL"] = "p@x", ["GIT_COMMITTER_NAME"] = "person", ["GIT_COMMITTER_EMAIL"] = "p@x",
        }) start.Environment[key] = value;
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"]) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>What must hold after every publish.</summary>
    public void AssertClean()
    {
        Assert.Equal("", Git("status", "--porcelain"));
        var (code, output, error) = Run(Root, "fsck", "--strict", "--no-dangling");
        Assert.True(code == 0 && !(output + error).Contains("error", StringComparison.Ordinal) && !(output + error).Contains("warning", StringComparison.Ordinal), output + error);
    }
}

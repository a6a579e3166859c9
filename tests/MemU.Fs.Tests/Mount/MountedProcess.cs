using System.Diagnostics;
using MemU.Fs.Mount.Fuse;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>A memory and <c>memu mount</c> as processes of their own.</summary>
internal sealed class MountedProcess : IDisposable
{
    /// <summary>Tests that mount where all can see it run one after the other: some ask which drives this machine has.</summary>
    public const string Drives = "drives";

    private readonly TemporaryFolder _folder = new(), _place = new();
    private Process? _process;

    /// <param name="root">Where the memory is made; null for a temporary folder.</param>
    public MountedProcess(string? root = null)
    {
        Assert.SkipUnless(Mounts.AreAvailable, Mounts.WhyNot);
        Root = root ?? _folder.File("memory");
        Assert.Equal(0, Memu("init", Root).ExitCode);
    }

    /// <summary>The memory on the disk.</summary>
    public string Root { get; }

    /// <summary>The drive.</summary>
    public string Drive => _place.File("drive");

    public Answer Memu(params string[] arguments) => MemuProcess.Run(_folder.Path, arguments);

    /// <summary>The first column of what git says in the memory.</summary>
    public string Git(string arguments) => Shell.Run(Root, "git " + arguments);

    public void Mount(params string[] options) => Mount(null, options);

    public void Mount(IReadOnlyDictionary<string, string>? environment, params string[] options)
    {
        _process = MemuProcess.Start(_folder.Path, MemuProcess.Program, environment, ["mount", "--root", Root, Drive, .. options]);
        var line = _process.StandardOutput.ReadLine();
        Assert.True(line?.Contains("is mounted at", StringComparison.Ordinal) == true, line ?? _process.StandardError.ReadToEnd());
        Assert.Contains(MountInfo.Drives(), m => m.Folder == Drive && m.Source.StartsWith(Root, StringComparison.Ordinal));
    }

    /// <summary>Ends the process as the system does it when memory is short, and leaves the dead mount.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Asks it to end, as a service manager does; its exit code.</summary>
    public int Terminate()
    {
        Shell.Run("/", $"kill -TERM {_process!.Id}");
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(60)), "it did not end");
        return _process.ExitCode;
    }

    /// <summary>The number of the process that answers for the drive.</summary>
    public int Id => _process!.Id;

    public bool HasEnded(int seconds) => _process!.WaitForExit(TimeSpan.FromSeconds(seconds));

    /// <summary>Waits until something holds.</summary>
    public static void Until(Func<bool> holds, string what)
    {
        for (var i = 0; i < 600; i++)
        {
            if (holds()) return;
            Thread.Sleep(50);
        }
        Assert.Fail($"in 30 seconds not: {what}");
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process?.Dispose();
        // never delete through a mount that is still there
        for (var tries = 0; tries < 10 && MountInfo.At(Drive) is not null; tries++) FuseMount.Unmount(Drive, isLazy: true);
        Assert.Null(MountInfo.At(Drive));
        _place.Dispose();
        _folder.Dispose();
    }
}

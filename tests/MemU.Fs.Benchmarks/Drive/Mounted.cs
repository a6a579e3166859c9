using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Benchmarks.Measuring;
using MemU.Fs.Mount.Fuse;

namespace MemU.Fs.Benchmarks.Drive;

/// <summary>A file system at a folder, of a process of its own that is pinned to the first processor as its clients are: woken on another one, a request takes ten times as long.</summary>
internal sealed class Mounted : IDisposable
{
    public const string Pin = "taskset";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Rest = TimeSpan.FromMilliseconds(100);

    private readonly Process? _process;
    private readonly bool _isMount;

    private Mounted(string folder, Process? process, bool isMount) => (Folder, _process, _isMount) = (folder, process, isMount);

    public string Folder { get; }

    /// <summary>A folder of the disk, as it is.</summary>
    public static Mounted Disk(string folder) => new(folder, null, isMount: false);

    /// <summary>Our drive.</summary>
    public static Mounted Drive(string memu, string root, string at) => Start([memu, "mount", at, "--root", root], at);

    /// <summary>What is measured against: the same tree shown again by libfuse.</summary>
    public static Mounted Bindfs(string root, string at) => Start(["bindfs", "-f", "--multithreaded", root, at], at);

    private static Mounted Start(string[] command, string at)
    {
        Directory.CreateDirectory(at);
        var process = Process.Start(Command.Of(Pin, ["-c", "0", .. command]))!;
        var said = new List<string>();
        process.OutputDataReceived += (_, e) => Keep(said, e.Data);
        process.ErrorDataReceived += (_, e) => Keep(said, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Until(() => MountInfo.At(at) is not null || process.HasExited, $"{command[0]} mounts");
        if (process.HasExited) throw new InvalidOperationException($"{command[0]} does not mount: {string.Join("; ", said)}");
        Settle(process);
        return new(at, process, isMount: true);
    }

    /// <summary>Waits until it has done what it does at its start: it shares the processor with whoever is measured.</summary>
    private static void Settle(Process process)
    {
        var (last, since) = (TimeSpan.MinValue, Stopwatch.StartNew());
        Until(() =>
        {
            process.Refresh();
            if (process.TotalProcessorTime != last)
            {
                last = process.TotalProcessorTime;
                since.Restart();
            }
            return since.Elapsed > Rest;
        }, "the process is at rest");
    }

    /// <summary>Waits until something holds; that it never does is an error.</summary>
    public static void Until(Func<bool> holds, string what)
    {
        if (!SpinWait.SpinUntil(holds, Patience)) throw new InvalidOperationException($"in {Patience.TotalSeconds:0} seconds not: {what}");
    }

    private static void Keep(List<string> said, string? line)
    {
        if (line is null) return;
        lock (said) said.Add(line);
    }

    /// <summary>Runs a program on the same processor; milliseconds.</summary>
    public static double Run(params IEnumerable<string> command) => Command.Run(Pin, ["-c", "0", .. command]).Milliseconds;

    /// <summary>Runs a loop of <see cref="DriveClient"/>; what it prints.</summary>
    public static double[] Loop(string what, string folder, int count, string? input = null) =>
        [.. Command.Run(Pin, ["-c", "0", Environment.ProcessPath!, "drive-client", what, folder, count.ToString(CultureInfo.InvariantCulture)], input: input).Output
            .Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => double.Parse(n, CultureInfo.InvariantCulture))];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isMount) return;
        Until(() => FuseMount.Unmount(Folder, isLazy: false) is null || MountInfo.At(Folder) is null, $"{Folder} is unmounted");
        if (!_process!.WaitForExit(Patience)) throw new InvalidOperationException($"what was mounted at {Folder} does not end");
        _process.Dispose();
    }
}

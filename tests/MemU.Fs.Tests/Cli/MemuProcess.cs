using System.Diagnostics;
using System.Text;

namespace MemU.Fs.Tests.Cli;

/// <summary>What a process answered.</summary>
public sealed record Answer(int ExitCode, string Output, string Error);

/// <summary>Runs the real command, as a process of its own, in a folder of the test's own and without any key in its environment.</summary>
public static class MemuProcess
{
    /// <summary>The JIT build beside the tests.</summary>
    public static string Jit { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "memu.exe" : "memu");

    /// <summary>The AOT binary, where MEMU_AOT names one; null otherwise.</summary>
    public static string? Aot { get; } = Environment.GetEnvironmentVariable("MEMU_AOT") is { Length: > 0 } path ? Path.GetFullPath(path) : null;

    /// <summary>The build that people get, where it is there: it starts ten times as fast.</summary>
    public static string Program { get; } = Aot ?? Jit;

    public static Answer Run(string folder, params string[] arguments) => RunWith(folder, null, null, arguments);

    public static Answer RunWith(string folder, string? input, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        using var process = Start(folder, Program, environment, arguments);
        return Finish(process, input);
    }

    /// <summary>Runs a line of bash with <c>memu</c> on the path and temporary files of its own, so that it doesn't see those of tests beside it.</summary>
    public static Answer Shell(string folder, string memu, string line)
    {
        using var temporary = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["PATH"] = $"{Path.GetDirectoryName(memu)}:{Environment.GetEnvironmentVariable("PATH")}", ["TMPDIR"] = temporary.Path };
        using var process = Start(folder, "/bin/bash", environment, "-c", line);
        return Finish(process, "");
    }

    public static Process Start(string folder, string program, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.EndsWith("_API_KEY", StringComparison.Ordinal) || k.StartsWith("MEMU_", StringComparison.Ordinal) || k.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["MEMU_GC"] = "off";
        // a process of a test ends soon: it is not to be compiled as the benchmarks' are, which stay
        start.Environment["DOTNET_TC_QuickJit"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(folder, ".cache");
        start.Environment["XDG_STATE_HOME"] = Path.Combine(folder, ".state");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>For how long a process may run that ends by itself: long enough for any machine, so that one that never ends fails its test instead of the whole run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static Answer Finish(Process process, string? input)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(input);
            process.StandardInput.BaseStream.Write(bytes);
        }
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}: it did not end in {Patience.TotalMinutes:0} minutes.\n{output.Result}{error.Result}");
        }
        process.WaitForExit(); // until its output has been read
        return new(process.ExitCode, output.Result, error.Result);
    }
}

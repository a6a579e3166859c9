using System.Diagnostics;

namespace MemU.Fs.Benchmarks.Measuring;

/// <summary>Runs a whole process and takes its time, from before its start until it has ended and all its output was read.</summary>
internal static class Command
{
    /// <summary>Runs; anything but the exit codes 0 and <paramref name="alsoFine"/> is an error.</summary>
    public static (double Milliseconds, string Output) Run(string file, IEnumerable<string> arguments, string? folder = null, string? input = null, int alsoFine = 0)
    {
        var start = Of(file, arguments);
        (start.RedirectStandardInput, start.WorkingDirectory) = (input is not null, folder ?? "");
        var clock = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var time = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        if (process.ExitCode != 0 && process.ExitCode != alsoFine)
            throw new InvalidOperationException($"{file} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {errors.Result}");
        return (time, output);
    }

    /// <summary>A process with its output to be read, and without the machine's and the user's own settings.</summary>
    public static ProcessStartInfo Of(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MEMU_", StringComparison.Ordinal) || k.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }
}

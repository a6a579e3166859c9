using System.Diagnostics;

namespace MemU.Fs.Tests.Mount;

/// <summary>Other programs, which know nothing of us.</summary>
internal static class Shell
{
    /// <summary>Runs a script of bash in a folder; its output and errors, with the exit code at the end where that is not 0.</summary>
    public static string Run(string folder, string script, int seconds = 120)
    {
        using var process = Start(folder, script);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            process.Kill(entireProcessTree: true);
            return $"hung: {script}";
        }
        return (output.Result + errors.Result).Trim() + (process.ExitCode == 0 ? "" : $" [exit {process.ExitCode}]");
    }

    /// <summary>Starts one that goes on.</summary>
    public static Process Start(string folder, string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in new[] { ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_AUTHOR_NAME", "t"), ("GIT_AUTHOR_EMAIL", "t@example.org"), ("GIT_COMMITTER_NAME", "t"), ("GIT_COMMITTER_EMAIL", "t@example.org"), ("LC_ALL", "C.UTF-8") }) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}

using System.Diagnostics;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>
/// The user's own <c>git</c>, for the network alone. It works in a repository that was made for the moment, whose only content of ours are the
/// objects: no setting, hook, filter or attribute of a memory is ever seen by it, while the user's own keys and credential helpers are.
/// </summary>
internal sealed class GitProgram(string scratch, string objects)
{
    private static readonly string Nothing = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    private static readonly string[] Kept = ["GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH"];

    private static readonly string[] Always =
    [
        "-c", $"core.hooksPath={Nothing}", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never", "-c", "submodule.recurse=false", "-c", "fetch.recurseSubmodules=false", "-c", "fetch.fsckObjects=true",
        "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "fetch.writeCommitGraph=false", "-c", "core.fsyncObjectFiles=true", "-c", "core.fsync=objects", "-c", "push.gpgSign=false", "-c", "advice.pushUpdateRejected=true",
    ];

    /// <summary>git on the search path, by its full name: a <c>git</c> in the current folder is never taken.</summary>
    /// <exception cref="MemUException">There is none.</exception>
    public static string Find(string? path = null)
    {
        foreach (var folder in (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            if (!Path.IsPathFullyQualified(folder)) continue;
            var file = Path.Combine(folder, OperatingSystem.IsWindows() ? "git.exe" : "git");
            if (File.Exists(file)) return file;
        }
        throw new MemUException(MemUErrorKind.System, "git was not found on the PATH. Everything else works without it, but exchanging memories with another repository needs it: install git.");
    }

    /// <summary>Runs it; returns its exit code and what it said.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(), [.. Always, .. arguments])
        {
            WorkingDirectory = scratch, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase) && !Kept.Contains(k, StringComparer.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        start.Environment["GIT_DIR"] = scratch;
        start.Environment["GIT_OBJECT_DIRECTORY"] = objects;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start) ?? throw new MemUException(MemUErrorKind.System, "git could not be started.");
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return (process.ExitCode, await output, await error);
    }
}

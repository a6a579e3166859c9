using System.Diagnostics;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>What git answered.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="IsStalled">True when it was ended because nothing had come for too long.</param>
internal sealed record GitAnswer(int Code, string Output, string Error, bool IsStalled);

/// <summary>
/// The user's own <c>git</c>, for the network alone. It works in a repository that was made for the moment: no setting, hook, filter or attribute
/// of a memory is ever seen by it, while the user's own keys, certificates and credential helpers are.
/// </summary>
/// <param name="scratch">That repository.</param>
/// <param name="patience">How long it may be without a sign of life.</param>
internal sealed class GitProgram(string scratch, TimeSpan patience)
{
    private static readonly string Nothing = OperatingSystem.IsWindows() ? "NUL" : "/dev/null";

    private static readonly string[] Kept = ["GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_HTTP_PROXY_AUTHMETHOD"];
    private static readonly string[] KeptBeginnings = ["GIT_SSL_", "GIT_PROXY_SSL_"]; // whom the user trusts, and as whom

    private static readonly string[] Always =
    [
        "-c", $"core.hooksPath={Nothing}", "-c", "core.fsmonitor=false", "-c", "protocol.ext.allow=never", "-c", "submodule.recurse=false", "-c", "fetch.recurseSubmodules=false", "-c", "fetch.fsckObjects=true",
        "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "fetch.writeCommitGraph=false", "-c", "core.fsyncObjectFiles=true", "-c", "core.fsync=objects", "-c", "push.gpgSign=false", "-c", "core.alternateRefsCommand=true", "-c", "advice.pushUpdateRejected=true",
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

    /// <summary>Runs it to its end, or until nothing has come from it for too long.</summary>
    public async Task<GitAnswer> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Begin(arguments)) ?? throw new MemUException(MemUErrorKind.System, "git could not be started.");
        process.StandardInput.Close();
        var heard = new Heard();
        var (output, error) = (ReadAsync(process.StandardOutput, heard), ReadAsync(process.StandardError, heard));
        try
        {
            var ended = process.WaitForExitAsync(cancellationToken);
            while (patience - heard.Since is var left && await Task.WhenAny(ended, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken)) != ended)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (heard.Since < patience) continue;
                process.Kill(entireProcessTree: true);
                return new(-1, "", "", IsStalled: true);
            }
            await ended;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        return new(process.ExitCode, await output, await error, IsStalled: false);
    }

    private ProcessStartInfo Begin(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Find(), [.. Always, .. arguments])
        {
            WorkingDirectory = scratch, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.OrdinalIgnoreCase) && !Kept.Contains(k, StringComparer.OrdinalIgnoreCase) && !Array.Exists(KeptBeginnings, b => k.StartsWith(b, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        start.Environment["GIT_DIR"] = scratch;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    private static async Task<string> ReadAsync(StreamReader from, Heard heard)
    {
        var text = new StringBuilder();
        var part = new char[4096];
        for (int read; (read = await from.ReadAsync(part)) > 0; heard.Now()) text.Append(part, 0, read);
        return text.ToString();
    }

    /// <summary>When something last came.</summary>
    private sealed class Heard
    {
        private long _at = Stopwatch.GetTimestamp();

        public TimeSpan Since => Stopwatch.GetElapsedTime(Volatile.Read(ref _at));

        public void Now() => Volatile.Write(ref _at, Stopwatch.GetTimestamp());
    }
}

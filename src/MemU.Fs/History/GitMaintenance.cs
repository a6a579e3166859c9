using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>
/// Packs a repository's objects: by the user's git where there is one, which also writes the filters that make the log of a file quick, else by our own
/// writer. Nothing is pruned, reachable or not. git runs without hooks, without its own maintenance, and can fetch nothing.
/// </summary>
public static class GitMaintenance
{
    private static readonly string[] Safe =
    [
        "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false", "-c", "protocol.allow=never", "-c", "credential.helper=",
        "-c", "repack.writeBitmaps=false", "-c", "core.pager=cat",
    ];

    private static readonly string[][] Steps = [["repack", "-d", "-q", "--geometric=2"], ["commit-graph", "write", "--reachable", "--changed-paths"]];

    /// <summary>Packs with the user's git; null when it did, else why it could not.</summary>
    public static async Task<string?> PackWithGitAsync(string top, CancellationToken cancellationToken = default)
    {
        foreach (var step in Steps)
        {
            try
            {
                using var git = Process.Start(Command("git", top, ["-C", top, .. Safe, .. step]))!;
                git.StandardInput.Close();
                var (output, error) = (git.StandardOutput.ReadToEndAsync(cancellationToken), git.StandardError.ReadToEndAsync(cancellationToken));
                try
                {
                    await git.WaitForExitAsync(cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    git.Kill(entireProcessTree: true); // git leaves only files under names of their own, which the next gc removes
                    throw;
                }
                await output;
                if (git.ExitCode != 0) return $"git {step[0]} failed: {CommitMessage.OneLine(await error, 200)}";
            }
            catch (Win32Exception)
            {
                return "there is no git on this machine";
            }
        }
        return null;
    }

    /// <summary>Packs the loose objects with our own writer; returns how many.</summary>
    public static int PackAlone(string objectsFolder)
    {
        using var objects = new ObjectFiles(objectsFolder);
        return objects.PackLoose();
    }

    /// <summary>Starts git's packing as a process of its own with little priority, which outlives this one; its id, or null where that can't be.</summary>
    public static int? StartDetached(string top)
    {
        if (OperatingSystem.IsWindows()) return null; // a child there keeps the console; memu gc does it when it is asked for
        // the script lets go of our streams at once: whoever waits for their end must not wait for git
        const string script = "exec </dev/null >/dev/null 2>&1; t=$1; shift; nice -n 19 git -C \"$t\" \"$@\" repack -d -q --geometric=2 && nice -n 19 git -C \"$t\" \"$@\" commit-graph write --reachable --changed-paths";
        try
        {
            var start = Command("/bin/sh", top, ["-c", script, "memu-gc", top, .. Safe]);
            (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (false, false, false);
            using var process = Process.Start(start);
            return process?.Id;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Whether the packing that was noted as this process still runs.</summary>
    public static bool Runs(string note)
    {
        if (!int.TryParse(note, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        if (id == Environment.ProcessId) return false;
        try
        {
            using var process = Process.GetProcessById(id);
            // ids come around: something else may have this one by now
            return !process.HasExited && process.ProcessName is "sh" or "dash" or "bash" or "busybox" or "git" or "nice" or "memu" or "dotnet" or "MemU.Fs.Tests";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false; // it has ended
        }
    }

    private static ProcessStartInfo Command(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("GIT_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        return start;
    }
}

using System.Diagnostics;

namespace MemU.Fs.Care;

/// <summary>Files that a process that died left behind: half-written ones, and git's own locks when no git runs.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(15);
    private static readonly string[] Locks = ["index.lock", "HEAD.lock", "packed-refs.lock", "config.lock"];

    /// <summary>Those that are surely nobody's any more.</summary>
    public static IReadOnlyList<string> Find(OpenTree open)
    {
        var found = new List<string>();
        var state = Path.Combine(open.Tree.Root, ".memu", "state");
        found.AddRange(OldOnes(Path.Combine(state, "tmp"), "*"));
        found.AddRange(OldOnes(Path.Combine(state, "drafts"), "*"));
        found.AddRange(OldOnes(state, "*.new"));
        found.AddRange(OldOnes(open.CacheFolder, "*.new"));
        found.AddRange(OldOnes(open.CacheFolder, ".probe-*"));
        found.AddRange(OldOnes(Path.Combine(open.CacheFolder, "index"), "*.tmp"));
        found.AddRange(AsOf.Leftovers());
        if (open.History is not { } history) return found;
        found.AddRange(OldOnes(history.ObjectsFolder, "tmp_*", SearchOption.AllDirectories));
        // the lock of a process is a mere file here: it counts as left behind when it is old and no git at all runs
        var locks = Locks.Select(l => Path.Combine(history.GitFolder, l)).Concat(Branches(history.GitFolder)).Where(f => File.Exists(f) && IsOld(f)).ToList();
        if (locks.Count > 0 && !RunsGit()) found.AddRange(locks);
        return found;
    }

    /// <summary>Removes them; returns those that are gone.</summary>
    public static IReadOnlyList<string> Remove(OpenTree open)
    {
        var gone = new List<string>();
        foreach (var path in Find(open))
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else
            {
                if (OperatingSystem.IsWindows()) File.SetAttributes(path, FileAttributes.Normal);
                File.Delete(path);
            }
            gone.Add(path);
        }
        return gone;
    }

    private static IEnumerable<string> Branches(string git) =>
        Directory.Exists(Path.Combine(git, "refs")) ? Directory.EnumerateFiles(Path.Combine(git, "refs"), "*.lock", SearchOption.AllDirectories) : [];

    private static IEnumerable<string> OldOnes(string folder, string pattern, SearchOption depth = SearchOption.TopDirectoryOnly) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern, depth).Where(IsOld) : [];

    private static bool IsOld(string file) => DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > Old;

    private static bool RunsGit()
    {
        var running = Process.GetProcessesByName("git");
        foreach (var process in running) process.Dispose();
        return running.Length > 0;
    }
}

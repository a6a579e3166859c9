using System.Text.RegularExpressions;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>What a power cut would leave, read from the system calls of the real process (strace); skipped where that is missing.</summary>
public sealed partial class PowerCutTests
{
    /// <summary>The last of: a file, its name.</summary>
    private sealed class Disk
    {
        private readonly HashSet<string> _synced = [];
        private readonly Dictionary<string, string> _waiting = []; // a name by its folder that is not durable yet

        public List<(string Name, List<string> NotDurable)> Moved { get; } = [];

        public int Objects { get; private set; }

        public void Take(string line)
        {
            if (Sync().Match(line) is { Success: true } sync)
            {
                var path = sync.Groups[1].Value;
                _synced.Add(path);
                foreach (var name in _waiting.Where(w => w.Value == path).Select(w => w.Key).ToList()) _waiting.Remove(name);
            }
            else if (Rename().Match(line) is { Success: true } rename)
            {
                var (from, to) = (rename.Groups[1].Value, rename.Groups[2].Value);
                var isObject = to.Contains("/.git/objects/", StringComparison.Ordinal);
                if (isObject) Objects++;
                if (isObject && !_synced.Contains(from)) _waiting[to] = "its bytes";
                else if (isObject) _waiting[to] = Path.GetDirectoryName(to)!;
                else Moved.Add((to, [.. _waiting.Keys]));
            }
        }
    }

    [Theory]
    [InlineData(1)] // loose objects
    [InlineData(80)] // a pack
    public async Task Every_object_is_on_the_disk_before_the_intent_or_the_branch_names_it(int facts)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace"), "strace is not installed");
        using var memory = await TestMemory.CreateAsync();
        var source = Path.Combine(memory.Folder, "one.txt");
        File.WriteAllLines(source, Enumerable.Range(0, facts).Select(i => $"Ana: My friend Quagga{(char)('a' + i % 26)}{(char)('a' + i / 26)} lives in Lima."));
        var trace = Path.Combine(memory.Folder, "trace");
        using (var process = MemuProcess.Start(memory.Folder, "/usr/bin/strace", null, "-f", "-y", "-s", "4096", "-e", "trace=fsync,fdatasync,rename,renameat,renameat2", "-o", trace, MemuProcess.Program, "memorize", source, "--root", memory.Root))
        {
            var answer = MemuProcess.Finish(process, "");
            Assert.SkipWhen(answer.Error.Contains("PTRACE", StringComparison.Ordinal), "strace may not trace here");
            Assert.True(answer.ExitCode == 0, answer.Error);
        }
        var disk = new Disk();
        foreach (var line in File.ReadLines(trace)) disk.Take(line);
        Assert.InRange(disk.Objects, 2, int.MaxValue);
        foreach (var name in new[] { "/.memu/state/intent.json", "/.git/refs/heads/main" })
            Assert.Empty(Assert.Single(disk.Moved, m => m.Name.EndsWith(name, StringComparison.Ordinal)).NotDurable);
    }

    [GeneratedRegex("""(?:fsync|fdatasync)\(\d+<([^>]+)>""")]
    private static partial Regex Sync();

    [GeneratedRegex("""rename\w*\((?:AT_FDCWD(?:<[^>]*>)?, )?"([^"]+)", (?:AT_FDCWD(?:<[^>]*>)?, )?"([^"]+)".*= 0$""")]
    private static partial Regex Rename();
}

using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>Machines that add and sync without pause against one remote, as real processes.</summary>
public sealed class ManySyncsTests
{
    private const int Count = 2, Rounds = 20;

    [Fact]
    public async Task T1_two_machines_that_sync_at_once_over_and_over_lose_nothing()
    {
        using var all = new Machines();
        var machines = new List<Machine> { await all.FirstAsync("m0", ("likes/shared.md", string.Concat(Enumerable.Range(0, Count * 4).Select(i => $"Line {i}.\n\n")))) };
        for (var i = 1; i < Count; i++) machines.Add(await all.CloneAsync($"m{i}"));
        var conflicts = await Task.WhenAll(machines.Select((m, n) => Task.Run(() => Work(all, m, n))));
        foreach (var machine in machines) await machine.SyncAsync();
        await machines[0].SyncAsync();
        await all.AssertOneAsync();
        Assert.Equal(0, conflicts.Sum());
        var files = machines[0].Files().ToHashSet();
        for (var n = 0; n < Count; n++)
        {
            for (var round = 0; round < Rounds; round++) Assert.Contains(files, f => f.StartsWith("habits/") && f.EndsWith($"machine-{n}-round-{round}.md"));
            Assert.Contains($"Line {n * 4}. {Rounds - 1} by {n}.", machines[0].Read("likes/shared.md"));
        }
        Assert.Equal(Count * Rounds, machines[0].Git("log", "--format=%s").Split('\n').Count(s => s.StartsWith("add(habits): Machine ")));
        Assert.Equal("", Machines.Git(all.Remote, "fsck", "--strict", "--no-dangling"));
    }

    private static int Work(Machines all, Machine machine, int number)
    {
        var conflicts = 0;
        for (var round = 0; round < Rounds; round++)
        {
            Run(all, "add", $"Machine {number} had round {round}", "--title", $"Machine {number} round {round}", "--category", "habits", "--root", machine.Root);
            var shared = machine.Read("likes/shared.md").Split('\n');
            shared[number * 8] = $"Line {number * 4}. {round} by {number}.";
            machine.Write("likes/shared.md", string.Join('\n', shared));
            if (Run(all, "sync", "--root", machine.Root).Contains("conflict ")) conflicts++;
        }
        return conflicts;
    }

    /// <summary>A sync that others were faster than five times says so, and is run again, as a person would.</summary>
    private static string Run(Machines all, params string[] arguments)
    {
        while (true)
        {
            var answer = MemuProcess.Run(all.Folder, arguments);
            if (answer.ExitCode == 0) return answer.Output;
            Assert.True(answer.ExitCode == 2 && answer.Error.Contains("the remote moved"), $"{answer.ExitCode} {answer.Error}");
        }
    }
}

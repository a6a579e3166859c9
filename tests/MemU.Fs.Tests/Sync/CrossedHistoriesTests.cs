using MemU.Fs.History;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>Machines that merged each other at the same time: their next merge has several commits to start from.</summary>
public sealed class CrossedHistoriesTests
{
    private const string Text = "One.\n\nTwo.\n\nThree.\n";

    [Fact]
    public async Task What_a_side_took_back_after_both_had_merged_each_other_stays_taken_back()
    {
        using var all = new Machines();
        var (a, b) = await BeginAsync(all, ("likes/tea.md", Text), ("likes/cake.md", Text));
        a.Write("likes/tea.md", Text.Replace("One", "Uno"));
        a.Write("likes/from-a.md", "From a.\n");
        b.Write("likes/cake.md", Text.Replace("One", "Eins"));
        b.Write("likes/from-b.md", "From b.\n");
        await CrossAsync(all, a, b);
        Assert.Equal(2, Bases(a, b).Count);
        Assert.True(a.Has("likes/from-b.md") && b.Has("likes/from-a.md"));
        a.Write("likes/cake.md", Text.Replace("Three", "Tres"));
        a.Delete("likes/from-b.md");
        b.Write("likes/tea.md", Text.Replace("Three", "Drei"));
        b.Delete("likes/from-a.md");
        await a.SyncAsync();
        Assert.Empty((await b.SyncAsync()).Conflicts);
        await a.SyncAsync();
        Assert.Equal(Text.Replace("Three", "Drei"), a.Read("likes/tea.md"));
        Assert.Equal(Text.Replace("Three", "Tres"), a.Read("likes/cake.md"));
        Assert.False(a.Has("likes/from-a.md") || a.Has("likes/from-b.md"));
        await all.AssertOneAsync();
    }

    [Fact]
    public async Task A_conflict_that_both_had_is_one_conflict_and_no_version_is_kept_twice()
    {
        using var all = new Machines();
        var (a, b) = await BeginAsync(all, ("likes/tea.md", "Tea.\n"));
        a.Write("likes/tea.md", "Black tea.\n");
        b.Write("likes/tea.md", "Green tea.\n");
        await CrossAsync(all, a, b);
        Assert.Single(await a.Service.ConflictsAsync());
        Assert.Single(await b.Service.ConflictsAsync());
        await a.SyncAsync();
        var met = Assert.Single((await b.SyncAsync()).Conflicts);
        await a.SyncAsync();
        Assert.Equal("Green tea.\n", a.Read("likes/tea.md"));
        Assert.EndsWith("Black tea.\n", a.Read(met.Other));
        Assert.Equal(met.Other, Assert.Single(await a.Service.ConflictsAsync()).Other);
        await all.AssertOneAsync();
    }

    [Fact]
    public async Task Histories_that_cross_again_and_again_lose_nothing_and_bring_nothing_back()
    {
        using var all = new Machines();
        var (a, b) = await BeginAsync(all, ("likes/tea.md", Text));
        for (var round = 0; round < 3; round++)
        {
            a.Write($"likes/a{round}.md", $"From a, {round}.\n");
            b.Write($"likes/b{round}.md", $"From b, {round}.\n");
            if (round > 0)
            {
                a.Delete($"likes/b{round - 1}.md");
                b.Delete($"likes/a{round - 1}.md");
            }
            a.Write("likes/tea.md", a.Read("likes/tea.md").Replace("One", round % 2 == 0 ? "One, hot" : "One"));
            await CrossAsync(all, a, b);
            Assert.Equal(2, Bases(a, b).Count);
        }
        await a.SyncAsync();
        Assert.Empty((await b.SyncAsync()).Conflicts);
        await a.SyncAsync();
        Assert.Equal(["a2.md", "b2.md", "tea.md"], Directory.EnumerateFiles(Path.Combine(a.Root, "likes")).Select(f => Path.GetFileName(f)).Order());
        Assert.Equal(Text.Replace("One", "One, hot, hot"), a.Read("likes/tea.md"));
        await all.AssertOneAsync();
    }

    private static async Task<(Machine A, Machine B)> BeginAsync(Machines all, params (string Path, string Text)[] files)
    {
        Machines.Git(all.Folder, "init", "--quiet", "--bare", "--initial-branch=main", Other(all));
        return (await all.FirstAsync("first", files), await all.CloneAsync("second"));
    }

    /// <summary>Each sends what it has to a place of its own, then takes in the other's without sending.</summary>
    private static async Task CrossAsync(Machines all, Machine a, Machine b)
    {
        await SendAsync(a, Path.Combine(all.Folder, "a.git"));
        await SendAsync(b, Other(all));
        await a.Service.SyncAsync(new() { Remote = Other(all), NoPush = true });
        await b.Service.SyncAsync(new() { Remote = Path.Combine(all.Folder, "a.git"), NoPush = true });
    }

    private static async Task SendAsync(Machine machine, string remote)
    {
        if (!Directory.Exists(remote)) Machines.Git(machine.Root, "init", "--quiet", "--bare", "--initial-branch=main", remote);
        Assert.True((await machine.Service.SyncAsync(new() { Remote = remote })).Pushed);
    }

    private static string Other(Machines all) => Path.Combine(all.Folder, "b.git");

    private static IReadOnlyList<string> Bases(Machine a, Machine b)
    {
        a.Git("fetch", "--quiet", b.Root, "main");
        using var history = GitHistory.TryOpen(a.Root)!;
        var bases = history.MergeBases(a.Git("rev-parse", "HEAD"), b.Git("rev-parse", "HEAD"));
        Assert.Equal(a.Git("merge-base", "--all", a.Git("rev-parse", "HEAD"), b.Git("rev-parse", "HEAD")).Split('\n').Order(), bases.Order());
        return bases;
    }
}

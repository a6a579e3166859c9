using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Care;

/// <summary>Packing, and what is removed with it.</summary>
public sealed class GarbageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Packing_leaves_no_loose_object_and_loses_none_reachable_or_not(bool alone)
    {
        using var memory = await TestMemory.CreateAsync();
        for (var i = 0; i < 15; i++)
        {
            memory.Write("notes/tea.md", $"Tea number {i} is the best.\n");
            await memory.Service.CheckpointAsync($"c{i}");
        }
        File.WriteAllText(Path.Combine(memory.Folder, "loose.txt"), "nobody refers to this");
        var orphan = memory.Git("hash-object", "-w", "../loose.txt");
        var (objects, log) = (All(memory), memory.Git("log", "--all", "--format=%H %s"));
        var dry = await memory.Service.CollectGarbageAsync(dryRun: true, alone: alone);
        Assert.Equal(Loose(memory), dry.Steps[0].Files);
        Assert.NotEqual(0, Loose(memory));
        var done = await memory.Service.CollectGarbageAsync(alone: alone);
        Assert.Equal(0, Loose(memory));
        Assert.Equal(dry.Steps[0].Files, done.Steps[0].Files);
        Assert.True(done.Steps[0].After < done.Steps[0].Before, $"{done.Steps[0]}");
        Assert.Equal(objects, All(memory));
        Assert.Equal("nobody refers to this", memory.Git("cat-file", "-p", orphan));
        Assert.Equal(log, memory.Git("log", "--all", "--format=%H %s"));
        Assert.DoesNotContain("error", memory.Git("fsck", "--full", "--strict"));
        Assert.Equal(!alone, Path.Exists(Path.Combine(memory.Root, ".git/objects/info/commit-graph")));
        // and on it goes
        await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."));
        Assert.NotEmpty((await memory.AskAsync("oolong")).Items);
        Assert.Equal(16, (await memory.Service.LogAsync(MemoryPath.Parse("notes/tea.md"))).Count + 1);
        await memory.Service.CollectGarbageAsync(alone: alone);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task T33_packing_runs_no_hook_and_no_program_that_the_repository_names()
    {
        using var memory = await TestMemory.CreateAsync();
        var ran = Path.Combine(memory.Folder, "ran");
        foreach (var hook in (string[])["pre-auto-gc", "post-index-change", "reference-transaction", "post-rewrite"])
        {
            File.WriteAllText(Path.Combine(memory.Root, ".git/hooks", hook), $"#!/bin/sh\ntouch {ran}\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(memory.Root, ".git/hooks", hook), (UnixFileMode)0b111_101_101);
        }
        foreach (var key in (string[])["core.fsmonitor", "core.pager", "core.sshCommand", "gc.recentObjectsHook"]) memory.Git("config", key, $"touch {ran}");
        await memory.Service.CollectGarbageAsync();
        Assert.False(File.Exists(ran));
        Assert.Equal(0, Loose(memory));
        // a repository that says it is a part of another one has git ask that for what is missing, by a program of its choice
        memory.Write("notes/tea.md", "Oolong.\n");
        await memory.Service.CheckpointAsync("a");
        var tree = memory.Git("rev-parse", "HEAD:notes");
        memory.Write("notes/tea.md", "Rooibos.\n");
        await memory.Service.CheckpointAsync("b");
        File.Delete(Path.Combine(memory.Root, ".git/objects", tree[..2], tree[2..]));
        foreach (var (key, value) in new[] { ("core.repositoryformatversion", "1"), ("extensions.partialClone", "evil"), ("remote.evil.url", memory.Folder), ("remote.evil.promisor", "true"), ("remote.evil.uploadpack", $"touch {ran};") }) memory.Git("config", key, value);
        await Record.ExceptionAsync(() => memory.Service.CollectGarbageAsync());
        Assert.False(File.Exists(ran));
    }

    [Fact]
    public async Task Dead_vectors_go_and_every_memory_is_still_found()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/keep.md", "The lighthouse is painted turquoise.\n");
        for (var i = 0; i < 20; i++) memory.Write($"notes/n{i}.md", $"Passing remark number {i} about the weather.\n");
        await memory.Service.CheckpointAsync("one");
        for (var i = 0; i < 20; i++) File.Delete(Path.Combine(memory.Root, $"notes/n{i}.md"));
        var done = await memory.Service.CollectGarbageAsync();
        Assert.Equal(20, done.Steps.Single(s => s.What == "dead vectors").Files);
        Assert.Equal("notes/keep.md", (await memory.AskAsync("turquoise lighthouse")).Items[0].Path);
        Assert.Equal(0, (await memory.Service.CollectGarbageAsync()).Steps.Single(s => s.What == "dead vectors").Files);
    }

    [Fact]
    public async Task Many_loose_objects_are_packed_in_the_background_once_an_hour_and_never_unless_allowed()
    {
        using var memory = await TestMemory.CreateAsync();
        Scatter(memory);
        await memory.Service.CheckpointAsync("a");
        Assert.True(Loose(memory) > 2_000); // the library does it only when it is told to
        Assert.Contains((await memory.Service.DoctorAsync()).Findings, f => f.Check == "objects" && f.Fix == "memu gc");
        var config = Path.Combine(memory.Root, ".memu/config.yaml");
        var text = File.ReadAllText(config);
        File.WriteAllText(config, text + "\ngc: off\n");
        using (var told = MemoryService.Open(new() { Root = memory.Root, PackInBackground = true })) await told.CheckpointAsync("b");
        Assert.False(File.Exists(Path.Combine(memory.Root, ".memu/state/packing")));
        File.WriteAllText(config, text);
        using (var told = MemoryService.Open(new() { Root = memory.Root, PackInBackground = true }))
        {
            await told.RetrieveAsync(new() { Query = "tea" });
            Assert.False(File.Exists(Path.Combine(memory.Root, ".memu/state/packing")));
            await told.CheckpointAsync("c");
            for (var i = 0; i < 300 && !File.Exists(Path.Combine(memory.Root, ".git/objects/info/commit-graph")); i++) await Task.Delay(100);
            Assert.Equal(0, Loose(memory));
            Scatter(memory);
            memory.Write("notes/x.md", "One more.\n");
            await told.CheckpointAsync("d");
            await Task.Delay(300);
            Assert.True(Loose(memory) > 2_000); // within the hour
            await told.CollectGarbageAsync();
            Assert.Equal(0, Loose(memory));
        }
    }

    private static void Scatter(TestMemory memory)
    {
        var names = new List<string>();
        for (var i = 0; i < 3_200; i++)
        {
            var file = Path.Combine(memory.Folder, $"s{i}");
            File.WriteAllText(file, $"{i} {Guid.NewGuid()}");
            names.Add(file);
        }
        using var process = MemuProcess.Start(memory.Root, "git", null, "hash-object", "-w", "--stdin-paths");
        Assert.Equal(0, MemuProcess.Finish(process, string.Join('\n', names) + "\n").ExitCode);
    }

    private static string All(TestMemory memory) => memory.Git("cat-file", "--batch-all-objects", "--batch-check");

    private static int Loose(TestMemory memory) =>
        Directory.EnumerateDirectories(Path.Combine(memory.Root, ".git/objects")).Where(d => Path.GetFileName(d).Length == 2).Sum(d => Directory.EnumerateFiles(d).Count());
}

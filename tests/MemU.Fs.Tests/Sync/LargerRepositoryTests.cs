using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>A memory in a folder of a repository that holds other things as well.</summary>
public sealed class LargerRepositoryTests
{
    [Fact]
    public async Task A_sync_is_refused_before_anything_is_done_and_plain_git_exchanges_all_of_it()
    {
        using var all = new Machines();
        var (first, second) = (Path.Combine(all.Folder, "one"), Path.Combine(all.Folder, "two"));
        using var memory = await MadeAsync(all, first);
        File.WriteAllText(Path.Combine(first, "notes/likes.md"), "Tea.\n");
        var error = await Assert.ThrowsAsync<MemUException>(() => memory.SyncAsync(new() { Remote = all.Remote }));
        Assert.Equal(MemUErrorKind.NotAllowed, error.Kind);
        Assert.Contains("git pull and git push", error.Message);
        Assert.Contains("?? notes/likes.md", Machines.Git(first, "status", "--porcelain"));
        await memory.AddAsync(new() { Text = "The fern wants water on Sundays", Title = "Fern", Category = "habits", Type = "knowledge" });
        Machines.Git(first, "push", "--quiet", all.Remote, "main");
        Machines.Git(all.Folder, "clone", "--quiet", all.Remote, second);
        using var other = MemoryService.Open(new() { Root = Path.Combine(second, "notes") });
        Assert.Contains((await other.RetrieveAsync(new() { Query = "fern" })).Items, i => i.Title == "Fern");
        await other.AddAsync(new() { Text = "The spare key hangs behind the barometer", Title = "Spare key", Category = "habits", Type = "knowledge" });
        Machines.Git(second, "push", "--quiet", "origin", "main");
        Machines.Git(first, "pull", "--quiet", all.Remote, "main");
        Assert.Contains((await memory.RetrieveAsync(new() { Query = "barometer" })).Items, i => i.Title == "Spare key");
        Assert.True((await memory.DoctorAsync()).Healthy);
        var clone = await Assert.ThrowsAsync<MemUException>(() => all.Add("third").Service.CloneAsync(new(all.Remote)));
        Assert.Contains("a memory in the folder notes", clone.Message);
    }

    [Fact]
    public async Task What_the_error_says_gives_the_memory_a_repository_of_its_own_with_its_history()
    {
        using var all = new Machines();
        var first = Path.Combine(all.Folder, "one");
        using var memory = await MadeAsync(all, first);
        await memory.AddAsync(new() { Text = "The fern wants water on Sundays", Title = "Fern", Category = "habits", Type = "knowledge" });
        Machines.Git(first, "subtree", "split", "--prefix=notes", "-b", "memory-alone");
        Machines.Git(first, "clone", "--quiet", "-b", "memory-alone", ".", Path.Combine(all.Folder, "alone"));
        using var alone = MemoryService.Open(new() { Root = Path.Combine(all.Folder, "alone") });
        Assert.True((await alone.SyncAsync(new() { Remote = all.Remote })).Pushed);
        Assert.Equal(["add(habits): Fern", "init: a memory"], Machines.Git(all.Remote, "log", "--format=%s", "--all").Split('\n').Select(s => s.StartsWith("init") ? "init: a memory" : s));
        Assert.Equal("", Machines.Git(all.Remote, "ls-tree", "--name-only", Machines.Git(all.Remote, "for-each-ref", "--format=%(objectname)"), "code.txt"));
    }

    private static async Task<MemoryService> MadeAsync(Machines all, string top)
    {
        Directory.CreateDirectory(top);
        Machines.Git(all.Folder, "init", "--quiet", "--initial-branch=main", top);
        File.WriteAllText(Path.Combine(top, "code.txt"), "code\n");
        Machines.Git(top, "add", "-A");
        Machines.Git(top, "commit", "--quiet", "-m", "code");
        var memory = MemoryService.Open(new() { Root = Path.Combine(top, "notes") });
        await memory.InitAsync(new() { InRepository = true });
        return memory;
    }
}

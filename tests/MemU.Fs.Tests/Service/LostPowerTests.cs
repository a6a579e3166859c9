using System.Text;
using MemU.Fs.History;
using MemU.Fs.Tests.Cli;
using Xunit;
using static MemU.Fs.Tests.Service.LargeMemory;

namespace MemU.Fs.Tests.Service;

/// <summary>
/// A process that stays puts only its journal on the disk before an add returns. The machine loses its power then: a tree is made as the disk may hold it,
/// with the rest unwritten, half written, or as it was before.
/// </summary>
public sealed class LostPowerTests
{
    [Theory]
    [InlineData("empty")]
    [InlineData("before")]
    [InlineData("torn")]
    [InlineData("zeros")]
    [InlineData("mixed")]
    [InlineData("kept")]
    public async Task T2_a_power_cut_loses_no_memory_that_was_added_whatever_else_the_disk_had_not_written(string state)
    {
        using var memory = await CreateAsync();
        var words = Killed(memory, "lock:5");
        Assert.Equal(4, words.Length);
        LosePower(memory, state);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "status", "--root", memory.Root).ExitCode);
        await AssertAllAsync(memory, words);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "add", "The kudu is kept in the third drawer.", "--root", memory.Root).ExitCode);
        await AssertAllAsync(memory, [.. words, "kudu"]);
    }

    [Fact]
    public async Task T2_what_a_person_writes_after_a_power_cut_stays()
    {
        using var memory = await CreateAsync();
        var words = Killed(memory, "lock:5");
        LosePower(memory, "empty");
        var edited = memory.Files().Single(f => f.Contains(words[1], StringComparison.Ordinal));
        memory.Write(edited, "The quagga wrote this.\n");
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "add", "The kudu is kept in the third drawer.", "--root", memory.Root).ExitCode);
        Assert.Equal("The quagga wrote this.\n", memory.Read(edited));
        Assert.Contains($"edit: {edited[..40]}", memory.Git("log", "--format=%s"));
        await AssertAllAsync(memory, [words[0], words[2], words[3], "kudu"]);
    }

    [Fact]
    public async Task T2_what_a_person_removes_after_a_mere_kill_stays_removed()
    {
        using var memory = await CreateAsync();
        var words = Killed(memory, "lock:5");
        var removed = memory.Files().Single(f => f.Contains(words[1], StringComparison.Ordinal));
        File.Delete(Path.Combine(memory.Root, removed));
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "add", "The kudu is kept in the third drawer.", "--root", memory.Root).ExitCode);
        Assert.False(File.Exists(Path.Combine(memory.Root, removed)));
        await AssertAllAsync(memory, [words[0], words[2], words[3], "kudu"]);
    }

    [Fact]
    public async Task T2_a_branch_that_somebody_moved_on_is_not_moved_back()
    {
        using var memory = await CreateAsync();
        Killed(memory, "lock:5");
        var moved = memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit-tree", "-p", "HEAD", "-m", "mine", "HEAD^{tree}");
        memory.Git("update-ref", "refs/heads/main", moved);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "status", "--root", memory.Root).ExitCode);
        Assert.Equal(moved, memory.Git("rev-parse", "HEAD"));
        AssertNothingIsCutOff(memory);
    }

    [Fact]
    public async Task T2_a_journal_whose_last_record_is_torn_holds_the_ones_before()
    {
        using var memory = await CreateAsync();
        var words = Killed(memory, "intent:4");
        var journal = new CommitJournal(memory.Root);
        Assert.Equal(4, journal.Read().Count);
        var file = CommitJournal.FileOf(memory.Root);
        var bytes = File.ReadAllBytes(file);
        var end = Array.FindLastIndex(bytes, b => b != 0);
        bytes[end - 10] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal(3, journal.Read().Count);
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "status", "--root", memory.Root).ExitCode);
        await AssertAllAsync(memory, words);
    }

    /// <summary>Leaves of all that the journal speaks of what the disk might hold, in another run of the machine.</summary>
    private static void LosePower(TestMemory memory, string state)
    {
        var journal = new CommitJournal(memory.Root);
        var records = journal.Read();
        Assert.Equal(4, records.Count);
        var first = records[0].Intent.Parent!;
        var before = new Dictionary<string, byte[]?>();
        using (var history = GitHistory.TryOpen(memory.Root)!)
            foreach (var path in records.SelectMany(r => r.Intent.Paths)) before[path] = history.ReadAt(path, first);
        var n = 0;
        foreach (var id in records.SelectMany(r => r.Objects).Select(o => o.Id).Distinct()) Lose($".git/objects/{id[..2]}/{id[2..]}", null);
        foreach (var (path, bytes) in before) Lose(path, bytes);
        Lose(".git/refs/heads/main", Encoding.ASCII.GetBytes(first + "\n"));
        var another = journal.Read().Select(r => r with { Intent = r.Intent with { Boot = "another run" } }).ToList();
        for (var i = 0; i < another.Count; i++) journal.Append(another[i].Intent, another[i].Objects, isFirst: i == 0);

        void Lose(string relative, byte[]? old)
        {
            var file = Path.Combine(memory.Root, relative);
            var bytes = File.ReadAllBytes(file);
            var how = state == "mixed" ? ((string[])["empty", "before", "torn", "zeros", "kept"])[n++ % 5] : state;
            if (how == "kept") return;
            File.Delete(file);
            var left = how switch { "empty" => [], "before" => old, "torn" => bytes[..(bytes.Length / 2)], _ => new byte[bytes.Length] };
            if (left is not null) File.WriteAllBytes(file, left);
        }
    }
}

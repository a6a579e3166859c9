using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Purging for good, looked for afterwards in every byte of the folder: in packs and loose objects unpacked, in the index, in the names of files.</summary>
public sealed class PurgeTests
{
    private const string Secret = "Kestrel-Harbour 4471";
    private const string Digits = "(?i)(?<![0-9a-f])4471(?![0-9a-f])"; // but not within the id of an object, by chance

    /// <summary>A secret in every place that a repository has: commits, a branch, a tag's message, a stash, a dropped commit, packs, notes, a file's name, git's index.</summary>
    private static async Task<TestMemory> PlantedAsync()
    {
        var memory = await TestMemory.CreateAsync();
        memory.Git("config", "user.name", "Ana");
        memory.Git("config", "user.email", "ana@example.com");
        memory.Git("config", "gc.auto", "0");
        await memory.SayAsync("talk.json", null, ("Ana", "I love oolong tea."), ("Ana", $"My project is called {Secret}."), ("Ana", $"I love {Secret} most of all."));
        memory.Write("notes/kestrel-harbour-4471.md", $"---\ntype: note\ntitle: {Secret}\n---\nIt is {Secret.ToUpperInvariant()}, see [[oolong]].\n");
        memory.Write("notes/other.md", $"---\ntype: note\n---\nSee [[notes/kestrel-harbour-4471]], keep this.\n");
        await memory.Service.CheckpointAsync("one");
        memory.Git("gc", "-q");
        memory.Git("checkout", "-qb", "side");
        memory.Write("side.md", $"on the side: {Secret}\n");
        memory.Git("add", ".");
        memory.Git("commit", "-qm", $"side about {Secret}");
        memory.Git("tag", "-a", "-m", $"the {Secret} tag", "annotated");
        memory.Git("checkout", "-q", "main");
        memory.Write("dropped.md", $"dropped {Secret}\n");
        memory.Git("add", ".");
        memory.Git("commit", "-qm", "dropped");
        memory.Git("reset", "-q", "--hard", "HEAD~1");
        memory.Write("notes/other.md", memory.Read("notes/other.md") + $"stashed {Secret}\n");
        memory.Git("stash", "-q");
        memory.Git("notes", "add", "-m", $"a note on {Secret}");
        memory.Git("pack-refs", "--all");
        await memory.AskAsync(Secret);
        return memory;
    }

    private static readonly Regex IsCompressed = new(@"/objects/([0-9a-f]{2}/[0-9a-f]{38}|pack/pack-[0-9a-f]{40}\.(pack|idx|rev))$");

    /// <summary>Everything below the root as git and the disk hold it, in one text.</summary>
    private static string Everything(TestMemory memory)
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(memory.Root, "*", SearchOption.AllDirectories))
        {
            all.Append(Path.GetRelativePath(memory.Root, file)).Append('\n');
            if (IsCompressed.IsMatch(file)) continue; // read through git below: as bytes they hold any four digits by chance
            var bytes = File.ReadAllBytes(file);
            all.Append(Encoding.Latin1.GetString(bytes)).Append('\n');
        }
        using var process = MemuProcess.Start(memory.Root, "/bin/bash", null, "-c", "git cat-file --batch-all-objects --batch --unordered; git reflog --all; git stash list; git show-ref; git ls-files --stage");
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return all.Append(Encoding.UTF8.GetString(output.ToArray())).ToString();
    }

    private static void AssertSound(TestMemory memory)
    {
        using var fsck = MemuProcess.Start(memory.Root, "git", null, "fsck", "--full", "--strict");
        var answer = MemuProcess.Finish(fsck, "");
        Assert.True(answer.ExitCode == 0 && !answer.Error.Contains("error", StringComparison.Ordinal) && !answer.Error.Contains("missing", StringComparison.Ordinal), answer.Output + answer.Error);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("git:", memory.Git("reflog", "--all"));
    }

    [Fact]
    public async Task T35_a_purged_text_is_in_no_file_object_name_message_stash_log_index_or_vector_any_more()
    {
        using var memory = await PlantedAsync();
        Assert.Contains("Kestrel", Everything(memory));
        var log = Path.Combine(memory.Folder, "errors.log");
        File.WriteAllText(log, $"it broke at {Secret}\n");
        var dry = await memory.Service.PurgeAsync(new() { Target = Secret, DryRun = true });
        Assert.True(dry is { What: "text", Blobs: > 5, Commits: > 3, Commit: null });
        Assert.Contains("Kestrel", Everything(memory));

        var done = await memory.Service.PurgeAsync(new() { Target = Secret, Logs = [log] });
        Assert.Empty(done.Remains);
        Assert.Equal((dry.Blobs, dry.Commits), (done.Blobs, done.Commits));
        var all = Everything(memory) + File.ReadAllText(log);
        Assert.DoesNotMatch(Digits, all);
        Assert.Contains(done.Mentions, m => m.StartsWith("resources/", StringComparison.Ordinal)); // its caption speaks of "kestrel-harbour", and the user is told
        AssertSound(memory);
        // what else there was is there still
        Assert.Contains("oolong", memory.Git("log", "-p", "--all"));
        Assert.Contains("keep this", memory.Read("notes/other.md"));
        Assert.Contains("[[notes/███]]", memory.Read("notes/other.md"));
        Assert.True(File.Exists(Path.Combine(memory.Root, "notes/███.md")));
        Assert.Contains("on the side: ███", memory.Git("show", "side:side.md"));
        Assert.Contains("stashed ███", memory.Git("stash", "show", "-p"));
        Assert.Contains("the ███ tag", memory.Git("tag", "-n1"));
        Assert.NotEmpty((await memory.AskAsync("oolong tea")).Items);
        // tombstones: ids of blobs and times only
        Assert.All(File.ReadAllLines(Path.Combine(memory.Root, ".memu/tombstones")), l => Assert.Matches("^[0-9a-f]{40} [0-9T:Z-]+$", l));
        Assert.Equal(done.Commit, memory.Git("rev-parse", "HEAD"));
        Assert.True((await memory.Service.PurgeAsync(new() { Target = Secret, DryRun = true })).IsEmpty);
    }

    [Fact]
    public async Task A_purged_path_goes_under_all_its_names_with_the_lines_of_pages_that_quote_it()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Git("config", "user.name", "Ana");
        memory.Git("config", "user.email", "ana@example.com");
        await memory.SayAsync("a.json", null, ("Ana", "I love oolong tea."));
        var said = await memory.SayAsync("b.json", null, DateTimeOffset.Parse("2026-11-21T09:00:00Z"), ("Ana", "I love dark chocolate."));
        var item = said.Items[0].Path;
        File.Move(Path.Combine(memory.Root, item), Path.Combine(memory.Root, "preferences/sweets.md"));
        await memory.Service.CheckpointAsync("moved");
        memory.Git("gc", "-q");
        var done = await memory.Service.PurgeAsync(new() { Target = "preferences/sweets.md" });
        Assert.Empty(done.Remains);
        Assert.Equal("path", done.What);
        // the conversation still says it, and the user is told
        Assert.Contains(said.Resources?[0].Path ?? said.Resource!.Path, done.Mentions);
        Assert.Equal("", memory.Git("log", "--all", "--oneline", "--", item, "preferences/sweets.md"));
        Assert.DoesNotContain("chocolate", memory.Git("log", "-p", "--all", "--", "preferences"));
        Assert.DoesNotContain("chocolate", memory.Git("log", "--all", "--format=%B"));
        Assert.Contains("oolong", memory.Git("log", "-p", "--all", "--", "preferences/README.md"));
        AssertSound(memory);
        // with the conversation and its raw copy it is gone everywhere
        var resource = said.Resource!.Path;
        done = await memory.Service.PurgeAsync(new() { Target = resource });
        Assert.Empty(done.Mentions);
        Assert.Empty(done.Remains);
        Assert.DoesNotContain("chocolate", Everything(memory));
        AssertSound(memory);
    }

    [Fact]
    public async Task A_path_that_only_history_has_is_purged_and_an_empty_file_elsewhere_stays()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("a/gone.md", "the old plan\n");
        memory.Write("a/empty.md", "");
        memory.Write("b/empty.md", "");
        memory.Write("b/copy.md", "the old plan\n");
        await memory.Service.CheckpointAsync("one");
        File.Delete(Path.Combine(memory.Root, "a/gone.md"));
        await memory.Service.CheckpointAsync("two");
        var done = await memory.Service.PurgeAsync(new() { Target = "a" });
        Assert.Empty(done.Remains);
        Assert.DoesNotContain("the old plan", Everything(memory)); // a copy is the same text
        Assert.True(File.Exists(Path.Combine(memory.Root, "b/empty.md")));
        Assert.False(Directory.Exists(Path.Combine(memory.Root, "a")));
        Assert.Equal("", memory.Git("ls-tree", "-r", "--name-only", "one", "a"));
        AssertSound(memory);
    }

    [Fact]
    public async Task It_refuses_in_a_larger_repository_with_borrowed_objects_and_linked_work_trees()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Git("worktree", "add", "-q", Path.Combine(memory.Folder, "linked"));
        Assert.Contains("work trees", (await Assert.ThrowsAsync<MemUException>(() => memory.Service.PurgeAsync(new() { Target = "oolong" }))).Message);
        using var outer = new TemporaryFolder();
        using (var git = Process.Start(new ProcessStartInfo("git", ["init", "-q", outer.Path]))!) git.WaitForExit();
        using var inner = MemoryService.Open(new() { Root = outer.File("memory") });
        await inner.InitAsync(new() { InRepository = true });
        var refused = await Assert.ThrowsAsync<MemUException>(() => inner.PurgeAsync(new() { Target = "oolong" }));
        Assert.Equal(MemUErrorKind.NotAllowed, refused.Kind);
        Assert.Contains("larger repository", refused.Message);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("  ")]
    [InlineData(".memu/config.yaml")]
    public async Task What_would_hit_too_much_or_the_program_itself_is_refused(string target)
    {
        using var memory = await TestMemory.CreateAsync();
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.PurgeAsync(new() { Target = target }));
    }

    [Theory]
    [InlineData("Zoë's \"Café\" 5/7", "{\"t\":\"Zo\\u00eb's \\\"Caf\\u00E9\\\" 5\\/7\"}")]
    [InlineData("Zoë's \"Café\" 5/7", "title: 'Zoë''s \"Café\" 5/7'")]
    [InlineData("Zoë's \"Café\" 5/7", "Zoe\u0308's \"CAFÉ\" 5/7")]
    [InlineData("two words here", "> two words\n> here")]
    [InlineData("林晓的电话", "林晓的电话")]
    [InlineData("a😀b", "\"a\\ud83d\\ude00b\"")]
    [InlineData("x [[y]] ^z", "x \\[[y]] \\^z")]
    public void Every_form_in_which_a_text_is_written_is_found(string text, string written)
    {
        var masked = new PurgedText([text], asNames: true).Mask(written);
        Assert.Contains(PurgedText.Mark, masked);
        Assert.True(masked.Length < written.Length || text.Length <= 5, masked);
    }

    [Theory]
    [InlineData("purge-prepared")]
    [InlineData("purge-files")]
    [InlineData("purge-published")]
    public async Task T2_a_purge_that_dies_is_finished_by_the_next_one(string point)
    {
        using var memory = await PlantedAsync();
        var died = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "purge", Secret, "--yes", "--root", memory.Root);
        Assert.Equal(137, died.ExitCode);
        Assert.DoesNotContain("error", memory.Git("fsck", "--full"), StringComparison.OrdinalIgnoreCase);
        await memory.SayAsync("later.json", null, ("Ana", "I work as a nurse.")); // another command in between commits nothing of it again
        var done = await memory.Service.PurgeAsync(new() { Target = Secret });
        Assert.Empty(done.Remains);
        Assert.DoesNotMatch(Digits, Everything(memory));
        AssertSound(memory);
    }
}

using System.Text;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Broken caches, dead owners, monstrous files: named, bounded, and no file of the user's is the worse for it.</summary>
public sealed class HarmlessTests
{
    [Fact]
    public async Task T4_no_reconciling_deletes_a_file_whatever_the_cache_says()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"));
        memory.Write("notes/new.md", "Not in git yet.\n");
        memory.Write("notes/ignored.log", "Not markdown.\n");
        memory.Write(".gitignore", memory.Read(".gitignore") + "notes/private.md\n");
        memory.Write("notes/private.md", "Ignored by git.\n");
        var before = memory.Files().ToDictionary(f => f, memory.Read);
        var cache = Path.Combine(memory.Root, ".memu", "cache");
        var random = new Random(7);
        foreach (var file in Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList())
        {
            var garbage = new byte[random.Next(0, 400)];
            random.NextBytes(garbage);
            File.WriteAllBytes(file, garbage);
            await memory.AskAsync("tea");
            await memory.Service.DoctorAsync();
        }
        await memory.Service.ReindexAsync();
        Assert.Equal(before, memory.Files().ToDictionary(f => f, memory.Read));
        Assert.NotEmpty((await memory.AskAsync("which tea does Ana like?")).Items);
    }

    [Fact]
    public async Task A_file_of_the_cache_that_is_cut_in_half_is_made_anew_and_the_question_answered()
    {
        using var memory = await TestMemory.CreateAsync();
        foreach (var text in new[] { "Ana likes oolong tea", "Ben drinks coffee", "The ferry leaves at nine" }) await memory.Service.AddAsync(new() { Text = text });
        memory.Service.Dispose();
        var (cache, kept) = (Path.Combine(memory.Root, ".memu", "cache"), Path.Combine(memory.Folder, "kept"));
        Copy(cache, kept);
        foreach (var file in Directory.GetFiles(kept, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(kept, file);
            using (var again = Broken(name)) Assert.True((await again.RetrieveAsync(new() { Query = "oolong" })).Items is [{ Summary: "Ana likes oolong tea" }], name);
            // what is known is not learned a second time because an empty index does not know it
            using (var again = Broken(name)) Assert.Equal((name, "skipped"), (name, (await again.AddAsync(new() { Text = "Ana likes oolong tea" })).Action));
            Assert.Single(memory.Files(), f => f.Contains("oolong", StringComparison.Ordinal));
        }

        // nothing else has changed, so that a comparison of the files finds nothing to do
        MemoryService Broken(string name)
        {
            foreach (var folder in Directory.GetDirectories(cache)) Directory.Delete(folder, recursive: true);
            Copy(kept, cache);
            using (var bytes = File.OpenWrite(Path.Combine(cache, name))) bytes.SetLength(bytes.Length / 2);
            return MemoryService.Open(new() { Root = memory.Root });
        }

        static void Copy(string from, string to)
        {
            foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
            foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
        }
    }

    [Fact]
    public async Task T7_the_lock_of_a_process_that_died_is_taken_over_at_once()
    {
        using var memory = await TestMemory.CreateAsync();
        var dead = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = "lock" }, "add", "The ferry leaves at nine", "--root", memory.Root);
        Assert.Equal(137, dead.ExitCode);
        Assert.True(File.Exists(Path.Combine(memory.Root, ".memu/state/lock.owner")));
        using var next = MemoryService.Open(new() { Root = memory.Root, LockPatience = TimeSpan.Zero });
        Assert.Equal("added", (await next.AddAsync(new() { Text = "The ferry leaves at ten" })).Action);
    }

    [Fact]
    public async Task T7_two_processes_that_follow_one_tree_commit_an_edit_once()
    {
        using var memory = await TestMemory.CreateAsync();
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MemU.Fs.Benchmarks.exe" : "MemU.Fs.Benchmarks");
        var following = Enumerable.Range(0, 2).Select(_ => MemuProcess.Start(memory.Folder, program, null, "follow", memory.Root)).ToList();
        foreach (var process in following) Assert.Equal("following", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        for (var i = 0; i < 3; i++)
        {
            memory.Write($"notes/n{i}.md", $"Note {i}.\n");
            var path = $"notes/n{i}.md";
            for (var since = System.Diagnostics.Stopwatch.StartNew(); memory.Git("log", "--format=%s", "--", path).Length == 0 && since.Elapsed < TimeSpan.FromSeconds(60);) await Task.Delay(50);
            Assert.Equal($"edit: {path}", memory.Git("log", "--format=%s", "--", path)); // once
        }
        foreach (var process in following)
            using (process) Assert.Equal((0, ""), MemuProcess.Finish(process, "") is var end ? (end.ExitCode, end.Error) : default);
        Assert.Equal(3, memory.Git("log", "--format=%s").Split('\n').Count(s => s.StartsWith("edit:", StringComparison.Ordinal)));
        Assert.DoesNotContain(memory.Git("log", "--format=%T").Split('\n').GroupBy(t => t), g => g.Count() > 1); // no empty commit
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task All_who_open_one_memory_at_the_same_moment_in_one_process_may_write()
    {
        using var memory = await TestMemory.CreateAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var open = new OpenTree(new() { Root = memory.Root }, mayWriteIndex: true);
                open.Index.LockForWriting(TimeSpan.FromSeconds(30), default); // says so when it was opened to be read only
            }
        })));
    }

    [Fact]
    public async Task T37_monstrous_files_and_circles_of_links_are_bounded_named_and_kept()
    {
        using var memory = await TestMemory.CreateAsync();
        var front = new StringBuilder("---\ntype: note\n");
        for (var i = 0; front.Length < 50_000_000; i++) front.Append("key").Append(i).Append(": value of no interest whatsoever, said at some length\n");
        memory.Write("notes/front.md", front.Append("---\nThe albatross is in here.\n").ToString());
        memory.Write("notes/line.md", $"The pelican begins a long line {new string('x', 10_000_000)} and the puffin ends it.\n");
        memory.Write("notes/a.md", "---\ntype: note\nsupersedes: ['[[notes/b]]']\nalso_in: ['[[notes/a]]']\n---\nThe circle of kittiwakes, one. [[notes/b]]\n");
        memory.Write("notes/b.md", "---\ntype: note\nsupersedes: ['[[notes/a]]']\n---\nThe circle of kittiwakes, two. [[notes/a]] [[notes/b]]\n");
        var sizes = memory.Files().ToDictionary(f => f, f => new FileInfo(Path.Combine(memory.Root, f)).Length);
        Assert.Contains((await memory.AskAsync("pelican")).Items, i => i.Path == "notes/line.md");
        Assert.Contains((await memory.AskAsync("puffin")).Items, i => i.Path == "notes/line.md");
        Assert.Equal(2, (await memory.AskAsync("circle of kittiwakes")).Items.Count);
        Assert.Contains((await memory.Service.StatusAsync()).Problems.Concat((await memory.Service.DoctorAsync()).Findings.Select(f => f.Message)), p => p.Contains("notes/front.md", StringComparison.Ordinal));
        Assert.NotEmpty((await memory.Service.LinksAsync("notes/a.md")).Out);
        await memory.Service.MoveAsync(new() { From = "notes/a.md", To = "notes/c.md" });
        Assert.Contains("[[notes/c]]", memory.Read("notes/b.md"));
        Assert.Equal(sizes["notes/front.md"], new FileInfo(Path.Combine(memory.Root, "notes/front.md")).Length);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task T37_symbolic_links_that_lead_in_circles_end_and_are_left_as_they_are()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "symbolic links take a privilege there");
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "The kittiwake circles the cliff.\n");
        File.CreateSymbolicLink(Path.Combine(memory.Root, "notes/up"), "..");
        File.CreateSymbolicLink(Path.Combine(memory.Root, "notes/self.md"), "self.md");
        File.CreateSymbolicLink(Path.Combine(memory.Root, "one"), "two");
        File.CreateSymbolicLink(Path.Combine(memory.Root, "two"), "one");
        Assert.Equal(["notes/a.md"], (await memory.AskAsync("kittiwake circles", limit: 50)).Items.Select(i => i.Path));
        await Assert.ThrowsAsync<Model.MemUException>(() => memory.Service.ShowAsync("notes/self.md"));
        await Assert.ThrowsAsync<Model.MemUException>(() => memory.Service.AddAsync(new() { Text = "Into a circle.", Category = "one" }));
        await memory.Service.AddAsync(new() { Text = "The ferry leaves at nine." });
        Assert.Equal(["one", "two"], Directory.EnumerateFileSystemEntries(memory.Root).Where(f => new FileInfo(f).LinkTarget is not null).Select(f => Path.GetFileName(f)!).Order());
        Assert.Equal(["notes/a.md"], memory.Git("ls-files", "notes").Split('\n'));
    }

    [Fact]
    public async Task T37_memories_that_replace_each_other_in_a_circle_are_all_shown_and_none_hides_the_rest()
    {
        using var memory = await TestMemory.CreateAsync();
        for (var i = 0; i < 30; i++) memory.Write($"notes/n{i}.md", $"---\ntype: note\nsupersedes: ['[[notes/n{(i + 1) % 30}]]'{(i == 0 ? ", '[[notes/old]]'" : "")}]\n---\nThe circle of terns, number {i}.\n");
        memory.Write("notes/old.md", "The circle of terns, before it began.\n"); // its successors never come back to it
        Assert.Equal(31, (await memory.AskAsync("circle of terns", limit: 50)).Items.Count);
        Assert.NotEmpty((await memory.Service.GraphAsync()).Edges);
        await memory.Service.DoctorAsync();
    }
}

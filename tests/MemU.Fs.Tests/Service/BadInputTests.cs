using System.Text;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>Each bad input gets one clear message and an exit code, and the tree stays as it was.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string, string> Sources() => new()
    {
        { "empty.json", "", "empty" },
        { "blank.json", "  \n\t ", "white space" },
        { "truncated.json", """[{"role":"user","content":"I live in""", "truncated.json" },
        { "prose.json", "this is no json", "prose.json" },
        { "number.json", "42", "number.json" },
        { "shape.json", """{"foo":[1,2,3]}""", "shape.json" },
        { "none.json", "[]", "none.json" },
        { "line.jsonl", "{\"role\":\"user\",\"content\":\"I live in Lyon.\"}\n{broken\n", "line.jsonl:2" },
        { "picture.png", "\u0089PNG\r\n\u001a\n", "supported" },
        { "paper.pdf", "%PDF-1.7\n", "supported" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_bad_source_is_named_with_what_is_wrong_and_nothing_is_written(string name, string content, string expected)
    {
        using var memory = await TestMemory.CreateAsync();
        var (files, head) = (memory.Files().ToList(), memory.Git("rev-parse", "HEAD"));
        var file = Path.Combine(memory.Folder, name);
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(content));
        var answer = MemuProcess.Run(memory.Folder, "memorize", file, "--root", memory.Root);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(expected, answer.Error);
        Assert.Single(answer.Error.Trim().Split('\n'));
        Assert.Equal("", answer.Output);
        Assert.Equal(files, memory.Files());
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task Lone_surrogates_NUL_CRLF_and_BOM_are_taken_in_and_leave_a_clean_tree()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "odd.json");
        File.WriteAllText(file, "[{\"role\":\"user\",\r\n\"content\":\"I live in Lyon\\ud800 \\u0000 and\\r\\nI am allergic to peanuts.\"}]\r\n", new UTF8Encoding(true));
        var answer = MemuProcess.Run(memory.Folder, "memorize", file, "--root", memory.Root);
        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.True((await memory.Service.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task A_folder_with_some_bad_files_learns_the_others_and_exits_with_2()
    {
        using var memory = await TestMemory.CreateAsync();
        Directory.CreateDirectory(Path.Combine(memory.Folder, "chats"));
        File.WriteAllBytes(Path.Combine(memory.Folder, "chats", "good.json"), TestMemory.Conversation(DateTimeOffset.UnixEpoch, ("Ana", "I'm allergic to peanuts.")));
        File.WriteAllText(Path.Combine(memory.Folder, "chats", "bad.json"), "[{");
        var answer = MemuProcess.Run(memory.Folder, "memorize", Path.Combine(memory.Folder, "chats"), "--root", memory.Root);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("bad.json", answer.Error);
        Assert.Contains((await memory.AskAsync("peanuts")).Items, i => i.Summary.Contains("peanuts"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    private static readonly string[] Hostile =
    [
        "..", "../../etc/passwd", "a/../../b", "/etc/passwd", "//server/share/x.md", "\\\\server\\share\\x.md", "C:\\x.md", "C:/x.md", "C:x.md", "..\\x.md", "%2e%2e/x.md", "a/%2E%2e/x.md", "%252e%252e/x.md", "..%2fx.md", "a/..%5cx.md",
        "f.md:stream", "f.md::$DATA", "CON", "nul.md", "a/COM1.md", "aux.txt.md", "a/./b.md", "a//b.md", "x\u001b[2Jy.md", "a\nb.md", "x.md.", "x.md ", ".git/config", "a/.git/config", ".GIT/config", ".memu/state/lock", ".memu/cache/tree.bin",
    ];

    public static TheoryData<string> HostilePaths() => [.. Hostile.Append(new string('n', 300) + ".md")];

    [Theory]
    [MemberData(nameof(HostilePaths))]
    public async Task T32_a_path_that_leads_out_or_that_some_system_reads_otherwise_is_refused_by_every_verb(string path)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/tea.md", "Oolong.\n");
        await memory.Service.CheckpointAsync("one");
        File.WriteAllText(Path.Combine(memory.Folder, "x.md"), "the vault code is swordfish\n");
        var (before, outside) = (memory.Bytes(), Directory.EnumerateFileSystemEntries(memory.Folder).Order().ToList());
        var service = memory.Service;
        before.Remove(".memu/state/lock.owner"); // says when it was taken last
        var reads = new Func<Task>[] { () => service.ShowAsync(path), () => service.ShowAsync($"{path}@one"), () => service.BlameAsync(path) };
        var writes = new Func<Task>[]
        {
            () => service.EditAsync(new() { Target = path, Append = "x" }), () => service.RemoveAsync(new() { Target = path, Recursive = true }), () => service.MoveAsync(new() { From = path, To = "notes/x.md" }), () => service.MoveAsync(new() { From = "notes/tea.md", To = path }),
            () => service.AddAsync(new() { Text = "x", Category = path }), () => service.AddCategoryAsync(new() { Name = "fresh", Folder = path }), () => service.LinkAsync(new() { From = "notes/tea.md", To = path }),
            () => service.AlsoInAsync(new() { Target = "notes/tea.md", Category = path }), () => service.MergeAsync(new() { From = "notes/tea.md", Into = path }), () => service.RestoreAsync(Model.MemoryPath.Parse(path), "one"),
        };
        foreach (var verb in reads.Concat(writes))
        {
            var refused = await Record.ExceptionAsync(verb);
            Assert.True(refused is Model.MemUException { Kind: not (Model.MemUErrorKind.System or Model.MemUErrorKind.Provider) }, $"{Array.IndexOf([.. reads, .. writes], verb)}: {refused}");
            Assert.DoesNotContain("swordfish", refused.Message);
            Assert.DoesNotContain('\n', refused.Message);
        }
        var after = memory.Bytes();
        after.Remove(".memu/state/lock.owner");
        Assert.Equal(before, after);
        Assert.Equal(outside, Directory.EnumerateFileSystemEntries(memory.Folder).Order());
    }

    [Theory]
    [InlineData("../x.md")]
    [InlineData("x\u001b[2Jy.md")]
    [InlineData("nothing\u001b]0;title\u0007here")]
    [InlineData("a\nb")]
    public async Task T32_a_refused_path_is_told_in_one_line_that_steers_no_terminal(string path)
    {
        using var memory = await TestMemory.CreateAsync();
        var answer = MemuProcess.Run(memory.Folder, "show", "--root", memory.Root, "--", path);
        Assert.Equal((2, ""), (answer.ExitCode, answer.Output));
        Assert.DoesNotContain(answer.Error.TrimEnd('\n'), char.IsControl);
    }

    [Fact]
    public async Task T32_a_hard_link_to_a_file_outside_is_cut_by_the_first_edit_and_that_file_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "made with ln");
        using var memory = await TestMemory.CreateAsync();
        var outside = Path.Combine(memory.Folder, "outside.md");
        File.WriteAllText(outside, "Mine.\n");
        Directory.CreateDirectory(Path.Combine(memory.Root, "notes"));
        using (var ln = MemuProcess.Start(memory.Folder, "ln", null, outside, Path.Combine(memory.Root, "notes/linked.md"))) Assert.Equal(0, MemuProcess.Finish(ln, "").ExitCode);
        await memory.Service.EditAsync(new() { Target = "notes/linked.md", Append = "More." });
        Assert.Equal("Mine.\n", File.ReadAllText(outside));
        Assert.Equal("Mine.\n\nMore.\n", memory.Read("notes/linked.md"));
        await memory.Service.RemoveAsync(new() { Target = "notes/linked.md" });
        Assert.Equal("Mine.\n", File.ReadAllText(outside));
    }

    [Fact]
    public async Task T32_names_that_differ_in_case_or_form_alone_are_kept_where_a_disk_has_them_and_never_made()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other disks take them for one");
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/Tea.md", "The first says oolong.\n");
        memory.Write("notes/tea.md", "The second says rooibos.\n");
        memory.Write("notes/caf\u00e9.md", "The third says ginger.\n");
        memory.Write("notes/cafe\u0301.md", "The fourth says fennel.\n");
        foreach (var (word, path) in new[] { ("oolong", "notes/Tea.md"), ("rooibos", "notes/tea.md"), ("ginger", "notes/caf\u00e9.md"), ("fennel", "notes/cafe\u0301.md") })
            Assert.Equal([path], (await memory.AskAsync($"\"{word}\"")).Items.Select(i => i.Path));
        memory.Write("notes/other.md", "Other.\n");
        foreach (var to in (string[])["notes/TEA.md", "notes/Caf\u00e9.md", "notes/CAFE\u0301.md"]) await Assert.ThrowsAsync<Model.MemUException>(() => memory.Service.MoveAsync(new() { From = "notes/other.md", To = to }));
        var made = await memory.Service.AddAsync(new() { Text = "A fifth.", Title = "TEA", Category = "notes" });
        Assert.Equal("notes/tea-2.md", made.Items[0].Path);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task T32_a_link_that_leads_out_of_the_tree_is_neither_read_nor_written_through()
    {
        using var memory = await TestMemory.CreateAsync();
        File.WriteAllText(Path.Combine(memory.Folder, "secret.md"), "the vault code is swordfish\n");
        Directory.CreateDirectory(Path.Combine(memory.Folder, "outside"));
        File.CreateSymbolicLink(Path.Combine(memory.Root, "leak.md"), Path.Combine(memory.Folder, "secret.md"));
        File.CreateSymbolicLink(Path.Combine(memory.Root, "preferences"), Path.Combine(memory.Folder, "outside"));
        Assert.True((await memory.AskAsync("swordfish vault")).IsEmpty);
        Assert.Equal(2, MemuProcess.Run(memory.Folder, "show", "leak.md", "--root", memory.Root).ExitCode);
        var answer = MemuProcess.RunWith(memory.Folder, "[{\"role\":\"user\",\"content\":\"I prefer short answers with code first.\"}]", null, "memorize", "-", "--root", memory.Root);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("leads out of the memory", answer.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(memory.Folder, "outside")));
    }

    [Fact]
    public void A_root_that_is_no_memory_is_named_with_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var missing = MemuProcess.Run(folder.Path, "retrieve", "tea", "--root", folder.File("nowhere"));
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("memu init", missing.Error);
        Directory.CreateDirectory(folder.File("plain"));
        var plain = MemuProcess.RunWith(folder.Path, "[{\"role\":\"user\",\"content\":\"I live in Lyon.\"}]", null, "memorize", "-", "--root", folder.File("plain"));
        Assert.Equal(2, plain.ExitCode);
        Assert.Contains("memu init", plain.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("plain")));
    }

    [Fact]
    public async Task A_repository_in_the_middle_of_a_merge_is_left_as_it_is()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Git("config", "user.name", "x");
        memory.Git("config", "user.email", "x@example.com");
        memory.Write("a.md", "one\n");
        memory.Git("add", "-A");
        memory.Git("commit", "-qm", "one");
        memory.Git("checkout", "-qb", "side");
        memory.Write("a.md", "two\n");
        memory.Git("commit", "-qam", "two");
        memory.Git("checkout", "-q", "main");
        memory.Write("a.md", "three\n");
        memory.Git("commit", "-qam", "three");
        memory.Git("merge", "side");
        var (status, text) = (memory.Git("status", "--porcelain"), memory.Read("a.md"));
        Assert.Contains("<<<<<<<", text);
        var answer = MemuProcess.RunWith(memory.Folder, "[{\"role\":\"user\",\"content\":\"I live in Lyon.\"}]", null, "memorize", "-", "--root", memory.Root);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("merge", answer.Error);
        Assert.Equal((status, text), (memory.Git("status", "--porcelain"), memory.Read("a.md")));
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "status", "--root", memory.Root).ExitCode);
    }

    [Fact]
    public async Task A_lock_that_is_held_is_waited_for_and_its_owner_named()
    {
        using var memory = await TestMemory.CreateAsync();
        using var held = Files.TreeLock.Take(memory.Root, TimeSpan.Zero);
        var error = Assert.Throws<Model.MemUException>(() => Files.TreeLock.Take(memory.Root, TimeSpan.FromMilliseconds(50)));
        Assert.Equal(Model.MemUErrorKind.Locked, error.Kind);
        Assert.Contains($"process {Environment.ProcessId}", error.Message);
        Assert.True((await memory.AskAsync("anything at all")).IsEmpty); // readers never wait
    }

    [Fact]
    public async Task A_full_disk_is_said_and_leaves_the_tree_as_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "needs root to mount a small file system");
        using var folder = new TemporaryFolder();
        var disk = Directory.CreateDirectory(folder.File("disk")).FullName;
        using (var mount = MemuProcess.Start(folder.Path, "mount", null, "-t", "tmpfs", "-o", "size=3m", "memu-test", disk)) Assert.Equal(0, MemuProcess.Finish(mount, "").ExitCode);
        try
        {
            using var service = MemoryService.Open(new() { Root = Path.Combine(disk, "memory") });
            await service.InitAsync(new());
            var big = folder.File("big.json");
            File.WriteAllBytes(big, TestMemory.Conversation(DateTimeOffset.UnixEpoch, [.. Enumerable.Range(0, 4000).Select(i => ("Ana", $"I like the number {i} of my {Guid.NewGuid():N} {Guid.NewGuid():N} {Guid.NewGuid():N} very much."))]));
            var answer = MemuProcess.Run(folder.Path, "memorize", big, "--root", Path.Combine(disk, "memory"));
            Assert.Equal(5, answer.ExitCode);
            Assert.Contains("disk is full", answer.Error);
            using var git = MemuProcess.Start(Path.Combine(disk, "memory"), "git", null, "status", "--porcelain");
            Assert.Equal("", MemuProcess.Finish(git, "").Output);
        }
        finally
        {
            using var unmount = MemuProcess.Start(folder.Path, "umount", null, disk);
            Assert.Equal(0, MemuProcess.Finish(unmount, "").ExitCode);
        }
    }

    [Fact]
    public async Task A_read_only_disk_is_searched_and_refuses_to_learn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "needs root to mount read-only");
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("one.json", null, ("Ana", "I'm allergic to peanuts."));
        memory.Write("notes/new.md", "Written before the disk became read-only: mangosteen.\n");
        Shell(memory, "mount --bind memory memory && mount -o remount,ro,bind memory");
        try
        {
            Assert.Contains((await memory.AskAsync("mangosteen")).Items, i => i.Path == "notes/new.md");
            Assert.Contains((await memory.AskAsync("peanuts")).Items, i => i.Summary.Contains("peanuts"));
            var answer = MemuProcess.RunWith(memory.Folder, "[{\"role\":\"user\",\"content\":\"I live in Lyon.\"}]", null, "memorize", "-", "--root", memory.Root);
            Assert.Equal(5, answer.ExitCode);
            Assert.Contains("read-only", answer.Error);
        }
        finally
        {
            Shell(memory, "umount memory");
        }

        static void Shell(TestMemory memory, string line)
        {
            using var bash = MemuProcess.Start(memory.Folder, "/bin/bash", null, "-c", line);
            Assert.Equal(0, MemuProcess.Finish(bash, "").ExitCode);
        }
    }

    [Fact]
    public async Task Interrupting_it_exits_with_130_and_leaves_nothing_half_done()
    {
        using var memory = await TestMemory.CreateAsync();
        using var held = Files.TreeLock.Take(memory.Root, TimeSpan.Zero); // so that it surely still waits
        using var process = StartWithInterrupts("default", memory, TestMemory.Example("conversations"));
        Assert.Contains("waiting for", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
        using (var kill = MemuProcess.Start(memory.Folder, "kill", null, "-INT", process.Id.ToString())) MemuProcess.Finish(kill, "");
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task Started_with_interrupts_ignored_as_scripts_start_background_jobs_it_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "env can't set this here");
        using var memory = await TestMemory.CreateAsync();
        System.Diagnostics.Process process;
        using (Files.TreeLock.Take(memory.Root, TimeSpan.Zero))
        {
            process = StartWithInterrupts("ignore", memory, TestMemory.Example("documents/heron-runbook.md"));
            Assert.Contains("waiting for", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));
            using var kill = MemuProcess.Start(memory.Folder, "kill", null, "-INT", process.Id.ToString());
            MemuProcess.Finish(kill, "");
        }
        using (process) Assert.Equal(0, MemuProcess.Finish(process, "").ExitCode);
    }

    // The tests may themselves run where interrupts are ignored (a script's `&`), and that is inherited: memu would wait for the lock to the end.
    private static System.Diagnostics.Process StartWithInterrupts(string how, TestMemory memory, string source)
    {
        string[] arguments = ["memorize", source, "--root", memory.Root];
        return OperatingSystem.IsLinux() ? MemuProcess.Start(memory.Folder, "/usr/bin/env", null, [$"--{how}-signal=INT", MemuProcess.Program, .. arguments]) : MemuProcess.Start(memory.Folder, MemuProcess.Program, null, arguments);
    }
}

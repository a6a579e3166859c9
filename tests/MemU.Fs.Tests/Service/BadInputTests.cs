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

    [Theory]
    [InlineData("show", "../../etc/passwd")]
    [InlineData("show", "/etc/passwd")]
    [InlineData("ls", "..")]
    [InlineData("log", "a/../../b")]
    [InlineData("show", "f.md:stream")]
    [InlineData("show", "C:\\x")]
    [InlineData("show", "CON")]
    public async Task T32_a_path_out_of_the_root_is_refused(string verb, string path)
    {
        using var memory = await TestMemory.CreateAsync();
        var answer = MemuProcess.Run(memory.Folder, verb, path, "--root", memory.Root);
        Assert.Equal(2, answer.ExitCode);
        Assert.Equal("", answer.Output);
        Assert.DoesNotContain("root:", answer.Error);
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
        return OperatingSystem.IsLinux() ? MemuProcess.Start(memory.Folder, "/usr/bin/env", null, [$"--{how}-signal=INT", MemuProcess.Jit, .. arguments]) : MemuProcess.Start(memory.Folder, MemuProcess.Jit, null, arguments);
    }

    [Fact]
    public async Task T35_a_planted_secret_reaches_no_file_no_object_no_index_and_no_output()
    {
        using var memory = await TestMemory.CreateAsync();
        const string secret = "sk-proj-Zq8Lw2Xc7Vb9Nm4Kj6Hg3Fd5Sa1Pq0Wo";
        var source = Path.Combine(memory.Folder, "one.json");
        File.WriteAllBytes(source, TestMemory.Conversation(DateTimeOffset.UnixEpoch, ("Ana", $"My api key is {secret} and I'm allergic to peanuts."), ("Ana", "I live in Lyon.")));
        var answer = MemuProcess.Run(memory.Folder, "memorize", source, "--root", memory.Root);
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("1 secret masked", answer.Output);
        Assert.DoesNotContain(secret, answer.Output + answer.Error);
        foreach (var file in Directory.EnumerateFiles(memory.Root, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(secret[8..], Encoding.Latin1.GetString(File.ReadAllBytes(file)));
        Assert.Equal("git: ", memory.Git("grep", "-i", secret[8..], "HEAD"));
        Assert.DoesNotContain(secret[8..].ToLowerInvariant(), string.Concat(Directory.EnumerateFiles(Path.Combine(memory.Root, ".memu"), "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f)).ToLowerInvariant())));
    }
}

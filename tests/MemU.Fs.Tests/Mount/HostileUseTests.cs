using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>The drive where it is hard: very many, all at once, no room left, others' hands, a model that does not answer.</summary>
[Collection(MountedProcess.Drives)]
public sealed class HostileUseTests
{
    [Fact]
    public void Sixteen_who_append_to_one_memory_at_once_lose_no_line()
    {
        using var memory = new MountedProcess();
        memory.Mount();
        Assert.Equal("", Shell.Run(memory.Drive, """
            for w in $(seq 16); do (for i in $(seq 50); do echo "writer $w line $i" >> all.md; done) & done; wait
            """));
        Assert.Equal("800 800", Shell.Run(memory.Drive, "echo $(wc -l < all.md) $(sort -u all.md | grep -c '^writer [0-9]* line [0-9]*$')"));
        MountedProcess.Until(() => memory.Git("show HEAD:all.md | wc -l") == "800", "committed");
    }

    [Fact]
    public void Sixteen_who_save_one_memory_at_once_leave_one_of_their_texts_whole()
    {
        using var memory = new MountedProcess();
        memory.Mount();
        Assert.Equal("", Shell.Run(memory.Drive, """
            text() { head -c 20000 /dev/zero | tr '\0' "$1"; }
            for w in a b c d e f g h i j k l m n o p; do (for i in $(seq 10); do text $w > one.md; text $w > .one-$w.tmp; mv .one-$w.tmp one.md; done) & done; wait
            """));
        Assert.Equal("20000 1", Shell.Run(memory.Drive, "echo $(wc -c < one.md) $(fold -w1 one.md | sort -u | wc -l)"));
        Assert.Equal("one.md", Shell.Run(memory.Drive, "ls -A | grep one"));
    }

    [Fact]
    public void Ten_thousand_files_are_open_at_once_and_one_too_many_is_refused_with_the_right_error()
    {
        using var memory = new MountedProcess();
        Shell.Run(memory.Root, "mkdir many; cd many; for i in $(seq 10000); do echo $i > n$i.txt; done");
        memory.Mount();
        const string program = """
            import os, resource, errno, sys
            most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
            wanted = min(10000, most - 2000)
            files = [os.open(f'many/n{i + 1}.txt', os.O_RDONLY) for i in range(wanted)]
            for i, f in enumerate(files): assert os.read(f, 20) == f'{i + 1}\n'.encode(), i
            more = []
            try:
                while True: more.append(os.open('many/n1.txt', os.O_RDONLY))
            except OSError as e:
                assert e.errno in (errno.EMFILE, errno.ENFILE), e
            for f in files + more: os.close(f)
            print(open('many/n77.txt').read().strip(), 'open' if wanted == 10000 else 'the system allows fewer')
            """;
        Assert.Equal("77 open", Shell.Run(memory.Drive, $"python3 - <<'E'\n{program}\nE"));
    }

    [Fact]
    public void A_hundred_thousand_names_in_one_folder_are_listed_once_each_and_found()
    {
        using var memory = new MountedProcess();
        // a repository of its own is no part of the memory, so nothing of it is committed
        Shell.Run(memory.Root, "mkdir -p large/.git large/many; cd large/many; seq -f %06g 100000 | xargs touch");
        memory.Mount();
        Assert.Equal("100000 100000 100000", Shell.Run(memory.Drive, "cd large/many; echo $(ls -U | wc -l) $(ls | sort -u | wc -l) $(find . -type f | wc -l)"));
        Assert.Equal("077777\n[Errno 2]", Shell.Run(memory.Drive, "cd large/many; ls 077777; python3 -c \"import os\ntry: os.stat('100001')\nexcept OSError as e: print(str(e)[:9])\""));
        Assert.Equal("0", Shell.Run(memory.Drive, "rm -r large; ls large 2>/dev/null | wc -l"));
    }

    [Fact]
    public void On_a_full_disk_a_memory_keeps_what_it_had_and_saves_again_when_there_is_room()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can make a small disk");
        using var disk = new TemporaryFolder();
        Assert.Equal("", Shell.Run("/", $"mount -t tmpfs -o size=24m tmpfs '{disk.Path}'"));
        try
        {
            using var memory = new MountedProcess(disk.File("memory"));
            memory.Mount();
            File.WriteAllText(Path.Combine(memory.Drive, "kept.md"), "what was there before");
            MountedProcess.Until(() => memory.Git("show HEAD:kept.md") == "what was there before", "committed");
            Shell.Run("/", $"head -c 40M /dev/zero > '{disk.File("filler")}'");
            Assert.Contains("No space left", Shell.Run(memory.Drive, "head -c 900000 /dev/zero | tr '\\0' x > kept.md"), StringComparison.Ordinal);
            Assert.Contains("No space left", Shell.Run(memory.Drive, "head -c 900000 /dev/zero > new.md"), StringComparison.Ordinal);
            Assert.Equal("what was there before", Shell.Run(memory.Drive, "cat kept.md"));
            Assert.Equal("what was there before", File.ReadAllText(Path.Combine(memory.Root, "kept.md")));
            File.Delete(disk.File("filler"));
            Assert.Equal("", Shell.Run(memory.Drive, "rm -f new.md; echo 'saved again' > kept.md"));
            MountedProcess.Until(() => memory.Git("show HEAD:kept.md") == "saved again", "committed when there was room");
            Assert.Equal(0, memory.Terminate());
            Assert.Equal("", memory.Git("status --porcelain"));
        }
        finally
        {
            Shell.Run("/", $"umount -l '{disk.Path}'");
        }
    }

    [Fact]
    public void A_command_that_is_run_in_a_drive_works_on_the_memory_behind_it()
    {
        using var memory = new MountedProcess();
        memory.Mount();
        string InDrive(params string[] arguments) => MemuProcess.Run(memory.Drive, arguments) is var said ? $"{said.ExitCode} {said.Error}{said.Output}" : "";
        Assert.StartsWith("0 ", InDrive("add", "Ben keeps bees on the roof", "--title", "Bees"), StringComparison.Ordinal);
        Assert.Contains("bees", InDrive("retrieve", "who keeps bees"), StringComparison.Ordinal);
        Assert.Contains("Ben keeps bees", Shell.Run(memory.Drive, "cat */*/bees.md */bees.md 2>/dev/null"), StringComparison.Ordinal); // and the drive shows it
        Assert.Equal("", memory.Git("status --porcelain"));
        Assert.Equal("add", memory.Git("log --format=%s -1")[..3]);
    }

    [Fact]
    public void A_command_that_is_slow_to_write_leaves_the_old_memory_to_readers_until_it_is_done()
    {
        using var memory = new MountedProcess();
        memory.Mount();
        File.WriteAllText(Path.Combine(memory.Drive, "a.md"), "old");
        // the shell empties the file and closes one of two descriptors to it before the command begins
        using (var shell = Shell.Start(memory.Drive, "(echo begun >&2; read; echo new) > a.md"))
        {
            Assert.Equal("begun", shell.StandardError.ReadLine());
            Assert.Equal("old", Shell.Run(memory.Drive, "cat a.md"));
            Assert.Equal("old", File.ReadAllText(Path.Combine(memory.Root, "a.md")));
            shell.StandardInput.WriteLine();
            shell.WaitForExit();
        }
        Assert.Equal("new", Shell.Run(memory.Drive, "cat a.md"));
        Assert.Equal("0", Shell.Run(memory.Drive, ": > a.md; wc -c < a.md")); // and emptied on purpose it is empty
    }

    [Theory]
    [InlineData("tea and \"quotes\" 'of both' kinds", 1)]
    [InlineData("🍵 茶 ☕ tea", 1)]
    [InlineData("哪种茶", 1)]
    [InlineData("tea/oolong/morning", 1)]
    [InlineData("$(touch never) ; `tea` && * ? [ \\ <|> %2F %00 .. --help", 1)]
    [InlineData(250, 1)]
    [InlineData(256, 0)]
    public void Any_words_can_be_the_name_of_a_search(object query, int isAnswered)
    {
        using var memory = new MountedProcess();
        memory.Memu("add", "--root", memory.Root, "Ana drinks oolong tea every morning");
        memory.Mount("--read-only");
        var name = query is int length ? string.Concat("tea " + string.Concat(Enumerable.Repeat("which tea do I like ", 20)))[..length] : (string)query;
        var folder = Path.Combine(memory.Drive, "@/search", name);
        if (isAnswered == 0)
        {
            Assert.Contains("File name too long", Shell.Run("/", $"ls -d '{folder}'"), StringComparison.Ordinal);
            return;
        }
        Assert.True(File.Exists(Path.Combine(folder, "README.md")), folder);
        Assert.Contains("oolong", File.ReadAllText(Path.Combine(folder, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_does_not_answer_about_the_inbox_keeps_no_reader_waiting()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var provider = new ScriptedProvider(_ =>
        {
            asked.TrySetResult();
            return Reply.Text("late").After(TimeSpan.FromSeconds(300));
        }) { ToleratesFaults = true };
        using var memory = new MountedProcess();
        memory.Memu("add", "--root", memory.Root, "Ana drinks oolong tea every morning");
        memory.Mount(provider.Environment);
        File.Copy(Path.Combine(Repository.Root, "examples", "conversations", "ana-2026-09-04.json"), Path.Combine(memory.Drive, "inbox", "chat.json"));
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        // it waits now; everything else goes on, saves and their commits among it
        Assert.Contains("oolong", Shell.Run(memory.Drive, "cat habits/*.md; ls '@/recent' '@/by-type'; cat @/status.md"), StringComparison.Ordinal);
        Assert.Equal("", Shell.Run(memory.Drive, "echo meanwhile > while.md"));
        MountedProcess.Until(() => memory.Git("show HEAD:while.md") == "meanwhile", "committed meanwhile");
        Assert.True(File.Exists(Path.Combine(memory.Drive, "inbox", "chat.json")));
        Assert.Equal(0, memory.Terminate());
        Assert.True(File.Exists(Path.Combine(memory.Root, "inbox", "chat.json"))); // what was not memorized is still there
    }
}

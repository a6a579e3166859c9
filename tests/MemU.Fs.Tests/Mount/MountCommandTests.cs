using MemU.Fs.Mount.Fuse;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>The drive as people have it: the command, real files, real git, real deaths.</summary>
[Collection(MountedProcess.Drives)]
public sealed class MountCommandTests
{
    [Theory]
    [InlineData("printf 'Ben likes rooibos\\n' > preferences/ben.md", "Ben likes rooibos")]
    [InlineData("printf half > preferences/ben.md; printf whole > preferences/ben.md", "whole")]
    [InlineData("echo one > preferences/.ben.tmp && mv preferences/.ben.tmp preferences/ben.md", "one")]
    [InlineData("(echo one; sleep 1.5; echo two) > preferences/ben.md", "one\ntwo")]
    [InlineData("echo one > preferences/ben.md; echo two >> preferences/ben.md", "one\ntwo")]
    [InlineData("vim -u NONE -es -c 'normal ivim' -c 'wq' preferences/ben.md", "vim")]
    public void A_save_is_one_version_whatever_way_it_is_saved(string save, string text)
    {
        using var memory = new MountedProcess();
        memory.Mount();
        Directory.CreateDirectory(Path.Combine(memory.Drive, "preferences"));
        var before = int.Parse(memory.Git("rev-list --count HEAD"));
        Assert.Equal("", Shell.Run(memory.Drive, save));
        MountedProcess.Until(() => memory.Git("show HEAD:preferences/ben.md") == text, "committed");
        Assert.Equal(0, memory.Memu("unmount", memory.Drive).ExitCode);
        Assert.True(memory.HasEnded(30)); // by then whatever was still to come has been committed
        Assert.Equal(before + 1, int.Parse(memory.Git("rev-list --count HEAD")));
        Assert.Equal("", memory.Git("status --porcelain"));
        Assert.Equal("preferences/ben.md", memory.Git("show --format= --name-only HEAD"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(memory.Drive));
    }

    [Fact]
    public void Opening_without_writing_and_what_editors_drop_commit_nothing()
    {
        using var memory = new MountedProcess();
        memory.Memu("add", "--root", memory.Root, "Ana drinks oolong tea every morning");
        memory.Mount();
        var head = memory.Git("rev-parse HEAD");
        Assert.Equal("", Shell.Run(memory.Drive, "for f in */*.md; do exec 3<> \"$f\"; exec 3>&-; done; touch a.swp 4913 .DS_Store b.md~ '._c.md' t.db; mkdir x"));
        Assert.Equal(0, memory.Terminate()); // by then whatever is to be committed has been
        Assert.Equal(head, memory.Git("rev-parse HEAD"));
    }

    [Fact]
    public void What_was_saved_outlives_the_death_of_the_process_and_the_next_mount_clears_the_dead_one()
    {
        using var memory = new MountedProcess();
        memory.Mount();
        Shell.Run(memory.Drive, "mkdir p; for i in $(seq 50); do echo \"note $i\" > p/n$i.md; done");
        memory.Kill();
        Assert.Contains("not connected", Shell.Run("/", $"ls '{memory.Drive}'"), StringComparison.Ordinal);
        Assert.Contains("dead", memory.Memu("mounts").Output, StringComparison.Ordinal);
        memory.Mount();
        Assert.Equal("50", Shell.Run(memory.Drive, "ls p | wc -l"));
        Assert.Equal("note 50", Shell.Run(memory.Drive, "cat p/n50.md"));
        MountedProcess.Until(() => memory.Git("ls-tree --name-only HEAD p/ | wc -l") == "50" && memory.Git("status --porcelain").Length == 0, "all committed");
        Assert.Single(MountInfo.Drives(), m => m.Folder == memory.Drive);
        Assert.Equal(0, memory.Terminate());
        Assert.Null(MountInfo.At(memory.Drive));
    }

    [Fact]
    public void A_save_of_the_last_moment_is_committed_before_the_process_ends()
    {
        using var memory = new MountedProcess();
        memory.Mount();
        Shell.Run(memory.Drive, "echo last > last.md");
        Assert.Equal(0, memory.Terminate());
        Assert.Equal("last", memory.Git("show HEAD:last.md"));
        Assert.Equal("", memory.Git("status --porcelain"));
        Assert.Equal(1, memory.Memu("mounts").ExitCode);
    }

    [Fact]
    public void A_folder_that_is_in_use_is_refused()
    {
        using var memory = new MountedProcess();
        Directory.CreateDirectory(memory.Drive);
        File.WriteAllText(Path.Combine(memory.Drive, "precious.txt"), "x");
        var refused = memory.Memu("mount", "--root", memory.Root, memory.Drive);
        Assert.Equal((2, true), (refused.ExitCode, refused.Error.Contains("not empty", StringComparison.Ordinal)));
        File.Delete(Path.Combine(memory.Drive, "precious.txt"));
        Assert.Equal(2, memory.Memu("mount", "--root", memory.Root, Path.Combine(memory.Root, "inside")).ExitCode);
        Assert.Equal(2, memory.Memu("mount", "--root", memory.Root, Path.GetDirectoryName(memory.Root)!).ExitCode);
        memory.Mount();
        Assert.Contains("already", memory.Memu("mount", "--root", memory.Root, memory.Drive).Error, StringComparison.Ordinal);
        using var shell = Shell.Start(memory.Drive, "exec 3< .gitignore; echo open; read");
        Assert.Equal("open", shell.StandardOutput.ReadLine());
        var busy = memory.Memu("unmount", memory.Drive);
        Assert.Equal((5, true), (busy.ExitCode, busy.Error.Contains("in use", StringComparison.Ordinal)));
        Assert.Equal("", Shell.Run(memory.Drive, "cat .gitignore > /dev/null"));
        shell.StandardInput.WriteLine();
        shell.WaitForExit();
        Assert.Equal(0, memory.Memu("unmount", memory.Drive).ExitCode);
        Assert.Equal(2, memory.Memu("unmount", memory.Drive).ExitCode);
    }

    [Fact]
    public void Nothing_is_changed_through_a_read_only_drive()
    {
        using var memory = new MountedProcess();
        memory.Memu("add", "--root", memory.Root, "Ana drinks oolong tea every morning");
        memory.Mount("--read-only");
        Assert.Contains("Read-only", Shell.Run(memory.Drive, "echo x > new.md"), StringComparison.Ordinal);
        Assert.Contains("Read-only", Shell.Run(memory.Drive, "rm -r habits"), StringComparison.Ordinal);
        Assert.Contains("oolong", Shell.Run(memory.Drive, "cat habits/*tea*.md; ls '@/search/oolong'"), StringComparison.Ordinal);
    }

    [Fact]
    public void One_owners_drive_shows_nothing_of_another()
    {
        using var memory = new MountedProcess();
        memory.Memu("add", "--root", memory.Root, "--user", "ana", "Ana's code word is heron");
        memory.Memu("add", "--root", memory.Root, "--user", "ben", "Ben's code word is osprey");
        memory.Mount("--user", "ana");
        Assert.Contains("heron", Shell.Run(memory.Drive, "grep -rh heron ."), StringComparison.Ordinal);
        Assert.DoesNotContain("osprey", Shell.Run(memory.Drive, "grep -rh word . ; cat '@/search/code word/README.md' '@/context/1000/code word.md' @/recent/*; ls -R @/at/HEAD @/recent @/by-type"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_dropped_is_memorized_and_what_can_not_be_stays_with_the_reason()
    {
        using var memory = new MountedProcess();
        memory.Mount();
        File.Copy(Path.Combine(Repository.Root, "examples", "conversations", "ana-2026-09-04.json"), Path.Combine(memory.Drive, "inbox", "chat.json"));
        File.WriteAllBytes(Path.Combine(memory.Drive, "inbox", "broken.pdf"), new byte[3000]);
        MountedProcess.Until(() => File.Exists(Path.Combine(memory.Drive, "inbox", "chat.md")) && File.Exists(Path.Combine(memory.Drive, "inbox", "broken.pdf.failed.md")) && !File.Exists(Path.Combine(memory.Drive, "inbox", "chat.json")), "receipt and reason");
        var receipt = File.ReadAllText(Path.Combine(memory.Drive, "inbox", "chat.md"));
        var link = receipt.Split("[[").Skip(2).First().Split('|', ']')[0];
        Assert.True(File.Exists(Path.Combine(memory.Drive, link + ".md")), receipt);
        Assert.True(File.Exists(Path.Combine(memory.Drive, "inbox", "broken.pdf")));
        MountedProcess.Until(() => memory.Git("status --porcelain").Length == 0, "clean");
        Assert.DoesNotContain("chat.json", memory.Git("log --all --name-only --format="), StringComparison.Ordinal);
        Assert.NotEmpty(Shell.Run(memory.Drive, "ls '@/search/oolong tea' | grep ^01-"));
    }

    [Fact]
    public void A_stopped_process_answers_when_it_goes_on()
    {
        using var memory = new MountedProcess();
        memory.Mount();
        File.WriteAllText(Path.Combine(memory.Drive, "a.md"), "a");
        Shell.Run("/", $"kill -STOP {memory.Id}");
        using var reader = Shell.Start("/", $"echo begun; cd '{memory.Drive}'; cat a.md; ls -la > /dev/null; echo b > b.md; echo done");
        Assert.Equal("begun", reader.StandardOutput.ReadLine());
        MountedProcess.Until(() => Shell.Run("/", $"cat /proc/{reader.Id}/wchan; for p in $(pgrep -P {reader.Id}); do cat /proc/$p/wchan; done").Contains("request_wait_answer", StringComparison.Ordinal), "the reader waits for the drive");
        Shell.Run("/", $"kill -CONT {memory.Id}");
        Assert.Equal("adone", reader.StandardOutput.ReadToEnd().Trim());
        Assert.Equal("b\n", File.ReadAllText(Path.Combine(memory.Root, "b.md")));
    }

    [Fact]
    public async Task A_WebDAV_drive_says_how_to_connect_and_shows_memories_and_views()
    {
        using var memory = new MountedProcess();
        memory.Memu("add", "--root", memory.Root, "Ana drinks oolong tea every morning");
        // what a shell starts in the background ignores SIGINT, and so does what the tests start when they are run so
        using var process = Cli.MemuProcess.Start(Path.GetDirectoryName(memory.Root)!, "env", null, "--default-signal=INT", Cli.MemuProcess.Program, "mount", "--webdav", "--root", memory.Root);
        Assert.Contains("WebDAV", await process.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        var address = (await process.StandardOutput.ReadLineAsync())!;
        using (var client = new HttpClient())
        {
            Assert.Contains("oolong", await client.GetStringAsync(new Uri(address + "habits/ana-drinks-oolong-tea-every-morning.md")), StringComparison.Ordinal);
            Assert.Contains("oolong", await client.GetStringAsync(new Uri(address + "@/search/oolong/README.md")), StringComparison.Ordinal);
            using var text = new StringContent("saved through the web");
            Assert.True((await client.PutAsync(new Uri(address + "web.md"), text)).IsSuccessStatusCode);
        }
        MountedProcess.Until(() => memory.Git("show HEAD:web.md") == "saved through the web", "committed");
        Shell.Run("/", $"kill -INT {process.Id}");
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, process.ExitCode);
    }
}

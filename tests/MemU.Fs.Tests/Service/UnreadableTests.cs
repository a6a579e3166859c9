using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>What can't be read for a while is named and kept: in the index, in git and on the disk.</summary>
public sealed class UnreadableTests
{
    // permissions don't hold for root, so the command runs as nobody
    private static Answer AsNobody(TestMemory memory, params string[] arguments)
    {
        using var process = MemuProcess.Start(memory.Folder, "setpriv", new Dictionary<string, string> { ["HOME"] = memory.Folder, ["XDG_CACHE_HOME"] = Path.Combine(memory.Folder, "cache") },
            ["--reuid=65534", "--regid=65534", "--clear-groups", MemuProcess.Program, .. arguments, "--root", memory.Root]);
        return MemuProcess.Finish(process, "");
    }

    private static void Shell(TestMemory memory, string line)
    {
        using var process = MemuProcess.Start(memory.Folder, "/bin/bash", null, "-c", line);
        var answer = MemuProcess.Finish(process, "");
        Assert.True(answer.ExitCode == 0, answer.Error);
    }

    private static async Task<TestMemory> OfNobodyAsync()
    {
        var memory = await TestMemory.CreateAsync();
        for (var i = 0; i < 5; i++) memory.Write($"notes/n{i}.md", $"The kestrel number {i} nests in the tower.\n");
        memory.Write("other/bees.md", "The bees live on the roof.\n");
        await memory.Service.AddAsync(new() { Text = "Ana drinks oolong." });
        Shell(memory, "chown -R 65534:65534 . && chmod 755 .");
        return memory;
    }

    [Fact]
    public async Task T3_a_folder_that_cannot_be_listed_empties_neither_index_nor_history()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "changes to another user, which only root may");
        using var memory = await OfNobodyAsync();
        Assert.Contains("notes/n3.md", AsNobody(memory, "retrieve", "kestrel number 3").Output);
        Shell(memory, "chmod 000 memory/notes");
        var meanwhile = AsNobody(memory, "retrieve", "bees on the roof");
        Assert.Contains("other/bees.md", meanwhile.Output);
        Assert.Contains("notes: can't be listed", meanwhile.Error);
        Assert.Equal(0, AsNobody(memory, "add", "The ferry leaves at nine").ExitCode);
        Shell(memory, "chmod 755 memory/notes");
        var status = AsNobody(memory, "status", "--json").Output;
        Assert.Contains("\"indexed\": 0", status); // nothing had been forgotten
        Assert.Contains("notes/n3.md", AsNobody(memory, "retrieve", "kestrel number 3").Output);
        Shell(memory, "chown -R 0:0 memory");
        Assert.Equal(5, memory.Git("ls-files", "notes").Split('\n').Length);
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task T3_a_root_that_vanished_and_came_back_is_as_it_was()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/tea.md", "Ana drinks oolong.\n");
        await memory.AskAsync("oolong");
        using var staying = MemoryService.Open(new() { Root = memory.Root, StayOpen = true });
        await staying.RetrieveAsync(new() { Query = "oolong" });
        Shell(memory, "mv memory elsewhere");
        Assert.Equal(2, MemuProcess.Run(memory.Folder, "retrieve", "oolong", "--root", memory.Root).ExitCode);
        await Assert.ThrowsAsync<Model.MemUException>(() => staying.RetrieveAsync(new() { Query = "oolong" }));
        Shell(memory, "mv elsewhere memory");
        Assert.Equal(0, (await memory.Service.StatusAsync()).Indexed);
        Assert.Single((await staying.RetrieveAsync(new() { Query = "oolong" })).Items);
    }

    [Fact]
    public void T3_a_folder_that_is_empty_as_that_of_a_drive_that_is_not_mounted_keeps_what_is_known()
    {
        using var folder = new TemporaryFolder();
        var cache = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = folder.File("cache") };
        Answer Run(params string[] arguments) => MemuProcess.RunWith(folder.Path, null, cache, [.. arguments, "--root", folder.File("vault")]);
        folder.Write("vault/deep/note.md", "The lighthouse keeper is called Iona.\n");
        Assert.Contains("deep/note.md", Run("retrieve", "lighthouse keeper").Output);
        Directory.Move(folder.File("vault"), folder.File("drive"));
        Directory.CreateDirectory(folder.File("vault"));
        var away = Run("retrieve", "lighthouse keeper");
        Assert.Equal((2, ""), (away.ExitCode, away.Output));
        Assert.Contains("is empty, as the folder of a drive is which is not mounted", away.Error);
        Directory.Delete(folder.File("vault"));
        Directory.Move(folder.File("drive"), folder.File("vault"));
        Assert.Contains("\"indexed\": 0", Run("status", "--json").Output); // nothing had been forgotten
    }

    [Fact]
    public async Task T22_a_file_that_cannot_be_read_is_named_and_kept()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "changes to another user, which only root may");
        using var memory = await OfNobodyAsync();
        memory.Write("notes/sealed.md", "The sealed letter names the heir.\n");
        Shell(memory, "chown 0:0 memory/notes/sealed.md && chmod 600 memory/notes/sealed.md");
        var answer = AsNobody(memory, "retrieve", "kestrel number 3");
        Assert.Contains("notes/n3.md", answer.Output);
        Assert.Contains("notes/sealed.md: can't be read", answer.Error);
        Assert.Contains("notes/sealed.md", AsNobody(memory, "doctor").Output);
        Assert.Equal("The sealed letter names the heir.\n", memory.Read("notes/sealed.md"));
    }
}

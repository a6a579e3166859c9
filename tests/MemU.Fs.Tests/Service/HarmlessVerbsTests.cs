using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>What only reads, and what is only tried, leaves every byte below the root as it was: files, git's own, the program's own state; the cache alone may change.</summary>
public sealed class HarmlessVerbsTests
{
    private static async Task<TestMemory> MadeAsync()
    {
        var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("one.json", null, ("Ana", "I'm allergic to peanuts."), ("Ana", "I like oolong tea."));
        memory.Write("notes/tea.md", "---\ntype: note\ntitle: Tea\n---\nOolong, see [[Bees]].\n");
        memory.Write("notes/bees.md", "---\ntype: note\ntitle: Bees\n---\nThe bees live on the roof.\n");
        await memory.Service.CheckpointAsync("start");
        await memory.Service.AddAsync(new() { Text = "The ferry leaves at nine", Category = "knowledge" });
        memory.Write("preferences/by-hand.md", "Rooibos, please: nobody has committed this.\n");
        memory.Write("notes/bees.md", "---\ntype: note\ntitle: Bees\n---\nThe bees live in the barn: nor this.\n");
        memory.Write("notes/bad.md", "---\ntitle: [\n---\nText.\n");
        return memory;
    }

    private static void Unchanged(TestMemory memory, SortedDictionary<string, string> before, string line) =>
        Assert.True(before.SequenceEqual(memory.Bytes()), $"{line}: {string.Join(", ", memory.Bytes().Except(before).Concat(before.Except(memory.Bytes())).Select(f => f.Key).Distinct())}");

    [Fact]
    public async Task T21_no_question_and_no_diagnosis_changes_a_byte_of_the_tree_its_history_or_its_state()
    {
        using var memory = await MadeAsync();
        var before = memory.Bytes();
        var codes = new Dictionary<string, int>();
        foreach (var line in (string[])
        [
            "retrieve oolong", "retrieve rooibos --fresh --json", "retrieve zyxwvut", "retrieve bees --as-of start", "retrieve tea --where nonsense=1", "status", "status --json", "doctor", "doctor --okf",
            "tree --all", "ls notes", "show notes/tea.md", "show notes/tea.md@start", "show notes/bad.md", "log --limit 9", "log notes/tea.md", "diff", "diff start..HEAD", "blame notes/bees.md",
            "links notes/tea.md", "orphans", "graph --dot", "conflicts", "resource ls", "reindex", "gc --dry-run", "version", "completion bash", "export out.zip --dry-run", "export out.jsonl",
        ])
        {
            codes[line] = MemuProcess.Run(memory.Folder, [.. line.Split(' '), "--root", memory.Root]).ExitCode;
            Unchanged(memory, before, line);
        }
        Assert.DoesNotContain(codes, c => c.Value != (c.Key is "retrieve zyxwvut" or "conflicts" or "resource ls" ? 1 : c.Key is "retrieve tea --where nonsense=1" or "doctor" or "doctor --okf" ? 2 : 0));
        // nor does a process that stays and is asked often
        using var staying = MemoryService.Open(new() { Root = memory.Root, StayOpen = true });
        for (var i = 0; i < 5; i++) await staying.RetrieveAsync(new() { Query = "oolong tea" });
        var scores = (await staying.RetrieveAsync(new() { Query = "oolong tea" })).Items.Select(i => (i.Path, i.Score)).ToList();
        await staying.DoctorAsync();
        Assert.Equal(scores, (await staying.RetrieveAsync(new() { Query = "oolong tea" })).Items.Select(i => (i.Path, i.Score))); // being asked for makes nothing more likely
        Unchanged(memory, before, "a process that stays");
    }

    [Fact]
    public async Task A_dry_run_of_every_verb_that_writes_says_what_it_would_do_and_changes_no_byte()
    {
        using var memory = await MadeAsync();
        File.WriteAllBytes(Path.Combine(memory.Folder, "two.json"), TestMemory.Conversation(DateTimeOffset.UnixEpoch, ("Ana", "I live in Lyon.")));
        Directory.CreateDirectory(Path.Combine(memory.Folder, "docs"));
        File.WriteAllText(Path.Combine(memory.Folder, "docs/a.md"), "The tide table hangs on the fridge.\n");
        var head = memory.Git("rev-parse", "HEAD");
        var before = memory.Bytes();
        string[] lines =
        [
            "add Something", "edit notes/tea.md --append More", "edit notes/tea.md --set status=draft", "mv notes/tea.md notes/t.md", "mv notes likes", "rm notes/tea.md", "rm notes --recursive", "link notes/tea.md notes/bees.md", "unlink notes/tea.md notes/bees.md",
            "also-in notes/tea.md preferences", "category add hobbies", "category rename preferences likes", "category merge preferences notes", "category split preferences", "merge notes/tea.md notes/bees.md", "supersede notes/tea.md notes/bees.md",
            "memorize two.json", "undo", "undo --last", $"undo {head}", "restore notes/tea.md --at start", "purge notes/tea.md", "purge oolong --text", "import docs", "resource add docs", "gc",
        ];
        for (var i = 0; i < lines.Length; i++)
        {
            var isJson = i % 2 == 0; // either takes as long as the other
            var answer = MemuProcess.Run(memory.Folder, [.. lines[i].Split(' '), "--dry-run", .. isJson ? ["--json"] : (string[])[], "--root", memory.Root]);
            Unchanged(memory, before, lines[i]);
            Assert.True(answer.ExitCode == 0, $"{lines[i]}: {answer.Error}");
            Assert.NotEqual("", answer.Output.Trim());
            if (isJson) System.Text.Json.JsonDocument.Parse(answer.Output).Dispose();
        }
    }
}

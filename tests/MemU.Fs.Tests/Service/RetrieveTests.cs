using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

public sealed class RetrieveTests
{
    [Fact]
    public async Task Deleting_the_cache_changes_no_answer()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"));
        string[] questions = ["which tea does Ana like?", "Ben Okafor mail", "short answers"];
        var before = await Answers(memory, questions);
        Directory.Delete(Path.Combine(memory.Root, ".memu", "cache"), recursive: true);
        Assert.Equal(before, await Answers(memory, questions));
    }

    [Fact]
    public async Task Files_added_changed_and_removed_by_hand_are_seen_by_the_next_question()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/tea.md", "Ana drinks oolong in the morning.\n");
        Assert.Contains((await memory.AskAsync("oolong")).Items, i => i.Path == "notes/tea.md");
        memory.Write("notes/tea.md", "Ana drinks rooibos in the morning.\n");
        Assert.DoesNotContain((await memory.AskAsync("\"oolong\"")).Items, i => i.Path == "notes/tea.md");
        Assert.Contains((await memory.AskAsync("rooibos")).Items, i => i.Path == "notes/tea.md");
        File.Delete(Path.Combine(memory.Root, "notes/tea.md"));
        Assert.DoesNotContain((await memory.AskAsync("rooibos")).Items, i => i.Path == "notes/tea.md");
    }

    [Fact]
    public async Task A_message_is_found_with_its_anchor_speaker_date_and_lines()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"), "ana");
        var hit = (await memory.AskAsync("Which tea does Ana like to drink?", "ana")).Resources[0];
        Assert.Equal(("m9", "Ana"), (hit.Anchor, hit.Speaker));
        Assert.Equal(new DateTime(2026, 9, 4), hit.Date!.Value.UtcDateTime.Date);
        Assert.Contains("oolong", hit.Snippet);
        Assert.Contains("oolong", File.ReadAllLines(Path.Combine(memory.Root, hit.Path))[(hit.Lines[0] - 1)..hit.Lines[1]].Aggregate((a, b) => a + b));
    }

    [Fact]
    public async Task Chinese_questions_find_chinese_memories()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/linxiao-2026-10-11.json"), "linxiao");
        Assert.Contains((await memory.AskAsync("林晓对什么过敏？", "linxiao")).Resources.Take(3), r => r.Snippet.Contains("花生"));
        Assert.Contains((await memory.AskAsync("她喜欢喝什么茶", "linxiao")).Items.Take(3), r => r.Summary.Contains("龙井"));
    }

    [Theory]
    [InlineData("nonsense_field=1")]
    [InlineData("nonsense_field__foo=1")]
    [InlineData("user_id__near=1")]
    [InlineData("=1")]
    public async Task An_unknown_field_or_operator_is_an_error_and_never_ignored(string condition)
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("one.json", "ana", ("Ana", "I'm allergic to peanuts."));
        var error = await Assert.ThrowsAsync<MemUException>(() => memory.AskAsync("peanuts", where: condition));
        Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
    }

    [Fact]
    public async Task Conditions_filter_by_scope_type_and_front_matter_before_the_best_are_chosen()
    {
        using var memory = await TestMemory.CreateAsync();
        for (var i = 0; i < 30; i++) memory.Write($"notes/tea-{i}.md", $"---\ntype: note\n---\ntea tea tea number {i}\n");
        memory.Write("notes/one.md", "---\ntype: profile\nmood: calm\n---\nSomebody likes tea.\n");
        Assert.Equal(["notes/one.md"], (await memory.AskAsync("tea", limit: 3, where: "memory_type=profile")).Items.Select(i => i.Path));
        Assert.Equal(["notes/one.md"], (await memory.AskAsync("tea", limit: 3, where: "mood__in=calm,happy")).Items.Select(i => i.Path));
        Assert.Empty((await memory.AskAsync("tea", limit: 3, where: "mood=sad")).Items);
    }

    [Fact]
    public async Task Nothing_found_is_an_empty_answer_with_the_nearest_named()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("one.json", null, ("Ana", "I'm allergic to peanuts."));
        var answer = await memory.AskAsync("quantum chromodynamics lecture");
        Assert.True(answer.IsEmpty);
    }

    [Fact]
    public async Task T23_a_malformed_file_is_reported_with_its_line_kept_and_still_found_as_text()
    {
        using var memory = await TestMemory.CreateAsync();
        const string text = "---\ntype: note\ntags: [broken\n---\nThe zanzibar protocol starts at nine.\n";
        memory.Write("notes/broken.md", text);
        var answer = await memory.AskAsync("zanzibar protocol");
        Assert.Contains(answer.Items, i => i.Path == "notes/broken.md");
        Assert.Contains(answer.Problems!, p => p.StartsWith("notes/broken.md:"));
        await memory.SayAsync("one.json", null, ("Ana", "I'm allergic to peanuts."));
        Assert.Equal(text, memory.Read("notes/broken.md"));
    }

    [Fact]
    public async Task A_folder_that_is_no_memory_is_searched_and_stays_untouched()
    {
        using var folder = new TemporaryFolder();
        folder.Write("vault/deep/note.md", "The lighthouse keeper is called Iona.\n");
        using var service = MemoryService.Open(new() { Root = folder.File("vault") });
        var answer = await service.RetrieveAsync(new() { Query = "lighthouse keeper" });
        Assert.Equal("deep/note.md", answer.Items.Single().Path);
        Assert.Equal(["deep"], Directory.EnumerateFileSystemEntries(folder.File("vault")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Deleting_the_cache_changes_no_score_after_edits_and_removals()
    {
        using var memory = await TestMemory.CreateAsync();
        foreach (var name in new[] { "ana-2026-09-04", "ana-2026-10-02", "ana-2026-11-20" }) await memory.MemorizeFileAsync(TestMemory.Example($"conversations/{name}.json"));
        foreach (var (file, i) in memory.Files().Where(f => f.EndsWith(".md", StringComparison.Ordinal) && f.StartsWith("preferences/", StringComparison.Ordinal)).Select((f, i) => (f, i)).ToList())
        {
            if (i % 3 == 0) File.Delete(Path.Combine(memory.Root, file));
            else if (i % 3 == 1) memory.Write(file, memory.Read(file) + "\nAna said oolong again.\n");
            await memory.AskAsync("oolong");
        }
        string[] questions = ["which tea does Ana like?", "Ben Okafor mail", "short answers", "what does Heron do at night?", "where does Ana live now?", "oolong"];
        var before = await Answers(memory, questions);
        Directory.Delete(Path.Combine(memory.Root, ".memu", "cache"), recursive: true);
        Assert.Equal(before, await Answers(memory, questions));
    }

    private static async Task<List<string>> Answers(TestMemory memory, string[] questions)
    {
        var answers = new List<string>();
        foreach (var question in questions)
        {
            var found = await memory.AskAsync(question);
            answers.AddRange(found.Items.Select(i => $"{i.Path} {i.Score}"));
            answers.AddRange(found.Resources.Select(r => $"{r.Path}#{r.Anchor} {r.Score}"));
        }
        return answers;
    }
}

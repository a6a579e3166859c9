using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

public sealed class MemorizeTests
{
    [Fact]
    public async Task A_conversation_becomes_items_with_sources_in_one_commit_and_git_is_clean()
    {
        using var memory = await TestMemory.CreateAsync();
        var before = memory.Git("rev-list", "--count", "HEAD");
        var result = await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"), "ana");
        Assert.NotEmpty(result.Items);
        Assert.Equal(int.Parse(before) + 1, int.Parse(memory.Git("rev-list", "--count", "HEAD")));
        Assert.Equal(result.Commit, memory.Git("rev-parse", "HEAD"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("error", memory.Git("fsck", "--strict"));
        var transcript = memory.Read(result.Resource!.Path);
        for (var i = 1; i <= 40; i++) Assert.Matches($@"(?m)^\^m{i}$", transcript);
        foreach (var item in result.Items)
        {
            Assert.NotEmpty(item.Sources);
            Assert.All(item.Sources, s => Assert.Contains($"\n^{s.Anchor}\n", memory.Read(s.Path)));
            Assert.Contains(item.Id, memory.Read(item.Path));
        }
    }

    [Fact]
    public async Task The_same_source_again_changes_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = TestMemory.Example("conversations/linxiao-2026-10-11.json");
        var first = await memory.MemorizeFileAsync(file, "linxiao");
        var head = memory.Git("rev-parse", "HEAD");
        var again = await memory.MemorizeFileAsync(file, "linxiao");
        Assert.True(again.Unchanged);
        Assert.Empty(again.Items);
        Assert.Equal(first.Resource!.Path, again.Resource!.Path);
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task A_conversation_that_has_grown_is_continued_and_only_its_new_messages_are_learned()
    {
        using var memory = await TestMemory.CreateAsync();
        (string, string)[] start = [("Ana", "I live in Zaragoza with my cat Tetris."), ("assistant", "Nice!")];
        await memory.SayAsync("chat.json", "ana", start);
        var more = await memory.SayAsync("chat.json", "ana", [.. start, ("Ana", "I am allergic to peanuts."), ("assistant", "Noted.")]);
        Assert.All(more.Items, i => Assert.DoesNotContain("Zaragoza", i.Summary));
        Assert.Contains(more.Items, i => i.Summary.Contains("peanuts"));
        var page = memory.Read(more.Resource!.Path);
        Assert.Contains("^m3", page);
        Assert.DoesNotContain("^m1\n", page);
        Assert.Contains("continues:", page);
        Assert.Equal(["m3"], more.Items.Single(i => i.Summary.Contains("peanuts")).Sources.Select(s => s.Anchor));
    }

    [Fact]
    public async Task The_same_fact_learned_again_reinforces_the_item_instead_of_making_a_twin()
    {
        using var memory = await TestMemory.CreateAsync();
        var first = await memory.SayAsync("one.json", "ana", ("Ana", "I'm allergic to peanuts."));
        var again = await memory.SayAsync("two.json", "ana", DateTimeOffset.Parse("2026-11-22T09:00:00Z"), ("Ana", "As I said, I am really allergic to peanuts!"), ("Ana", "I'm allergic to peanuts."));
        var item = Assert.Single(again.Items, i => i.Action == "reinforced");
        Assert.Equal(first.Items.Single(i => i.Summary.Contains("peanuts")).Path, item.Path);
        Assert.Contains("two", memory.Read(item.Path));
        Assert.Single(memory.Files(), f => memory.Read(f).Contains("peanuts") && !f.StartsWith("users/ana/resources") && !f.EndsWith("README.md"));
    }

    [Theory]
    [InlineData("I like green tea.", "I don't like green tea.")]
    [InlineData("I like green tea.", "I like black tea.")]
    [InlineData("我喜欢喝茶。", "我不喜欢喝茶。")]
    public async Task A_statement_and_its_opposite_are_never_the_same(string one, string other)
    {
        Assert.NotEqual(TextKey.Statement("Ana", one), TextKey.Statement("Ana", other));
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("one.json", "ana", ("Ana", one));
        var second = await memory.SayAsync("two.json", "ana", ("Ana", other));
        Assert.DoesNotContain(second.Items, i => i.Action == "reinforced");
    }

    [Fact]
    public async Task A_correction_supersedes_the_older_item_by_link_and_nothing_is_deleted()
    {
        using var memory = await TestMemory.CreateAsync();
        var first = await memory.SayAsync("one.json", "ana", ("Ana", "I live in Zaragoza."));
        var old = first.Items.Single(i => i.Summary.Contains("Zaragoza"));
        var second = await memory.SayAsync("two.json", "ana", DateTimeOffset.Parse("2026-11-22T09:00:00Z"), ("Ana", "Actually I moved to Lyon last month."));
        var newer = second.Items.Single(i => i.Summary.Contains("Lyon"));
        Assert.Equal([old.Path[..^3]], newer.Supersedes.Select(s => s.Trim('[', ']')));
        Assert.True(File.Exists(Path.Combine(memory.Root, old.Path)));
        Assert.DoesNotContain(old.Path[..^3] + "|", memory.Read(Path.GetDirectoryName(old.Path) + "/README.md"));
        var found = await memory.AskAsync("where does Ana live?", "ana");
        Assert.True(found.Items.ToList().FindIndex(i => i.Summary.Contains("Lyon")) < found.Items.ToList().FindIndex(i => i.Summary.Contains("Zaragoza")));
    }

    [Fact]
    public async Task Two_users_in_one_tree_share_no_item_no_slug_no_summary_and_no_hit()
    {
        using var memory = await TestMemory.CreateAsync();
        (string, string)[] chat = [("user", "I'm allergic to peanuts and I live in Hangzhou."), ("user", "My sister Clara is a vet.")];
        var ana = await memory.SayAsync("chat.json", "ana", chat);
        var ben = await memory.SayAsync("chat.json", "ben", chat);
        Assert.NotEmpty(ben.Items);
        Assert.All(ben.Items, i => Assert.Equal("added", i.Action));
        Assert.Empty(ana.Items.Select(i => i.Path).Intersect(ben.Items.Select(i => i.Path)));
        Assert.Empty(ana.Items.Select(i => i.Id).Intersect(ben.Items.Select(i => i.Id)));
        Assert.Empty(ana.Categories.Select(i => i.Path).Intersect(ben.Categories.Select(i => i.Path)));
        Assert.NotEqual(ana.Resource!.Path, ben.Resource!.Path);
        await memory.SayAsync("only.json", "ben", ("user", "I collect porcelain owls."));
        var asAna = await memory.AskAsync("peanuts porcelain owls", "ana");
        Assert.All(asAna.Items.Select(i => i.Path).Concat(asAna.Resources.Select(r => r.Path)).Concat(asAna.Categories.Select(c => c.Path)), p => Assert.StartsWith("users/ana/", p));
        Assert.DoesNotContain("owls", string.Concat(memory.Files().Where(f => f.StartsWith("users/ana/")).Select(memory.Read)));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_learned_and_writes_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        var (files, head) = (memory.Files().ToList(), memory.Git("rev-parse", "HEAD"));
        var result = await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"), "ana", dryRun: true);
        Assert.NotEmpty(result.Items);
        Assert.Null(result.Commit);
        Assert.Equal(files, memory.Files());
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task All_examples_in_order_leave_a_tree_in_which_every_link_and_anchor_resolves()
    {
        using var memory = await TestMemory.CreateAsync();
        foreach (var file in new[] { "conversations", "documents", "logs" }.SelectMany(f => Directory.EnumerateFiles(TestMemory.Example(f))).Order(StringComparer.Ordinal))
            await memory.MemorizeFileAsync(file, file.Contains("linxiao") ? "linxiao" : "ana");
        Assert.Equal("", memory.Git("status", "--porcelain"));
        var doctor = await memory.Service.DoctorAsync();
        Assert.True(doctor.Healthy, string.Join('\n', doctor.Findings));
        Assert.DoesNotContain(doctor.Findings, f => f.Check is "links" or "sources" or "format" && f.Level != "ok");
        Assert.DoesNotContain("sk-test-FAKE", string.Concat(memory.Files().Select(memory.Read)));
    }

    [Fact]
    public async Task A_readme_that_a_person_wrote_is_never_replaced()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("preferences/README.md", "# My likes\n\nby hand\n");
        await memory.SayAsync("one.json", null, ("Ana", "I prefer short answers with code first."));
        Assert.Equal("# My likes\n\nby hand\n", memory.Read("preferences/README.md"));
    }

    [Fact]
    public async Task A_hand_edit_is_committed_as_the_persons_own_before_the_program_writes()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("preferences/tea.md", "I like oolong.\n");
        memory.Git("config", "user.name", "Ana Ruiz");
        memory.Git("config", "user.email", "ana@example.com");
        await memory.SayAsync("one.json", null, ("Ana", "I'm allergic to peanuts."));
        Assert.Equal("Ana Ruiz <ana@example.com>|edit: preferences/tea.md", memory.Git("log", "-1", "--format=%an <%ae>|%s", "HEAD~1"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task What_is_too_big_for_git_is_kept_beside_the_transcript_and_ignored()
    {
        using var memory = await TestMemory.CreateAsync();
        var filler = string.Concat(Enumerable.Repeat("The tide tables of the estuary are long and dull. ", 3000));
        var result = await memory.SayAsync("big.json", null, [("Ana", "Please summarize the tide tables."), .. Enumerable.Range(0, 80).Select(i => ("assistant", $"Part {i}: {filler}"))]);
        var raw = Path.ChangeExtension(result.Resource!.Path, ".json");
        Assert.True(new FileInfo(Path.Combine(memory.Root, raw)).Length > LargeFiles.Limit);
        Assert.Contains("/" + raw, memory.Read(".gitignore"));
        Assert.Equal("", memory.Git("ls-files", raw));
        File.WriteAllBytes(Path.Combine(memory.Root, "photo [1].png"), new byte[LargeFiles.Limit + 1]);
        await memory.SayAsync("one.json", null, ("Ana", "I'm allergic to peanuts."));
        Assert.Equal("", memory.Git("ls-files", "photo [1].png"));
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task T1_sources_memorized_by_many_processes_at_once_all_survive()
    {
        using var memory = await TestMemory.CreateAsync();
        var processes = new List<System.Diagnostics.Process>();
        for (var i = 0; i < 6; i++)
        {
            var file = Path.Combine(memory.Folder, $"chat-{i}.json");
            File.WriteAllBytes(file, TestMemory.Conversation(DateTimeOffset.Parse("2026-11-20T09:00:00Z").AddHours(i), ("Ana", $"My friend zebra{i} lives in Lima."), ("Ana", $"I'm allergic to stripes{i}.")));
            processes.Add(Cli.MemuProcess.Start(memory.Folder, Cli.MemuProcess.Program, null, "memorize", file, "--root", memory.Root));
        }
        var codes = processes.Select(p => Cli.MemuProcess.Finish(p, "").ExitCode).ToList();
        foreach (var process in processes) process.Dispose();
        Assert.All(codes, c => Assert.Equal(0, c));
        Assert.Equal("", memory.Git("status", "--porcelain"));
        Assert.DoesNotContain("error", memory.Git("fsck", "--strict"));
        for (var i = 0; i < 6; i++) Assert.Contains((await memory.AskAsync($"stripes{i}")).Items, h => h.Summary.Contains($"stripes{i}"));
    }

    [Fact]
    public async Task An_edit_that_comes_between_planning_and_writing_is_never_overwritten()
    {
        using var memory = await TestMemory.CreateAsync();
        var first = await memory.SayAsync("one.json", null, ("Ana", "I'm allergic to peanuts."));
        var item = first.Items.Single();
        var extractor = new EditingExtractor(() => memory.Write(item.Path, "Ana wrote this herself.\n"));
        using var service = MemoryService.Open(new() { Root = memory.Root, Extractor = extractor });
        var again = TestMemory.Conversation(DateTimeOffset.Parse("2026-11-22T09:00:00Z"), ("Ana", "I'm allergic to peanuts."));
        var head = memory.Git("rev-parse", "HEAD");
        await Assert.ThrowsAsync<MemoryConflictException>(() => service.MemorizeAsync(new() { Sources = [new("two.json", _ => Task.FromResult<ReadOnlyMemory<byte>>(again))] }));
        Assert.Equal("Ana wrote this herself.\n", memory.Read(item.Path));
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        Assert.Equal(item.Path, memory.Git("diff", "--name-only", "HEAD"));
        Assert.DoesNotContain("resources", memory.Git("status", "--porcelain"));
    }

    /// <summary>Lets somebody edit in the middle of an operation, once its plan has read the file.</summary>
    private sealed class EditingExtractor(Action edit) : global::MemU.Fs.Providers.IMemoryExtractor
    {
        private readonly global::MemU.Fs.Providers.Offline.OfflineExtractor _inner = new();

        public async Task<global::MemU.Fs.Model.Extraction> ExtractAsync(ExtractionRequest request, CancellationToken cancellationToken = default)
        {
            var found = await _inner.ExtractAsync(request, cancellationToken);
            return found with { Drafts = new EditedAfter(found.Drafts, edit) };
        }
    }

    /// <summary>Drafts after whose last one somebody edits.</summary>
    private sealed class EditedAfter(IReadOnlyList<MemoryDraft> drafts, Action edit) : IReadOnlyList<MemoryDraft>
    {
        public int Count => drafts.Count;

        public MemoryDraft this[int index] => drafts[index];

        public IEnumerator<MemoryDraft> GetEnumerator()
        {
            foreach (var draft in drafts) yield return draft;
            edit();
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

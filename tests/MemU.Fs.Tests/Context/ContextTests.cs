using MemU.Fs.Context;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Context;

public sealed class ContextTests
{
    [Fact]
    public async Task An_item_and_its_message_are_shown_once_and_the_message_when_it_says_more()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("tea.json", null, ("Ana", "I like oolong tea."), ("Ana", "I am allergic to peanuts. Grandma found out at the fair in Zaragoza, with a paper cone of them and a hospital bill."));
        var tea = await Pack(memory, "which tea does Ana like?");
        var entry = Assert.Single(tea.Entries, e => e.Score == tea.Entries.Max(x => x.Score));
        Assert.Equal("item", entry.Kind);
        Assert.Equal("2026-11-20", entry.Date);
        Assert.Contains($"[[{entry.Path[..^3]}]] (2026-11-20, from [[resources/2026/11/20/tea-", tea.Markdown);
        Assert.Contains("#^m1|", tea.Markdown);
        Assert.Equal(1, Times("oolong tea", tea.Markdown));
        var peanuts = await Pack(memory, "what is Ana allergic to? peanuts");
        Assert.Equal(("message", "m2"), (peanuts.Entries[0].Kind, peanuts.Entries[0].Anchor));
        Assert.Equal(1, Times("allergic to peanuts", peanuts.Markdown));
        Assert.Contains("hospital bill", peanuts.Markdown);
    }

    [Fact]
    public async Task Pinned_memories_come_first_for_the_scope_that_is_asked_and_no_other()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        memory.Write("notes/heron.md", "Heron runs at night.\n");
        memory.Write("preferences/short.md", "---\ntype: profile\npinned: true\n---\nAnswers are short and start with code.\n");
        memory.Write("users/lin/preferences/tea.md", "---\ntype: profile\npinned: true\n---\n回答请用中文。\n");
        var pack = await Pack(memory, "when does Heron run?", user: "ana");
        Assert.Equal([("pinned", "preferences/short.md"), ("item", "notes/heron.md")], pack.Entries.Select(e => (e.Kind, e.Path)));
        Assert.StartsWith("## Pinned\n- [[preferences/short|short]]\n  Answers are short and start with code.\n\n## Found\n", pack.Markdown);
        Assert.DoesNotContain("回答", pack.Markdown);
        Assert.Contains("回答请用中文", (await Pack(memory, "苍鹭", user: "lin")).Markdown);
        // no longer pinned, no longer there
        memory.Write("preferences/short.md", "---\ntype: profile\n---\nAnswers are short and start with code.\n");
        Assert.DoesNotContain("Pinned", (await Pack(memory, "when does Heron run?", user: "ana")).Markdown);
    }

    [Fact]
    public async Task A_filter_holds_for_pinned_memories_too()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("a/pinned.md", "---\ntype: profile\npinned: true\n---\nAlways in French.\n");
        memory.Write("a/heron.md", "---\ntype: event\n---\nHeron went live.\n");
        var pack = await memory.Service.ContextAsync(new() { Query = "Heron", Where = Where.Parse(["type=event"]) });
        Assert.Equal(["a/heron.md"], pack.Entries.Select(e => e.Path));
    }

    [Fact]
    public async Task The_best_hit_is_cut_and_never_left_out_however_much_is_pinned()
    {
        using var memory = await TestMemory.CreateAsync();
        var long1 = string.Join("\n\n", Enumerable.Range(0, 12).Select(i => $"The heron number {i} stood near the weir and waited for fish of size {i * 7}."));
        memory.Write("notes/herons.md", long1 + "\n");
        for (var i = 0; i < 9; i++) memory.Write($"p/rule-{i}.md", $"---\npinned: true\n---\nRule {i}: the gate at number {i * 13} is to be closed at night, and the dog of number {i} fed.\n");
        foreach (var budget in (int[])[50, 80, 150, 400])
        {
            var pack = await Pack(memory, "heron weir", budget);
            Assert.True(pack.Tokens <= budget, pack.Markdown);
            Assert.Contains("heron number", pack.Markdown);
            Assert.Contains("…", pack.Markdown);
            Assert.True(pack.Entries.Last().Cut);
            Assert.True(pack.LeftOut > 0);
        }
        Assert.Equal(10, (await Pack(memory, "heron weir", 4000)).Entries.Count);
    }

    [Fact]
    public async Task What_is_replaced_is_said_to_be_so()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.SayAsync("one.json", "ana", ("Ana", "I live in Zaragoza."));
        await memory.SayAsync("two.json", "ana", DateTimeOffset.Parse("2026-11-25T09:00:00Z"), ("Ana", "I live in Lyon now."));
        var pack = await Pack(memory, "which town does Ana live in? Zaragoza Lyon", user: "ana");
        var lyon = pack.Markdown.IndexOf("Lyon now", StringComparison.Ordinal);
        var replaced = pack.Markdown.IndexOf("no longer so, see [[", StringComparison.Ordinal);
        Assert.True(lyon >= 0 && replaced > lyon, pack.Markdown);
    }

    [Fact]
    public async Task Nothing_known_is_said_with_the_nearest_and_small_talk_keeps_what_is_pinned()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/heron.md", "Heron runs at night.\n");
        memory.Write("notes/pin.md", "---\npinned: true\n---\nAnswer in French.\n");
        var pack = await Pack(memory, "quantum chromodynamics");
        Assert.True(pack.IsEmpty);
        Assert.Contains("Nothing is known about that.", pack.Markdown);
        Assert.Contains("Answer in French.", pack.Markdown);
        pack = await Pack(memory, "thanks!");
        Assert.False(pack.NeedsRetrieval);
        Assert.Contains("Answer in French.", pack.Markdown);
        Assert.Contains("Nothing was looked up", pack.Markdown);
    }

    [Theory]
    [InlineData(49, 20)]
    [InlineData(1_000_001, 20)]
    [InlineData(2000, 0)]
    public async Task Numbers_out_of_range_are_refused(int budget, int limit)
    {
        using var memory = await TestMemory.CreateAsync();
        Assert.Equal(MemUErrorKind.BadArgument, (await Assert.ThrowsAsync<MemUException>(() => memory.Service.ContextAsync(new() { Query = "x", Budget = budget, Limit = limit }))).Kind);
    }

    [Fact]
    public async Task What_the_whole_memory_would_cost_is_counted_exactly_when_small_and_estimated_when_large()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "Heron runs at night.\n");
        var before = (await Pack(memory, "heron")).TotalTokens;
        memory.Write("notes/b.md", "Nothing else here.\n");
        Assert.Equal(before + TokenCounter.Count("Nothing else here.\n"), (await Pack(memory, "heron")).TotalTokens);
        long exact = before + TokenCounter.Count("Nothing else here.\n");
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 20).Select(j => $"Gauge {i}-{j} tells {i * j} centimeters, 水位{i}。\n"));
            memory.Write($"g/{i}.md", text);
            exact += TokenCounter.CountLong(text);
        }
        var pack = await Pack(memory, "heron");
        Assert.True(pack.TotalEstimated);
        Assert.InRange(pack.TotalTokens / (double)exact, 0.95, 1.05);
        Assert.InRange(pack.Saving, 99, 100);
    }

    private static Task<ContextResult> Pack(TestMemory memory, string query, int budget = 2000, string? user = null) =>
        memory.Service.ContextAsync(new() { Query = query, Budget = budget, Scope = MemoryScope.Of(user) });

    private static int Times(string part, string text) => text.Split(part).Length - 1;
}

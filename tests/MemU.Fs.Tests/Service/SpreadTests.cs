using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>What is found in several ways: switched on, memories, their sources, links and categories raise each other.</summary>
public sealed class SpreadTests
{
    private static async Task<RetrieveResult> AskAsync(TestMemory memory, string question, RankingRules rules)
    {
        using var service = MemoryService.Open(new() { Root = memory.Root, Ranking = rules });
        return await service.RetrieveAsync(new() { Query = question, Explain = true }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_memory_and_the_message_it_comes_from_raise_each_other()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.MemorizeFileAsync(TestMemory.Example("conversations/ana-2026-09-04.json"));
        const string question = "what is my favourite editor?";
        var (off, on) = (await AskAsync(memory, question, new()), await AskAsync(memory, question, new() { SourceBonus = 0.5f }));
        Assert.DoesNotContain("its source", off.Items[0].Why, StringComparison.Ordinal);
        Assert.Contains(", its source +0.", on.Items[0].Why, StringComparison.Ordinal);
        Assert.Contains(", what was learned from it +0.", on.Resources[0].Why, StringComparison.Ordinal);
        Assert.True(on.Items[0].Score > off.Items[0].Score && on.Resources[0].Score > off.Resources[0].Score);
        Assert.All(on.Items.Select(i => i.Score).Concat(on.Resources.Select(r => r.Score)), s => Assert.InRange(s, 0, 1));
        Assert.Equal(on.Items.Select(i => i.Score).OrderDescending(), on.Items.Select(i => i.Score));
    }

    [Fact]
    public async Task A_memory_that_another_found_one_links_to_comes_before_its_like()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "A kettle in the hall.\n");
        memory.Write("notes/b.md", "A kettle in the hall.\n");
        memory.Write("notes/hub.md", "The kettle kettle kettle, see [[notes/b]].\n");
        Assert.Equal(["notes/a.md", "notes/b.md"], (await AskAsync(memory, "kettle", new())).Items.Select(i => i.Path).Where(p => p != "notes/hub.md"));
        var on = await AskAsync(memory, "kettle", new() { LinkBonus = 0.3f });
        Assert.Equal(["notes/b.md", "notes/hub.md"], on.Items.Take(2).Select(i => i.Path).Order());
        Assert.Contains(", a link +0.", on.Items.First(i => i.Path == "notes/b.md").Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_memory_whose_category_is_found_comes_before_its_like()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("alpha/one.md", "Pottery is fun.\n");
        memory.Write("pottery/two.md", "Pottery is fun.\n");
        memory.Write("pottery/README.md", "---\ntype: category\ntitle: Pottery\ndescription: All about pottery\n---\n\n# Pottery\n\nPottery, kilns and glazes.\n");
        Assert.Equal("alpha/one.md", (await AskAsync(memory, "pottery", new())).Items[0].Path);
        var on = await AskAsync(memory, "pottery", new() { CategoryBonus = 0.3f });
        Assert.Equal("pottery/two.md", on.Items[0].Path);
        Assert.Contains(", its category +0.", on.Items[0].Why, StringComparison.Ordinal);
    }
}

using MemU.Fs.Model;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.WithModel;

public class PropagateTests
{
    [Fact]
    public async Task Create_update_and_delete_have_the_summary_follow_by_the_model_and_without_propagate_no_call_is_made()
    {
        using var memory = await ModelMemory.NewAsync(call => Script.Pages(call, name => $"About {name}: {(call.Says("### Replaced or gone\n- [[") ? "nothing" : call.Says("jasmine") ? "jasmine" : call.Says("oolong") ? "oolong" : "nothing")}."));

        var created = await memory.Service.CreateMemoryItemAsync("profile", "Ana likes oolong tea.", ["preferences"]);
        Assert.Contains("About preferences: oolong.", memory.Text("preferences/README.md"), StringComparison.Ordinal);
        Assert.Single(memory.Provider.Chats);

        await memory.Service.UpdateMemoryItemAsync(created.MemoryItem.Id, memoryContent: "Ana likes jasmine tea.");
        Assert.Contains("About preferences: jasmine.", memory.Text("preferences/README.md"), StringComparison.Ordinal);

        var calls = memory.Provider.Chats.Count;
        await memory.Service.CreateMemoryItemAsync("profile", "Ana dislikes cola.", ["preferences"], propagate: false);
        Assert.Equal(calls, memory.Provider.Chats.Count);
        await memory.Service.DeleteMemoryItemAsync(created.MemoryItem.Id);
        Assert.Equal(calls + 1, memory.Provider.Chats.Count);
        Assert.DoesNotContain("jasmine", memory.Text("preferences/README.md"), StringComparison.Ordinal);
        Assert.Equal("", memory.GitStatus());
    }

    [Fact]
    public async Task A_page_that_a_model_wrote_is_patched_not_replaced_where_no_model_is_at_hand()
    {
        using var memory = await ModelMemory.NewAsync(call => Script.Pages(call, _ => "## Drinks\n- Ana is fond of tea. [[preferences/ana-likes-oolong-tea]]\n- A line of the model's own."));
        await memory.Service.CreateMemoryItemAsync("profile", "Ana likes oolong tea", ["preferences"]);
        using var rules = MemoryService.Open(new() { Root = memory.Root });

        await rules.AddAsync(new() { Text = "Ana dislikes cola", Category = "preferences", Type = "profile" });
        var page = memory.Text("preferences/README.md");
        Assert.Contains("- A line of the model's own.", page, StringComparison.Ordinal);
        Assert.Contains("Ana dislikes cola [[preferences/ana-dislikes-cola|source]]", page, StringComparison.Ordinal);

        await rules.RemoveAsync(new() { Target = "preferences/ana-likes-oolong-tea.md" });
        page = memory.Text("preferences/README.md");
        Assert.DoesNotContain("fond of tea", page, StringComparison.Ordinal);
        Assert.Contains("- A line of the model's own.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_page_no_longer_names_stands_in_the_commit_and_links_that_lead_nowhere_are_taken_out()
    {
        var text = "- Tea. [[preferences/ana-likes-oolong-tea]]";
        using var memory = await ModelMemory.NewAsync(call => Script.Pages(call, _ => text));
        await memory.Service.CreateMemoryItemAsync("profile", "Ana likes oolong tea", ["preferences"]);

        text = "- Cola, no. [[preferences/ana-dislikes-cola]] and [[preferences/invented]]";
        await memory.Service.CreateMemoryItemAsync("profile", "Ana dislikes cola", ["preferences"]);

        Assert.DoesNotContain("invented", memory.Text("preferences/README.md"), StringComparison.Ordinal);
        Assert.Contains("preferences/README.md no longer names [[preferences/ana-likes-oolong-tea]]", memory.Git("log", "-1", "--format=%B"), StringComparison.Ordinal);
    }
}

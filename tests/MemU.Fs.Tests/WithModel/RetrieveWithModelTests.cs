using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Steps;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.WithModel;

public class RetrieveWithModelTests
{
    private static readonly RetrieveRequest s_tea = new() { Query = "which tea does Ana like?" };

    [Fact]
    public async Task By_rag_at_most_three_calls_are_made_and_none_with_routing_and_sufficiency_off()
    {
        using var memory = await FilledAsync(call => call.SchemaName switch { "route" => Route("RETRIEVE", "x"), "sufficiency" => More(null), _ => Reply.Error(500, "not scripted") });

        var found = await memory.Service.RetrieveAsync(s_tea);

        Assert.Equal(["route", "sufficiency", "sufficiency"], memory.Provider.Chats.Select(c => c.SchemaName));
        Assert.Equal("preferences/likes-oolong-tea.md", found.Items[0].Path);
        Assert.InRange(found.Items[0].Score, 0.01, 1);
        Assert.Equal(s_tea.Query, found.RewrittenQuery); // a message that stands alone is not rewritten
        var calls = memory.Provider.Chats.Count;
        var off = await memory.Service.RetrieveAsync(s_tea with { RouteIntention = false, SufficiencyCheck = false });
        Assert.Equal(calls, memory.Provider.Chats.Count);
        Assert.Equal(found.Items.Select(i => (i.Path, i.Score)), off.Items.Select(i => (i.Path, i.Score)));
        Approved.Verify("retrieve-rag", memory.Provider.Transcript());
    }

    [Fact]
    public async Task A_model_that_says_no_retrieval_is_needed_ends_it_and_in_doubt_it_is_looked_up()
    {
        var decision = "NO_RETRIEVE";
        using var memory = await FilledAsync(call => call.SchemaName == "route" ? Route(decision, "") : Enough());

        var none = await memory.Service.RetrieveAsync(s_tea);
        Assert.False(none.NeedsRetrieval);
        Assert.True(none.IsEmpty);
        Assert.Single(memory.Provider.Chats);
        Assert.True((await memory.Service.RetrieveAsync(s_tea with { Always = true })).NeedsRetrieval);

        decision = "perhaps";
        Assert.True((await memory.Service.RetrieveAsync(s_tea)).NeedsRetrieval);
    }

    [Fact]
    public async Task The_last_of_several_messages_is_rewritten_and_searched_as_rewritten()
    {
        using var memory = await FilledAsync(call => call.SchemaName == "route" ? Route("RETRIEVE", "Which tea does Ana like?") : More(null));

        var found = await memory.Service.RetrieveAsync(new() { Query = "and she?", Context = [new("user", "Ben likes coffee. What about Ana?"), new("assistant", "She drinks tea.")] });

        Assert.Equal("Which tea does Ana like?", found.RewrittenQuery);
        Assert.Equal("and she?", found.OriginalQuery);
        Assert.Equal("preferences/likes-oolong-tea.md", found.Items[0].Path);
    }

    [Fact]
    public async Task Enough_after_a_tier_leaves_the_later_ones_out_and_more_asks_the_next_question()
    {
        Reply answer = Enough();
        using var memory = await FilledAsync(call => call.SchemaName == "route" ? Route("RETRIEVE", "") : answer);

        var early = await memory.Service.RetrieveAsync(s_tea);
        Assert.NotEmpty(early.Categories);
        Assert.Empty(early.Items);
        Assert.Empty(early.Resources);
        Assert.Null(early.NextStepQuery);

        answer = More("Where did Ana run?");
        var more = await memory.Service.RetrieveAsync(s_tea);
        Assert.Equal("Where did Ana run?", more.NextStepQuery);
        Assert.Contains(more.Items, i => i.Path == "experiences/ran-in-porto.md");
    }

    [Fact]
    public async Task By_llm_the_model_ranks_each_tier_scores_stay_and_what_lies_in_no_category_is_not_out_of_reach()
    {
        using var memory = await FilledAsync(call => call.SchemaName switch
        {
            "route" => Route("RETRIEVE", ""),
            "sufficiency" => More(null),
            "ranking" when call.Says("these categories") => Rank(call, "preferences"),
            "ranking" when call.Says("these memories") => Rank(call, "violin", "oolong"),
            "ranking" => Rank(call, "loose leaves"),
            _ => Reply.Error(500, "not scripted"),
        });
        memory.WriteFile("loose.md", "---\ntype: profile\ntitle: Plays the violin\n---\nAna plays the violin and drinks tea.\n");

        var found = await memory.Service.RetrieveAsync(s_tea with { Method = RetrieveMethod.Llm });

        Assert.Equal(6, memory.Provider.Chats.Count); // memU's most
        Assert.Equal(["preferences"], found.Categories.Select(c => c.Name));
        Assert.Equal(["loose.md", "preferences/likes-oolong-tea.md"], found.Items.Select(i => i.Path));
        Assert.Equal([0.9, 0.8], found.Items.Select(i => i.Score));
        Assert.Contains("loose leaves", Assert.Single(found.Resources).Snippet, StringComparison.Ordinal);
        Approved.Verify("retrieve-llm", memory.Provider.Transcript());
    }

    [Fact]
    public async Task A_ranking_that_names_nothing_leaves_the_order_of_the_search_and_says_so()
    {
        using var memory = await FilledAsync(call => call.SchemaName == "ranking" ? Reply.Json("""{"analysis":"hm","ranked":[{"id":"ZZ","score":1}]}""") : Reply.Error(500, "not scripted"));

        var found = await memory.Service.RetrieveAsync(s_tea with { Method = RetrieveMethod.Llm, RouteIntention = false, SufficiencyCheck = false });

        Assert.Equal("preferences/likes-oolong-tea.md", found.Items[0].Path);
        Assert.Contains(found.Notes!, n => n.Contains("ranking", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_provider_of_vectors_is_down_words_answer_and_say_so_and_nothing_is_memorized()
    {
        using var memory = await FilledAsync(call => call.SchemaName == "memories" ? Script.Memories("c", Script.Item("profile", "Ana owns a kayak.", [1], "preferences", "Kayak")) : Script.Pages(call, _ => "Page."));
        await memory.Service.ReindexAsync();
        memory.Provider.Embed = _ => Reply.Error(400, "down for good");
        var head = memory.Git("rev-parse", "HEAD");

        var found = await memory.Service.RetrieveAsync(s_tea with { Method = RetrieveMethod.Rules });
        Assert.Equal("preferences/likes-oolong-tea.md", found.Items[0].Path);
        Assert.Contains(found.Notes!, n => n.StartsWith("searched by words alone:", StringComparison.Ordinal));

        memory.WriteFile("preferences/new.md", "---\ntype: profile\n---\nAna has a new teapot.\n");
        var stale = await memory.Service.RetrieveAsync(s_tea with { Method = RetrieveMethod.Rules });
        Assert.NotEmpty(stale.Items);
        Assert.Contains(stale.Problems!, p => p.Contains("not in this answer", StringComparison.Ordinal));
        File.Delete(memory.Path("preferences/new.md"));

        var error = await Assert.ThrowsAnyAsync<MemUException>(() => memory.LearnAsync("kayak.json", """[{"role":"user","name":"Ana","content":"I own a kayak."}]"""));
        Assert.Equal(MemUErrorKind.Provider, error.Kind);
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        Assert.Equal("", memory.GitStatus());
    }

    [Theory]
    [InlineData("down")]
    [InlineData("nonsense")]
    public async Task Where_the_model_can_not_be_had_rules_answer_and_say_so_and_it_is_asked_no_more(string how)
    {
        using var memory = await FilledAsync(_ => how == "down" ? Reply.Error(400, "no") : Reply.Text("well, well"));

        var found = await memory.Service.RetrieveAsync(s_tea with { Method = RetrieveMethod.Llm });

        Assert.Equal("preferences/likes-oolong-tea.md", found.Items[0].Path);
        Assert.Contains(found.Notes!, n => n.StartsWith("answered by rules", StringComparison.Ordinal));
        Assert.Equal(how == "down" ? 1 : 2, memory.Provider.Chats.Count);
        Assert.False((await memory.Service.RetrieveAsync(new() { Query = "thanks a lot!" })).NeedsRetrieval);
    }

    [Fact]
    public async Task Tiers_can_be_left_out_and_items_that_a_page_names_come_first()
    {
        using var memory = await FilledAsync(_ => Reply.Error(500, "not scripted"));
        var off = s_tea with { RouteIntention = false, SufficiencyCheck = false };

        var items = await memory.Service.RetrieveAsync(off with { CategoryLimit = 0, ResourceLimit = 0, ItemLimit = 1 });
        Assert.Empty(items.Categories);
        Assert.Empty(items.Resources);
        Assert.Single(items.Items);

        memory.WriteFile("preferences/README.md", "---\ntype: category\ntitle: Preferences\n---\n# Preferences\n\nTea and the like: [[experiences/ran-in-porto]]\n");
        var referenced = await memory.Service.RetrieveAsync(off with { UseCategoryReferences = true, CategoryLimit = 1 });
        Assert.Equal("experiences/ran-in-porto.md", referenced.Items[0].Path);
    }

    [Fact]
    public async Task A_step_of_ones_own_takes_part_and_one_that_can_not_work_is_refused()
    {
        var seen = new List<string>();
        var own = RetrieveSteps.Default
            .Remove(RetrieveSteps.AfterItems)
            .InsertAfter(RetrieveSteps.Items, new("only_one", (s, _) => { s.Items = [.. s.Items.Take(1)]; return Task.CompletedTask; }) { Requires = ["items"] })
            .Before(c => seen.Add(c.Step.Name)).After(c => seen.Add($"{c.Step.Name} done"));
        using var memory = await FilledAsync(call => call.SchemaName == "route" ? Route("RETRIEVE", "") : More(null), o => o with { RetrieveSteps = own });

        Assert.Single((await memory.Service.RetrieveAsync(s_tea)).Items);

        Assert.Equal(5, own.Revision);
        Assert.Equal("retrieve:5", own.Token);
        Assert.Same(RetrieveSteps.Default, own.Rollback(1));
        Assert.Equal([RetrieveSteps.Route, $"{RetrieveSteps.Route} done", RetrieveSteps.Categories], seen.Take(3));
        Assert.DoesNotContain(RetrieveSteps.AfterItems, seen);
        Assert.Contains("needs drafts", Assert.Throws<MemUException>(() => RetrieveSteps.Default.InsertBefore(RetrieveSteps.Route, new("x", (_, _) => Task.CompletedTask) { Requires = ["drafts"] })).Message, StringComparison.Ordinal);
        Assert.Contains("two steps", Assert.Throws<MemUException>(() => own.InsertAfter("only_one", new("only_one", (_, _) => Task.CompletedTask))).Message, StringComparison.Ordinal);
        Assert.Contains("no step 'none'", Assert.Throws<MemUException>(() => own.Remove("none")).Message, StringComparison.Ordinal);
        Assert.Contains("needs rewritten_query", Assert.Throws<MemUException>(() => RetrieveSteps.Default.Remove(RetrieveSteps.Route)).Message, StringComparison.Ordinal);
    }

    private static async Task<ModelMemory> FilledAsync(Func<ChatCall, Reply> script, Func<MemoryOptions, MemoryOptions>? change = null)
    {
        var clock = new FixedClock(new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero)); // the model is told the day on which a memory was learned
        var memory = await ModelMemory.NewAsync(script, options => (change?.Invoke(options) ?? options) with { Clock = clock });
        using var rules = MemoryService.Open(new() { Root = memory.Root, Clock = clock });
        await rules.MemorizeAsync(new() { Sources = [new("tea.json", _ => Task.FromResult<ReadOnlyMemory<byte>>("""[{"role":"user","name":"Ana","content":"I buy my tea as loose leaves at the market.","created_at":"2026-11-01T09:00:00Z"}]"""u8.ToArray()))] });
        await rules.AddAsync(new() { Text = "Ana likes oolong tea best.", Title = "Likes oolong tea", Category = "preferences", Type = "profile" });
        await rules.AddAsync(new() { Text = "Ana ran a half marathon in Porto.", Title = "Ran in Porto", Category = "experiences", Type = "event" });
        await rules.AddAsync(new() { Text = "Ana works as a carpenter.", Title = "Works as a carpenter", Category = "work_life", Type = "profile" });
        return memory;
    }

    private static Reply Route(string decision, string rewritten) => Reply.Json(new JsonObject { ["decision"] = decision, ["rewritten_query"] = rewritten });

    private static Reply Enough() => Reply.Json("""{"decision":"ENOUGH","next_step_query":null}""");

    private static Reply More(string? next) => Reply.Json(new JsonObject { ["decision"] = "MORE", ["next_step_query"] = next });

    /// <summary>Ranks the entries that say these words, in this order.</summary>
    private static Reply Rank(ChatCall call, params string[] words)
    {
        var lines = call.User.Split('\n');
        return Reply.Json(new JsonObject
        {
            ["analysis"] = "by words",
            ["ranked"] = new JsonArray([.. words.Select((w, i) => (JsonNode)new JsonObject { ["id"] = lines.First(l => l.StartsWith('[') && l.Contains(w, StringComparison.Ordinal)).Split(']')[0][1..], ["score"] = 0.9 - i * 0.1 })]),
        });
    }
}

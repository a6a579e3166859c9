using MemU.Fs.Model;
using MemU.Fs.Providers.WithModel;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.WithModel;

public class MisbehavingModelTests
{
    private const string Talk = """[{"role":"user","name":"Ana","content":"I prefer tea over coffee and I live in Lisbon."}]""";

    public static TheoryData<string, Func<Reply>> Answers => new()
    {
        { "words only", () => Reply.Text("I would rather talk about the weather.") },
        { "empty", () => Reply.Text("") },
        { "refusal", () => Reply.Refusal("I can't help with that.") },
        { "filter", () => Reply.Filtered() },
        { "cut connection", () => Reply.Cut("{\"caption\":\"c\",\"items\":[]}", 4) },
        { "page for people", () => Reply.Html() },
        { "malformed body", () => Reply.Malformed() },
        { "server error", () => Reply.Error(500, "boom") },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task Nonsense_refusals_and_failures_are_said_clearly_and_leave_the_tree_as_it_was(string how, Func<Reply> answer)
    {
        using var memory = await ModelMemory.NewAsync(_ => answer());
        var (head, files) = (memory.Git("rev-parse", "HEAD"), Directory.EnumerateFiles(memory.Root, "*.md", SearchOption.AllDirectories).Count());

        var error = await Assert.ThrowsAnyAsync<Exception>(() => memory.LearnAsync("ana.json", Talk));

        var said = Assert.IsAssignableFrom<MemUException>(error);
        Assert.True(said.Kind == MemUErrorKind.Provider, $"{how}: {said.Kind}");
        Assert.DoesNotContain(ScriptedProvider.Key, said.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said.Message, StringComparison.Ordinal);
        Assert.Equal(head, memory.Git("rev-parse", "HEAD"));
        Assert.Equal("", memory.GitStatus());
        Assert.Equal(files, Directory.EnumerateFiles(memory.Root, "*.md", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task An_answer_without_JSON_is_asked_for_once_more_and_then_believed()
    {
        var first = true;
        using var memory = await ModelMemory.NewAsync(call =>
        {
            if (call.SchemaName != "memories") return Script.Pages(call, _ => "Page.");
            if (!first) return Script.Memories("c", Script.Item("profile", "Ana prefers tea over coffee.", [1], "preferences", "Tea"));
            first = false;
            return Reply.Text("Here are the memories you asked for!");
        });

        Assert.Single((await memory.LearnAsync("ana.json", Talk)).Items);
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_keeps_what_was_whole_and_says_so()
    {
        using var memory = await ModelMemory.NewAsync(call => call.SchemaName == "memories"
            ? Reply.TooLong("""{"caption":"c","items":[{"type":"profile","text":"Ana prefers tea over coffee.","messages":[1],"categories":["preferences"]},{"type":"profile","text":"Ana lives in Lis""")
            : Script.Pages(call, _ => "Page."));

        var result = await memory.LearnAsync("ana.json", Talk);

        Assert.Contains(result.Items, i => i.Summary == "Ana prefers tea over coffee.");
        Assert.Contains(result.Notes, n => n.Contains("cut off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_that_would_take_more_calls_than_allowed_is_refused_before_the_first()
    {
        using var memory = await ModelMemory.NewAsync(_ => Reply.Error(500, "not scripted"));

        var error = await Assert.ThrowsAsync<MemUException>(() => memory.LearnAsync("long.md", string.Join("\n\n", Enumerable.Range(0, 2_000).Select(i => $"Paragraph {i} says something about gardens and ships.")), s => s with { MaxCalls = 3, WindowTokens = 1_000 }));

        Assert.Equal(MemUErrorKind.NotAllowed, error.Kind);
        Assert.Empty(memory.Provider.Chats);
    }

    [Fact]
    public async Task Prompts_of_a_tree_that_is_not_trusted_are_not_used()
    {
        var notices = new List<string>();
        using var memory = await ModelMemory.NewAsync(call => call.SchemaName == "memories" ? Script.Memories("c") : Script.Pages(call, _ => "Page."), o => o with { Notice = notices.Add });
        File.AppendAllText(memory.Path(".memu/config.yaml"), "memorize:\n  prompts:\n    extract: \"STEERED {resource}\"\n");

        File.WriteAllText(memory.Path(".memu/config.yaml"), memory.Text(".memu/config.yaml").Replace("  - name: preferences\n", "  - name: preferences\n    summary_prompt: \"STEERED {category}\"\n", StringComparison.Ordinal));

        await memory.LearnAsync("ana.json", Talk);
        Assert.DoesNotContain(memory.Provider.Chats, c => c.Says("STEERED"));
        Assert.Contains(notices, n => n.Contains("memu trust", StringComparison.Ordinal));

        memory.Service.Trust();
        await memory.LearnAsync("ben.json", Talk.Replace("Ana", "Ben", StringComparison.Ordinal));
        Assert.Contains(memory.Provider.Chats, c => c.Says("STEERED"));
    }

    [Theory]
    [InlineData("memorize: {types: [mood]}", "needs a prompt")]
    [InlineData("memorize: {types: []}", "look for nothing")]
    [InlineData("memorize: {taxonomy: wild}", "closed, adaptive or open")]
    [InlineData("memorize: {window_tokens: 3}", "from 500")]
    [InlineData("memorize: {prompts: {dance: x}}", "no step with a prompt")]
    [InlineData("retrieve: {method: magic}", "rules, rag or llm")]
    [InlineData("retrieve: {item: {top_k: 0}}", "from 1 to 1000")]
    [InlineData("categories: [{name: a, folder: a, target_length: many}]", "number of words")]
    public void Settings_that_can_not_be_meant_are_refused_with_the_reason(string yaml, string reason) =>
        Assert.Contains(reason, Assert.Throws<MemoryFormatException>(() => MemoryConfig.Parse(yaml)).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_in_the_words_of_memU_are_understood()
    {
        var config = MemoryConfig.Parse("""
            categories:
              - name: todo
                folder: todo
                target_length: 120
                summary_prompt: "Keep a board of {category}."
            memorize:
              memory_types: [profile, record]
              memory_type_prompts:
                record:
                  objective: {ordinal: 10, prompt: "What was asked, planned or done."}
                  examples: {ordinal: -1}
              multimodal_preprocess_prompts: {image: "Describe {name}."}
              default_category_summary_target_length: 250
            retrieve:
              method: llm
              route_intention: false
              sufficiency_check: false
              category: {enabled: false}
              item: {top_k: 10, ranking: salience, recency_decay_days: 7, use_category_references: true}
            """);

        Assert.Equal(["profile", "record"], config.Memorize.Types.Select(t => t.Name));
        Assert.Equal(-1, config.Memorize.Types[1].Prompt!.Blocks["examples"].Ordinal);
        Assert.Equal("Describe {name}.", config.Memorize.Prompts["vision"].Text);
        Assert.Equal((250, 120), (config.Memorize.TargetLength, config.Category("todo")!.TargetLength));
        Assert.Equal("Keep a board of {category}.", config.Memorize.CategoryPrompts["todo"].Text);
        Assert.Equal(new TierLimits(0, 10, 5), config.Retrieve.LimitsOf(new() { Query = "x" }));
        Assert.Equal((RetrieveMethod.Llm, false, false, ItemRanking.Salience, 7.0, true), (config.Retrieve.Method, config.Retrieve.RouteIntention, config.Retrieve.SufficiencyCheck, config.Retrieve.Ranking, config.Retrieve.RecencyDecayDays, config.Retrieve.UseCategoryReferences));
    }
}

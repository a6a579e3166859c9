using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.WithModel;

public class AskTests
{
    private static readonly AskRequest s_question = new() { Retrieve = new() { Query = "where did Ana run the half marathon?", Now = DateTimeOffset.Parse("2026-11-20T09:00:00Z") } };

    [Fact]
    public async Task An_answer_names_its_evidence_by_file_line_and_anchor_and_costs_one_call()
    {
        using var memory = await FilledAsync(_ => Answer(true, "In Porto, with Marta [1][2]. It was sunny [77]."));

        var answer = await memory.Service.AskAsync(s_question);

        Assert.True(answer.Known);
        Assert.Equal("In Porto, with Marta [1]. It was sunny.", answer.Answer);
        Assert.Equal([1], answer.Citations.Select(c => c.Number));
        Assert.All(answer.Citations, c => Assert.Contains(c.Snippet.Split('\n')[0][..10], string.Join('\n', File.ReadAllLines(memory.Path(c.Path))[(c.Lines[0] - 1)..c.Lines[1]]), StringComparison.Ordinal));
        Assert.Contains(answer.Citations, c => c.Anchor == "m1" && c.Speaker == "Ana");
        Assert.Equal("answer", Assert.Single(memory.Provider.Chats).SchemaName);
        Approved.Verify("ask", memory.Provider.Transcript());
    }

    [Fact]
    public async Task What_the_evidence_lacks_is_not_known_and_an_answer_without_evidence_does_not_count()
    {
        Reply reply = Answer(false, "The evidence does not say with whom.");
        using var memory = await FilledAsync(_ => reply);

        Assert.False((await memory.Service.AskAsync(s_question)).Known);

        reply = Answer(true, "In Rome.");
        var invented = await memory.Service.AskAsync(s_question);
        Assert.False(invented.Known);
        Assert.Contains(invented.Notes!, n => n.Contains("no evidence", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_is_found_no_model_is_asked()
    {
        using var memory = await FilledAsync(_ => Reply.Error(500, "not scripted"));

        var answer = await memory.Service.AskAsync(new() { Retrieve = new() { Query = "xylophone quartz zeppelin" } });

        Assert.False(answer.Known);
        Assert.Empty(memory.Provider.Chats);
    }

    [Fact]
    public async Task Evidence_stays_within_its_budget()
    {
        using var memory = await FilledAsync(_ => Answer(true, "In Porto [1]."));
        for (var i = 0; i < 30; i++) await memory.Service.AddAsync(new() { Text = $"Ana ran the half marathon number {i} in a city called Town{i}, which is far away from everywhere else in the world.", Category = "experiences", Type = "event" });

        var small = await memory.Service.AskAsync(s_question with { Budget = 200 });
        var large = await memory.Service.AskAsync(s_question with { Budget = 4_000 });

        Assert.InRange(small.Evidence, 1, 5);
        Assert.True(large.Evidence > small.Evidence);
    }

    [Fact]
    public async Task Without_a_chat_model_it_says_what_to_choose()
    {
        using var memory = await ModelMemory.NewAsync(_ => Reply.Text("ok"), o => o with { Models = null });
        var error = await Assert.ThrowsAsync<MemUException>(() => memory.Service.AskAsync(s_question));
        Assert.Contains("--provider", error.Message, StringComparison.Ordinal);
    }

    private static async Task<ModelMemory> FilledAsync(Func<ChatCall, Reply> script)
    {
        var memory = await ModelMemory.NewAsync(script);
        using var rules = MemoryService.Open(new() { Root = memory.Root });
        await rules.MemorizeAsync(new() { Sources = [new("run.json", _ => Task.FromResult<ReadOnlyMemory<byte>>("""[{"role":"user","name":"Ana","content":"I ran the half marathon in Porto with Marta.","created_at":"2026-11-01T09:00:00Z"}]"""u8.ToArray()))] });
        return memory;
    }

    private static Reply Answer(bool known, string text) => Reply.Json(new JsonObject { ["known"] = known, ["answer"] = text });
}

using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Bench;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.Service;

public sealed class BenchAnswerTests
{
    private const string Locomo = """
        [{"sample_id": "conv-1", "conversation": {"speaker_a": "Ana", "speaker_b": "Ben",
          "session_1_date_time": "1:56 pm on 8 May, 2024", "session_1": [{"speaker": "Ana", "dia_id": "D1:1", "text": "We planted three apple trees behind the shed."}, {"speaker": "Ben", "dia_id": "D1:2", "text": "Nice! My violin lesson moved to Thursday evening."}]},
          "qa": [{"question": "What did Ana plant behind the shed?", "answer": "three apple trees", "evidence": ["D1:1"], "category": 4},
                 {"question": "When is the violin lesson of Ben?", "answer": "Thursday evening", "evidence": ["D1:2"], "category": 1},
                 {"question": "Which violin did Ana buy?", "adversarial_answer": "a red one", "evidence": ["D1:2"], "category": 5},
                 {"question": "Quartz zeppelin isotope?", "adversarial_answer": "a big one", "evidence": [], "category": 5}]}]
        """;

    [Fact]
    public async Task Each_question_is_answered_from_evidence_and_judged_and_all_of_it_is_recorded()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(Answered);
        var calls = new BenchCalls();
        using var models = provider.Models(new() { Clock = new HastyClock(), Called = calls.Add });

        var report = await RunAsync(folder, new() { Models = models, Calls = calls });

        var answers = report.Scores.Select(s => s.Answer!).ToList();
        Assert.Equal([BenchVerdict.Correct, BenchVerdict.Wrong, BenchVerdict.Correct, BenchVerdict.Correct], answers.Select(a => a.Verdict));
        Assert.Equal("Three apple trees [1].", answers[0].Text);
        Assert.StartsWith("resources/", Assert.Single(answers[0].Citations), StringComparison.Ordinal);
        Assert.Equal("another day", answers[1].Reason);
        Assert.Null(answers[2].Expected); // a question of category 5 is right when the answer says that it is not known
        Assert.False(answers[2].Known);
        Assert.Null(answers[3].AnsweredBy); // nothing was found, so nobody was asked
        var (by, judge) = (answers[0].AnsweredBy!, answers[0].JudgedBy!);
        Assert.Equal("chat-model", by.Model);
        Assert.Equal((1, 0), (by.Calls, by.Kept));
        Assert.True(by.InputTokens > 0 && by.OutputTokens > 0 && judge.InputTokens > 0 && judge.OutputTokens > 0);
        Assert.Contains("Only what the evidence states", report.Answers!.Prompts[by.Prompt], StringComparison.Ordinal);
        Assert.Contains("Right answer: {gold}", report.Answers.Prompts[judge.Prompt], StringComparison.Ordinal);
        Assert.Contains(provider.Chats, c => c.Says("Right answer: NOT KNOWN"));

        var all = report.Answers.Overall[0];
        Assert.Equal((4, 4, 0.75, 0.25, 0.5), (all.Questions, all.Judged, all.Correct, all.Wrong, all.NotKnown));
        Assert.Equal(["adversarial", "multi-hop", "single-hop"], report.Answers.Categories.Select(c => c.Name));
        Assert.Equal(provider.Chats.Count(c => c.SchemaName == "answer"), answers.Count(a => a.AnsweredBy is not null));
        Assert.Contains("left out, since it would take about", Assert.Single(report.Answers.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_messages_are_the_comparison_where_that_is_allowed()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(Answered);
        var calls = new BenchCalls();
        using var models = provider.Models(new() { Clock = new HastyClock(), Called = calls.Add });

        var report = await RunAsync(folder, new() { Models = models, Calls = calls, FullContext = 10_000 }, limit: 2);

        Assert.Equal([0, 2], report.Scores.Select(s => s.QuestionIndex)); // evenly spread, by their places in the set
        Assert.Equal(["memu", "full context"], report.Answers!.Overall.Select(o => o.Name));
        Assert.All(report.Scores, s => Assert.Equal(2, s.FullContextAnswer!.Evidence));
        Assert.Equal(["D1:1"], report.Scores[0].FullContextAnswer!.Citations);
        Assert.Empty(report.Answers.Notes);
    }

    [Fact]
    public async Task A_failure_stays_with_its_question_and_a_budget_that_is_used_up_ends_the_asking()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(c => c.SchemaName == "verdict" && c.Says("Thursday") ? Reply.Json("""{"verdict":"splendid"}""") : Answered(c));
        var calls = new BenchCalls();
        using (var models = provider.Models(new() { Clock = new HastyClock(), Called = calls.Add }))
        {
            var report = await RunAsync(folder, new() { Models = models, Calls = calls });
            Assert.Contains("the judge gave no verdict", report.Scores[1].Answer!.Error, StringComparison.Ordinal);
            Assert.Equal((4, 3, 1, 1.0), (report.Answers!.Overall[0].Questions, report.Answers.Overall[0].Judged, report.Answers.Overall[0].Failed, report.Answers.Overall[0].Correct));
        }

        provider.Chat = Answered;
        using var poor = provider.Models(new() { Clock = new HastyClock(), Called = calls.Add, Budget = new() { TokensPerDay = 9_100 } });
        var stopped = await RunAsync(folder, new() { Models = poor, Calls = calls, AtOnce = 1 });
        Assert.Equal(BenchVerdict.Correct, stopped.Scores[0].Answer!.Verdict);
        Assert.All(stopped.Scores.Skip(1), s => Assert.NotNull(s.Answer!.Error));
        Assert.Contains(stopped.Answers!.Notes, n => n.StartsWith("stopped early: the model was not asked: the budget", StringComparison.Ordinal));

        using var none = provider.Models(new() { Clock = new HastyClock(), Called = calls.Add, Budget = new() { TokensPerDay = 5 } });
        Assert.Equal(MemUErrorKind.NotAllowed, (await Assert.ThrowsAsync<MemUException>(() => RunAsync(folder, new() { Models = none, Calls = calls }))).Kind);
    }

    [Fact]
    public void The_command_asks_nobody_unless_it_is_told_to_and_its_lines_hold_everything()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(Answered);
        folder.Write("locomo.json", Locomo);
        var environment = new Dictionary<string, string> { ["MEMU_API_KEY"] = ScriptedProvider.Key, ["MEMU_BASE_URL"] = provider.BaseUrl, ["MEMU_CHAT_MODEL"] = "big", ["XDG_CONFIG_HOME"] = folder.File(".config") };

        var plain = Run(folder, environment, "bench", "locomo", "locomo.json", "--work", "work");
        Assert.True(plain.ExitCode == 0, plain.Error);
        Assert.Empty(provider.Calls);

        var asked = Run(folder, environment, "bench", "locomo", "locomo.json", "--work", "work", "--answers", "--run", "run.jsonl");
        Assert.True(asked.ExitCode == 0, asked.Error);
        Assert.Contains("not answered", asked.Output, StringComparison.Ordinal);
        Assert.Equal(6, provider.Chats.Count); // three answers, three verdicts
        var lines = File.ReadAllLines(folder.File("run.jsonl")).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(5, lines.Count);
        Assert.Equal(2, lines[0]["prompts"]!.AsObject().Count);
        Assert.Equal("big", lines[1]["answer"]!["answered_by"]!["model"]!.GetValue<string>());
        Assert.NotNull(lines[0]["prompts"]![lines[1]["answer"]!["judged_by"]!["prompt"]!.GetValue<string>()]);
        Assert.Equal("correct", lines[1]["answer"]!["verdict"]!.GetValue<string>());

        var none = Run(folder, new() { ["XDG_CONFIG_HOME"] = folder.File(".config") }, "bench", "locomo", "locomo.json", "--answers");
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("choose one with --provider", none.Error, StringComparison.Ordinal);
    }

    private static async Task<BenchReport> RunAsync(TemporaryFolder folder, BenchAnswerOptions answers, int limit = int.MaxValue)
    {
        folder.Write("locomo.json", Locomo);
        var set = LocomoData.Read(folder.File("locomo.json")).Limited(limit);
        return await BenchRun.RunAsync(set, new() { Work = folder.File("work"), Memory = new() { Root = folder.Path }, Answers = answers }, TestContext.Current.CancellationToken);
    }

    private static Answer Run(TemporaryFolder folder, Dictionary<string, string> environment, params string[] arguments)
    {
        using var process = MemuProcess.Start(folder.Path, MemuProcess.Program, environment, arguments);
        return MemuProcess.Finish(process, "");
    }

    private static Reply Answered(ChatCall call) => (call.SchemaName, call.User) switch
    {
        ("answer", var asked) when asked.Contains("plant behind", StringComparison.Ordinal) => Reply.Json("""{"known":true,"answer":"Three apple trees [1]."}"""),
        ("answer", var asked) when asked.Contains("lesson of Ben", StringComparison.Ordinal) => Reply.Json("""{"known":true,"answer":"On Monday [1]."}"""),
        ("answer", _) => Reply.Json("""{"known":false,"answer":"It is not said whether Ana bought one."}"""),
        ("verdict", var asked) when asked.Contains("Monday", StringComparison.Ordinal) => Reply.Json("""{"reason":"another day","verdict":"wrong"}"""),
        ("verdict", var asked) when asked.Contains("NOT KNOWN", StringComparison.Ordinal) => Reply.Json("""{"reason":"says so","verdict":"not answered"}"""),
        ("verdict", _) => Reply.Json("""{"reason":"the same","verdict":"Correct"}"""),
        _ => Reply.Error(500, $"not scripted: {call.SchemaName}"),
    };
}

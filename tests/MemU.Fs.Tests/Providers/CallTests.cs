using System.Diagnostics;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Tests.Scripted;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Providers;

/// <summary>What stands around each call: the ledger, the budget, what was kept, wrappers, traces.</summary>
public sealed class CallTests
{
    private static ModelSet Models(ScriptedProvider provider, string? root, ModelBudget? budget = null, Action<ModelCall>? called = null, HastyClock? clock = null, decimal? price = null) =>
        ModelSet.Of([provider.Profile() with { InputPrice = price, OutputPrice = price * 4 }], new() { Root = root, Budget = budget ?? new(), Called = called, Clock = clock ?? new HastyClock() });

    private static Task<ChatResponse> Ask(ModelSet models, string text, ChatOptions? options = null) => models.Begin("memorize").Chat(ModelStep.Extract)!.GetResponseAsync(text, options);

    [Fact]
    public async Task Each_call_is_recorded_with_what_it_took_and_no_text_of_it()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(_ => Reply.Text("a secret answer").Using(1000, 50, 900, 20));
        ModelCall? told = null;
        using (var models = Models(provider, folder.Path, called: c => told = c, price: 2)) await Ask(models, "a private question");
        var call = CallLedger.Read(folder.Path, null).Single();
        Assert.Equal(told, call);
        Assert.Equal(("memorize", "extract", "default", "chat-model", "ok", "stop", 1), (call.Operation, call.Step, call.Profile, call.Model, call.Status, call.FinishReason, call.Attempts));
        Assert.Equal((1000, 50, 900, 20, 0.0024m), (call.InputTokens, call.OutputTokens, call.CachedTokens, call.ReasoningTokens, call.Cost));
        var text = File.ReadAllText(Directory.EnumerateFiles(CallLedger.Folder(folder.Path)).Single());
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain("private", text);
        Assert.DoesNotContain(ScriptedProvider.Key, text);
        Assert.Equal(64, call.RequestHash!.Length);
        Assert.Equal(64, call.ResponseHash!.Length);
    }

    [Fact]
    public async Task Failures_attempts_and_uncounted_answers_are_in_the_ledger_too()
    {
        using var folder = new TemporaryFolder();
        var replies = new Queue<Reply>([Reply.Error(500, "x"), Reply.Text("good").Uncounted(), Reply.Error(400, "bad")]);
        using var provider = new ScriptedProvider(_ => replies.Dequeue());
        using var models = Models(provider, folder.Path);
        await Ask(models, "one");
        await Assert.ThrowsAnyAsync<MemUException>(() => Ask(models, "two"));
        var calls = CallLedger.Read(folder.Path, null).ToList();
        Assert.Equal([("ok", 2, true), ("status 400", 1, false)], calls.Select(c => (c.Status, c.Attempts, c.Estimated)));
        Assert.True(calls[0].InputTokens > 0);
    }

    [Fact]
    public async Task Many_writers_never_tear_a_line_and_a_torn_one_is_left_out()
    {
        using var folder = new TemporaryFolder();
        var clock = new HastyClock { At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero) };
        ModelCall Call(int i) => new() { At = clock.GetUtcNow(), Operation = new string('o', 500), OperationId = $"{i}", Step = "extract", Profile = "p", Provider = "x", Model = "m", Status = "ok", InputTokens = 1 };
        await Parallel.ForAsync(0, 8, (writer, _) =>
        {
            var ledger = new CallLedger(folder.Path, clock);
            for (var i = 0; i < 25; i++) ledger.Add(Call(writer * 100 + i));
            return ValueTask.CompletedTask;
        });
        Assert.Equal(200, CallLedger.Read(folder.Path, null).Select(c => c.OperationId).Distinct().Count());
        File.AppendAllText(folder.File(".memu/state/ledger/2026-11.jsonl"), "{\"at\":\"2026-11-2");
        var last = new CallLedger(folder.Path, clock);
        last.Add(Call(7));
        Assert.Equal(201, CallLedger.Read(folder.Path, null).Count());
        Assert.Equal(201, last.Now().Day.Tokens);
    }

    [Fact]
    public async Task A_call_that_could_pass_the_budget_of_its_operation_is_not_made()
    {
        using var provider = new ScriptedProvider(_ => Reply.Text("x").Using(60, 40));
        using var models = Models(provider, null, new() { TokensPerOperation = 250 });
        var chat = models.Begin("memorize").Chat(ModelStep.Extract)!;
        var options = new ChatOptions { MaxOutputTokens = 100 };
        await chat.GetResponseAsync("one", options);
        await chat.GetResponseAsync("two", options);
        var error = await Assert.ThrowsAsync<MemUException>(() => chat.GetResponseAsync("three", options));
        Assert.Equal(MemUErrorKind.NotAllowed, error.Kind);
        Assert.Contains("allows 250 (tokens_per_operation), 200 are taken by this operation", error.Message);
        Assert.Equal(2, provider.Calls.Count);
        await models.Begin("memorize").Chat(ModelStep.Extract)!.GetResponseAsync("three", options); // another operation
    }

    [Fact]
    public async Task The_budget_of_a_day_and_a_month_counts_what_others_took_and_ends_with_them()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(_ => Reply.Text("x").Using(600_000, 0));
        var clock = new HastyClock { At = new(2026, 11, 29, 23, 0, 0, TimeSpan.Zero) };
        var budget = new ModelBudget { TokensPerDay = 1_000_000, CostPerMonth = 2 };
        using var first = Models(provider, folder.Path, budget, clock: clock, price: 1);
        using var second = Models(provider, folder.Path, budget, clock: clock, price: 1);
        var options = new ChatOptions { MaxOutputTokens = 100_000 };
        await Ask(first, "one", options);
        await Ask(second, "two", options); // 600,000 and a possible 100,004 are less
        Assert.Contains("tokens_per_day", (await Assert.ThrowsAsync<MemUException>(() => Ask(first, "three", options))).Message);
        clock.Pass(TimeSpan.FromHours(2));
        await Ask(first, "four", options); // the next day, 1.2 of 2 are spent
        clock.Pass(TimeSpan.FromHours(21));
        Assert.Contains("cost_per_month", (await Assert.ThrowsAsync<MemUException>(() => Ask(second, "five", options))).Message);
        clock.Pass(TimeSpan.FromHours(3)); // December
        await Ask(second, "six", options);
        Assert.Equal(4, provider.Calls.Count);
    }

    [Fact]
    public async Task Calls_at_once_can_not_pass_a_budget_together()
    {
        using var provider = new ScriptedProvider(_ => Reply.Text("x").Using(10, 90).After(TimeSpan.FromMilliseconds(30)));
        using var models = Models(provider, null, new() { TokensPerOperation = 500 });
        var operation = models.Begin("memorize");
        var asked = Enumerable.Range(0, 12).Select(i => operation.Chat(ModelStep.Extract)!.GetResponseAsync($"question {i}", new() { MaxOutputTokens = 100 })).ToList();
        await Task.WhenAll(asked.Select(a => a.ContinueWith(_ => { }, TaskScheduler.Default)));
        Assert.InRange(provider.Calls.Count, 3, 5);
        Assert.Equal(12 - provider.Calls.Count, asked.Count(a => a.IsFaulted));
    }

    [Fact]
    public async Task A_budget_of_costs_wants_prices()
    {
        using var provider = new ScriptedProvider();
        using var models = Models(provider, null, new() { CostPerDay = 1 });
        Assert.Contains("has no prices", (await Assert.ThrowsAsync<MemUException>(() => Ask(models, "x"))).Message);
    }

    [Fact]
    public async Task The_same_question_is_paid_once_in_words_in_pieces_and_after_a_death()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(_ => Reply.Text("one answer"));
        using (var models = Models(provider, folder.Path)) await Ask(models, "question");
        using (var models = Models(provider, folder.Path))
        {
            Assert.Equal("one answer", (await Ask(models, "question")).Text);
            var text = "";
            await foreach (var update in models.Begin("memorize").Chat(ModelStep.Extract)!.GetStreamingResponseAsync("question")) text += update.Text;
            Assert.Equal("one answer", text);
            Assert.Single(provider.Calls);
            await Ask(models, "question", new() { Temperature = 1 });
            await Ask(models, "Question");
            Assert.Equal(3, provider.Calls.Count);
        }
        Assert.Equal(["ok", "kept", "kept", "ok", "ok"], CallLedger.Read(folder.Path, null).Select(c => c.Status));
        Assert.Equal(0, CallLedger.Read(folder.Path, null).Where(c => c.Status == "kept").Sum(c => c.InputTokens));
        foreach (var file in Directory.EnumerateFiles(KeptResponses.Folder(folder.Path), "*", SearchOption.AllDirectories)) Assert.DoesNotContain(ScriptedProvider.Key, File.ReadAllText(file));
    }

    [Fact]
    public async Task Damaged_cut_and_failed_answers_are_not_kept()
    {
        using var folder = new TemporaryFolder();
        var replies = new Queue<Reply>([Reply.TooLong("cut"), Reply.Error(400, "no"), Reply.Text("whole")]);
        using var provider = new ScriptedProvider(_ => replies.Count > 1 ? replies.Dequeue() : replies.Peek());
        using var models = Models(provider, folder.Path);
        await Ask(models, "question");
        await Assert.ThrowsAnyAsync<MemUException>(() => Ask(models, "question"));
        await Ask(models, "question");
        await Ask(models, "question");
        Assert.Equal(3, provider.Calls.Count);
        var file = Directory.EnumerateFiles(KeptResponses.Folder(folder.Path), "*", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.AsSpan().IndexOf("whole"u8)] ^= 0x20; // still an answer, but another one
        File.WriteAllBytes(file, bytes);
        Assert.Equal("whole", (await Ask(models, "question")).Text);
        Assert.Equal(4, provider.Calls.Count);
    }

    [Fact]
    public async Task Kept_answers_are_bounded_in_age_and_size_and_can_all_be_dropped()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(call => Reply.Text(call.User));
        using var models = Models(provider, folder.Path);
        for (var i = 0; i < 6; i++) await Ask(models, $"question {i}");
        string[] Files() => Directory.GetFiles(KeptResponses.Folder(folder.Path), "*", SearchOption.AllDirectories);
        File.SetLastWriteTimeUtc(Files()[0], DateTime.UtcNow.AddDays(-31));
        var kept = new KeptResponses(folder.Path, TimeProvider.System);
        kept.Tidy();
        Assert.Equal(5, Files().Length);
        kept.Tidy(most: new FileInfo(Files()[0]).Length * 3 + 20);
        Assert.Equal(3, Files().Length);
        Assert.Equal(3, KeptResponses.Clear(folder.Path));
        Assert.Equal(0, KeptResponses.Clear(folder.Path));
    }

    [Fact]
    public async Task Wrappers_see_what_they_wrap_and_may_change_it_the_first_outermost()
    {
        var seen = new List<string>();
        using var provider = new ScriptedProvider(call => Reply.Text($"heard {call.User}"));
        using var models = ModelSet.Of([provider.Profile()], new() { Wrappers = [(inner, about) => new Loud(inner, "outer", about, seen), (inner, about) => new Loud(inner, "inner", about, seen)] });
        Assert.Equal("heard go (outer) (inner)", (await Ask(models, "go")).Text);
        Assert.Equal(["outer memorize extract default chat-model", "inner memorize extract default chat-model"], seen);
    }

    [Fact]
    public async Task Traces_follow_the_conventions_and_hold_no_text()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == ModelSet.TelemetrySource, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = a => { lock (spans) spans.Add(a); } };
        ActivitySource.AddActivityListener(listener);
        using var provider = new ScriptedProvider(_ => Reply.Text("secret answer").Using(11, 5));
        using var models = ModelSet.Of([provider.Profile() with { ChatModel = "traced-model" }]);
        await Ask(models, "secret question");
        Activity span;
        lock (spans) span = spans.Single(a => a.DisplayName == "chat traced-model");
        Assert.Equal(11, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.DoesNotContain(span.TagObjects, t => $"{t.Value}".Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_more_calls_at_once_than_the_profile_allows()
    {
        var (now, most) = (0, 0);
        using SemaphoreSlim arrived = new(0), go = new(0);
        using var provider = new ScriptedProvider(_ => Reply.Text("x"));
        provider.Chat = _ =>
        {
            var count = Interlocked.Increment(ref now);
            lock (arrived) most = Math.Max(most, count);
            arrived.Release();
            go.Wait();
            Interlocked.Decrement(ref now);
            return Reply.Text("x");
        };
        using var models = ModelSet.Of([provider.Profile() with { Concurrency = 2 }], new() { Clock = new HastyClock() });
        // one goes only when two are there, so that there are two at once, and a third that came too early would be seen
        async Task LetGoAsync()
        {
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(60)));
            for (var i = 1; i < 12; i++)
            {
                Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(60)));
                go.Release();
            }
            go.Release();
        }
        await Task.WhenAll(Enumerable.Range(0, 12).Select(Task (i) => Ask(models, $"{i}")).Append(LetGoAsync()));
        Assert.Equal(2, most);
    }

    [Theory]
    [InlineData(1, null, 0.125, 0.25)]
    [InlineData(2, null, 0.25, 0.5)]
    [InlineData(3, null, 0.5, 1)]
    [InlineData(20, null, 4, 8)]
    [InlineData(1, 12.0, 12, 12)]
    [InlineData(1, 500.0, 30, 30)]
    [InlineData(1, -3.0, 0, 0)]
    public void Waiting_doubles_within_bounds_and_follows_the_provider(int attempt, double? asked, double least, double most) =>
        Assert.InRange(Retrying.Wait(attempt, asked is { } a ? TimeSpan.FromSeconds(a) : null).TotalSeconds, least, most);

    [Fact]
    public async Task No_more_requests_in_a_minute_than_the_profile_allows()
    {
        using var provider = new ScriptedProvider();
        var clock = new HastyClock { At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero) };
        using var models = ModelSet.Of([provider.Profile() with { RequestsPerMinute = 2 }], new() { Clock = clock });
        for (var i = 0; i < 5; i++) await Ask(models, $"question {i}");
        Assert.Equal([60, 60, 120], clock.Waits.Where(w => w > TimeSpan.FromSeconds(30) && w < TimeSpan.FromDays(1)).Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task A_date_of_when_to_come_again_is_understood()
    {
        var replies = new Queue<Reply>([Reply.RateLimited(DateTimeOffset.UtcNow.AddSeconds(20).ToString("R")).With("Date", DateTimeOffset.UtcNow.ToString("R")), Reply.Text("x")]);
        using var provider = new ScriptedProvider(_ => replies.Dequeue());
        var clock = new HastyClock();
        using var models = Models(provider, null, clock: clock);
        await Ask(models, "x");
        Assert.InRange(clock.Waits.Single().TotalSeconds, 18, 22);
    }

    private sealed class Loud(IChatClient inner, string name, ModelCallContext about, List<string> seen) : DelegatingChatClient(inner)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            seen.Add($"{name} {about.Operation} {about.Step} {about.Profile} {about.Model}");
            return base.GetResponseAsync([.. messages.Select(m => new ChatMessage(m.Role, $"{m.Text} ({name})"))], options, cancellationToken);
        }
    }
}

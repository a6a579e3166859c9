using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;
using MemU.Fs.Tests.Scripted;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Providers;

/// <summary>What can go wrong with a provider is said in plain words, with the place and what to do, and never with the key.</summary>
public sealed class FailureTests
{
    private static async Task<MemUException> Fails(ScriptedProvider provider, Func<ModelProfile, ModelProfile>? change = null, HastyClock? clock = null, Func<string, string?>? variable = null)
    {
        using var models = ModelSet.Of([change?.Invoke(provider.Profile()) ?? provider.Profile()], new() { Clock = clock ?? new(), Variable = variable ?? (_ => null) });
        var error = await Assert.ThrowsAnyAsync<MemUException>(() => models.Begin("test").Chat(ModelStep.Extract)!.GetResponseAsync("a long and private prompt"));
        Assert.Equal(MemUErrorKind.Provider, error.Kind);
        Assert.DoesNotContain(ScriptedProvider.Key, error.Message);
        Assert.DoesNotContain("private prompt", error.Message);
        return error;
    }

    [Fact]
    public async Task A_missing_key_is_named_by_its_variable()
    {
        using var provider = new ScriptedProvider();
        Assert.Contains("SOME_KEY is not set", (await Fails(provider, p => p with { ApiKey = null, KeyVariable = "SOME_KEY" })).Message);
        Assert.Empty(provider.Calls);
    }

    [Fact]
    public async Task A_wrong_key_is_told_and_not_shown()
    {
        using var provider = new ScriptedProvider();
        var error = await Fails(provider, p => p with { ApiKey = null, KeyVariable = "SOME_KEY" }, variable: _ => "wrong-key-wrong-key");
        Assert.Contains("refuses the key in SOME_KEY (401)", error.Message);
        Assert.DoesNotContain("wrong-key", error.Message);
    }

    [Fact]
    public async Task A_key_that_the_provider_repeats_is_masked()
    {
        using var provider = new ScriptedProvider(_ => Reply.Error(400, $"your key {ScriptedProvider.Key} is odd"));
        Assert.Contains("your key **** is odd", (await Fails(provider)).Message);
    }

    [Fact]
    public async Task A_wrong_model_is_told()
    {
        using var provider = new ScriptedProvider { KnownModels = { "another" } };
        Assert.Contains("no such model (404)", (await Fails(provider)).Message);
    }

    [Fact]
    public async Task A_wrong_path_names_the_address_and_what_is_expected_below_it()
    {
        using var provider = new ScriptedProvider();
        var error = await Fails(provider, p => p with { BaseUrl = provider.Url("/v9") });
        Assert.Contains($"there is nothing at {provider.Url("/v9/chat/completions")} (404)", error.Message);
        Assert.Contains("below which chat/completions and embeddings are", error.Message);
    }

    [Fact]
    public async Task A_web_page_is_no_model()
    {
        using var provider = new ScriptedProvider(_ => Reply.Html());
        Assert.Contains("answers with a web page", (await Fails(provider)).Message);
    }

    [Fact]
    public async Task Nobody_there_and_an_unknown_name_are_told_apart()
    {
        using var provider = new ScriptedProvider();
        using var gone = new ScriptedProvider();
        var address = gone.BaseUrl;
        gone.Dispose();
        Assert.Contains("Is the server running?", (await Fails(provider, p => p with { BaseUrl = address })).Message);
        Assert.Contains("the name nowhere.invalid is not known", (await Fails(provider, p => p with { BaseUrl = "http://nowhere.invalid/v1" })).Message);
    }

    [Fact]
    public async Task A_rate_limit_waits_as_long_as_asked_and_then_gives_up()
    {
        using var provider = new ScriptedProvider(_ => Reply.RateLimited("7"));
        var clock = new HastyClock();
        var error = await Fails(provider, clock: clock);
        Assert.Contains("too many requests (429)", error.Message);
        Assert.Contains("tried 4 times", error.Message);
        Assert.Equal(4, provider.Calls.Count);
        Assert.Equal([7, 7, 7], clock.Waits.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task An_empty_account_is_not_asked_again()
    {
        using var provider = new ScriptedProvider(_ => Reply.QuotaUsedUp());
        Assert.Contains("has nothing left", (await Fails(provider)).Message);
        Assert.Single(provider.Calls);
    }

    [Fact]
    public async Task Silence_ends_after_the_profiles_time()
    {
        using var provider = new ScriptedProvider(_ => Reply.Silence());
        Assert.Contains("did not answer within 0.2 seconds", (await Fails(provider, p => p with { Timeout = TimeSpan.FromSeconds(0.2) })).Message);
    }

    [Fact]
    public async Task A_refusal_and_a_filter_are_told()
    {
        using var refusing = new ScriptedProvider(_ => Reply.Refusal("I would rather not."));
        Assert.Contains("refused to answer: I would rather not.", (await Fails(refusing)).Message);
        using var filtering = new ScriptedProvider(_ => Reply.Filtered());
        Assert.Contains("content filter took offense", (await Fails(filtering)).Message);
    }

    [Fact]
    public async Task Half_an_answer_and_nonsense_are_told()
    {
        using var cut = new ScriptedProvider(_ => Reply.Cut("one two three", 40));
        Assert.Contains("broke off", (await Fails(cut)).Message);
        Assert.Equal(4, cut.Calls.Count);
        using var malformed = new ScriptedProvider(_ => Reply.Malformed());
        Assert.Contains("makes no sense", (await Fails(malformed)).Message);
        using var empty = new ScriptedProvider(_ => Reply.Malformed("""{"choices":[]}"""));
        Assert.Contains("makes no sense", (await Fails(empty)).Message);
        using var other = new ScriptedProvider(_ => Reply.Malformed("[]"));
        Assert.Contains("makes no sense", (await Fails(other)).Message);
    }

    [Fact]
    public async Task Nobody_is_followed_elsewhere_with_the_key()
    {
        using var other = new ScriptedProvider();
        using var provider = new ScriptedProvider(_ => Reply.Redirect(other.BaseUrl + "/chat/completions"));
        Assert.Contains("sends elsewhere (307", (await Fails(provider)).Message);
        Assert.Empty(other.Calls);
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_begun_again_only_before_its_first_word()
    {
        var replies = new Queue<Reply>([Reply.Dropped(), Reply.Error(503, "busy"), Reply.Cut("one two three four", 0), Reply.Text("one two")]);
        using var provider = new ScriptedProvider(_ => replies.Dequeue());
        using var models = provider.Models();
        var text = "";
        await foreach (var update in models.Begin("test").Chat(ModelStep.Answer)!.GetStreamingResponseAsync("go")) text += update.Text;
        Assert.Equal("one two", text);
        Assert.Equal(4, provider.Calls.Count);

        provider.Chat = _ => Reply.Cut("one two three four", 3);
        var error = await Assert.ThrowsAnyAsync<MemUException>(async () =>
        {
            text = "";
            await foreach (var update in models.Begin("test").Chat(ModelStep.Answer)!.GetStreamingResponseAsync("go on")) text += update.Text;
        });
        Assert.Contains("broke off", error.Message);
        Assert.StartsWith("one two", text);
        Assert.Equal(5, provider.Calls.Count);
    }

    [Fact]
    public async Task A_stream_that_ends_without_its_end_is_no_answer()
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(_ => Reply.Unfinished("half of"));
        using var models = ModelSet.For(folder.Path, [provider.Profile()]);
        var error = await Assert.ThrowsAnyAsync<MemUException>(async () =>
        {
            await foreach (var _ in models.Begin("test").Chat(ModelStep.Answer)!.GetStreamingResponseAsync("go")) ;
        });
        Assert.Contains("broke off", error.Message);
        Assert.False(Directory.Exists(KeptResponses.Folder(folder.Path)));
        Assert.Equal("cut off", CallLedger.Read(folder.Path, null).Single().Status);
    }

    [Fact]
    public async Task A_canceled_call_is_a_cancellation()
    {
        using var provider = new ScriptedProvider(_ => Reply.Silence());
        using var models = provider.Models();
        using var stop = new CancellationTokenSource();
        var asked = models.Begin("test").Chat(ModelStep.Answer)!.GetResponseAsync("go", cancellationToken: stop.Token);
        stop.CancelAfter(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }
}

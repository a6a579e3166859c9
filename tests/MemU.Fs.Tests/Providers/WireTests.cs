using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;
using MemU.Fs.Tests.Scripted;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Providers;

/// <summary>What goes over the wire: addresses, headers, keys, and each provider's own way of asking.</summary>
public sealed class WireTests
{
    private static async Task<string> Ask(ScriptedProvider provider, Func<ModelProfile, ModelProfile> change, ChatOptions? options = null, Func<string, string?>? variable = null)
    {
        using var models = ModelSet.Of([change(provider.Profile())], new() { Clock = new HastyClock(), Variable = variable ?? (_ => null) });
        return (await models.Begin("test").Chat(ModelStep.Extract)!.GetResponseAsync("answer in json", options)).Text;
    }

    [Theory]
    [InlineData("/some/base/v1", "/some/base/v1/chat/completions")]
    [InlineData("/some/base/v1/", "/some/base/v1/chat/completions")]
    [InlineData("/some/base/v1?api-version=2", "/some/base/v1/chat/completions?api-version=2")]
    public async Task The_path_of_the_address_is_kept(string written, string asked)
    {
        using var provider = new ScriptedProvider { ToleratesFaults = true };
        try
        {
            await Ask(provider, p => p with { BaseUrl = provider.Url(written) });
        }
        catch (Model.MemUException)
        {
            Assert.Contains("no such path", provider.Faults[0]); // the scripted one knows no queries
        }
        Assert.Equal(asked, provider.Calls.Count > 0 ? provider.Calls[0].Path : provider.Faults[0].Split("POST ")[1]);
    }

    [Fact]
    public async Task Other_paths_other_headers_and_no_key_can_be_said()
    {
        using var provider = new ScriptedProvider { BasePath = "/some/base/v1/beta", WantsKey = false };
        await Ask(provider, p => p with
        {
            Endpoints = new Dictionary<string, string> { ["chat"] = "/beta/chat/completions" },
            Headers = new Dictionary<string, string> { ["X-Title"] = "memu", ["X-Token"] = "$TOKEN" },
        }, variable: name => name == "TOKEN" ? "from-environment" : null);
        var call = provider.Chats.Single();
        Assert.Equal(("memu", "from-environment"), (call.Headers["X-Title"], call.Headers["X-Token"]));
        Assert.False(call.Headers.ContainsKey("Authorization"));
    }

    [Theory]
    [InlineData("openai", "max_completion_tokens", "\"reasoning_effort\":\"low\"", "json_schema")]
    [InlineData("openrouter", "max_tokens", "\"reasoning\":{\"effort\":\"low\"}", "json_schema")]
    [InlineData("deepseek", "max_tokens", "\"max_tokens\"", "json_object")]
    [InlineData("qwen", "max_tokens", "\"enable_thinking\":true", "json_object")]
    [InlineData("doubao", "max_tokens", "\"thinking\":{\"type\":\"enabled\"}", "json_object")]
    [InlineData("anthropic", "max_tokens", "\"max_tokens\"", "text")]
    [InlineData(null, "max_tokens", "\"reasoning_effort\":\"low\"", "json_schema")]
    public async Task Each_provider_is_asked_in_its_own_way(string? name, string length, string reasoning, string format)
    {
        using var provider = new ScriptedProvider();
        var schema = AIJsonUtilities.CreateJsonSchema(typeof(Named));
        await Ask(provider, p => p with { Provider = name, ReasoningEffort = "low" }, new() { MaxOutputTokens = 77, ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "named") });
        var call = provider.Chats.Single();
        Assert.Equal(77, call.Fields.GetProperty(length).GetInt32());
        Assert.Contains(reasoning, call.Body);
        Assert.Equal(format, call.Format);
        Assert.Equal(format != "json_schema", call.System.Contains("must fit this JSON schema", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_refused_by_name_is_asked_otherwise_and_from_then_on()
    {
        var refusals = 0;
        using var provider = new ScriptedProvider(call =>
        {
            string? wrong = call.Format == "json_schema" ? "'response_format' of type json_schema is not supported" : call.Fields.TryGetProperty("temperature", out _) ? "Unsupported value: 'temperature' does not support 0.2"
                : call.Fields.TryGetProperty("max_tokens", out _) ? "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead." : null;
            if (wrong is not null) refusals++;
            return wrong is null ? Reply.Json("""{"name":"x"}""") : Reply.Error(400, wrong);
        });
        using var models = provider.Models();
        var chat = models.Begin("test").Chat(ModelStep.Extract)!;
        var options = new ChatOptions { Temperature = 0.2f, MaxOutputTokens = 50, ResponseFormat = ChatResponseFormat.ForJsonSchema(AIJsonUtilities.CreateJsonSchema(typeof(Named)), "named") };
        Assert.Equal("""{"name":"x"}""", (await chat.GetResponseAsync("go", options)).Text);
        Assert.Equal((3, 4), (refusals, provider.Calls.Count));
        await chat.GetResponseAsync("go again", options);
        Assert.Equal((3, 5), (refusals, provider.Calls.Count));
    }

    [Fact]
    public async Task Many_refusals_at_once_teach_one_lesson()
    {
        using var all = new Barrier(4);
        var begun = 0;
        using var provider = new ScriptedProvider(call =>
        {
            if (Interlocked.Increment(ref begun) <= 4) all.SignalAndWait(TimeSpan.FromSeconds(10)); // none is answered before all have asked
            return call.Format == "json_schema" ? Reply.Error(400, "response_format of type json_schema is not supported") : Reply.Json("""{"name":"x"}""");
        });
        using var models = provider.Models();
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(AIJsonUtilities.CreateJsonSchema(typeof(Named)), "named") };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => models.Begin("test").Chat(ModelStep.Extract)!.GetResponseAsync($"go {i}", options)));
        Assert.Equal(["json_object", "json_schema"], provider.Chats.Select(c => c.Format).Distinct().Order());
        Assert.Equal(8, provider.Calls.Count);
    }

    [Fact]
    public async Task Pictures_ask_the_model_for_pictures_and_speech_the_one_for_speech()
    {
        using var provider = new ScriptedProvider();
        using var models = provider.Models();
        var operation = models.Begin("test");
        await operation.Chat(ModelStep.Vision)!.GetResponseAsync([new(ChatRole.User, [new TextContent("what?"), new DataContent(new byte[] { 9 }, "image/png")])]);
        using var sound = new MemoryStream([1, 2]);
        Assert.Equal("(speech)", (await operation.Speech!.GetTextAsync(sound)).Text);
        Assert.Equal(["vision-model", "speech-model"], provider.Calls.Select(c => c.Model));
    }

    [Fact]
    public async Task A_proxy_is_used_but_never_for_this_machine()
    {
        using var provider = new ScriptedProvider();
        await Ask(provider, p => p with { Proxy = "http://127.0.0.1:1" });
        var error = await Assert.ThrowsAnyAsync<Model.MemUException>(() => Ask(provider, p => p with { BaseUrl = "http://provider.example/v1" }, variable: n => n == "MEMU_HTTP_PROXY" ? provider.Url("") : null));
        Assert.Contains("there is nothing at http://provider.example/v1/chat/completions (404)", error.Message); // the scripted one was asked, and is no proxy
    }

    private sealed record Named(string Name);
}

using System.ClientModel;
using System.ClientModel.Primitives;
using MemU.Fs.Providers.Calls;
using Microsoft.Extensions.AI;
using OpenAI;
using Xunit;

namespace MemU.Fs.Tests.Scripted;

/// <summary>The scripted provider itself, asked by the package that asks real ones.</summary>
public sealed class ScriptedProviderTests
{
    [Fact]
    public async Task It_answers_as_scripted_whole_and_in_pieces_and_says_what_it_cost()
    {
        using var provider = new ScriptedProvider(call => Reply.Text($"you said {call.User}").Using(120, 7, cached: 100, reasoning: 3));
        var chat = provider.Models().Begin("memorize").Chat(ModelStep.Extract)!;

        var whole = await chat.GetResponseAsync("good day");
        Assert.Equal("you said good day", whole.Text);
        Assert.Equal((120L, 7L, 100L, 3L), (whole.Usage!.InputTokenCount!.Value, whole.Usage.OutputTokenCount!.Value, whole.Usage.CachedInputTokenCount!.Value, whole.Usage.ReasoningTokenCount!.Value));

        var pieces = new List<ChatResponseUpdate>();
        await foreach (var piece in chat.GetStreamingResponseAsync("good night")) pieces.Add(piece);
        Assert.True(pieces.Count > 4);
        Assert.Equal("you said good night", pieces.ToChatResponse().Text);
        Assert.Equal(120, pieces.ToChatResponse().Usage!.InputTokenCount);
        Assert.Equal(["chat-model", "chat-model"], provider.Chats.Select(c => c.Model));
    }

    [Fact]
    public async Task It_sees_schemas_pictures_and_tools()
    {
        using var provider = new ScriptedProvider(call => call.Tools is [var tool] ? Reply.Tool(tool, """{"x":1}""") : Reply.Json("""{"name":"tea"}"""));
        var chat = provider.Models().Begin("memorize").Chat(ModelStep.Extract)!;
        await chat.GetResponseAsync<Named>([new(ChatRole.System, "You name things."), new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")])]);
        var asked = provider.Chats[0];
        Assert.Equal(("json_schema", "Named"), (asked.Format, asked.SchemaName));
        Assert.Equal("You name things.", asked.System);
        Assert.Equal([1, 2, 3], asked.Turns[1].Parts[1].Bytes!);

        var answer = await chat.GetResponseAsync("go", new() { Tools = [AIFunctionFactory.Create((int x) => x, "twice")] });
        Assert.Equal("twice", answer.Messages[0].Contents.OfType<FunctionCallContent>().Single().Name);
        Approved.Verify("scripted-provider", provider.Transcript());
    }

    [Fact]
    public async Task It_embeds_words_in_common_near_and_hears_speech()
    {
        using var provider = new ScriptedProvider { Dimensions = 128 };
        var models = provider.Models();
        var vectors = await models.Embedder!.GenerateAsync(["oolong tea in the morning", "tea in the morning", "a broken bicycle"]);
        float Near(int a, int b) => System.Numerics.Tensors.TensorPrimitives.Dot(vectors[a].Vector.Span, vectors[b].Vector.Span);
        Assert.Equal(128, vectors[0].Vector.Length);
        Assert.True(Near(0, 1) > Near(0, 2) + 0.3);
        using var sound = new MemoryStream([1, 2, 3, 4]);
        Assert.Equal("(speech)", (await models.Begin("memorize").Speech!.GetTextAsync(sound)).Text);
        Assert.Equal([1, 2, 3, 4], provider.Calls.OfType<TranscribeCall>().Single().Audio);
    }

    [Fact]
    public async Task What_a_real_one_would_refuse_is_refused_and_told()
    {
        using var provider = new ScriptedProvider { ToleratesFaults = true };
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", ScriptedProvider.Key);
        async Task<int> Post(string path, string body)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            return (int)(await http.PostAsync(new Uri(provider.BaseUrl + path), content)).StatusCode;
        }
        Assert.Equal(400, await Post("/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"}],"temprature":1}"""));
        Assert.Contains("temprature", provider.Faults[^1]);
        Assert.Equal(400, await Post("/chat/completions", """{"model":"m","messages":[]}"""));
        Assert.Equal(400, await Post("/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_object"}}"""));
        Assert.Equal(400, await Post("/embeddings", """{"model":"m","input":["a",""]}"""));
        Assert.Equal(404, await Post("/chat", "{}"));
        Assert.Equal(5, provider.Faults.Count);
        Assert.Empty(provider.Calls);
    }

    [Fact]
    public async Task It_misbehaves_when_told_to()
    {
        var replies = new Queue<Reply>([Reply.RateLimited("7"), Reply.Cut("one two three", 5), Reply.Dropped(), Reply.Malformed(), Reply.Text("after all").After(TimeSpan.FromMilliseconds(1))]);
        using var provider = new ScriptedProvider(_ => replies.Dequeue());
        var chat = new OpenAIClient(new ApiKeyCredential(ScriptedProvider.Key), new OpenAIClientOptions { Endpoint = new(provider.BaseUrl), RetryPolicy = new ClientRetryPolicy(0) }).GetChatClient("m").AsIChatClient();
        Assert.Equal(429, (await Assert.ThrowsAsync<ClientResultException>(() => chat.GetResponseAsync("a"))).Status);
        for (var i = 0; i < 3; i++) await Assert.ThrowsAnyAsync<Exception>(() => chat.GetResponseAsync("b"));
        Assert.Equal("after all", (await chat.GetResponseAsync("c")).Text);
    }

    private sealed record Named(string Name);
}

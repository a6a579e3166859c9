using MemU.Fs.Agents;
using MemU.Fs.Model;
using MemU.Fs.Tests.Scripted;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.WithModel;

public class AgentTests
{
    [Fact]
    public async Task A_chat_client_recalls_before_a_call_and_memorizes_after_it()
    {
        using var memory = await ModelMemory.NewAsync(_ => Reply.Text("Try the oolong."), o => o with { Models = null });
        await memory.Service.AddAsync(new() { Text = "Ana likes oolong tea best.", Category = "preferences", Type = "profile" });
        using var chat = Client(memory, new() { Session = "tea-talk" });

        var answer = await chat.GetResponseAsync([new(ChatRole.System, "Be kind."), new(ChatRole.User, "Which tea should I, Ana, drink? By the way, I am allergic to peanuts.")]);

        Assert.Equal("Try the oolong.", answer.Text);
        var turns = memory.Provider.Chats[0].Turns;
        Assert.Equal(["system", "system", "user"], turns.Select(t => t.Role));
        Assert.Equal("Be kind.", turns[0].Text);
        Assert.Contains("Ana likes oolong tea best.", turns[1].Text, StringComparison.Ordinal);
        var learned = await memory.Service.RetrieveAsync(new() { Query = "allergic to peanuts" });
        Assert.Contains(learned.Items, i => i.Summary.Contains("peanuts", StringComparison.Ordinal));
        Assert.DoesNotContain("<memory>", memory.Text(learned.Resources[0].Path), StringComparison.Ordinal); // what was recalled is not learned again
    }

    [Fact]
    public async Task A_conversation_that_goes_on_is_memorized_once_and_its_parts_continue_each_other()
    {
        using var memory = await ModelMemory.NewAsync(_ => Reply.Text("I see."), o => o with { Models = null });
        using var chat = Client(memory, new() { Recall = false });
        List<ChatMessage> talk = [];
        foreach (var text in new[] { "I live in Lisbon.", "I work as a nurse.", "I have a dog called Rex." })
        {
            talk.Add(new(ChatRole.User, text));
            talk.AddRange((await chat.GetResponseAsync(talk)).Messages);
        }

        var pages = Directory.EnumerateFiles(memory.Path("resources"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        Assert.Equal(3, pages.Count);
        Assert.Equal(2, pages.Count(p => p.Contains("continues:", StringComparison.Ordinal)));
        Assert.Single(pages, p => p.Contains("> I live in Lisbon.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Streams_stay_streams_and_are_memorized_at_their_end()
    {
        using var memory = await ModelMemory.NewAsync(_ => Reply.Text("One two three four."), o => o with { Models = null });
        using var chat = Client(memory, new() { MemorizeAfter = 100 });
        var updates = 0;
        await foreach (var update in chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "I was born in Gdansk.")])) updates += update.Text.Length > 0 ? 1 : 0;

        Assert.True(updates > 1);
        Assert.True((await memory.Service.RetrieveAsync(new() { Query = "born in Gdansk" })).IsEmpty);
        await chat.GetService<MemoryChatClient>()!.FlushAsync();
        Assert.False((await memory.Service.RetrieveAsync(new() { Query = "born in Gdansk" })).IsEmpty);
    }

    [Fact]
    public async Task When_memory_fails_the_talk_goes_on_where_the_caller_wants_to_know_and_fails_where_not()
    {
        using var memory = await ModelMemory.NewAsync(_ => Reply.Text("Fine."), o => o with { Models = null });
        var failed = new List<Exception>();
        File.WriteAllText(memory.Path(".memu/config.yaml"), "format: 99\n");

        using var tolerant = Client(memory, new() { Failed = failed.Add });
        Assert.Equal("Fine.", (await tolerant.GetResponseAsync([new(ChatRole.User, "How are you, and what do you know of me?")])).Text);
        Assert.Equal(2, failed.Count);

        using var strict = Client(memory, new());
        await Assert.ThrowsAnyAsync<MemUException>(() => strict.GetResponseAsync([new(ChatRole.User, "How are you, and what do you know of me?")]));
    }

    [Fact]
    public async Task A_model_calls_memory_as_functions_within_its_scope()
    {
        var round = 0;
        using var memory = await ModelMemory.NewAsync(_ => round++ switch
        {
            0 => Reply.Tool("save_memory", """{"content":"Ana plays the cello."}"""),
            1 => Reply.Tool("search_memory", """{"query":"which instrument does Ana play?","limit":3}"""),
            _ => Reply.Text("The cello."),
        }, o => o with { Models = null });
        await memory.Service.AddAsync(new() { Text = "Ben plays the tuba, an instrument.", Scope = MemoryScope.Of("ben") });
        var tools = new MemoryTools(memory.Service, MemoryScope.Of("ana"));
        using var chat = new ChatClientBuilder(memory.Provider.Models().Begin("test").Chat("answer")!).UseFunctionInvocation().Build();

        var answer = await chat.GetResponseAsync([new(ChatRole.User, "Remember that I play the cello. Which instrument do I play?")], new() { Tools = [.. tools.All()] });

        Assert.Equal("The cello.", answer.Text);
        Assert.Equal(["search_memory", "save_memory", "open_memory"], memory.Provider.Chats[0].Tools);
        var searched = memory.Provider.Chats[2].Turns[^1].Text;
        Assert.Contains("Ana plays the cello.", searched, StringComparison.Ordinal);
        Assert.DoesNotContain("tuba", searched, StringComparison.Ordinal);
        var others = (await memory.Service.RetrieveAsync(new() { Query = "tuba", Scope = MemoryScope.Of("ben") })).Items[0].Path;
        Assert.StartsWith("error:", (await tools.Open.InvokeAsync(new() { ["path"] = others }))?.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("error:", (await tools.Search.InvokeAsync([]))?.ToString(), StringComparison.Ordinal);
    }

    private static IChatClient Client(ModelMemory memory, MemoryChatOptions options) =>
        new ChatClientBuilder(memory.Provider.Models().Begin("test").Chat("answer")!).UseMemory(memory.Service, options).Build();
}

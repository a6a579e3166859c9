#!/usr/bin/env -S dotnet run
#:project ../../src/MemU.Fs

// A chat that remembers what was said in earlier ones. An empty line ends it. See README.md beside this file.
using MemU.Fs;
using MemU.Fs.Agents;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using Microsoft.Extensions.AI;

const string root = "chat-with-memory";
var isNew = !Directory.Exists(root);
if (!isNew && !Directory.Exists(Path.Combine(root, ".memu")))
{
    Console.Error.WriteLine($"There is a folder ./{root} already, and it is no memory; move it away, or run this from another folder.");
    return 2;
}
using var models = ModelSettings.Resolve(new() { Root = root }).Open(root);
using var memory = MemoryService.Open(new() { Root = root, Models = models });
await memory.InitAsync(new());
Console.WriteLine(isNew ? "A new memory. Tell me something, and ask me another day." : $"Memories so far: {(await memory.StatusAsync()).Items}.");
var inner = models?.Begin("chat").Chat(ModelStep.Answer) ?? new Recollection();
using var chat = new ChatClientBuilder(inner).UseMemory(memory, new() { Session = $"chat-{DateTime.UtcNow:yyyyMMdd-HHmmss}", MemorizeAfter = 6 }).Build();
List<ChatMessage> talk = [new(ChatRole.System, "You are a friendly assistant. Answer in two sentences at most, in the user's language.")];
try
{
    for (Console.Write("> "); Console.ReadLine()?.Trim() is { Length: > 0 } line; Console.Write("\n> "))
    {
        talk.Add(new(ChatRole.User, line));
        var answer = "";
        await foreach (var update in chat.GetStreamingResponseAsync(talk))
        {
            Console.Write(update.Text);
            answer += update.Text;
        }
        talk.Add(new(ChatRole.Assistant, answer));
    }
    await chat.GetService<MemoryChatClient>()!.FlushAsync(); // what was said since the last time
}
catch (MemUException e)
{
    Console.Error.WriteLine(e.Message);
    return 3;
}
return 0;

/// <summary>Stands in for a model where none is chosen: says what the memory gave it, and nothing else.</summary>
sealed class Recollection : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var recalled = string.Join(" | ", messages.SelectMany(m => m.Role == ChatRole.System ? m.Text.Split('\n') : []).Where(l => l.StartsWith("  ", StringComparison.Ordinal)).Select(l => l.Trim()).Distinct());
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, recalled.Length == 0 ? "I see." : $"I remember: {recalled}")));
    }
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetResponseAsync(messages, options, cancellationToken).Result.ToChatResponseUpdates().ToAsyncEnumerable();
    public object? GetService(Type serviceType, object? serviceKey = null) => null;
    public void Dispose() { }
}

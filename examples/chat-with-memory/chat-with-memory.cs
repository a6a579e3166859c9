#!/usr/bin/env -S dotnet run
#:project ../../src/MemU.Fs

// A chat that remembers what was said in earlier ones. An empty line ends it. See README.md beside this file.
using System.Runtime.CompilerServices;
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
Console.WriteLine(isNew ? "A new memory. Tell me something, and ask me another day." : $"I remember {(await memory.StatusAsync()).Items} things.");

var inner = models?.Begin("chat").Chat(ModelStep.Answer) ?? new Recollection();
var problems = 0;
using var chat = new ChatClientBuilder(inner).UseMemory(memory, new() { Session = $"chat-{DateTime.UtcNow:yyyyMMdd-HHmmss}", MemorizeAfter = 6, Failed = Failed }).Build();
List<ChatMessage> talk = [new(ChatRole.System, "You are a friendly assistant. Answer in two sentences at most, in the user's language.")];
while (Prompt() is { Length: > 0 } line)
{
    talk.Add(new(ChatRole.User, line));
    var answer = await chat.GetResponseAsync(talk);
    Console.WriteLine(answer.Text);
    talk.AddRange(answer.Messages);
}
await chat.GetService<MemoryChatClient>()!.FlushAsync(); // what was said since the last time
return problems == 0 ? 0 : 3;

void Failed(Exception e) => Console.Error.WriteLine($"(memory failed {++problems} times: {e.Message})");

static string? Prompt()
{
    Console.Write("> ");
    return Console.ReadLine()?.Trim();
}

/// <summary>Stands in for a model where none is chosen: says what the memory gave it, and nothing else.</summary>
sealed class Recollection : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var recalled = messages.LastOrDefault(m => m.Text.StartsWith("<memory>", StringComparison.Ordinal))?.Text.Split('\n')[2..^1];
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, recalled is null ? "I see." : string.Join('\n', recalled))));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;
    public void Dispose() { }
}

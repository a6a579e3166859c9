#!/usr/bin/env -S dotnet run
#:project ../../src/MemU.Fs

// A memory whose models run on this machine, in Ollama: nothing leaves it. See README.md beside this file.
using MemU.Fs;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;

const string root = "ollama";
if (Directory.Exists(root))
{
    Console.Error.WriteLine($"There is a folder ./{root} already; move it away, or run this from another folder.");
    return 2;
}

static string Or(string variable, string otherwise) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : otherwise;
var profile = new ModelProfile
{
    Name = ModelSet.DefaultProfile,
    Provider = "ollama",
    BaseUrl = Or("MEMU_BASE_URL", "http://127.0.0.1:11434/v1"),
    ChatModel = Or("MEMU_CHAT_MODEL", "qwen3:8b"),
    EmbedModel = Or("MEMU_EMBED_MODEL", "nomic-embed-text"),
    Timeout = TimeSpan.FromMinutes(10), // the first call loads the model
};
Console.WriteLine($"asking {profile.ChatModel} and {profile.EmbedModel} at {profile.BaseUrl}");
using var models = ModelSet.For(root, [profile], new() { Notice = Console.Error.WriteLine });
using var memory = MemoryService.Open(new() { Root = root, Models = models, Extraction = new() { WindowTokens = 2_000 } }); // a small model reads little at once
var lin = MemoryScope.Of("linxiao");
try
{
    await memory.InitAsync(new() { Scope = lin });
    var file = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..", "conversations", "linxiao-2026-10-11.json");
    var learned = await memory.MemorizeAsync(new() { Sources = [MemorizeSource.OfFile(file)], Scope = lin });
    foreach (var item in learned.Items) Console.WriteLine($"    {item.Action,-10} {item.MemoryType,-9} {item.Summary}");

    var answer = await memory.AskAsync(new() { Retrieve = new() { Query = "林晓对什么过敏？", Scope = lin } });
    Console.WriteLine($"\n{answer.Question}\n    {answer.Answer}");
    foreach (var source in answer.Citations) Console.WriteLine($"    [{source.Number}] {source.Path}:{source.Lines[0]}");
}
catch (MemUException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine($"Is Ollama running (ollama serve), and are the models there (ollama pull {profile.ChatModel} && ollama pull {profile.EmbedModel})? Then remove ./{root} and run this again.");
    return 3;
}
return 0;

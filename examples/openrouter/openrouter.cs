#!/usr/bin/env -S dotnet run
#:project ../../src/MemU.Fs

// A memory whose models are at OpenRouter: one key, any model. See README.md beside this file.
using MemU.Fs;
using MemU.Fs.Model;

const string root = "openrouter";
if (Directory.Exists(root))
{
    Console.Error.WriteLine($"There is a folder ./{root} already; move it away, or run this from another folder.");
    return 2;
}
if (Environment.GetEnvironmentVariable("OPENROUTER_API_KEY") is null or "")
{
    Console.Error.WriteLine("Set OPENROUTER_API_KEY to a key of https://openrouter.ai/keys first; it is sent there and nowhere else, and written nowhere.");
    return 2;
}

// the name is all that need be said; MEMU_CHAT_MODEL and MEMU_EMBED_MODEL choose other models than the usual ones
using var models = ModelSettings.Resolve(new() { Root = root, Provider = "openrouter" }).Open(root, new() { Notice = Console.Error.WriteLine });
using var memory = MemoryService.Open(new() { Root = root, Models = models });
var ana = MemoryScope.Of("ana");
try
{
    await memory.InitAsync(new() { Scope = ana });
    var file = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..", "conversations", "ana-2026-11-20.json");
    var learned = await memory.MemorizeAsync(new() { Sources = [MemorizeSource.OfFile(file)], Scope = ana });
    Console.WriteLine($"{Path.GetFileName(file)}: {learned.Resource!.Caption}");
    foreach (var item in learned.Items) Console.WriteLine($"    {item.Action,-10} {item.MemoryType,-9} {item.Title}");

    var answer = await memory.AskAsync(new() { Retrieve = new() { Query = "Where does Ana live now, and since when?", Scope = ana } });
    Console.WriteLine($"\n{answer.Question}\n    {answer.Answer}");
    foreach (var source in answer.Citations) Console.WriteLine($"    [{source.Number}] {source.Path}:{source.Lines[0]}  {source.Snippet.Split('\n')[0]}");
}
catch (MemUException e)
{
    Console.Error.WriteLine(e.Message); // says which profile failed, why, and what to do; the key is never in it
    Console.Error.WriteLine($"When that is mended, remove ./{root} and run this again.");
    return 3;
}

Console.WriteLine("\nWhat it took:");
foreach (var row in memory.Cost(by: "step").Rows) Console.WriteLine($"    {row.Name,-10} {row.Calls} calls, {row.InputTokens} tokens asked, {row.OutputTokens} answered");
return 0;

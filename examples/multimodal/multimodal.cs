#!/usr/bin/env -S dotnet run
#:project ../../src/MemU.Fs

// One memory of a runbook, a plain transcript and a photo of a whiteboard. See README.md beside this file.
using MemU.Fs;

const string root = "multimodal";
if (Directory.Exists(root))
{
    Console.Error.WriteLine($"There is a folder ./{root} already; move it away, or run this from another folder.");
    return 2;
}

using var models = ModelSettings.Resolve(new() { Root = root }).Open(root);
using var memory = MemoryService.Open(new() { Root = root, Models = models });
await memory.InitAsync(new());

var examples = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..");
string[] files = ["documents/heron-runbook.md", "conversations/standup-2026-11-19.txt", "images/whiteboard.png"];

// KeepGoing: what can't be read, such as a picture where no model looks at it, is told and does not stop the others
var learned = await memory.MemorizeAsync(new() { Sources = [.. files.Select(f => MemorizeSource.OfFile(Path.Combine(examples, f)))], KeepGoing = true });
foreach (var kept in learned.Resource is { } one ? [one] : learned.Resources ?? []) Console.WriteLine($"{kept.Modality,-13} {kept.Path}");
foreach (var failed in learned.Failed ?? []) Console.WriteLine($"not learned   {failed.Message}");
Console.WriteLine($"{learned.Items.Count} memories in {learned.Categories.Count} categories");

foreach (var question in new[] { "what do I do when the curves are shifted by an hour?", "who stands in for Mei?", "when is the code freeze?" })
{
    var found = await memory.RetrieveAsync(new() { Query = question, Limit = 2 });
    Console.WriteLine($"\n{question}");
    foreach (var item in found.Items) Console.WriteLine($"    {item.Summary.Split('\n')[0]}  ({item.Path})");
    foreach (var hit in found.Resources) Console.WriteLine($"    {hit.Snippet.Split('\n')[0]}  ({hit.Modality}, {hit.Url} ^{hit.Anchor})");
}
return 0;

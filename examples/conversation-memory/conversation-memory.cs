#!/usr/bin/env -S dotnet run
#:project ../../src/MemU.Fs

// Conversations become pages: three talks of Ana with her assistant, over eleven weeks. See README.md beside this file.
using MemU.Fs;
using MemU.Fs.Model;

const string root = "conversation-memory";
if (Directory.Exists(root))
{
    Console.Error.WriteLine($"There is a folder ./{root} already; move it away, or run this from another folder.");
    return 2;
}

// whatever MEMU_PROVIDER and the user's settings choose; null, and nothing is sent anywhere, where they choose none
using var models = ModelSettings.Resolve(new() { Root = root }).Open(root);
using var memory = MemoryService.Open(new() { Root = root, Models = models });
var ana = MemoryScope.Of("ana");
await memory.InitAsync(new() { Scope = ana });

var conversations = Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..", "conversations");
foreach (var name in new[] { "ana-2026-09-04.json", "ana-2026-10-02.json", "ana-2026-11-20.json" })
{
    var learned = await memory.MemorizeAsync(new() { Sources = [MemorizeSource.OfFile(Path.Combine(conversations, name))], Scope = ana });
    Console.WriteLine($"{name}: {string.Join(", ", learned.Items.CountBy(i => i.Action).Select(a => $"{a.Value} {a.Key}"))}");
    foreach (var item in learned.Items)
        foreach (var older in item.Supersedes) Console.WriteLine($"    {item.Path} replaces {older}");
}

Console.WriteLine($"\nThe pages in ./{root}:");
var pages = (await memory.ListMemoryCategoriesAsync()).Categories;
foreach (var page in pages) Console.WriteLine($"    {page.Path}");

Console.WriteLine($"\npreferences/README.md:\n\n{pages.First(p => p.Name == "preferences").Summary}");

foreach (var question in new[] { "which tea do I like?", "which editor do I use?", "when is the Heron demo?" })
{
    var found = await memory.RetrieveAsync(new() { Query = question, Scope = ana, Limit = 2 });
    Console.WriteLine($"\n{question}");
    foreach (var item in found.Items) Console.WriteLine($"    {item.Summary}  ({item.Path}, from ^{string.Join(", ^", item.Sources.Select(s => s.Anchor))})");
}
return 0;

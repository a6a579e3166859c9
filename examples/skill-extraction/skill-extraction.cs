#!/usr/bin/env -S dotnet run
#:project ../../src/MemU.Fs

// Skills out of the logs of an agent: each session makes the page of learned skills better. See README.md beside this file.
using System.Text.Json;
using System.Text.RegularExpressions;
using MemU.Fs;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.WithModel;

const string root = "skill-extraction";
if (Directory.Exists(root))
{
    Console.Error.WriteLine($"There is a folder ./{root} already; move it away, or run this from another folder.");
    return 2;
}

// the built-in prompts with other rules; what is not named here stays as it is
static CustomPrompt With(string block, string text) => new() { Blocks = new Dictionary<string, PromptBlock> { [block] = new() { Prompt = text } } };
var skills = new ExtractionSettings
{
    Types =
    [
        new("skill", With("rules", "A procedure that worked, as markdown: when it applies, the steps with the commands as they were typed, the pitfalls that were met. What was only proposed is none.")),
        new("tool", With("rules", "How a command behaved and what that teaches, in one or two sentences. Name the command first.")),
    ],
    CategoryPrompts = new Dictionary<string, CustomPrompt> { ["learned_skills"] = With("shape", "A guide for an agent that does this work for the first time, with `## When`, `## Steps` and `## Pitfalls`.") },
};
using var models = ModelSettings.Resolve(new() { Root = root }).Open(root);
using var memory = MemoryService.Open(new() { Root = root, Models = models, Extraction = skills });
await memory.InitAsync(new());
var (page, before) = ("", Array.Empty<string>());

foreach (var log in Directory.GetFiles(Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, "..", "logs"), "*.jsonl").Order())
{
    var learned = await memory.MemorizeAsync(new() { Sources = [MemorizeSource.OfFile(log)] });
    Console.WriteLine($"\n{Path.GetFileName(log)}: {learned.Items.Count} learned");
    foreach (var item in learned.Items.Where(i => i.MemoryType is "skill" or "tool")) Console.WriteLine($"    {item.Action,-11} {item.MemoryType,-6} {item.Title}");

    // what the log says of the commands themselves is counted, without a model: each is followed by what the tool answered
    var lines = File.ReadLines(log).Select(l => JsonDocument.Parse(l).RootElement).ToList();
    foreach (var (said, answer) in lines.Zip(lines.Skip(1)).Where(p => p.Second.GetProperty("role").GetString() == "tool"))
    {
        if (Regex.Match(said.GetProperty("content").GetString()!, "`((?:uv run )?(rg|heron \\w+|pytest)[^`]*)`") is not { Success: true } command) continue;
        var output = answer.GetProperty("content").GetString()!;
        await memory.RecordToolCallAsync(new() { Call = new() { ToolName = command.Groups[2].Value, Input = command.Groups[1].Value, Output = output.Split('\n')[0], Success = !Regex.IsMatch(output, "exit code [1-9]|FAILED"), CreatedAt = answer.GetProperty("created_at").GetDateTimeOffset() } });
    }
    page = (await memory.ListMemoryCategoriesAsync()).Categories.First(c => c.Name == "learned_skills").Summary!;
    Console.WriteLine("    the page of learned skills says now, and did not before:");
    foreach (var line in page.Split('\n').Except(before)) Console.WriteLine($"      {line}");
    before = page.Split('\n');
}
Console.WriteLine($"\n{page}\n");
foreach (var tool in new[] { "rg", "pytest", "heron backfill" })
{
    var known = (await memory.ToolAsync(tool)).Statistics;
    Console.WriteLine($"{tool}: {known.TotalCalls} calls, {known.SuccessRate * 100:0} % did what they were called for");
}
return 0;

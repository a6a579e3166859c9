#!/usr/bin/env -S dotnet run
#:project ../src/MemU.Fs.Cli

// The main job on the shipped examples: dotnet run examples/quickstart.cs
// Makes ./memory, memorizes, retrieves, and shows the tree and its history. Needs no network, no key and no model.
using System.Diagnostics;
using MemU.Fs.Cli;

var examples = AppContext.GetData("EntryPointFileDirectoryPath") as string ?? throw new InvalidOperationException("run it with: dotnet run examples/quickstart.cs");
if (Directory.Exists("memory"))
{
    Console.Error.WriteLine("There is a folder ./memory already; move it away, or run this from another folder.");
    return 2;
}

string[][] steps =
[
    ["init", "memory", "--from-template", "--user", "ana"],
    ["memorize", Path.Combine(examples, "conversations", "ana-2026-09-04.json"), "--user", "ana"],
    ["memorize", Path.Combine(examples, "conversations", "ana-2026-10-02.json"), "--user", "ana"],
    ["memorize", Path.Combine(examples, "conversations", "ana-2026-11-20.json"), "--user", "ana"],
    ["memorize", Path.Combine(examples, "conversations", "linxiao-2026-10-11.json"), "--user", "linxiao"],
    ["retrieve", "which tea does Ana like?", "--user", "ana", "--limit", "3"],
    ["retrieve", "where does Ana live now?", "--user", "ana", "--limit", "3"],
    ["retrieve", "林晓对什么过敏？", "--user", "linxiao", "--limit", "3"],
    ["tree", "--depth", "2"],
];
foreach (var step in steps)
{
    var words = step.Select(w => Path.IsPathRooted(w) ? Path.GetRelativePath(Directory.GetCurrentDirectory(), w) : w).Select(w => w.Contains(' ') ? $"\"{w}\"" : w);
    Console.WriteLine($"\n$ memu {string.Join(' ', words)}");
    if (await CommandLine.RunAsync(step) is var code && code != 0) return code;
}

Console.WriteLine("\n$ git -C memory log --oneline");
using var git = Process.Start(new ProcessStartInfo("git", ["-C", "memory", "--no-pager", "log", "--oneline"]) { UseShellExecute = false })!;
await git.WaitForExitAsync();
return git.ExitCode;

using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary>What the verbs that write have in common: their options and how they answer.</summary>
internal static class Writing
{
    private const int MostFiles = 20;

    /// <summary>Say what would be done.</summary>
    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Say what would be done, and write nothing" };

    /// <summary>The revision that must be there.</summary>
    public static Option<string?> Expect { get; } = new("--expect") { Description = "Fail, showing both versions, unless the memory is at this revision (as show --json tells it) or as in this commit; a folder: as in this commit", HelpName = "revision" };

    /// <summary>Why it is done.</summary>
    public static Option<string?> Reason { get; } = new("--reason") { Description = "Why, for the history", HelpName = "text" };

    /// <summary>A verb with those options and its own.</summary>
    public static Command Command(string name, string description, params ReadOnlySpan<Symbol> own)
    {
        var command = new Command(name, description);
        foreach (var symbol in own)
        {
            if (symbol is Argument argument) command.Arguments.Add(argument);
            else if (symbol is Option option) command.Options.Add(option);
        }
        foreach (var option in new Option[] { DryRun, Expect, Reason }) command.Options.Add(option);
        return command;
    }

    /// <summary>A required argument.</summary>
    public static Argument<string> Required(string name, string description) => new(name) { Description = description };

    /// <summary>Runs a verb and answers.</summary>
    public static void Runs(this Command command, Func<ParseResult, MemoryService, CancellationToken, Task<WriteResult>> run) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var result = await run(parsed, memory, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(result, MemoryJson.Readable.WriteResult);
            else Print(result, parsed.GetValue(DryRun));
            return 0;
        });

    private static void Print(WriteResult result, bool dry)
    {
        foreach (var note in result.Notes) Terminal.Line((note, "yellow"));
        if (result.Unchanged)
        {
            Terminal.Line(result.Items is [var known, ..] ? $"Nothing to change in {known.Path}: it is so already." : "Nothing to change: it is so already.");
            return;
        }
        // pages and settings follow by themselves
        var files = result.Files.Where(f => !f.Path.EndsWith("/README.md", StringComparison.Ordinal) && !f.Path.EndsWith("index.md", StringComparison.Ordinal) && !f.Path.StartsWith('.')).ToList();
        if (files.Count == 0) files = [.. result.Files.Where(f => f.Path.EndsWith("/README.md", StringComparison.Ordinal))];
        foreach (var file in files.Take(MostFiles))
        {
            if (file.From is { } from) Terminal.Line(("  → ", "green"), ($"{from} → ", null), (file.Path, "bold"));
            else Terminal.Line(($"  {file.Change switch { "added" => "+", "removed" => "-", _ => "~" }} ", "green"), (file.Path, "bold"), (Statement(result, file), "grey"));
        }
        if (files.Count > MostFiles) Terminal.Line(($"  … {files.Count - MostFiles} more", "grey"));
        var parts = new List<string> { dry ? $"would be {result.Action}" : result.Action };
        if (result.LinksRewritten > 0) parts.Add($"{result.LinksRewritten} {(result.LinksRewritten == 1 ? "link" : "links")} rewritten");
        if (result.Commit is { } commit) parts.Add($"commit {commit[..10]}");
        Terminal.Line(string.Join(", ", parts));
    }

    private static string Statement(WriteResult result, FileChange file)
    {
        if (result.Items.FirstOrDefault(i => i.Path == file.Path) is not { } item) return "";
        var text = string.Join(' ', item.Summary.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length > 90) text = text[..(char.IsHighSurrogate(text[88]) ? 88 : 89)] + "…";
        return $"  {item.MemoryType}  {text}";
    }
}

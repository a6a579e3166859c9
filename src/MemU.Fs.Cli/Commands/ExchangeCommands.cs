using System.CommandLine;
using MemU.Fs.Exchange;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu export</c> and <c>memu import</c></summary>
internal static class ExchangeCommands
{
    private const int MostLines = 50;

    private static readonly Dictionary<string, ImportKind> Kinds = new(StringComparer.Ordinal)
    {
        ["zip"] = ImportKind.Zip, ["bundle"] = ImportKind.Bundle, ["jsonl"] = ImportKind.Jsonl, ["markdown"] = ImportKind.Markdown, ["memu"] = ImportKind.MemU, ["memu-mirror"] = ImportKind.MemUMirror,
        ["mem0"] = ImportKind.Mem0, ["server-memory"] = ImportKind.ServerMemory, ["chatgpt"] = ImportKind.ChatGpt, ["claude"] = ImportKind.Claude,
    };

    public static Command Export()
    {
        var target = new Argument<string>("file-or-folder") { Description = "What to write: .zip (the files), .bundle (git, with all history), .jsonl (memU's keys and the whole text), or a folder with --format" };
        var format = new Option<string?>("--format") { Description = "What to write, instead of telling it from the extension" };
        format.AcceptOnlyFromAmong([.. Enum.GetNames<ExportFormat>().Select(n => n.ToLowerInvariant())]);
        var user = new Option<string?>("--user") { Description = "Only this user's memories", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "Only this agent's memories", HelpName = "id" };
        var path = new Option<string?>("--path") { Description = "Only what lies in this folder", HelpName = "folder" };
        var force = new Option<bool>("--force") { Description = "Replace a file that is there" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would be written, and write nothing" };
        var command = new Command("export", "Write the memory as one file or folder") { target, format, user, agent, path, force, dry };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var view = await memory.ExportAsync(new()
            {
                Target = parsed.GetValue(target)!,
                Format = parsed.GetValue(format) is { } name ? Enum.Parse<ExportFormat>(name, ignoreCase: true) : null,
                Scope = MemoryScope.Of(parsed.GetValue(user), parsed.GetValue(agent)),
                Under = parsed.GetValue(path) is { } folder ? MemoryPath.Parse(folder) : default,
                Force = parsed.GetValue(force),
                DryRun = parsed.GetValue(dry),
            }, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(view, MemoryJson.Readable.ExportView);
            else
            {
                foreach (var note in view.Notes) Terminal.Line((note, "yellow"));
                Terminal.Line(($"{(view.DryRun ? "would export" : "exported")} {view.Files} {(view.Files == 1 ? "file" : "files")}{(view.Commits > 0 ? $" and {view.Commits} {(view.Commits == 1 ? "commit" : "commits")}" : "")} as {view.Format} to ", null), (view.Path, "bold"));
            }
            return 0;
        });
        return command;
    }

    public static Command Import()
    {
        var source = new Argument<string>("file-or-folder") { Description = "An export of ours, a folder of markdown (Obsidian, basic-memory), or what memU, mem0, server-memory, ChatGPT or Claude export" };
        var from = new Option<string?>("--from") { Description = "What it is, instead of telling it from its content" };
        from.AcceptOnlyFromAmong([.. Kinds.Keys]);
        var user = new Option<string?>("--user") { Description = "Whose memory all of it becomes", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "The agent whose memory all of it becomes", HelpName = "id" };
        var into = new Option<string?>("--into") { Description = "The folder into which it goes", HelpName = "folder" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would be done, and write nothing" };
        var command = new Command("import", "Take in an export, a vault, or another memory; nothing is overwritten") { source, from, user, agent, into, dry };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var view = await memory.ImportAsync(new()
            {
                Source = parsed.GetValue(source)!,
                From = parsed.GetValue(from) is { } name ? Kinds[name] : null,
                Scope = MemoryScope.Of(parsed.GetValue(user), parsed.GetValue(agent)), // said, not from the environment: it would mix the users of an export
                Into = parsed.GetValue(into) is { } folder ? MemoryPath.Parse(folder) : default,
                DryRun = parsed.GetValue(dry),
            }, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(view, MemoryJson.Readable.ImportView);
            else Print(view);
            foreach (var failed in view.Files.Where(f => f.Failed)) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean($"{failed.Source}: {failed.Reason}".ReplaceLineEndings(" "))}");
            return view.Files.Any(f => f.Failed) ? Errors.Caller : 0;
        });
        return command;
    }

    private static void Print(ImportView view)
    {
        foreach (var note in view.Notes) Terminal.Line((note, "yellow"));
        var told = view.Files.Where(f => !f.Failed && (f.Action is "added" or "conflict" or "skipped" || f.Reason is not null)).ToList();
        foreach (var file in told.Take(MostLines))
            Terminal.Line(($"  {file.Action switch { "added" => "+", "conflict" => "±", "same" => "=", _ => "-" }} ", "green"), (file.Path ?? file.Source, "bold"), (file.Reason is null ? "" : $"  {file.Reason}", "grey"));
        if (told.Count > MostLines) Terminal.Line(($"  … {told.Count - MostLines} more (--json tells all)", "grey"));
        if (view.Unchanged)
        {
            Terminal.Line($"Nothing new from {view.Kind}: {view.Same} here already, {view.Skipped} skipped; nothing was changed.");
            return;
        }
        var parts = new List<string> { $"{view.Added} {(view.DryRun ? "would be added" : "added")}" };
        if (view.Same > 0) parts.Add($"{view.Same} here already");
        if (view.Conflicts > 0) parts.Add($"{view.Conflicts} kept under another name");
        if (view.Skipped > 0) parts.Add($"{view.Skipped} skipped");
        if (view.Commits is [.., var last]) parts.Add($"{(view.Commits.Count > 1 ? $"{view.Commits.Count} commits, the last " : "commit ")}{last[..10]}");
        Terminal.Line($"{view.Kind}: {string.Join(", ", parts)}");
    }
}

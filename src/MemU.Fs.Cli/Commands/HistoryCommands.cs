using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu log</c>, <c>diff</c>, <c>blame</c>: reading the history</summary>
internal static class HistoryCommands
{
    public static Command Log()
    {
        var path = new Argument<string?>("path") { Description = "File or folder (default: the whole memory); a file is followed through its renames", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit") { Description = "At most so many", DefaultValueFactory = _ => 50, HelpName = "n" };
        var command = new Command("log", "Who changed what, when, why, and from which source") { path, limit };
        command.Aliases.Add("history");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var entries = await memory.LogAsync(MemoryPath.Parse(parsed.GetValue(path) ?? ""), parsed.GetValue(limit), cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(entries, MemoryJson.Readable.IReadOnlyListLogView);
            else foreach (var entry in entries) Entry(entry);
            return entries.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    public static Command Diff()
    {
        var what = new Argument<string[]>("[path] [rev..rev]") { Description = "File or folder; revisions, checkpoints or dates as from..to, or one to compare with the files (default: what was edited and is not committed yet)", Arity = new ArgumentArity(0, 2) };
        var command = new Command("diff", "What differs between two states of the memory") { what };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var root = Composition.FindRoot(parsed.GetValue(CommandLine.Root));
            var (path, from, to) = Range(root, parsed.GetValue(what) ?? []);
            var found = await memory.DiffAsync(path, from, to, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(found, MemoryJson.Readable.IReadOnlyListDiffView);
            else
                foreach (var diff in found)
                {
                    Terminal.Line(($"{diff.Change} ", "yellow"), (diff.OldPath is null ? diff.Path : $"{diff.OldPath} → {diff.Path}", "bold"), ($"  +{diff.Added} -{diff.Removed}", "grey"));
                    foreach (var line in diff.Text.TrimEnd('\n').Split('\n').Where(l => l.Length > 0))
                        Terminal.Line((line, line[0] switch { '+' => "green", '-' => "red", '@' => "blue", _ => null }));
                }
            return found.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    public static Command Blame()
    {
        var what = new Argument<string>("path|id") { Description = "Path, id, file name or title of a memory" };
        var command = new Command("blame", "Who wrote each line of a memory, when, and the message that it was learned from") { what };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var lines = await memory.BlameAsync(parsed.GetValue(what)!, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(lines, MemoryJson.Readable.IReadOnlyListBlameView);
            else
            {
                var width = Math.Min(20, lines.Select(l => (l.Author ?? "you, not committed").Length).DefaultIfEmpty().Max());
                foreach (var line in lines)
                {
                    var who = (line.Author ?? "you, not committed").PadRight(width);
                    var source = line.Sources is [var one, ..] ? $"{Path.GetFileNameWithoutExtension(one.Path)}{(one.Anchor is null ? "" : $"#^{one.Anchor}")}{(line.Sources.Count > 1 ? $" +{line.Sources.Count - 1}" : "")}" : "";
                    Terminal.Line((line.Commit?[..10] ?? "          ", "yellow"), ($"  {line.When?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "                "}  {who}  {source}", "grey"), ($" │ {line.Text}", null));
                }
            }
            return 0;
        });
        return command;
    }

    /// <summary>One commit in two or three lines.</summary>
    public static void Entry(LogView entry)
    {
        Terminal.Line((entry.Commit[..10], "yellow"), ($"  {entry.When.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}  {entry.Author}  ", "grey"), (entry.Subject, null));
        if (entry.RenamedFrom is { } old) Terminal.Line(($"            renamed from {old}", "grey"));
        if (entry.Reason is { } why) Terminal.Line(($"            because {why}", "grey"));
        foreach (var source in entry.Sources) Terminal.Line(($"            from {source}", "grey"));
    }

    private static (MemoryPath Path, string? From, string? To) Range(string root, string[] words)
    {
        if (words is [var path, var range]) return Split(range, MemoryPath.Parse(path));
        if (words is not [var one]) return (MemoryPath.Root, null, null);
        // a file of that name is meant before a revision; a name that is neither is a path, which may be gone by now
        var isPath = MemoryPath.TryParse(one, out var parsed, out _);
        if (isPath && (Path.Exists(Path.Combine(root, parsed.Value)) || !one.Contains("..", StringComparison.Ordinal) && one.Contains('/', StringComparison.Ordinal))) return (parsed, null, null);
        return Split(one, MemoryPath.Root);
    }

    private static (MemoryPath Path, string? From, string? To) Split(string range, MemoryPath path)
    {
        var dots = range.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return (path, range, null);
        var (from, to) = (range[..dots], range[(dots + 2)..].TrimStart('.'));
        return (path, from.Length == 0 ? "HEAD" : from, to.Length == 0 ? "HEAD" : to);
    }
}

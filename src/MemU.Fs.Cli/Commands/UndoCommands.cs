using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu undo</c>, <c>restore</c>, <c>checkpoint</c>: going back</summary>
internal static class UndoCommands
{
    public static Command Undo()
    {
        var commit = new Argument<string?>("commit") { Description = "The commit to take back (default: the last operation of this machine that is not undone yet)", Arity = ArgumentArity.ZeroOrOne };
        var last = new Option<bool>("--last") { Description = "The last operation; the same as without a commit" };
        var session = new Option<string?>("--session") { Description = "Everything that an agent's session did", HelpName = "id" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would change, and write nothing" };
        var command = new Command("undo", "Take an operation back, keeping what was changed since") { commit, last, session, dry };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(last) && (parsed.GetValue(commit) ?? parsed.GetValue(session)) is not null) throw new MemUException(MemUErrorKind.BadArgument, "give --last, a commit or a session, not several of them.");
            using var memory = Composition.Open(parsed);
            var done = await memory.UndoAsync(parsed.GetValue(commit), parsed.GetValue(session), parsed.GetValue(dry), cancellation);
            return Print(parsed, done, parsed.GetValue(dry), "undone");
        });
        return command;
    }

    public static Command Restore()
    {
        var path = new Argument<string>("path") { Description = "File or folder; . for the whole memory" };
        var at = new Option<string?>("--at") { Description = "Revision, checkpoint or date (default: the last version of something that is gone)", HelpName = "rev|date" };
        var exact = new Option<bool>("--exact") { Description = "Also remove what came later from a folder" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would change, and write nothing" };
        var command = new Command("restore", "Bring a file or folder back as it was") { path, at, exact, dry };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var done = await memory.RestoreAsync(MemoryPath.Parse(parsed.GetValue(path)!), parsed.GetValue(at), parsed.GetValue(exact), parsed.GetValue(dry), cancellation);
            return Print(parsed, done, parsed.GetValue(dry), "taken from");
        });
        return command;
    }

    public static Command Checkpoint()
    {
        var name = new Argument<string?>("name") { Description = "Its name (default: list them)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("checkpoint", "Name the memory as it is now, to restore, show or compare by that name") { name };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            IReadOnlyList<CheckpointView> points = parsed.GetValue(name) is { } wanted ? [await memory.CheckpointAsync(wanted, cancellation)] : await memory.CheckpointsAsync(cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(points, MemoryJson.Readable.IReadOnlyListCheckpointView);
            else foreach (var point in points) Terminal.Line((point.Commit[..10], "yellow"), ($"  {point.When.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}  ", "grey"), (point.Name, null));
            return points.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    private static int Print(ParseResult parsed, RevertView done, bool dry, string how)
    {
        if (parsed.GetValue(CommandLine.Json)) Terminal.Json(done, MemoryJson.Readable.RevertView);
        else
        {
            foreach (var from in done.From) Terminal.Line(($"{how} ", "grey"), (from.Commit[..10], "yellow"), ($"  {from.Subject}", null));
            foreach (var file in done.Files) Terminal.Line(($"  {file.Action,-9} ", "green"), (file.Path, "bold"));
            foreach (var note in done.Notes) Terminal.Line((note, "yellow"));
            foreach (var conflict in done.Conflicts)
            {
                Terminal.Line(("conflict  ", "red"), ($"{conflict.Path}{(conflict.Line > 0 ? $":{conflict.Line}" : "")}", "bold"));
                foreach (var line in Lines(conflict.Now)) Terminal.Line(($"  now     {line}", null));
                foreach (var line in Lines(conflict.Before)) Terminal.Line(($"  before  {line}", "grey"));
            }
            if (done.Conflicts.Count > 0) Terminal.Line("Nothing was written: these places were changed later. Edit them by hand, or take the later commits back first.");
            else if (done.Commit is { } commit) Terminal.Line($"commit {commit[..10]}");
            else if (!dry) Terminal.Line("Nothing to change: it is as it was.");
        }
        return done.Conflicts.Count > 0 ? Errors.Caller : 0;
    }

    private static string[] Lines(string? text) => text is null ? ["(no file)"] : text.TrimEnd('\n').Split('\n');
}

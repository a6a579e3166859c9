using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu purge &lt;path|text&gt;</c></summary>
internal static class PurgeCommand
{
    public static Command Build()
    {
        var what = new Argument<string>("path|text") { Description = "A file or folder (also one that only history has), or a text; - reads the text from standard input, so that no shell remembers it" };
        var yes = new Option<bool>("--yes") { Description = "Don't ask" };
        var text = new Option<bool>("--text") { Description = "Take it for a text, even if a file has that name" };
        var path = new Option<bool>("--path") { Description = "Take it for a path, and fail if there never was one" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would go, and change nothing" };
        var command = new Command("purge", "Take something out of the memory for good: files, all of history, index, vectors, logs") { what, yes, text, path, dry };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(text) && parsed.GetValue(path)) throw new MemUException(MemUErrorKind.BadArgument, "give --text or --path, not both.");
            var target = parsed.GetValue(what)!;
            var fromInput = target == "-";
            if (fromInput) target = (await Console.In.ReadToEndAsync(cancellation)).TrimEnd('\r', '\n');
            var request = new PurgeRequest { Target = target, IsText = fromInput || parsed.GetValue(text) ? true : parsed.GetValue(path) ? false : null, Logs = ErrorLog.Files(), DryRun = true };
            using var memory = Composition.Open(parsed);
            var json = parsed.GetValue(CommandLine.Json);
            var view = await memory.PurgeAsync(request, cancellation);
            if (!view.IsEmpty && !parsed.GetValue(dry))
            {
                if (!parsed.GetValue(yes) && !Confirmed(view, fromInput)) throw new MemUException(MemUErrorKind.BadArgument, "nothing was purged: it was not confirmed. Answer yes, or give --yes.");
                view = await memory.PurgeAsync(request with { DryRun = false }, cancellation);
            }
            if (json) Terminal.Json(view, MemoryJson.Readable.PurgeView);
            else Print(view, parsed.GetValue(dry));
            return view.IsEmpty ? Errors.NothingFound : view.Remains.Count > 0 ? Errors.Caller : 0;
        });
        return command;
    }

    private static bool Confirmed(PurgeView view, bool inputIsTaken)
    {
        if (inputIsTaken) return false;
        Console.Error.Write($"This takes {view.Files.Count} files and {view.Blobs} versions out of {view.Commits} commits and tags, for good; it can't be undone. Go on? [yes/no] ");
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "yes" or "y";
    }

    private static void Print(PurgeView view, bool dry)
    {
        if (view.IsEmpty)
        {
            Terminal.Line("It was found nowhere.");
            return;
        }
        Terminal.Line($"{(dry ? "would purge" : "purged")} a {view.What}: {view.Files.Count} files of the tree, {view.Blobs} versions in history, {view.Commits} commits and tags rewritten");
        foreach (var file in view.Files) Terminal.Line(($"  {file}", "bold"));
        foreach (var copy in view.Copies) Terminal.Line(($"{(dry ? "would go" : "went")} with its transcript, since its bytes are no plain text: ", "yellow"), (copy, "bold"));
        foreach (var place in view.Places) Terminal.Line(($"  {(dry ? "looked at" : "checked")} {place.Place}: {place.Looked}, of which {place.Removed} {(dry ? "would be" : "were")} removed or rewritten", "grey"));
        foreach (var held in view.Withheld) Terminal.Line(("holds it, stays as it is, and is not searched until its bytes are others: ", "yellow"), (held, "bold"));
        foreach (var mention in view.Mentions) Terminal.Line((view.What == "text" ? "still holds a part of it: " : "still says or names it: ", "yellow"), (mention, "bold"));
        foreach (var place in view.OutOfReach) Terminal.Line(($"  out of reach: {place}", "grey"));
        foreach (var left in view.Remains) Terminal.Line(("still there: ", "red"), (left, null));
    }
}

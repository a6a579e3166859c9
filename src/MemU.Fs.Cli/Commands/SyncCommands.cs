using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu clone</c>, <c>memu sync</c>: memories on several machines</summary>
internal static class SyncCommands
{
    private const int MostFiles = 20;

    public static Command Clone()
    {
        var url = new Argument<string>("url") { Description = "A memory's repository: https, ssh, file or a path" };
        var dir = new Argument<string?>("dir") { Description = "The folder to make (default: named after the repository)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("clone", "Make a memory from a remote one; nothing in it can start a program") { url, dir };
        command.SetAction(async (parsed, cancellation) =>
        {
            var address = parsed.GetValue(url)!;
            var folder = parsed.GetValue(dir) ?? parsed.GetValue(CommandLine.Root) ?? (History.RemoteUrl.Parse(address, Directory.GetCurrentDirectory()).Name is { Length: > 0 } name ? name : "memory");
            using var memory = Composition.Open(parsed, folder);
            var done = await memory.CloneAsync(new(address), cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(done, MemoryJson.Readable.SyncView);
            else
            {
                Terminal.Line(("Cloned ", null), (done.Root, "bold"), ($"  {done.Received} commits, {done.Files.Count} files", "grey"));
                Remarks(done);
            }
            return 0;
        });
        return command;
    }

    public static Command Sync()
    {
        var remote = new Argument<string?>("remote") { Description = "Name or address of the remote (default: the one that the branch follows)", Arity = ArgumentArity.ZeroOrOne };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would happen; commits are fetched, nothing else changes" };
        var noPush = new Option<bool>("--no-push") { Description = "Send nothing" };
        var prefer = new Option<string?>("--prefer") { Description = "Whose text stays where both changed one place (default: both, the other beside it)", HelpName = "ours|theirs" };
        prefer.AcceptOnlyFromAmong("ours", "theirs", "both");
        var command = new Command("sync", "Commit edits, fetch, merge memory by memory, push; what can't be merged is kept twice") { remote, dry, noPush, prefer };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var done = await memory.SyncAsync(new() { Remote = parsed.GetValue(remote), DryRun = parsed.GetValue(dry), NoPush = parsed.GetValue(noPush), Prefer = parsed.GetValue(prefer) switch { "ours" => MergePreference.Ours, "theirs" => MergePreference.Theirs, _ => MergePreference.Both } }, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(done, MemoryJson.Readable.SyncView);
            else Print(done, parsed.GetValue(dry));
            return 0;
        });
        return command;
    }

    private static void Print(SyncView done, bool dry)
    {
        if (done.Edits is { } edits) Terminal.Line(("your edits: commit ", "grey"), (edits[..10], "yellow"));
        // pages follow by themselves
        var files = done.Files.Where(f => !f.Path.EndsWith("README.md", StringComparison.Ordinal) && !f.Path.EndsWith("index.md", StringComparison.Ordinal)).ToList();
        foreach (var file in files.Take(MostFiles)) Terminal.Line(($"  {file.Action switch { "added" => "+", "removed" => "-", _ => "~" }} ", "green"), (file.Path, "bold"));
        if (files.Count > MostFiles) Terminal.Line(($"  … {files.Count - MostFiles} more", "grey"));
        foreach (var conflict in done.Conflicts) Terminal.Line(("  conflict ", "red"), (conflict.Path, "bold"), ($"  the other version is {conflict.Other}", null));
        Remarks(done);
        if (done.Conflicts.Count > 0 && !dry) Terminal.Line("Choose with: memu conflicts resolve <path> --ours|--theirs|--both");
        var what = done.Action switch { "merged" => "merged", "forwarded" => "brought up", _ => "nothing new there" };
        Terminal.Line($"{(dry ? "would be " : "")}{what}, {done.Received} received, {(done.Pushed ? $"{done.Sent} sent" : "nothing sent")}  {done.Remote ?? done.Url}/{done.Branch}");
    }

    private static void Remarks(SyncView done)
    {
        foreach (var note in done.Notes) Terminal.Line((note, "yellow"));
        if (done.Trust.State == "untrusted") Terminal.Line(($"not trusted, so not used: {string.Join(", ", done.Trust.Settings)} in .memu/config.yaml. Look at them, then: memu trust", "yellow"));
    }
}

using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu conflicts</c>, <c>memu trust</c>: what a sync leaves to the user</summary>
internal static class ConflictCommands
{
    public static Command Conflicts()
    {
        var command = new Command("conflicts", "Memories of which two versions could not be merged") { Resolve() };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var found = await memory.ConflictsAsync(cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(found, MemoryJson.Readable.IReadOnlyListConflictPairView);
            else if (found.Count == 0) Terminal.Line("No conflicts.");
            foreach (var conflict in parsed.GetValue(CommandLine.Json) ? [] : found) Terminal.Line((conflict.Path, "bold"), ($"  the other version is {conflict.Other}", null));
            return found.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    private static Command Resolve()
    {
        var path = Writing.Required("path", "The memory, or the version beside it");
        var ours = new Option<bool>("--ours") { Description = "Keep the memory as it lies there" };
        var theirs = new Option<bool>("--theirs") { Description = "Put the version beside it in its place" };
        var both = new Option<bool>("--both") { Description = "Keep both, each as a memory of its own" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would change, and write nothing" };
        var command = new Command("resolve", "Keep one version of a memory, or both") { path, ours, theirs, both, dry };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (a, b, c) = (parsed.GetValue(ours), parsed.GetValue(theirs), parsed.GetValue(both));
            if ((a ? 1 : 0) + (b ? 1 : 0) + (c ? 1 : 0) != 1) throw new MemUException(MemUErrorKind.BadArgument, "say which to keep: --ours, --theirs or --both.");
            using var memory = Composition.Open(parsed);
            var done = await memory.ResolveConflictAsync(MemoryPath.Parse(parsed.GetValue(path)!), a ? MergePreference.Ours : b ? MergePreference.Theirs : MergePreference.Both, parsed.GetValue(dry), cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(done, MemoryJson.Readable.ConflictResolvedView);
            else
            {
                foreach (var file in done.Files) Terminal.Line(($"  {file.Action,-9} ", "green"), (file.Path, "bold"));
                Terminal.Line($"{(done.Commit is null ? "would keep" : "kept")} {done.Kept}{(done.Commit is { } commit ? $", commit {commit[..10]}" : "")}");
            }
            return 0;
        });
        return command;
    }

    public static Command Trust()
    {
        var revoke = new Option<bool>("--revoke") { Description = "Trust nothing of it any more" };
        var command = new Command("trust", "Let settings of this tree hold that could send data or start a program, as they are now") { revoke };
        command.SetAction(parsed =>
        {
            using var memory = MemoryService.Open(Composition.Plain(parsed)); // also where what it says of models makes no sense
            var view = memory.Trust(parsed.GetValue(revoke));
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(view, MemoryJson.Readable.TrustView);
            else Terminal.Line(Describe(view));
            return 0;
        });
        return command;
    }

    /// <summary>How far a tree is trusted, in a sentence.</summary>
    public static string Describe(TrustView view) => view.State switch
    {
        "trusted" => $"trusted: {string.Join(", ", view.Settings)} as in .memu/config.yaml now; a change asks again",
        "untrusted" => $"not trusted, so not used: {string.Join(", ", view.Settings)} in .memu/config.yaml. Look at them, then: memu trust",
        _ => "nothing to trust: no setting here could send data or start a program",
    };
}

using System.CommandLine;
using MemU.Fs.Model;
using MemU.Fs.Mounted;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu resource add|ls|sync|rm</c></summary>
internal static class ResourceCommands
{
    private static readonly Option<string?> User = new("--user") { Description = "Whose it is (else MEMU_USER_ID, else the tree's own)", HelpName = "id" };
    private static readonly Option<string?> Agent = new("--agent") { Description = "The agent's whose it is", HelpName = "id" };

    public static Command Build() => new("resource", "Search documents where they lie: mount files, folders and git repositories") { Add(), Ls(), Sync(), Rm() };

    private static Command Add()
    {
        var location = Writing.Required("location", "A file, a folder, or the top folder of a git repository");
        var name = new Option<string?>("--name") { Description = "Its name (default: made of the location's)", HelpName = "n" };
        var at = new Option<string?>("--at") { Description = "Read a git repository at this commit, branch or tag, from its objects", HelpName = "rev" };
        var include = new Option<string[]>("--include") { Description = "Only files that fit, repeatable: *.md, docs/**", HelpName = "glob" };
        var exclude = new Option<string[]>("--exclude") { Description = "No files and folders that fit, repeatable", HelpName = "glob" };
        var command = new Command("add", "Mount a source: its documents are found and cited, and nothing of them is copied") { location, name, at, include, exclude, User, Agent, Writing.DryRun, Writing.Reason };
        command.Runs((parsed, memory, cancellation) => memory.AddMountAsync(new()
        {
            Location = parsed.GetValue(location)!,
            Name = parsed.GetValue(name),
            At = parsed.GetValue(at),
            Include = parsed.GetValue(include) ?? [],
            Exclude = parsed.GetValue(exclude) ?? [],
            Scope = Composition.Scope(parsed.GetValue(User), parsed.GetValue(Agent)),
            DryRun = parsed.GetValue(Writing.DryRun),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    private static Command Ls()
    {
        var command = new Command("ls", "The mounted sources, and whether they are here") { User, Agent };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var sources = await memory.ListMountsAsync(Composition.Scope(parsed.GetValue(User), parsed.GetValue(Agent)), cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(sources, MemoryJson.Readable.IReadOnlyListMountView);
            else
            {
                foreach (var source in sources) Print(source);
                if (sources.Count == 0) Terminal.Line("Nothing is mounted. Add a source with: memu resource add <file|folder|repository>");
            }
            return sources.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    private static Command Sync()
    {
        var name = new Argument<string?>("name") { Description = "The source (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("sync", "Compare every file of a source; what is gone is no longer found, and a branch is followed") { name, User, Agent };
        command.Runs((parsed, memory, cancellation) => memory.SyncMountsAsync(parsed.GetValue(name), Composition.Scope(parsed.GetValue(User), parsed.GetValue(Agent)), cancellation));
        return command;
    }

    private static Command Rm()
    {
        var name = Writing.Required("name", "The source");
        var command = new Command("rm", "Take a source out of the memory; the source itself stays as it is") { name, User, Agent, Writing.DryRun, Writing.Reason };
        command.Runs((parsed, memory, cancellation) => memory.RemoveMountAsync(parsed.GetValue(name)!, Composition.Scope(parsed.GetValue(User), parsed.GetValue(Agent)), parsed.GetValue(Writing.DryRun), parsed.GetValue(Writing.Reason), cancellation));
        return command;
    }

    private static void Runs(this Command command, Func<ParseResult, MemoryService, CancellationToken, Task<MountResult>> run) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var result = await run(parsed, memory, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(result, MemoryJson.Readable.MountResult);
            else
            {
                foreach (var source in result.Sources) Print(source);
                var isDry = command.Options.Contains(Writing.DryRun) && parsed.GetValue(Writing.DryRun);
                var parts = new List<string> { isDry ? $"would be {result.Action}" : result.Action };
                if (result.Indexed > 0) parts.Add($"{result.Indexed} indexed");
                if (result.Removed > 0) parts.Add($"{result.Removed} no longer found");
                if (result.Commit is { } commit) parts.Add($"commit {commit[..10]}");
                Terminal.Line(string.Join(", ", parts));
                foreach (var problem in result.Problems) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean(problem)}");
            }
            return result.IsIncomplete ? Errors.Caller : 0;
        });

    private static void Print(MountView source)
    {
        var at = source.Commit is { Length: >= 10 } commit ? $"@{(source.At is { } name && !commit.StartsWith(name, StringComparison.Ordinal) ? name + " " : "")}{commit[..10]}" : "";
        Terminal.Line((source.Name, "bold"), ($"  {source.Kind}  {source.Location}{at}", null), ($"  {source.Files} {(source.Files == 1 ? "document" : "documents")}{(source.LeftOut > 0 ? $", {source.LeftOut} left out" : "")}{(source.UserId is { } user ? $"  {user}" : "")}", "grey"));
        if (source.Missing is { } missing) Terminal.Line(($"  not here: {missing}", "yellow"));
    }
}

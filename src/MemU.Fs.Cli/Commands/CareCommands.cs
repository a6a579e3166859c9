using System.CommandLine;
using System.Reflection;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu status</c>, <c>reindex</c>, <c>doctor</c>, <c>version</c></summary>
internal static class CareCommands
{
    public static Command Status()
    {
        var command = new Command("status", "How the memory stands: what is in it, what was edited by hand, what is wrong");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var status = await memory.StatusAsync(cancellation);
            if (parsed.GetValue(CommandLine.Json))
            {
                Terminal.Json(status, MemoryJson.Readable.StatusView);
                return 0;
            }
            Terminal.Line((status.Root, "bold"), ($"  {status.Scope}", "grey"));
            Terminal.Line($"{status.Items} memories, {status.Categories} categories, {status.Resources} resources{(status.Users > 0 ? $", {status.Users} other users" : "")}");
            Terminal.Line(status.Head is { } head ? $"at {head[..10]}{(status.Branch is { } branch ? $" on {branch}" : "")}" : "no commit yet");
            if (status.Indexed > 0) Terminal.Line($"{status.Indexed} files were brought up in the index");
            if (status.Blocked is { } blocked) Terminal.Line(($"blocked: {blocked}", "red"));
            if (status.Trust is { State: not "unneeded" } trust) Terminal.Line((ConflictCommands.Describe(trust), trust.State == "trusted" ? "grey" : "yellow"));
            foreach (var path in status.Uncommitted) Terminal.Line(("edited: ", "yellow"), (path, null));
            foreach (var problem in status.Problems) Terminal.Line((problem, "red"));
            return 0;
        });
        return command;
    }

    public static Command Reindex()
    {
        var command = new Command("reindex", "Make the index anew from the files; what is known of a mounted source that is away stays");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var done = await memory.ReindexAsync(cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(done, MemoryJson.Readable.ReindexView);
            else Terminal.Line($"{done.Files} files indexed in {done.Milliseconds} ms");
            foreach (var problem in done.Problems) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean(problem)}");
            return 0;
        });
        return command;
    }

    public static Command Doctor()
    {
        var okf = new Option<bool>("--okf") { Description = "Say instead how far the tree conforms to the Open Knowledge Format 0.2" };
        var fix = new Option<bool>("--fix") { Description = "Mend what can be mended without you, then say what is left" };
        var models = new Option<bool>("--models") { Description = "Ask each model of the settings one tiny thing instead, and say how it went" };
        var command = new Command("doctor", "Look for everything that can be wrong, and say what to do") { okf, fix, models };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(models)) return await ModelCheckPrint.RunAsync(parsed, cancellation);
            using var memory = Composition.Open(parsed);
            var found = parsed.GetValue(okf) ? await memory.CheckOkfAsync(cancellation) : parsed.GetValue(fix) ? await memory.MendAsync(cancellation) : await memory.DoctorAsync(cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(found, MemoryJson.Readable.DoctorView);
            else
            {
                foreach (var done in found.Done ?? []) Terminal.Line(("mended  ", "green"), (done, null));
                foreach (var finding in found.Findings)
                {
                    Terminal.Line(($"{finding.Level,-8}", finding.Level switch { "error" => "red", "warning" => "yellow", _ => "green" }), ($"{finding.Check,-9}", "grey"), (finding.Message, null));
                    if (finding.Fix is { } advice) Terminal.Line(($"                 fix: {advice}", "grey"));
                }
            }
            return found.Healthy ? 0 : Errors.Caller;
        });
        return command;
    }

    public static Command Version()
    {
        var command = new Command("version", "Print the version");
        command.SetAction(_ =>
        {
            Terminal.Line($"memu {typeof(CareCommands).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}");
            return 0;
        });
        return command;
    }
}

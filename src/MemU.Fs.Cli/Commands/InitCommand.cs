using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu init [dir]</c></summary>
internal static class InitCommand
{
    public static Command Build()
    {
        var dir = new Argument<string?>("dir") { Description = "Folder to make a memory of (default: --root, MEMU_ROOT, else ./memory)", Arity = ArgumentArity.ZeroOrOne };
        var template = new Option<bool>("--from-template") { Description = "Make the folders of the template, each with its page" };
        var user = new Option<string?>("--user") { Description = "Whose tree it is; memories of other users live below users/", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "The agent whose tree it is", HelpName = "id" };
        var inside = new Option<bool>("--in-repository") { Description = "Use the git repository around the folder instead of one of its own" };
        var command = new Command("init", "Make a memory: a folder with its settings and a git repository") { dir, template, user, agent, inside };
        command.SetAction(async (parsed, cancellation) =>
        {
            var root = parsed.GetValue(dir) ?? parsed.GetValue(CommandLine.Root) ?? (Environment.GetEnvironmentVariable("MEMU_ROOT") is { Length: > 0 } r ? r : "memory");
            using var memory = Composition.Open(parsed, root);
            var made = await memory.InitAsync(new()
            {
                FromTemplate = parsed.GetValue(template),
                Scope = Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)),
                InRepository = parsed.GetValue(inside),
            }, cancellation);
            if (parsed.GetValue(CommandLine.Json))
            {
                Terminal.Json(made, MemoryJson.Readable.InitView);
                return 0;
            }
            Terminal.Line((made.Created ? "Made a memory at " : "There is a memory already at ", null), (made.Root, "bold"));
            foreach (var note in made.Notes) Terminal.Line($"  {note}");
            if (made.Created) Terminal.Line("Next: memu memorize <conversation.json>");
            return 0;
        });
        return command;
    }
}

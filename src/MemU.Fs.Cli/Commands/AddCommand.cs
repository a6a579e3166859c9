using System.CommandLine;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu add [text]</c></summary>
internal static class AddCommand
{
    public static Command Build()
    {
        var text = new Argument<string[]>("text") { Description = "The memory in your words; - or nothing for standard input, or your editor on a terminal", Arity = ArgumentArity.ZeroOrMore };
        var type = new Option<string?>("--type") { Description = "profile, event, knowledge, behavior, skill, tool, or a type of your own", HelpName = "type" };
        var category = new Option<string?>("--category") { Description = "Name or folder of the category (default: what the text is about)", HelpName = "name" };
        var title = new Option<string?>("--title") { Description = "Its title (default: made of the text)", HelpName = "text" };
        var tags = new Option<string[]>("--tag") { Description = "A tag, repeatable", HelpName = "tag" };
        var also = new Option<string[]>("--also-in") { Description = "A further category, repeatable", HelpName = "name" };
        var when = new Option<string?>("--happened-at") { Description = "When it took place: 2026-11-20, 2026-11, 2026-11-16/2026-11-22", HelpName = "date" };
        var user = new Option<string?>("--user") { Description = "Whose memory it becomes (else MEMU_USER_ID)", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "The agent whose memory it becomes", HelpName = "id" };
        var command = new Command("add", "Add one memory in your own words; the same words again change nothing") { text, type, category, title, tags, also, when, user, agent, Writing.DryRun, Writing.Reason };
        command.Runs(async (parsed, memory, cancellation) =>
        {
            using var editor = new Editor();
            var given = parsed.GetValue(text)!;
            var typed = given is [] && !Console.IsInputRedirected;
            var words = typed ? Encoding.UTF8.GetString(await editor.EditAsync([], "memory.md", cancellation) ?? []) : given is [] or ["-"] ? await Console.In.ReadToEndAsync(cancellation) : string.Join(' ', given);
            Task<WriteResult> Add() => memory.AddAsync(new()
            {
                Text = words,
                Type = parsed.GetValue(type),
                Category = parsed.GetValue(category),
                Title = parsed.GetValue(title),
                Tags = parsed.GetValue(tags) ?? [],
                AlsoIn = parsed.GetValue(also) ?? [],
                HappenedAt = parsed.GetValue(when),
                Scope = Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)),
                DryRun = parsed.GetValue(Writing.DryRun),
                Reason = parsed.GetValue(Writing.Reason),
            }, cancellation);
            return typed && words.Length > 0 ? await editor.KeepingAsync(Add) : await Add();
        });
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu now</c></summary>
internal static class NowCommand
{
    public static Command Build()
    {
        var budget = new Option<int>("--budget") { Description = "At most so many tokens (o200k_base)", DefaultValueFactory = _ => 2000, HelpName = "tokens" };
        var user = new Option<string?>("--user") { Description = "Whose memory (else MEMU_USER_ID)", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "The agent whose memory", HelpName = "id" };
        var time = new Option<string?>("--now") { Description = "The time by which \"today\" is told (default: the clock's)", HelpName = "date" };
        var write = new Option<bool>("--write") { Description = "Write it into context/now.md, as memu watch does by itself" };
        var command = new Command("now", "What the next session is likely to need: what is pinned, to be done, coming up, and was learned last") { budget, user, agent, time, write };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var request = new Preparing.NowRequest { Budget = parsed.GetValue(budget), Scope = Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)), Now = Composition.Date(parsed.GetValue(time), TimeZoneInfo.Local) };
            var view = parsed.GetValue(write) ? await memory.PrepareAsync(request, cancellation) : await memory.NowAsync(request, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(view, MemoryJson.Readable.NowView);
            else
            {
                Terminal.Text(view.Markdown);
                var written = view.Path is null ? "" : view.Commit is { } commit ? $"; written to {view.Path}, commit {commit[..10]}" : $"; {view.Path} says so already";
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"memu: {view.Tokens} of {view.Budget} tokens{(view.LeftOut > 0 ? $"; {view.LeftOut} left out" : "")}{written}"));
            }
            return 0;
        });
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu tool record|show</c></summary>
internal static class ToolCommands
{
    public static Command Build() => new("tool", "Note how tools worked, and what that says about them") { Record(), Show() };

    private static Command Record()
    {
        var name = new Argument<string>("name") { Description = "The tool's name" };
        var input = new Option<string>("--input") { Description = "What it was called with, in short", DefaultValueFactory = _ => "", HelpName = "text" };
        var output = new Option<string>("--output") { Description = "What came of it, in short", DefaultValueFactory = _ => "", HelpName = "text" };
        var failed = new Option<bool>("--failed") { Description = "It did not do what it was called for" };
        var seconds = new Option<double>("--seconds") { Description = "How long it took", HelpName = "n" };
        var tokens = new Option<int>("--tokens") { Description = "Tokens that it took", DefaultValueFactory = _ => -1, HelpName = "n" };
        var score = new Option<double>("--score") { Description = "How useful it was, 0 to 1", HelpName = "n" };
        var when = new Option<string?>("--when-to-use") { Description = "For which task it should be recalled", HelpName = "text" };
        var user = new Option<string?>("--user") { Description = "Whose memory it is", HelpName = "id" };
        var command = new Command("record", "Note one use of a tool in its memory, which is made with the first") { name, input, output, failed, seconds, tokens, score, when, user, Writing.DryRun, Writing.Reason };
        command.Runs((parsed, memory, cancellation) => memory.RecordToolCallAsync(new()
        {
            Call = new() { ToolName = parsed.GetValue(name)!, Input = parsed.GetValue(input)!, Output = parsed.GetValue(output)!, Success = !parsed.GetValue(failed), TimeCost = parsed.GetValue(seconds), TokenCost = parsed.GetValue(tokens), Score = parsed.GetValue(score) },
            WhenToUse = parsed.GetValue(when),
            Scope = Composition.Scope(parsed.GetValue(user), null),
            DryRun = parsed.GetValue(Writing.DryRun),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("name") { Description = "The tool's name, or the path or id of its memory" };
        var recent = new Option<int>("--recent") { Description = "How many of the latest calls count", DefaultValueFactory = _ => 20, HelpName = "n" };
        var user = new Option<string?>("--user") { Description = "Whose memory", HelpName = "id" };
        var command = new Command("show", "What is known of a tool, and what its latest calls say") { name, recent, user };
        command.Aliases.Add("stats");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var scope = Composition.Scope(parsed.GetValue(user), null);
            var tool = await memory.ToolAsync(parsed.GetValue(name)!, parsed.GetValue(recent), scope.IsNone ? null : scope, cancellation);
            if (parsed.GetValue(CommandLine.Json))
            {
                Terminal.Json(tool, MemoryJson.Readable.ToolView);
                return 0;
            }
            var counted = tool.Statistics;
            Terminal.Line((tool.ToolName, "bold"), ($"  {tool.Path}", "blue"));
            if (tool.WhenToUse is { } hint) Terminal.Line(("when to use  ", "grey"), (hint, null));
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{counted.TotalCalls} calls; of the latest {counted.RecentCallsAnalyzed}: {counted.SuccessRate * 100:0.#} % worked, {counted.AvgTimeCost:0.###} s, score {counted.AvgScore:0.##}{(counted.AvgTokenCost is { } tokens ? $", {tokens:0} tokens" : "")}"));
            return 0;
        });
        return command;
    }
}

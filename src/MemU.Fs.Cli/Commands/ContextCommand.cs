using System.CommandLine;
using System.Globalization;
using MemU.Fs.Context;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu context "&lt;query&gt;"</c></summary>
internal static class ContextCommand
{
    public static Command Build()
    {
        var question = new QuestionOptions();
        var budget = new Option<int>("--budget") { Description = "At most so many tokens (o200k_base)", DefaultValueFactory = _ => 2000, HelpName = "tokens" };
        var limit = new Option<int>("--limit") { Description = "Look at so many memories, messages and categories each", DefaultValueFactory = _ => 20, HelpName = "n" };
        var command = new Command("context", "What is known about a question as one markdown text within a budget of tokens, pinned memories first") { budget, limit };
        question.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var asked = ContextRequest.Of(await question.ReadAsync(parsed, cancellation));
            var result = await memory.ContextAsync(asked with { Limit = parsed.GetValue(limit), Budget = parsed.GetValue(budget) }, cancellation);
            foreach (var problem in result.Problems) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean(problem)}");
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(result, MemoryJson.Readable.ContextResult);
            else
            {
                Terminal.Text(result.Markdown);
                if (!result.NeedsRetrieval) await Console.Error.WriteLineAsync($"memu: {QuestionOptions.NotAsked}");
                if (result.NextStepQuery is { } next) await Console.Error.WriteLineAsync($"memu: ask next: {Terminal.Clean(next)}");
                await Console.Error.WriteLineAsync(Summary(result));
            }
            return result.IsEmpty ? Errors.NothingFound : 0;
        });
        return command;
    }

    private static string Summary(ContextResult result)
    {
        var left = result.LeftOut > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {result.LeftOut} left out") : "";
        return string.Create(CultureInfo.InvariantCulture, $"memu: {result.Tokens} of {result.Budget} tokens; the whole memory has {(result.TotalEstimated ? "about " : "")}{result.TotalTokens}, so {result.Saving:0.#} % is saved{left}");
    }
}

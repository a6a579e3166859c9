using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu ask "&lt;question&gt;"</c></summary>
internal static class AskCommand
{
    public static Command Build()
    {
        var question = new QuestionOptions();
        var tiers = new TierOptions();
        var budget = new Option<int>("--budget") { Description = "About how many tokens of evidence the model is shown", DefaultValueFactory = _ => 4000, HelpName = "tokens" };
        var command = new Command("ask", "Have a model answer a question from what is known, with the evidence; it says so when it is not known") { budget };
        tiers.AddTo(command);
        question.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var result = await memory.AskAsync(new() { Retrieve = tiers.Apply(parsed, await question.ReadAsync(parsed, cancellation)), Budget = parsed.GetValue(budget) }, cancellation);
            foreach (var note in result.Notes ?? []) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean(note)}");
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(result, MemoryJson.Readable.AskResult);
            else Print(result);
            return result.Known ? 0 : Errors.NothingFound;
        });
        return command;
    }

    private static void Print(AskResult result)
    {
        if (!result.Known) Terminal.Line(("not known  ", "yellow"), (result.Answer, null));
        else Terminal.Text(result.Answer + "\n");
        foreach (var piece in result.Citations)
        {
            var about = string.Join(", ", new[] { piece.Speaker, piece.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }.Where(s => s is not null));
            Terminal.Line(($"[{piece.Number}] ", "grey"), ($"{piece.Path}:{piece.Lines[0]}{(piece.Anchor is null ? "" : $"#^{piece.Anchor}")}", "blue"), (about.Length > 0 ? $"  {about}" : "", "grey"));
        }
        if (!result.Known)
            foreach (var near in result.NearMisses) Terminal.Line(("  nearest: ", "grey"), ($"{near.Path}{(near.Anchor is null ? "" : $"#^{near.Anchor}")}", "grey"));
    }
}

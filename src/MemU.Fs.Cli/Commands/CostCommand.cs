using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu cost</c></summary>
internal static class CostCommand
{
    public static Command Build()
    {
        var since = new Option<string?>("--since") { Description = "Only calls since this date, or of the last days, as in 7d", HelpName = "date" };
        var by = new Option<string>("--by") { Description = "Put together by operation, step, model, day or profile", DefaultValueFactory = _ => "operation" };
        by.AcceptOnlyFromAmong("operation", "step", "model", "day", "profile");
        var command = new Command("cost", "What calls of models took: tokens, and their cost by the profiles' prices") { since, by };
        command.SetAction(parsed =>
        {
            using var memory = MemoryService.Open(Composition.Plain(parsed));
            var view = memory.Cost(Since(parsed.GetValue(since)), parsed.GetValue(by)!);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(view, MemoryJson.Readable.CostView);
            else Print(view);
            return view.Rows.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    private static DateTimeOffset? Since(string? text) =>
        text is not null && text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 36_500 ? DateTimeOffset.Now.AddDays(-days) : Composition.Date(text, TimeZoneInfo.Local);

    private static void Print(CostView view)
    {
        if (view.Rows.Count == 0)
        {
            Terminal.Line("No model was called.");
            return;
        }
        var rows = view.Rows.Count > 1 ? [.. view.Rows, view.Total] : view.Rows;
        var width = Math.Max(view.By.Length, rows.Max(r => r.Name.Length));
        Terminal.Line(($"{view.By.PadRight(width)}  {"calls",7} {"kept",6} {"failed",6} {"prompt",11} {"answer",11}        cost", "grey"));
        foreach (var row in rows)
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{row.Name.PadRight(width)}  {row.Calls,7} {row.Kept,6} {row.Failed,6} {row.InputTokens,11:#,0} {row.OutputTokens,11:#,0} {(row.Cost is { } cost ? cost.ToString("0.0000", CultureInfo.InvariantCulture) : "-"),11}{(row.Estimated ? " (partly estimated)" : "")}"));
    }
}

using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu retrieve "&lt;query&gt;"</c></summary>
internal static class RetrieveCommand
{
    public static Command Build()
    {
        var question = new QuestionOptions();
        var limit = new Option<int?>("--limit") { Description = "At most so many in each list (default: 5)", HelpName = "n" };
        var tiers = new TierOptions();
        var asOf = new Option<string?>("--as-of") { Description = "Answer as the memory stood then: a revision, checkpoint or date", HelpName = "rev|date" };
        var least = new Option<double?>("--min-score") { Description = "What scores less is no answer, only a near miss (0 to 1; default: 0)", HelpName = "score" };
        var ranking = new Option<ItemRanking?>("--ranking") { Description = "How items are ranked: similarity (default), or salience, which also counts how often and how long ago they were learned", HelpName = "how" };
        var decay = new Option<double?>("--recency-decay-days") { Description = "With salience: after so many days an item counts half (default: 30)", HelpName = "days" };
        var history = new Option<bool>("--history") { Description = "Show items that newer ones replace, too" };
        var explain = new Option<bool>("--explain") { Description = "Say of each hit how its score came about" };
        var command = new Command("retrieve", "Find what is known about a question") { limit, asOf, least, ranking, decay, history, explain };
        tiers.AddTo(command);
        question.AddTo(command);
        command.Aliases.Add("recall");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var result = await memory.RetrieveAsync(tiers.Apply(parsed, await question.ReadAsync(parsed, cancellation)) with
            {
                Limit = parsed.GetValue(limit),
                AsOf = parsed.GetValue(asOf),
                MinScore = parsed.GetValue(least),
                Ranking = parsed.GetValue(ranking),
                RecencyDecayDays = parsed.GetValue(decay),
                History = parsed.GetValue(history),
                Explain = parsed.GetValue(explain),
            }, cancellation);
            foreach (var note in result.Notes ?? []) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean(note)}");
            foreach (var problem in result.Problems ?? []) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean(problem)}");
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(result, MemoryJson.Readable.RetrieveResult);
            else
            {
                Print(result);
                if (result.NextStepQuery is { } next) await Console.Error.WriteLineAsync($"memu: ask next: {Terminal.Clean(next)}");
            }
            return result.IsEmpty ? Errors.NothingFound : 0;
        });
        return command;
    }

    private static void Print(RetrieveResult result)
    {
        if (!result.NeedsRetrieval)
        {
            Terminal.Line(char.ToUpperInvariant(QuestionOptions.NotAsked[0]) + QuestionOptions.NotAsked[1..] + ".");
            return;
        }
        if (result.IsEmpty)
        {
            Terminal.Line("Nothing is known about that.");
            foreach (var near in result.NearMisses) Terminal.Line(("  nearest: ", "grey"), ($"{near.Path}{Anchor(near.Anchor)}", "grey"), ($"  {OneLine(near.Snippet)}", "grey"));
            return;
        }
        foreach (var item in result.Items)
        {
            Terminal.Line(($"{Score(item.Score)}  ", "grey"), (item.Path, "bold"), ($"  {item.MemoryType}{(item.HappenedAt is { } at ? $"  {at}" : "")}{(item.SupersededBy is { } newer ? $"  until {item.ValidUntil}, replaced by {newer}" : "")}", "grey"));
            Terminal.Line(($"      {OneLine(item.Summary)}", null));
            Why(item.Why);
            if (item.Sources.Count > 0) Terminal.Line(($"      from {string.Join(", ", item.Sources.Take(3).Select(s => s.Path + Anchor(s.Anchor)))}", "grey"));
        }
        if (result.Resources.Count > 0) Terminal.Line(("said in", "underline"));
        foreach (var hit in result.Resources)
        {
            var who = string.Join(", ", new[] { hit.Speaker, hit.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }.Where(s => s is not null));
            var place = hit.Anchor is null && hit.Path.Contains("resources/mounts/", StringComparison.Ordinal) ? $":{hit.Lines[0]}{(hit.Heading is { } heading ? $" {heading}" : "")}" : Anchor(hit.Anchor);
            Terminal.Line(($"{Score(hit.Score)}  ", "grey"), ($"{hit.Path}{place}", "blue"), (who.Length > 0 ? $"  {who}" : "", "grey"));
            Terminal.Line(($"      {(hit.Missing is { } missing ? $"(not here: {missing})" : OneLine(hit.Snippet))}", null));
            Why(hit.Why);
        }
        if (result.Categories.Count > 0) Terminal.Line(("see also ", "grey"), (string.Join(", ", result.Categories.Select(c => c.Path)), "grey"));
    }

    private static void Why(string? why)
    {
        if (why is not null) Terminal.Line(($"      {why}", "grey"));
    }

    private static string Anchor(string? anchor) => anchor is null ? "" : $"#^{anchor}";

    private static string Score(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    private static string OneLine(string text)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 160 ? text : text[..(char.IsHighSurrogate(text[158]) ? 158 : 159)] + "…";
    }
}

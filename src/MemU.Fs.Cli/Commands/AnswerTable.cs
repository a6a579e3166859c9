using System.Globalization;
using MemU.Fs.Bench;

namespace MemU.Fs.Cli.Commands;

/// <summary>How a benchmark's questions were answered, in columns; shares in percent.</summary>
internal static class AnswerTable
{
    private static readonly string[] Head = ["answers", "questions", "judged", "right", "partly", "wrong", "not answered", "not known", "tokens in", "out", "judge", "ms"];

    /// <summary>The rows, the head first.</summary>
    public static IReadOnlyList<string[]> Rows(AnswerReport answers)
    {
        var rows = new List<string[]> { Head };
        rows.AddRange(answers.Overall.Select(Row));
        if (answers.Categories.Count > 1) rows.AddRange(answers.Categories.Select(s => Row(s with { Name = "  " + s.Name })));
        return rows;
    }

    /// <summary>What stands below the table.</summary>
    public static IEnumerable<string> Remarks(AnswerReport answers)
    {
        foreach (var row in answers.Overall)
        {
            if (row.Cost is { } cost) yield return string.Create(CultureInfo.InvariantCulture, $"{row.Name}: answers and judging cost {cost:0.####}");
            if (row.Failed > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {row.Failed} of the questions failed or were not asked; why stands in the JSON lines (--run)");
            if (row.Kept > 0) yield return string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {row.Kept} answers were kept from an earlier run; they count in no tokens and no time");
        }
        foreach (var note in answers.Notes) yield return note;
    }

    private static string[] Row(AnswerSummary s) =>
    [
        s.Name, Number(s.Questions), Number(s.Judged), Share(s, s.Correct), Share(s, s.Partly), Share(s, s.Wrong), Share(s, s.NotAnswered), (100 * s.NotKnown).ToString("0.0", CultureInfo.InvariantCulture),
        Number(s.InputTokens), Number(s.OutputTokens), Number(s.JudgeTokens), Number(s.Milliseconds),
    ];

    private static string Share(AnswerSummary s, double share) => s.Judged == 0 ? "–" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}

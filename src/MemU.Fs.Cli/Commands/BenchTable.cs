using System.Globalization;
using MemU.Fs.Bench;

namespace MemU.Fs.Cli.Commands;

/// <summary>A benchmark's figures in columns; shares in percent.</summary>
internal static class BenchTable
{
    private static readonly string[] Head = ["", "questions", "R@1", "R@5", "R@10", "R@25", "MRR", "nDCG", "in 500", "1000", "2000 tokens", "ms"];

    /// <summary>Prints them, and what was not found.</summary>
    public static void Print(BenchReport report)
    {
        var rows = new List<string[]> { Head };
        rows.AddRange(report.Overall.Select(s => Row(s, report)));
        if (report.Categories.Count > 1) rows.AddRange(report.Categories.Where(c => c.Questions > 0).Select(s => Row(s with { Name = "  " + s.Name }, report)));
        if (report.Languages.Count > 1) rows.AddRange(report.Languages.Where(c => c.Questions > 0).Select(s => Row(s with { Name = "  " + s.Name }, report)));
        Print(rows);
        var all = report.Overall[0];
        if (all.AnySession is { } any) Terminal.Line($"a conversation with evidence is among the first five for {Share(any)} %, all of them for {Share(all.AllSessions!.Value)} %");
        if (report.Scores.Any(s => s.PaperRecall != s.Recall && report.Set == "locomo")) Terminal.Line($"counted as the paper does (questions without evidence are right): R@5 {Share(all.PaperRecall[1])}, R@10 {Share(all.PaperRecall[2])}, R@25 {Share(all.PaperRecall[3])}");
        if (all.Abstained is { } told) Terminal.Line($"of {all.Unanswerable} questions without an answer {Share(told)} % were told so");
        if (report.Answers is { } answers)
        {
            Terminal.Line("");
            Print(AnswerTable.Rows(answers));
            foreach (var remark in AnswerTable.Remarks(answers)) Terminal.Line(remark);
        }
        if (report.Messages > 0) return;
        foreach (var miss in report.Scores.Where(s => s.Recall is { } recall && recall[1] < 1)) Terminal.Line($"not among the first five: {miss.Question} → {string.Join(", ", miss.Gold)}");
    }

    private static void Print(IReadOnlyList<string[]> rows)
    {
        var widths = rows[0].Select((_, i) => rows.Max(r => r[i].Length)).ToList();
        foreach (var row in rows) Terminal.Line(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
    }

    private static string[] Row(BenchSummary s, BenchReport report) =>
    [
        s.Name, s.Questions.ToString(CultureInfo.InvariantCulture), Share(s.Recall[0]), Share(s.Recall[1]), Share(s.Recall[2]), Share(s.Recall[3]), Share(s.Mrr), Share(s.Ndcg),
        Inside(s, 0, report), Inside(s, 1, report), Inside(s, 2, report), s.Milliseconds == 0 ? "–" : s.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture),
    ];

    private static string Inside(BenchSummary s, int budget, BenchReport report) => report.Messages == 0 ? "–" : Share(s.Inside[budget]);

    private static string Share(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}

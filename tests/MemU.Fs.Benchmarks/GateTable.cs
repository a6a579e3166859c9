using System.Globalization;
using System.Text;
using MemU.Fs.Bench;

namespace MemU.Fs.Benchmarks;

/// <summary>The gate's figures, in percent, one line a set and variant.</summary>
internal static class GateTable
{
    public const string Head = "| rules | set | questions | R@1 | R@5 | R@10 | R@25 | MRR | in 1000 tokens | any@5 / all@5 sessions | told unknown | paper's R@5 / 10 / 25 |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |";

    public static string Row(string variant, BenchReport report)
    {
        var all = report.Overall[0];
        // LoCoMo's adversarial questions ask for what was not said; their evidence is what misleads
        var answerable = report.Set == "locomo" ? BenchSummary.Of("", [.. report.Scores.Where(s => LocomoData.Answerable.Contains(s.Category))]) : all;
        var sessions = all.AnySession is { } any ? $"{P(any)} / {P(all.AllSessions!.Value)}" : "–";
        var paper = report.Set == "locomo" ? $"{P(all.PaperRecall[1])} / {P(all.PaperRecall[2])} / {P(all.PaperRecall[3])}" : "–";
        return $"| {variant} | {report.Set} | {all.Questions} | {P(all.Recall[0])} | {P(all.Recall[1])} | {P(all.Recall[2])} | {P(all.Recall[3])} | {P(all.Mrr)} | {P(answerable.Inside[1])} | {sessions} | {(all.Abstained is { } told ? P(told) : "–")} | {paper} |";
    }

    /// <summary>
    /// For some least scores and each set: of questions without an answer, the set's own and those of another memory of it, the share that nothing is answered to; and of those with one the share
    /// whose evidence was among five and is lost.
    /// </summary>
    public static string Thresholds(IReadOnlyList<BenchReport> reports, IReadOnlyDictionary<string, BenchReport> elsewhere)
    {
        var text = new StringBuilder("| least score |");
        foreach (var set in reports) text.Append(CultureInfo.InvariantCulture, $" `{set.Set}` |");
        text.Append("\n| ---: |").Insert(text.Length, " --- |", reports.Count).Append("\n| questions |");
        foreach (var set in reports) text.Append(CultureInfo.InvariantCulture, $" {None(set).Count} / {(elsewhere.TryGetValue(set.Set, out var moved) ? moved.Scores.Count : 0)} / {set.Scores.Count - None(set).Count} |");
        foreach (var least in (double[])[0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n| {least:0.00} |");
            foreach (var set in reports)
            {
                var some = set.Scores.Where(s => !s.HasNoAnswer).ToList();
                text.Append(CultureInfo.InvariantCulture, $" {Told(None(set), least)} / {(elsewhere.TryGetValue(set.Set, out var moved) ? Told(moved.Scores, least) : "–")} / {some.Count(s => s.Best < least && s.Recall![1] > 0) / (double)some.Count:0 %} |");
            }
        }
        return text.ToString();

        static List<BenchScore> None(BenchReport set) => [.. set.Scores.Where(s => s.HasNoAnswer)];

        static string Told(IReadOnlyList<BenchScore> none, double least) => none.Count == 0 ? "–" : (none.Count(s => s.Best < least) / (double)none.Count).ToString("0 %", CultureInfo.InvariantCulture);
    }

    public static IEnumerable<(string Name, double Value)> Figures(BenchReport report)
    {
        var all = report.Overall[0];
        yield return ("R@5", 100 * all.Recall[1]);
        yield return ("R@10", 100 * all.Recall[2]);
        yield return ("MRR", 100 * all.Mrr);
        if (all.AnySession is { } any) yield return ("any session@5", 100 * any);
        if (all.Abstained is { } told) yield return ("told unknown", 100 * told);
        if (report.Set != "locomo") yield break;
        for (var i = 1; i <= 3; i++) yield return ($"paper's R@{BenchScore.Depths[i]}", 100 * all.PaperRecall[i]);
        yield return ("in 1000 tokens", 100 * BenchSummary.Of("", [.. report.Scores.Where(s => LocomoData.Answerable.Contains(s.Category))]).Inside[1]);
    }

    private static string P(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}

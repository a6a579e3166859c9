using System.Text.Json.Serialization;

namespace MemU.Fs.Bench;

/// <summary>How one question was answered. Recall is the share of the evidence among the first k; all shares lie between 0 and 1.</summary>
public sealed record BenchScore
{
    /// <summary>The depths at which recall is taken.</summary>
    public static IReadOnlyList<int> Depths { get; } = [1, 5, 10, 25, 50];

    /// <summary>The sizes of context, in tokens, for which the share of evidence inside is taken.</summary>
    public static IReadOnlyList<int> Budgets { get; } = [500, 1000, 2000, 4000];

    /// <summary>The memory that was asked.</summary>
    [JsonPropertyName("conversation")]
    public required string Case { get; init; }

    /// <summary>The question's place among those of its case, from 0.</summary>
    public required int QuestionIndex { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>What kind it is.</summary>
    public required string Category { get; init; }

    /// <summary>Its language, where the set says so.</summary>
    public string? Language { get; init; }

    /// <summary>The evidence.</summary>
    public required IReadOnlyList<string> Gold { get; init; }

    /// <summary>The addresses that came back, best first.</summary>
    public required IReadOnlyList<string> Retrieved { get; init; }

    /// <summary>Recall at each of <see cref="Depths"/>; null when nothing is to be found.</summary>
    public IReadOnlyList<double>? Recall { get; init; }

    /// <summary>Recall as the data set's paper counts it, at each depth.</summary>
    public required IReadOnlyList<double> PaperRecall { get; init; }

    /// <summary>1 over the rank of the first evidence; 0 when none came back.</summary>
    public double ReciprocalRank { get; init; }

    /// <summary>Normalized discounted cumulative gain of the first ten, with binary gains.</summary>
    public double Ndcg { get; init; }

    /// <summary>Share of evidence inside a context of each of <see cref="Budgets"/>, filled in the order of the ranking.</summary>
    public IReadOnlyList<double>? Inside { get; init; }

    /// <summary>Whether a conversation with evidence is among the first five; null where the set names none.</summary>
    public bool? AnySession { get; init; }

    /// <summary>Whether all of them are.</summary>
    public bool? AllSessions { get; init; }

    /// <summary>The score of the best hit; 0 when nothing passed the threshold.</summary>
    public double Best { get; init; }

    /// <summary>How long the answer took, in milliseconds.</summary>
    public double Milliseconds { get; init; }

    /// <summary>What a model answered, and how that was judged; null where none was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BenchAnswer? Answer { get; init; }

    /// <summary>The same from all messages instead of a memory; null where that was not done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BenchAnswer? FullContextAnswer { get; init; }

    /// <summary>True when nothing answers the question.</summary>
    public bool HasNoAnswer => Gold.Count == 0;

    /// <summary>Scores one answer.</summary>
    /// <param name="of">The memory.</param>
    /// <param name="index">The question's place.</param>
    /// <param name="lists">What came back, one or more lists, each best first; evidence counts at its best place in any of them.</param>
    /// <param name="cost">Tokens of a unit; 0 for one that is not known.</param>
    /// <param name="sessions">The conversation of a unit; null where there are none.</param>
    public static BenchScore Of(BenchCase of, int index, IReadOnlyList<IReadOnlyList<string>> lists, Func<string, int> cost, Func<string, string?> sessions)
    {
        var question = of.Questions[index];
        var gold = question.Gold.ToHashSet(StringComparer.Ordinal);
        var first = lists[0];
        int Rank(string unit) => lists.Select(l => Place(l, unit)).Where(r => r >= 0).DefaultIfEmpty(int.MaxValue).Min();
        var ranks = gold.ToDictionary(g => g, Rank, StringComparer.Ordinal);
        var paper = question.PaperGold ?? question.Gold;
        var best = ranks.Count == 0 ? int.MaxValue : ranks.Values.Min();
        var top = question.Sessions.Count == 0 ? null : first.Select(sessions).OfType<string>().Distinct(StringComparer.Ordinal).Take(5).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Case = of.Name,
            QuestionIndex = question.Place ?? index,
            Question = question.Text,
            Category = question.Category,
            Language = question.Language,
            Gold = question.Gold,
            Retrieved = first,
            Recall = gold.Count == 0 ? null : [.. Depths.Select(k => ranks.Values.Count(r => r < k) / (double)gold.Count)],
            PaperRecall = [.. Depths.Select(k => paper.Count == 0 ? 1 : paper.Count(g => Rank(g) < k) / (double)paper.Count)],
            ReciprocalRank = best == int.MaxValue ? 0 : 1.0 / (best + 1),
            Ndcg = gold.Count == 0 ? 0 : ranks.Values.Where(r => r < 10).Sum(Gain) / Enumerable.Range(0, Math.Min(10, gold.Count)).Sum(Gain),
            Inside = gold.Count == 0 ? null : [.. Budgets.Select(b => InsideOf(first, gold, b, cost))],
            AnySession = top is null ? null : question.Sessions.Any(top.Contains),
            AllSessions = top is null ? null : question.Sessions.All(top.Contains),
        };
    }

    private static double Gain(int rank) => 1 / Math.Log2(rank + 2);

    private static int Place(IReadOnlyList<string> list, string unit)
    {
        for (var i = 0; i < list.Count; i++)
            if (IsAt(list[i], unit)) return i;
        return -1;
    }

    // as a link says it: without an anchor any place of the file counts, without leading folders any file that ends so
    private static bool IsAt(string found, string unit)
    {
        var place = unit.Contains('#', StringComparison.Ordinal) ? found : found.Split('#')[0];
        return place == unit || place.Length > unit.Length && place[^(unit.Length + 1)] == '/' && place.EndsWith(unit, StringComparison.Ordinal);
    }

    // a unit that does not fit is skipped, and smaller ones behind it may still go in
    private static double InsideOf(IReadOnlyList<string> list, HashSet<string> gold, int budget, Func<string, int> cost)
    {
        var (used, inside) = (0, 0);
        foreach (var unit in list)
        {
            if (cost(unit) is not (> 0 and var tokens) || used + tokens > budget) continue;
            used += tokens;
            if (gold.Contains(unit)) inside++;
        }
        return inside / (double)gold.Count;
    }
}

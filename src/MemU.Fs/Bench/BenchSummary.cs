using System.Text.Json.Serialization;

namespace MemU.Fs.Bench;

/// <summary>The mean of some questions' scores; shares between 0 and 1.</summary>
public sealed record BenchSummary
{
    /// <summary>What was averaged: a way of answering, a category, a language.</summary>
    public required string Name { get; init; }

    /// <summary>How many questions have evidence.</summary>
    public required int Questions { get; init; }

    /// <summary>Mean recall at each of <see cref="BenchScore.Depths"/>.</summary>
    public required IReadOnlyList<double> Recall { get; init; }

    /// <summary>The same as the data set's paper counts it, over all questions.</summary>
    public required IReadOnlyList<double> PaperRecall { get; init; }

    /// <summary>Mean reciprocal rank of the first evidence.</summary>
    public required double Mrr { get; init; }

    /// <summary>Mean nDCG of the first ten.</summary>
    public required double Ndcg { get; init; }

    /// <summary>Mean share of evidence inside each of <see cref="BenchScore.Budgets"/>.</summary>
    public required IReadOnlyList<double> Inside { get; init; }

    /// <summary>Share of questions with a conversation of evidence among the first five; null where the set names none.</summary>
    public double? AnySession { get; init; }

    /// <summary>Share of questions with all such conversations among the first five.</summary>
    public double? AllSessions { get; init; }

    /// <summary>How many questions have no answer in the memory.</summary>
    public int Unanswerable { get; init; }

    /// <summary>Share of those for which nothing passed the threshold; null without any.</summary>
    public double? Abstained { get; init; }

    /// <summary>Median time of an answer, in milliseconds; 0 where it was not taken.</summary>
    public double Milliseconds { get; init; }

    /// <summary>Averages.</summary>
    public static BenchSummary Of(string name, IReadOnlyCollection<BenchScore> scores)
    {
        var found = scores.Where(s => !s.HasNoAnswer).ToList();
        var bySession = scores.Where(s => s.AnySession is not null).ToList();
        var none = scores.Where(s => s.HasNoAnswer).ToList();
        var times = scores.Select(s => s.Milliseconds).Order().ToList();
        return new()
        {
            Name = name,
            Questions = found.Count,
            Recall = [.. BenchScore.Depths.Select((_, i) => Mean(found, s => s.Recall![i]))],
            PaperRecall = [.. BenchScore.Depths.Select((_, i) => Mean(scores, s => s.PaperRecall[i]))],
            Mrr = Mean(found, s => s.ReciprocalRank),
            Ndcg = Mean(found, s => s.Ndcg),
            Inside = [.. BenchScore.Budgets.Select((_, i) => Mean(found, s => s.Inside![i]))],
            AnySession = bySession.Count == 0 ? null : Mean(bySession, s => s.AnySession == true ? 1 : 0),
            AllSessions = bySession.Count == 0 ? null : Mean(bySession, s => s.AllSessions == true ? 1 : 0),
            Unanswerable = none.Count,
            Abstained = none.Count == 0 ? null : Mean(none, s => s.Best == 0 ? 1 : 0),
            Milliseconds = times.Count == 0 ? 0 : times[times.Count / 2],
        };
    }

    private static double Mean(IReadOnlyCollection<BenchScore> scores, Func<BenchScore, double> value) => scores.Count == 0 ? 0 : scores.Average(value);
}

/// <summary>What a benchmark found.</summary>
public sealed record BenchReport
{
    /// <summary>The data set.</summary>
    public required string Set { get; init; }

    /// <summary>Memories that were asked.</summary>
    public required int Cases { get; init; }

    /// <summary>Messages that were memorized; 0 for a memory that was there.</summary>
    public required int Messages { get; init; }

    /// <summary>Tokens of all messages of a case, on average: what a model would read without a memory.</summary>
    public required double FullContext { get; init; }

    /// <summary>This program, then each way of answering it is compared with.</summary>
    public required IReadOnlyList<BenchSummary> Overall { get; init; }

    /// <summary>This program by category of question.</summary>
    public required IReadOnlyList<BenchSummary> Categories { get; init; }

    /// <summary>This program by language, where the set names any.</summary>
    public IReadOnlyList<BenchSummary> Languages { get; init; } = [];

    /// <summary>Answers in words and their judgment; null where no model was asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnswerReport? Answers { get; init; }

    /// <summary>This program's answers.</summary>
    [JsonIgnore]
    public required IReadOnlyList<BenchScore> Scores { get; init; }
}

namespace MemU.Fs.Bench;

/// <summary>What became of some questions' answers; shares between 0 and 1 of those that were judged.</summary>
public sealed record AnswerSummary
{
    /// <summary>A way of answering, or a category.</summary>
    public required string Name { get; init; }

    /// <summary>How many were answered.</summary>
    public required int Questions { get; init; }

    /// <summary>How many were judged: the others have no right answer in the data set, or their judge failed.</summary>
    public required int Judged { get; init; }

    /// <summary>Share that is right: the accuracy.</summary>
    public double Correct { get; init; }

    /// <summary>Share that is partly right.</summary>
    public double Partly { get; init; }

    /// <summary>Share that is wrong.</summary>
    public double Wrong { get; init; }

    /// <summary>Share that was to be known and was not.</summary>
    public double NotAnswered { get; init; }

    /// <summary>Share of all answers that say that it is not known, rightly or not.</summary>
    public double NotKnown { get; init; }

    /// <summary>Tokens of the prompts of an answer, on average over those that were not kept.</summary>
    public double InputTokens { get; init; }

    /// <summary>Tokens of the replies of an answer, likewise.</summary>
    public double OutputTokens { get; init; }

    /// <summary>Tokens of judging, prompts and replies, likewise.</summary>
    public double JudgeTokens { get; init; }

    /// <summary>What answers and judging cost in all; null without prices.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Median time of an answer that was not kept, in milliseconds; 0 without any.</summary>
    public double Milliseconds { get; init; }

    /// <summary>How many failed, or were not asked any more.</summary>
    public int Failed { get; init; }

    /// <summary>How many were answered from what was kept of an earlier run.</summary>
    public int Kept { get; init; }

    /// <summary>Puts answers together.</summary>
    public static AnswerSummary Of(string name, IReadOnlyCollection<BenchAnswer> answers)
    {
        var said = answers.Where(a => a.Text is not null).ToList();
        var judged = answers.Where(a => a.Verdict is not null).ToList();
        double Share(string verdict) => judged.Count == 0 ? 0 : judged.Count(a => a.Verdict == verdict) / (double)judged.Count;
        var uses = answers.SelectMany(a => new[] { a.AnsweredBy, a.JudgedBy }).OfType<BenchModelUse>().ToList();
        var times = said.Where(a => a.AnsweredBy is not { Kept: > 0 }).Select(a => a.Milliseconds).Order().ToList();
        return new()
        {
            Name = name,
            Questions = said.Count,
            Judged = judged.Count,
            Correct = Share(BenchVerdict.Correct),
            Partly = Share(BenchVerdict.Partly),
            Wrong = Share(BenchVerdict.Wrong),
            NotAnswered = Share(BenchVerdict.NotAnswered),
            NotKnown = said.Count == 0 ? 0 : said.Count(a => !a.Known) / (double)said.Count,
            InputTokens = Mean(said, a => a.AnsweredBy, u => u.InputTokens),
            OutputTokens = Mean(said, a => a.AnsweredBy, u => u.OutputTokens),
            JudgeTokens = Mean(said, a => a.JudgedBy, u => u.InputTokens + u.OutputTokens),
            Cost = uses.Count == 0 || uses.Any(u => u.Cost is null) ? null : uses.Sum(u => u.Cost),
            Milliseconds = times.Count == 0 ? 0 : times[times.Count / 2],
            Failed = answers.Count(a => a.Error is not null),
            Kept = said.Count(a => a.AnsweredBy is { Kept: > 0 }),
        };
    }

    // what was answered without a model took no tokens, and counts; what was kept took some that nobody counted again
    private static double Mean(IEnumerable<BenchAnswer> answers, Func<BenchAnswer, BenchModelUse?> use, Func<BenchModelUse, long> tokens) =>
        answers.Select(use).Where(u => u is not { Kept: > 0 }).Select(u => u is null ? 0 : (double)tokens(u)).DefaultIfEmpty(0).Average();
}

/// <summary>What answering and judging a benchmark's questions gave.</summary>
public sealed record AnswerReport
{
    /// <summary>This program, then answering from all messages where that was allowed.</summary>
    public required IReadOnlyList<AnswerSummary> Overall { get; init; }

    /// <summary>This program by category of question.</summary>
    public required IReadOnlyList<AnswerSummary> Categories { get; init; }

    /// <summary>The prompts by their hashes, in full.</summary>
    public required IReadOnlyDictionary<string, string> Prompts { get; init; }

    /// <summary>What people should know: why something was left out, or stopped.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

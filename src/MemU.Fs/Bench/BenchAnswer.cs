using System.Text.Json.Serialization;
using MemU.Fs.Providers.Calls;

namespace MemU.Fs.Bench;

/// <summary>How an answer is graded.</summary>
public static class BenchVerdict
{
    /// <summary>It states what the right answer states; of a question without one, that it is not known.</summary>
    public const string Correct = "correct";
    /// <summary>It states some of the right answer.</summary>
    public const string Partly = "partly";
    /// <summary>It states something else.</summary>
    public const string Wrong = "wrong";
    /// <summary>It says that it is not known, where it is.</summary>
    public const string NotAnswered = "not_answered";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Correct, Partly, Wrong, NotAnswered];
}

/// <summary>A question's answer in words, and what a judge says of it.</summary>
public sealed record BenchAnswer
{
    /// <summary>The right answer; null where the memory holds none.</summary>
    public string? Expected { get; init; }

    /// <summary>The answer; null where the model gave none.</summary>
    public string? Text { get; init; }

    /// <summary>False when the answer says that it is not known.</summary>
    public bool Known { get; init; }

    /// <summary>How many pieces of evidence the model was shown.</summary>
    public int Evidence { get; init; }

    /// <summary>The evidence that the answer names: paths with anchors, or the data set's addresses.</summary>
    public IReadOnlyList<string> Citations { get; init; } = [];

    /// <summary>One of <see cref="BenchVerdict"/>; null where nothing was judged.</summary>
    public string? Verdict { get; init; }

    /// <summary>Why, or why nothing was judged.</summary>
    public string? Reason { get; init; }

    /// <summary>The calls that answered; null where none was needed.</summary>
    public BenchModelUse? AnsweredBy { get; init; }

    /// <summary>The calls that judged; null where none was needed.</summary>
    public BenchModelUse? JudgedBy { get; init; }

    /// <summary>What went wrong; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>How long the answer took, searching included and judging not, in milliseconds.</summary>
    public double Milliseconds { get; init; }
}

/// <summary>What the calls of one step took for one question.</summary>
public sealed record BenchModelUse
{
    /// <summary>Who runs the model.</summary>
    public required string Provider { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>A hash of the prompt before a question is put in; its text is in the report, or at the head of the JSON lines.</summary>
    public required string Prompt { get; init; }

    /// <summary>How often it was asked: twice where the first reply could not be read.</summary>
    public int Calls { get; init; }

    /// <summary>How many of those were answered from what was kept, and so have no tokens.</summary>
    public int Kept { get; init; }

    /// <summary>Tokens of the prompts.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens of the replies.</summary>
    public long OutputTokens { get; init; }

    /// <summary>True where the provider did not count.</summary>
    public bool Estimated { get; init; }

    /// <summary>What they cost; null without prices.</summary>
    public decimal? Cost { get; init; }

    /// <summary>How long they took, in milliseconds.</summary>
    public long Milliseconds { get; init; }

    /// <summary>Hashes of what was asked.</summary>
    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>Puts the calls of a step together; null without any.</summary>
    public static BenchModelUse? Of(IReadOnlyCollection<ModelCall> calls, string step, string prompt)
    {
        var own = calls.Where(c => c.Step == step).ToList();
        if (own.Count == 0) return null;
        return new()
        {
            Provider = own[^1].Provider, Model = own[^1].Model, Prompt = prompt, Calls = own.Count, Kept = own.Count(c => c.Status == "kept"), Estimated = own.Any(c => c.Estimated),
            InputTokens = own.Sum(c => c.InputTokens), OutputTokens = own.Sum(c => c.OutputTokens), Cost = own.Any(c => c.Cost is null) ? null : own.Sum(c => c.Cost), Milliseconds = own.Sum(c => c.Milliseconds),
            Requests = [.. own.Select(c => c.RequestHash).OfType<string>()],
        };
    }
}

using MemU.Fs.Providers.Calls;

namespace MemU.Fs.Bench;

/// <summary>How a chat model answers a benchmark's questions and judges the answers.</summary>
public sealed record BenchAnswerOptions
{
    /// <summary>What is said where no chat model is chosen.</summary>
    public const string NoModel = "to answer and judge a chat model is needed, and none is configured: choose one with --provider or MEMU_PROVIDER (see memu config list). Without --answers none is asked.";

    /// <summary>The models; opened with <see cref="BenchCalls.Add"/> of <see cref="Calls"/>. Steps <c>answer</c> and <c>judge</c> may have different ones.</summary>
    public required ModelSet Models { get; init; }

    /// <summary>Gathers what the calls took.</summary>
    public required BenchCalls Calls { get; init; }

    /// <summary>About how many tokens of evidence an answer rests on at most.</summary>
    public int Budget { get; init; } = 4_000;

    /// <summary>How many questions are answered at once, 1 to 64.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>Tokens of input that answering from all messages, for comparison, may take for the whole run; where that is not enough it is left out.</summary>
    public long FullContext { get; init; }
}

using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>A call of ask: a question that a model answers from what is found.</summary>
public sealed record AskRequest
{
    /// <summary>The question, and how it is looked up; its limits of items and resources say how much evidence there is at most.</summary>
    public required RetrieveRequest Retrieve { get; init; }

    /// <summary>About how many tokens of evidence the model is shown, 200 to 200,000.</summary>
    public int Budget { get; init; } = 4_000;
}

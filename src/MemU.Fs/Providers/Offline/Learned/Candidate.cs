using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline.Learned;

/// <summary>A sentence, or a part of one, that may be a memory, with what stands around it.</summary>
/// <param name="Clause">Its words.</param>
/// <param name="Talk">The conversation around it.</param>
/// <param name="Index">Which sentence of the message it is, from 0.</param>
/// <param name="Sentences">All sentences of the message.</param>
/// <param name="Reason">Why the rules would leave it out; null when they would not.</param>
/// <param name="Rules">What the rules find in it.</param>
internal sealed record Candidate(Clause Clause, Talk Talk, int Index, IReadOnlyList<Sentence> Sentences, string? Reason, IReadOnlyList<Statement> Rules)
{
    /// <summary>Which part of a sentence it is, <c>left</c> or <c>right</c>; null for the whole.</summary>
    public string? Part { get; init; }

    /// <summary>The sentence before it in the message.</summary>
    public Candidate? Before { get; init; }

    /// <summary>The sentence after it in the message.</summary>
    public Clause? Next { get; init; }
}

/// <summary>What is thought of a candidate.</summary>
/// <param name="Type">The likeliest of memU's six types.</param>
/// <param name="Sure">How likely it is a memory of that type, 0 to 1.</param>
/// <param name="Kept">How likely it is a memory of any type, 0 to 1.</param>
/// <param name="Category">The likeliest category.</param>
/// <param name="Why">The cues that spoke for it most, for explanation.</param>
internal sealed record Verdict(string Type, double Sure, double Kept, string Category, string Why);

/// <summary>Says whether a candidate is a memory.</summary>
internal interface IJudge
{
    /// <summary>How likely a sentence must be a memory of its type to be kept, 0 to 1.</summary>
    double Enough { get; }

    /// <summary>How likely both halves of a sentence must be memories to be kept apart, 0 to 1.</summary>
    double EnoughApart { get; }

    /// <summary>The verdict.</summary>
    Verdict Judge(Candidate candidate);
}

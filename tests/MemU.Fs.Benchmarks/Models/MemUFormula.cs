using MemU.Fs.Context;

namespace MemU.Fs.Benchmarks.Models;

/// <summary>
/// What memU 1.5.1 asks for one conversation: one call that parts it, one caption for each of S segments, one call for each segment and type, one for each of
/// C categories: 1 + S + S·T + C. The prompts' own sizes were counted in its sources (o200k_base); the conversation is read by each of the first three kinds.
/// </summary>
internal static class MemUFormula
{
    private const int Parting = 308, Caption = 24, Summary = 912;

    private static readonly Dictionary<string, int> s_types = new(StringComparer.Ordinal) { ["profile"] = 928, ["event"] = 891, ["knowledge"] = 804, ["behavior"] = 943, ["skill"] = 1735, ["tool"] = 742 };

    /// <summary>memU's types by default, and all of them.</summary>
    public static IReadOnlyList<string> Usual { get; } = ["profile", "event"];

    /// <summary>All of its types.</summary>
    public static IReadOnlyList<string> All { get; } = [.. s_types.Keys];

    /// <summary>Calls and prompt tokens.</summary>
    /// <param name="segments">How many segments.</param>
    /// <param name="types">The types looked for.</param>
    /// <param name="conversation">The conversation as the model reads it.</param>
    /// <param name="categories">The names and descriptions of the categories as the model reads them.</param>
    /// <param name="touched">What each touched category's call reads beside its prompt: the summary that is there and the new items.</param>
    public static (int Calls, int Tokens) Of(int segments, IReadOnlyList<string> types, string conversation, string categories, IReadOnlyList<string> touched)
    {
        var (said, listed) = (TokenCounter.Count(conversation), TokenCounter.Count(categories));
        return (1 + segments + segments * types.Count + touched.Count,
            Parting + said + segments * Caption + said + types.Sum(t => segments * (s_types[t] + listed) + said) + touched.Sum(t => Summary + TokenCounter.Count(t)));
    }
}

using System.Collections.Frozen;

namespace MemU.Fs.Index.Embedded;

/// <summary>The rules of ranking by the names that settings have for them.</summary>
public static class RuleNames
{
    private static readonly FrozenDictionary<string, Func<RankingRules, float, RankingRules>> Setters = new Dictionary<string, Func<RankingRules, float, RankingRules>>(StringComparer.Ordinal)
    {
        ["own_weight"] = (r, v) => r with { OwnWeight = v },
        ["near_weight"] = (r, v) => r with { NearWeight = v },
        ["k1"] = (r, v) => r with { K1 = v },
        ["b"] = (r, v) => r with { B = v },
        ["head_weight"] = (r, v) => r with { HeadWeight = v },
        ["assistant_factor"] = (r, v) => r with { AssistantFactor = v },
        ["speaker_bonus"] = (r, v) => r with { SpeakerBonus = v },
        ["speaker_word_factor"] = (r, v) => r with { SpeakerWordFactor = v },
        ["date_bonus"] = (r, v) => r with { DateBonus = v },
        ["when_bonus"] = (r, v) => r with { WhenBonus = v },
        ["question_penalty"] = (r, v) => r with { QuestionPenalty = v },
        ["vector_weight"] = (r, v) => r with { VectorWeight = v },
        ["offline_vector_weight"] = (r, v) => r with { OfflineVectorWeight = v },
        ["vector_threshold"] = (r, v) => r with { VectorThreshold = v },
        ["stale_factor"] = (r, v) => r with { StaleFactor = v },
        ["near_word_factor"] = (r, v) => r with { NearWordFactor = v },
        ["related_word_factor"] = (r, v) => r with { RelatedWordFactor = v },
        ["related_word_threshold"] = (r, v) => r with { RelatedWordThreshold = v },
        ["source_bonus"] = (r, v) => r with { SourceBonus = v },
        ["link_bonus"] = (r, v) => r with { LinkBonus = v },
        ["category_bonus"] = (r, v) => r with { CategoryBonus = v },
        ["depth"] = (r, v) => r with { Depth = (int)Math.Clamp(v, 1, 100_000) },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every name, sorted.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Setters.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The rules with one changed; null when there is none of that name.</summary>
    public static RankingRules? With(RankingRules rules, string name, float value) => Setters.TryGetValue(name, out var set) ? set(rules, value) : null;
}

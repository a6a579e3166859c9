using MemU.Fs.Index.Embedded;

namespace MemU.Fs.Benchmarks;

/// <summary>Each ranking rule switched off alone.</summary>
internal static class RuleSwitches
{
    public static IEnumerable<(string Name, RankingRules Without)> All(RankingRules rules) =>
    [
        ("neighbors", rules with { NearWeight = 0 }),
        ("title and heading", rules with { HeadWeight = 0 }),
        ("assistant's factor", rules with { AssistantFactor = 1 }),
        ("speaker", rules with { SpeakerBonus = 0, SpeakerWordFactor = 1 }),
        ("date", rules with { DateBonus = 0 }),
        ("when", rules with { WhenBonus = 0 }),
        ("question", rules with { QuestionPenalty = 0 }),
        ("words like unknown ones", rules with { NearWordFactor = 0 }),
        ("related words", rules with { RelatedWordFactor = 0 }),
        ("vectors", rules with { VectorWeight = 0, VectorThreshold = 2 }),
    ];
}

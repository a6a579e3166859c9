using MemU.Fs.Index.Embedded;

namespace MemU.Fs.Benchmarks;

/// <summary>Each ranking rule switched off alone, and the one that is off switched on.</summary>
internal static class RuleSwitches
{
    public static IEnumerable<(string Name, RankingRules Without)> All(RankingRules rules) =>
    [
        ("without neighbors", rules with { NearWeight = 0 }),
        ("without title and heading", rules with { HeadWeight = 0 }),
        ("without assistant's factor", rules with { AssistantFactor = 1 }),
        ("without speaker", rules with { SpeakerBonus = 0, SpeakerWordFactor = 1 }),
        ("without date", rules with { DateBonus = 0 }),
        ("without when", rules with { WhenBonus = 0 }),
        ("without question", rules with { QuestionPenalty = 0 }),
        ("without words like unknown ones", rules with { NearWordFactor = 0 }),
        ("without related words", rules with { RelatedWordFactor = 0 }),
        ("with the offline vectors", rules with { OfflineVectorWeight = 0.2f }),
    ];
}

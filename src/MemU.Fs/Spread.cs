using System.Globalization;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// What is found in several ways comes first: a memory and the message that it comes from raise each other, and so do memories that link to each other, and a
/// category and what lies in it. Only what the words found takes part, and nothing passes 1.
/// </summary>
internal sealed class Spread(RankingRules rules, Func<string, (MemoryItem Item, string[] Lines)?> load)
{
    /// <summary>So many of each list are looked at, where fewer are asked for.</summary>
    public const int Depth = 20;

    /// <summary>True when a rule is on.</summary>
    public bool IsOn => rules.SourceBonus > 0 || rules.LinkBonus > 0 || rules.CategoryBonus > 0;

    /// <summary>The lists, each in its new order.</summary>
    public IndexResult Over(IndexResult found)
    {
        var (items, resources, categories) = (found.Items.ToDictionary(h => h.Path), new Dictionary<(string, string), UnitHit>(), found.Categories.ToDictionary(h => h.Path));
        foreach (var hit in found.Resources)
            if (hit.Anchor is { } anchor) resources.TryAdd((hit.Path, anchor), hit);
        var gains = new Dictionary<UnitHit, (double By, string Why)>(ReferenceEqualityComparer.Instance);
        foreach (var hit in found.Items)
        {
            if (load(hit.Path) is not var (item, lines)) continue;
            if (rules.SourceBonus > 0)
                foreach (var source in item.Sources)
                    if (source.Anchor is { } anchor && resources.GetValueOrDefault((source.Resource, anchor)) is { } said) Both(hit, said, rules.SourceBonus, "its source", "what was learned from it");
            if (rules.LinkBonus > 0)
                foreach (var target in LinkScanner.Scan(string.Join('\n', lines)).Select(l => Reading.LinkKey(l.Target) + ".md").Distinct(StringComparer.Ordinal))
                    if (target != hit.Path && items.GetValueOrDefault(target) is { } linked) Both(hit, linked, rules.LinkBonus, "a link", "a link");
            if (rules.CategoryBonus > 0 && hit.Path.LastIndexOf('/') is > 0 and var slash && categories.GetValueOrDefault($"{hit.Path[..slash]}/README.md") is { } category) Both(hit, category, rules.CategoryBonus, "its category", "what lies in it");
        }
        return found with { Items = Ordered(found.Items), Resources = Ordered(found.Resources), Categories = Ordered(found.Categories) };

        void Both(UnitHit a, UnitHit b, double weight, string whyA, string whyB)
        {
            Gain(a, weight * b.Score, whyA);
            Gain(b, weight * a.Score, whyB);
        }

        void Gain(UnitHit hit, double by, string why)
        {
            // the best one counts: many weak ones would outvote it
            if (gains.GetValueOrDefault(hit) is var held && held.By < by) gains[hit] = (by, why);
        }

        List<UnitHit> Ordered(IReadOnlyList<UnitHit> hits) =>
            [.. hits.Select(h => gains.TryGetValue(h, out var g) ? h with { Score = h.Score + (1 - h.Score) * g.By, Why = h.Why is null ? null : string.Create(CultureInfo.InvariantCulture, $"{h.Why}, {g.Why} {(1 - h.Score) * g.By:+0.00}") } : h).OrderByDescending(h => h.Score)];
    }
}

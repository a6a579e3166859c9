namespace MemU.Fs.Context;

/// <summary>Puts together what says the same: an item and the message that it was learned from, and texts that are part of another.</summary>
internal static class Merged
{
    private const int MostMore = 4; // words of content beyond the item's that make a message worth showing instead
    private const double PartMore = 0.35;

    /// <summary>The evidence without what another one says; what says less stays with it, for where it has no room.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="pinned">What is shown in any case.</param>
    public static List<Evidence> Of(IReadOnlyList<Evidence> found, IReadOnlyList<Evidence> pinned)
    {
        var items = found.Where(e => e.Kind == "item" && !pinned.Any(p => p.Path == e.Path)).ToList();
        var messages = new List<Evidence>();
        foreach (var message in found.Where(e => e.Kind == "message"))
        {
            if (pinned.Where(p => IsFrom(p, message)).ToList() is { Count: > 0 } shown && !SaysMore(message, shown)) continue;
            var learned = items.Where(i => IsFrom(i, message)).ToList();
            if (learned.Count == 0) messages.Add(message);
            else if (SaysMore(message, learned))
            {
                items.RemoveAll(learned.Contains);
                messages.Add(With(message, learned));
            }
            else
            {
                var best = learned.MaxBy(l => l.Score)!;
                items[items.IndexOf(best)] = best with { Score = Math.Max(best.Score, message.Score) };
            }
        }
        return [.. Contained([.. items, .. messages]), .. found.Where(e => e.Kind == "category")];
    }

    private static bool IsFrom(Evidence item, Evidence message) => item.Sources.Any(s => s.Path == message.Path && s.Anchor == message.Anchor);

    /// <summary>A text within another one's goes to it.</summary>
    private static List<Evidence> Contained(List<Evidence> all)
    {
        var kept = new List<Evidence>();
        foreach (var one in all.OrderByDescending(e => e.Words.Length).ThenByDescending(e => e.Score))
        {
            var longer = kept.FindIndex(k => one.Passages.All(p => k.Passages.Any(q => q.Words.Contains(p.Words, StringComparison.Ordinal))));
            if (longer < 0) kept.Add(one);
            else kept[longer] = With(kept[longer], [one]);
        }
        return kept;
    }

    private static Evidence With(Evidence longer, IReadOnlyList<Evidence> shorter) => longer with
    {
        Score = Math.Max(longer.Score, shorter.Max(s => s.Score)) is var score && shorter.All(s => s.Newer is not null) ? Math.Min(score, longer.Score / 2) : score,
        Particulars = [.. longer.Particulars, .. shorter.Select(s => s.Date).OfType<string>().Where(d => d != longer.Date && longer.Kind == "message").Distinct().Select(d => $"about {d}").Concat(shorter.All(s => s.Newer is not null) ? shorter.Select(s => s.Newer!) : []).Except(longer.Particulars)],
        // the same words need no second chance
        Shorter = [.. longer.Shorter, .. shorter.SelectMany(s => s.Shorter.Prepend(s)).Where(s => s.Words != longer.Words).OrderByDescending(s => s.Score)],
    };

    private static bool SaysMore(Evidence message, IReadOnlyList<Evidence> learned)
    {
        var all = message.Passages.SelectMany(p => TextKey.ContentWords(p.Text)).ToHashSet(StringComparer.Ordinal);
        var more = new HashSet<string>(all, StringComparer.Ordinal);
        foreach (var passage in learned.SelectMany(l => l.Passages)) more.ExceptWith(TextKey.ContentWords(passage.Text));
        return more.Count >= MostMore && more.Count > all.Count * PartMore;
    }
}

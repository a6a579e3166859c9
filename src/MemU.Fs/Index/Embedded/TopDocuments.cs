using System.Runtime.CompilerServices;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>By what the items of a category are ordered: how many sources they have, then when they were last changed.</summary>
internal readonly record struct TopRank(long Sources, long Modified) : IComparable<TopRank>
{
    public int CompareTo(TopRank other) => Sources != other.Sources ? Sources.CompareTo(other.Sources) : Modified.CompareTo(other.Modified);
}

/// <summary>
/// The best items of a category within a segment. A segment never changes but for what is deleted, so a process that stays walks
/// a category once and not with each memory that is added to it.
/// </summary>
internal static class TopDocuments
{
    /// <summary>More than are asked for, so that some may be deleted.</summary>
    private const int Kept = 128;

    private static readonly ConditionalWeakTable<object, Dictionary<(string, string), Known>> All = [];

    /// <summary>The best so many that still count, and all that equal the last of them; in no order.</summary>
    public static IReadOnlyList<(TopRank Rank, int Document)> Of(Leaf leaf, string folder, MemoryScope scope, int count)
    {
        if (count > Kept / 2) return Walk(leaf, folder, scope, count, evenDeleted: false).Best;
        var of = All.GetValue(leaf.Reader.CoreCacheKey, _ => []);
        lock (of)
        {
            if (!of.TryGetValue((folder, scope.Key), out var known)) of[(folder, scope.Key)] = known = Walk(leaf, folder, scope, Kept, evenDeleted: true);
            var living = known.Best.Where(b => leaf.Reader.LiveDocs?.Get(b.Document) != false && leaf.Masked?.Get(b.Document) != true).ToList();
            if (known.IsAll || living.Count >= count) return living;
        }
        return Walk(leaf, folder, scope, count, evenDeleted: false).Best; // too many of the best have gone
    }

    private static Known Walk(Leaf leaf, string folder, MemoryScope scope, int count, bool evenDeleted)
    {
        // the best so far, the least of them first, and those that equal the least
        var best = new PriorityQueue<int, TopRank>(Math.Min(count, 1024) + 1);
        var equals = new List<int>();
        TopRank equal = default;
        var (all, sources, modified) = (true, leaf.Reader.GetNumericDocValues(UnitValues.Sources), leaf.Reader.GetNumericDocValues(UnitValues.Modified));
        ExactTerm[] must = [ExactTerms.First, ExactTerms.Kinds[(int)UnitKind.Item], ExactTerms.Scope(scope), .. folder.Length == 0 ? (ExactTerm[])[] : [ExactTerms.Category(folder)]];
        foreach (var document in leaf.All(must, evenDeleted))
        {
            var rank = new TopRank(sources?.Get(document) ?? 0, modified?.Get(document) ?? 0);
            if (best.Count == count && best.TryPeek(out _, out var least) && rank.CompareTo(least) <= 0)
            {
                if (rank == least) Equal(document, rank);
                else all = false;
                continue;
            }
            best.Enqueue(document, rank);
            if (best.Count <= count) continue;
            best.TryDequeue(out var last, out least);
            Equal(last, least);
        }
        var found = best.UnorderedItems.Select(b => (b.Priority, b.Element)).ToList();
        if (best.TryPeek(out _, out var lowest) && equals.Count > 0)
        {
            if (lowest == equal) found.AddRange(equals.Select(e => (equal, e)));
            else all = false;
        }
        return new(found, all);

        void Equal(int document, TopRank rank)
        {
            if (rank != equal && equals.Count > 0)
            {
                equals.Clear();
                all = false;
            }
            equal = rank;
            equals.Add(document);
        }
    }

    private sealed record Known(IReadOnlyList<(TopRank Rank, int Document)> Best, bool IsAll);
}

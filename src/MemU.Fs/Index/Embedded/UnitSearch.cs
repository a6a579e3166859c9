using System.Buffers;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>One search: filter, score words and vectors of what passes, look closely at the best.</summary>
internal static class UnitSearch
{
    private const int NearMisses = 5;

    /// <summary>Runs the search.</summary>
    public static IndexResult Run(Snapshot snapshot, IndexQuery query, UnitFilter filter, RankingRules rules, CancellationToken cancellationToken)
    {
        var terms = new QueryTerms(query, snapshot, rules);
        var vector = query.Vector is { Length: > 0 } asked ? VectorQuery.Of(asked.Span, snapshot.Vectors.Precision) : null;
        var rescorer = new Rescorer(snapshot, query, terms, rules);
        if (vector is not null && rules.VectorWeight > 0) return Run(snapshot, query, filter, rules, terms, rescorer, vector, cancellationToken);
        var byWords = Run(snapshot, query, filter, rules, terms, rescorer, null, cancellationToken);
        // vectors that have no say beside words may still know something where no word does
        return vector is null || byWords.Categories.Count + byWords.Items.Count + byWords.Resources.Count > 0 ? byWords
            : Run(snapshot, query, filter, rules, terms, rescorer, vector, cancellationToken);
    }

    private static IndexResult Run(Snapshot snapshot, IndexQuery query, UnitFilter filter, RankingRules rules, QueryTerms terms, Rescorer rescorer, VectorQuery? vector, CancellationToken cancellationToken)
    {
        var lists = new List<UnitHit>[3];
        Best[] byWords, byVector;
        for (var depth = Math.Max(rules.Depth, query.Limit); ; depth = depth < int.MaxValue / 20 ? depth * 20 : int.MaxValue)
        {
            byWords = [new(depth), new(depth), new(depth)];
            byVector = [new(depth), new(depth), new(depth)];
            for (var i = 0; i < snapshot.Leaves.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Leaf(snapshot, i, filter, terms, rules, vector, byWords, byVector);
            }
            for (var kind = 0; kind < 3; kind++)
                lists[kind] = rescorer.Rank(byWords[kind].All.Concat(byVector[kind].All.Where(c => c.Cosine >= rules.VectorThreshold || c.Words > 0)).Distinct(), (UnitKind)kind);
            // one long file may have taken all places of its list with its many units
            if (!Enumerable.Range(0, 3).Any(kind => lists[kind].Count < query.Limit && byWords[kind].IsFull)) break;
        }
        if (terms.HasRelated && vector is null) KeepOwn(byWords, lists);
        var result = new IndexResult(lists[(int)UnitKind.Category], lists[(int)UnitKind.Item], lists[(int)UnitKind.Resource]) { Notes = terms.Notes };
        if (lists.Any(l => l.Count > 0)) return result;
        var closest = byVector.SelectMany((b, kind) => rescorer.Rank(b.All.OrderByDescending(c => c.Cosine).Take(NearMisses), (UnitKind)kind));
        return result with { NearMisses = closest.OrderByDescending(h => h.Score).ThenBy(h => h.Path, StringComparer.Ordinal).Take(NearMisses).ToList() };
    }

    // where words themselves are found, a list that only related ones have filled would be noise before it
    private static void KeepOwn(Best[] byWords, List<UnitHit>[] lists)
    {
        var own = Array.ConvertAll(byWords, b => b.All.Any(c => c.IsOwn));
        if (!own.Contains(true)) return;
        for (var kind = 0; kind < own.Length; kind++)
            if (!own[kind]) lists[kind] = [];
    }

    private static void Leaf(Snapshot snapshot, int index, UnitFilter filter, QueryTerms terms, RankingRules rules, VectorQuery? vector, Best[] byWords, Best[] byVector)
    {
        var leaf = snapshot.Leaves[index];
        var pass = filter.Seen(leaf);
        var scores = ArrayPool<float>.Shared.Rent(leaf.Reader.MaxDoc);
        try
        {
            Array.Clear(scores, 0, leaf.Reader.MaxDoc);
            using var lane = terms.HasRelated ? new Lane(leaf.Reader.MaxDoc) : null;
            TermScorer.Score(leaf.Reader, terms, rules, scores, lane);
            var (units, dead) = (SegmentUnits.Of(leaf.Reader), LiveStatistics.Dead(leaf));
            for (var kind = 0; kind < 3; kind++)
            {
                var (documents, vectors) = units[kind];
                var (words, near, gone) = (byWords[kind], byVector[kind], 0);
                for (var i = 0; i < documents.Length; i++)
                {
                    var doc = documents[i];
                    while (gone < dead.Length && dead[gone] < doc) gone++;
                    if (gone < dead.Length && dead[gone] == doc || pass is not null && !pass.Get(doc)) continue;
                    var cosine = vector is null ? 0 : snapshot.Vectors.Cosine(vector, vectors[i]);
                    if (scores[doc] > 0 && scores[doc] > words.Least) words.Offer(new(index, doc, scores[doc], cosine, lane?.IsOwn(doc) == true), scores[doc]);
                    if (cosine > 0 && cosine > near.Least) near.Offer(new(index, doc, scores[doc], cosine, lane?.IsOwn(doc) == true), cosine);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }
}

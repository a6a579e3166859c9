using Lucene.Net.Index;
using Lucene.Net.Search;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// BM25 over own words and neighbors as if they were one field in which own words stand four times: computed while reading both lists, so that nothing
/// has to be indexed four times. Term by term into one array, which is fast for the long questions that people ask.
/// </summary>
internal static class TermScorer
{
    /// <summary>Adds the scores of all terms to the array, one cell per document of the leaf.</summary>
    /// <param name="reader">The leaf.</param>
    /// <param name="query">The terms.</param>
    /// <param name="rules">The weights.</param>
    /// <param name="scores">The array.</param>
    /// <param name="lane">Where there are related words among the terms: what weighs them against the words they stand for.</param>
    public static void Score(AtomicReader reader, QueryTerms query, RankingRules rules, float[] scores, Lane? lane)
    {
        Units(reader, query, rules, scores, lane);
        if (rules.HeadWeight > 0) Heads(reader, query, rules, scores, lane);
    }

    private static void Units(AtomicReader reader, QueryTerms query, RankingRules rules, float[] scores, Lane? lane)
    {
        var body = reader.GetTerms(UnitWriter.Body)?.GetEnumerator();
        var near = rules.NearWeight > 0 ? reader.GetTerms(UnitWriter.Near)?.GetEnumerator() : null;
        var bodyLengths = body is null ? null : reader.GetNormValues(UnitWriter.Body);
        var nearLengths = near is null ? null : reader.GetNormValues(UnitWriter.Near);
        var mean = rules.OwnWeight * query.OwnLength + rules.NearWeight * query.NearLength;
        var (flat, slope) = (rules.K1 * (1 - rules.B), rules.K1 * rules.B / mean);
        DocsEnum? own = null, others = null;
        for (int first = 0, end; first < query.Terms.Length; first = end)
        {
            for (end = first + 1; end < query.Terms.Length && query.Terms[end].Lane == query.Terms[first].Lane;) end++;
            // related words come last in a lane, and are read first
            for (var i = end - 1; i >= first; i--) Add(query.Terms[i]);
            lane?.Empty(scores);
        }

        void Add(in QueryTerm term)
        {
            own = body is not null && body.SeekExact(term.Bytes) ? body.Docs(reader.LiveDocs, own, DocsFlags.FREQS) : null;
            others = near is not null && near.SeekExact(term.Bytes) ? near.Docs(reader.LiveDocs, others, DocsFlags.FREQS) : null;
            var (a, b) = (own?.NextDoc() ?? DocIdSetIterator.NO_MORE_DOCS, others?.NextDoc() ?? DocIdSetIterator.NO_MORE_DOCS);
            var weight = term.Idf * (rules.K1 + 1);
            while (Math.Min(a, b) is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
            {
                var frequency = 0f;
                if (a == doc)
                {
                    frequency = rules.OwnWeight * own!.Freq;
                    a = own.NextDoc();
                }
                if (b == doc)
                {
                    frequency += rules.NearWeight * others!.Freq;
                    b = others.NextDoc();
                }
                var length = (bodyLengths is null ? 0 : rules.OwnWeight * ExactLengths.Decode(bodyLengths.Get(doc)))
                    + (nearLengths is null ? 0 : rules.NearWeight * ExactLengths.Decode(nearLengths.Get(doc)));
                var score = weight * frequency / (frequency + flat + slope * length);
                if (term.IsRelated)
                {
                    lane!.AddRelated(doc, score);
                    continue;
                }
                scores[doc] += score;
                lane?.TakeOwn(doc, score);
            }
        }
    }

    private static void Heads(AtomicReader reader, QueryTerms query, RankingRules rules, float[] scores, Lane? lane)
    {
        if (reader.GetTerms(UnitWriter.Head)?.GetEnumerator() is not { } head || reader.GetNormValues(UnitWriter.Head) is not { } lengths) return;
        var k1 = rules.K1 / rules.OwnWeight;
        DocsEnum? docs = null;
        foreach (var term in query.Terms)
        {
            if (!head.SeekExact(term.Bytes)) continue;
            docs = head.Docs(reader.LiveDocs, docs, DocsFlags.FREQS);
            while (docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
            {
                var norm = k1 * (1 - rules.B + rules.B * ExactLengths.Decode(lengths.Get(doc)) / query.HeadLength);
                scores[doc] += rules.HeadWeight * term.HeadIdf * (rules.K1 + 1) * docs.Freq / (docs.Freq + norm);
                if (!term.IsRelated) lane?.MarkOwn(doc);
            }
        }
    }
}

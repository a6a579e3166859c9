using Lucene.Net.Index;
using Lucene.Net.Search;

namespace MemU.Fs.Index.Embedded;

/// <summary>Tells what was found by the question's own words from what only related ones found.</summary>
internal static class OwnWords
{
    private static readonly string[] Fields = [UnitWriter.Body, UnitWriter.Near, UnitWriter.Head];

    /// <summary>True when a candidate holds a word of the question, in any form, or stands beside one.</summary>
    public static bool Any(Snapshot snapshot, QueryTerms terms, IEnumerable<Candidate> candidates) =>
        candidates.Where(c => c.Words > 0).OrderByDescending(c => c.Words).Any(c => Fields.Any(f => Holds(snapshot.Leaves[c.Leaf].Reader, f, c.Doc, terms)));

    private static bool Holds(AtomicReader reader, string field, int document, QueryTerms terms)
    {
        if (reader.GetTerms(field)?.GetEnumerator() is not { } all) return false;
        DocsEnum? docs = null;
        foreach (var term in terms.Terms)
        {
            if (term.IsRelated || !all.SeekExact(term.Bytes)) continue;
            docs = all.Docs(null, docs, DocsFlags.NONE);
            if (docs.Advance(document) is var at && at == document && at != DocIdSetIterator.NO_MORE_DOCS) return true;
        }
        return false;
    }
}

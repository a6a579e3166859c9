using Lucene.Net.Util;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>Questions that need no ranking.</summary>
internal static class Lookups
{
    /// <summary>Files that hold one of the keys.</summary>
    public static List<KeyHit> Keys(Snapshot snapshot, IReadOnlyCollection<string> keys, MemoryScope? scope)
    {
        var hits = new List<KeyHit>();
        foreach (var leaf in snapshot.Leaves)
        {
            var path = leaf.Reader.GetSortedDocValues(UnitValues.Path);
            var inScope = scope is null ? null : leaf.Docs(new BytesRef(ExactTerms.Scope(scope)));
            if (scope is not null && inScope is null) continue;
            // in the order of the documents, so that the long list of the scope is skipped through and never read as a whole
            foreach (var (doc, key) in keys.Distinct(StringComparer.Ordinal).SelectMany(key => leaf.Each(ExactTerms.Key(key)).Select(doc => (Doc: doc, Key: key))).OrderBy(f => f.Doc))
            {
                if (inScope is not null && inScope.DocID < doc) inScope.Advance(doc);
                if (inScope is null || inScope.DocID == doc) hits.Add(new(key, Text(path, doc)));
            }
        }
        return [.. hits.Distinct().OrderBy(h => h.Key, StringComparer.Ordinal).ThenBy(h => h.Path, StringComparer.Ordinal)];
    }

    /// <summary>Items of a category, the most reinforced and then the newest first.</summary>
    public static List<string> TopItems(Snapshot snapshot, string category, MemoryScope scope, int count)
    {
        if (count <= 0) return [];
        // the best so far, the least of them first; paths decide only between equals, and reading them is what takes time, so equals of the least stay beside
        var best = new PriorityQueue<(int Leaf, int Doc), (long Sources, long Modified)>(count + 1);
        var equals = new List<(int Leaf, int Doc)>();
        (long, long) equal = default;
        var folder = category.Trim('/');
        string[] must = [ExactTerms.First, ExactTerms.Kinds[(int)UnitKind.Item], ExactTerms.Scope(scope), .. folder.Length == 0 ? (string[])[] : [ExactTerms.Category(folder)]];
        for (var i = 0; i < snapshot.Leaves.Count; i++)
        {
            var leaf = snapshot.Leaves[i];
            var sources = leaf.Reader.GetNumericDocValues(UnitValues.Sources);
            var modified = leaf.Reader.GetNumericDocValues(UnitValues.Modified);
            foreach (var doc in leaf.All(must))
            {
                var rank = (sources?.Get(doc) ?? 0, modified?.Get(doc) ?? 0);
                if (best.Count == count && best.TryPeek(out _, out var least) && rank.CompareTo(least) <= 0)
                {
                    if (rank == least) Equal((i, doc), rank);
                    continue;
                }
                best.Enqueue((i, doc), rank);
                if (best.Count <= count) continue;
                best.TryDequeue(out var last, out least);
                Equal(last, least);
            }
        }
        if (best.TryPeek(out _, out var lowest) && lowest == equal)
            foreach (var one in equals) best.Enqueue(one, equal);
        return [.. best.UnorderedItems.Select(f => (Rank: f.Priority, Path: Text(snapshot.Leaves[f.Element.Leaf].Reader.GetSortedDocValues(UnitValues.Path), f.Element.Doc)))
            .OrderByDescending(f => f.Rank).ThenBy(f => f.Path, StringComparer.Ordinal).Take(count).Select(f => f.Path)];

        void Equal((int, int) one, (long, long) rank)
        {
            if (rank != equal) equals.Clear();
            equal = rank;
            equals.Add(one);
        }
    }

    /// <summary>Fields that some file has.</summary>
    public static HashSet<string> FieldNames(Snapshot snapshot)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var prefix = new BytesRef(ExactTerms.NamePrefix);
        foreach (var leaf in snapshot.Leaves)
        {
            if (leaf.Reader.GetTerms(UnitWriter.Exact)?.GetEnumerator() is not { } terms) continue;
            if (terms.SeekCeil(prefix) == Lucene.Net.Index.TermsEnum.SeekStatus.END) continue;
            do
            {
                var term = terms.Term.Utf8ToString();
                if (!term.StartsWith(ExactTerms.NamePrefix, StringComparison.Ordinal)) break;
                if (!names.Contains(term[1..]) && leaf.Each(term).Any()) names.Add(term[1..]);
            }
            while (terms.MoveNext());
        }
        return names;
    }

    /// <summary>Number of files.</summary>
    public static int Files(Snapshot snapshot) => snapshot.Leaves.Sum(leaf => leaf.Count(ExactTerms.First));

    private static string Text(Lucene.Net.Index.SortedDocValues? values, int doc)
    {
        var bytes = new BytesRef();
        values?.Get(doc, bytes);
        return bytes.Utf8ToString();
    }
}

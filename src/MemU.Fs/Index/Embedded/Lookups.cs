using Lucene.Net.Util;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>Questions that need no ranking.</summary>
internal static class Lookups
{
    /// <summary>Files that hold one of the keys.</summary>
    public static List<KeyHit> Keys(Snapshot snapshot, IReadOnlyCollection<string> keys, MemoryScope? scope, UnitFilter? filter)
    {
        var hits = new List<KeyHit>();
        var terms = keys.Distinct(StringComparer.Ordinal).Select(key => (Key: key, Term: ExactTerms.Key(key).Bytes())).OrderBy(k => k.Term).ToList();
        foreach (var leaf in snapshot.Leaves)
        {
            var path = leaf.Reader.GetSortedDocValues(UnitValues.Path);
            var inScope = scope is null ? null : leaf.Docs(ExactTerms.Scope(scope));
            if (scope is not null && inScope is null) continue;
            var pass = filter?.Of(leaf);
            // in the order of the documents, so that the long list of the scope is skipped through and never read as a whole
            foreach (var (doc, key) in leaf.Holding(terms).OrderBy(f => f.Document))
            {
                if (inScope is not null && inScope.DocID < doc) inScope.Advance(doc);
                if (pass is not null && !pass.Get(doc)) continue;
                if (inScope is null || inScope.DocID == doc) hits.Add(new(key, Text(path, doc)));
            }
        }
        return [.. hits.Distinct().OrderBy(h => h.Key, StringComparer.Ordinal).ThenBy(h => h.Path, StringComparer.Ordinal)];
    }

    /// <summary>Items of a category, the most reinforced and then the newest first.</summary>
    public static List<string> TopItems(Snapshot snapshot, string category, MemoryScope scope, int count)
    {
        if (count <= 0) return [];
        var best = new List<(TopRank Rank, int Leaf, int Document)>();
        for (var i = 0; i < snapshot.Leaves.Count; i++)
            foreach (var (rank, document) in TopDocuments.Of(snapshot.Leaves[i], category.Trim('/'), scope, count)) best.Add((rank, i, document));
        best.Sort((a, b) => b.Rank.CompareTo(a.Rank));
        // paths decide only between equals, and reading them is what takes time
        var enough = Math.Min(count, best.Count);
        while (enough > 0 && enough < best.Count && best[enough].Rank == best[enough - 1].Rank) enough++;
        return [.. best.Take(enough).Select(f => (f.Rank, Path: Text(snapshot.Leaves[f.Leaf].Reader.GetSortedDocValues(UnitValues.Path), f.Document)))
            .OrderByDescending(f => f.Rank).ThenBy(f => f.Path, StringComparer.Ordinal).Take(count).Select(f => f.Path)];
    }

    /// <summary>Files by when they were changed, the last first.</summary>
    public static List<(string Path, DateTimeOffset? Changed)> Newest(Snapshot snapshot, int count, Func<string, bool> wanted)
    {
        var all = new List<(long Ticks, int Leaf, int Document)>();
        for (var i = 0; i < snapshot.Leaves.Count; i++)
        {
            var leaf = snapshot.Leaves[i];
            if (leaf.Reader.GetNumericDocValues(UnitValues.Modified) is not { } modified) continue;
            foreach (var doc in leaf.Each(ExactTerms.First).Concat(leaf.Each(ExactTerms.Unsearched))) all.Add((modified.Get(doc), i, doc));
        }
        all.Sort((a, b) => b.Ticks.CompareTo(a.Ticks));
        var paths = snapshot.Leaves.Select(l => l.Reader.GetSortedDocValues(UnitValues.Path)).ToList();
        var newest = new List<(string, DateTimeOffset?)>();
        // paths decide between those of one moment, and are read of no more than it takes
        for (var from = 0; from < all.Count && newest.Count < count;)
        {
            var to = from + 1;
            while (to < all.Count && all[to].Ticks == all[from].Ticks) to++;
            var changed = all[from].Ticks == 0 ? (DateTimeOffset?)null : new DateTimeOffset(all[from].Ticks, TimeSpan.Zero);
            newest.AddRange(all[from..to].Select(f => Text(paths[f.Leaf], f.Document)).Where(wanted).Order(StringComparer.Ordinal).Take(count - newest.Count).Select(p => (p, changed)));
            from = to;
        }
        return newest;
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
                if (!names.Contains(term[1..]) && leaf.Each(ExactTerm.Of(term)).Any()) names.Add(term[1..]);
            }
            while (terms.MoveNext());
        }
        return names;
    }

    /// <summary>Files for which a filter holds.</summary>
    public static HashSet<string> Matching(Snapshot snapshot, UnitFilter filter)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leaf in snapshot.Leaves)
        {
            var (pass, path) = (filter.Of(leaf), leaf.Reader.GetSortedDocValues(UnitValues.Path));
            foreach (var doc in leaf.Each(ExactTerms.First))
                if (pass is null || pass.Get(doc)) paths.Add(Text(path, doc));
        }
        return paths;
    }

    /// <summary>Every file.</summary>
    public static HashSet<string> Paths(Snapshot snapshot)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var leaf in snapshot.Leaves)
        {
            var path = leaf.Reader.GetSortedDocValues(UnitValues.Path);
            foreach (var doc in leaf.Each(ExactTerms.First).Concat(leaf.Each(ExactTerms.Unsearched))) paths.Add(Text(path, doc));
        }
        return paths;
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

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
            var allowed = scope is null ? null : leaf.Each(ExactTerms.Scope(scope)).ToHashSet();
            foreach (var key in keys.Distinct(StringComparer.Ordinal))
                hits.AddRange(leaf.Each(ExactTerms.Key(key)).Where(doc => allowed?.Contains(doc) != false).Select(doc => new KeyHit(key, Text(path, doc))));
        }
        return [.. hits.Distinct().OrderBy(h => h.Key, StringComparer.Ordinal).ThenBy(h => h.Path, StringComparer.Ordinal)];
    }

    /// <summary>Items of a category, the most reinforced and then the newest first.</summary>
    public static List<string> TopItems(Snapshot snapshot, string category, MemoryScope scope, int count)
    {
        var found = new List<(long Sources, long Modified, string Path)>();
        foreach (var leaf in snapshot.Leaves)
        {
            var path = leaf.Reader.GetSortedDocValues(UnitValues.Path);
            var sources = leaf.Reader.GetNumericDocValues(UnitValues.Sources);
            var modified = leaf.Reader.GetNumericDocValues(UnitValues.Modified);
            IEnumerable<string> must = [ExactTerms.First, ExactTerms.Kinds[(int)UnitKind.Item], ExactTerms.Scope(scope)];
            var folder = category.Trim('/');
            var docs = must.Aggregate(folder.Length == 0 ? leaf.Each(ExactTerms.First) : leaf.Each(ExactTerms.Category(folder)), (all, term) => all.Intersect(leaf.Each(term)));
            found.AddRange(docs.Select(doc => (sources?.Get(doc) ?? 0, modified?.Get(doc) ?? 0, Text(path, doc))));
        }
        return [.. found.OrderByDescending(f => f.Sources).ThenByDescending(f => f.Modified).ThenBy(f => f.Path, StringComparer.Ordinal).Take(Math.Max(0, count)).Select(f => f.Path)];
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
    public static int Files(Snapshot snapshot) => snapshot.Leaves.Sum(leaf => leaf.Each(ExactTerms.First).Count());

    private static string Text(Lucene.Net.Index.SortedDocValues? values, int doc)
    {
        var bytes = new BytesRef();
        values?.Get(doc, bytes);
        return bytes.Utf8ToString();
    }
}

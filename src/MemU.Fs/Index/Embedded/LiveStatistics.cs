using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// How many documents there are, how long they are and how many hold a term, of those alone that still count. Lucene's own figures include
/// deleted documents until a merge, so an answer would depend on how the index came about.
/// </summary>
internal sealed class LiveStatistics
{
    // fractions, so that the sum does not depend on the order
    private const int Parts = 256;

    private static readonly long[] Lengths = [.. Enumerable.Range(0, 256).Select(norm => (long)Math.Round(ExactLengths.Decode(norm) * (double)Parts))];

    // of a segment's files, which never change; a process that answers many questions adds them up once
    private static readonly ConditionalWeakTable<object, Dictionary<string, long>> Sums = [];

    private static readonly ConditionalWeakTable<object, int[]> Uses = [];

    // of a segment as it is until another of its documents is deleted
    private static readonly ConditionalWeakTable<AtomicReader, int[]> DeadOnes = [];
    private static readonly ConditionalWeakTable<AtomicReader, Dictionary<int, IReadOnlyList<string>?>> ValuesUsed = [];

    private readonly Snapshot _snapshot;
    private readonly int[][] _dead;

    /// <summary>Counts the documents of a snapshot.</summary>
    public LiveStatistics(Snapshot snapshot)
    {
        _snapshot = snapshot;
        _dead = [.. snapshot.Leaves.Select(Dead)];
        for (var i = 0; i < _dead.Length; i++) Documents += snapshot.Leaves[i].Reader.MaxDoc - _dead[i].Length - snapshot.Leaves[i].Count(ExactTerms.Unsearched);
    }

    /// <summary>Number of documents that a search can find.</summary>
    public long Documents { get; }

    /// <summary>Whether there are documents that no longer count.</summary>
    public bool HasDead => Array.Exists(_dead, d => d.Length > 0);

    /// <summary>Mean number of terms that a field has in a document.</summary>
    public float MeanLength(string field)
    {
        var total = 0L;
        for (var i = 0; i < _dead.Length; i++)
        {
            var reader = _snapshot.Leaves[i].Reader;
            if (reader.GetTerms(field) is null || reader.GetNormValues(field) is not { } norms) continue;
            total += Sum(reader, field, norms);
            foreach (var document in _dead[i]) total -= Lengths[(byte)norms.Get(document)];
        }
        return Documents == 0 ? 1 : Math.Max(1e-3f, (float)((double)total / Parts / Documents));
    }

    /// <summary>Numbers of the documents that hold each of the terms in a field.</summary>
    public long[] Found(string field, IReadOnlyList<BytesRef> texts)
    {
        var found = new long[texts.Count];
        DocsEnum? docs = null;
        for (var leaf = 0; leaf < _dead.Length; leaf++)
        {
            if (_snapshot.Leaves[leaf].Reader.GetTerms(field)?.GetEnumerator() is not { } terms) continue;
            for (var i = 0; i < texts.Count; i++)
            {
                if (!terms.SeekExact(texts[i])) continue;
                found[i] += terms.DocFreq;
                if (_dead[leaf].Length > 0) found[i] -= Held(docs = terms.Docs(null, docs, DocsFlags.NONE), _dead[leaf]);
            }
        }
        return found;
    }

    /// <summary>The different speakers of a leaf's documents; null when there are more than <paramref name="most"/>.</summary>
    public IReadOnlyList<string>? Speakers(int leaf, int most)
    {
        var (reader, masked) = _snapshot.Leaves[leaf];
        if (reader.GetSortedDocValues(UnitValues.Speaker) is not { } speakers) return [];
        if (masked is not null) return Values(leaf, speakers, most);
        var known = ValuesUsed.GetValue(reader, _ => []);
        lock (known) return known.TryGetValue(most, out var values) ? values : known[most] = Values(leaf, speakers, most);
    }

    private List<string>? Values(int leaf, SortedDocValues values, int most)
    {
        if (values.ValueCount - _dead[leaf].Length > most) return null;
        var dead = new Dictionary<int, int>();
        foreach (var document in _dead[leaf]) CollectionsMarshal.GetValueRefOrAddDefault(dead, values.GetOrd(document), out _)++;
        var uses = dead.Count == 0 ? null : UsesOf(_snapshot.Leaves[leaf].Reader, values);
        var found = new List<string>();
        var text = new BytesRef();
        for (var value = 0; value < values.ValueCount; value++)
        {
            if (dead.TryGetValue(value, out var gone) && gone == uses![value]) continue;
            values.LookupOrd(value, text);
            found.Add(text.Utf8ToString());
        }
        return found.Count > most ? null : found;
    }

    // how many documents of a segment have each value, dead ones included
    private static int[] UsesOf(AtomicReader reader, SortedDocValues values) => Uses.GetValue(reader.CoreCacheKey, _ =>
    {
        var uses = new int[values.ValueCount];
        for (var document = 0; document < reader.MaxDoc; document++)
            if (values.GetOrd(document) is >= 0 and var value) uses[value]++;
        return uses;
    });

    private static long Sum(AtomicReader reader, string field, NumericDocValues norms)
    {
        var sums = Sums.GetValue(reader.CoreCacheKey, _ => []);
        lock (sums)
        {
            if (sums.TryGetValue(field, out var known)) return known;
            var sum = 0L;
            for (var document = 0; document < reader.MaxDoc; document++) sum += Lengths[(byte)norms.Get(document)];
            return sums[field] = sum;
        }
    }

    private static int Held(DocsEnum docs, int[] dead)
    {
        var held = 0;
        var at = -1;
        foreach (var document in dead)
        {
            if (at < document) at = docs.Advance(document);
            if (at == document) held++;
            if (at == DocIdSetIterator.NO_MORE_DOCS) break;
        }
        return held;
    }

    /// <summary>The documents of a leaf that no longer count, ascending.</summary>
    public static int[] Dead(Leaf leaf)
    {
        var (live, masked) = (leaf.Reader.LiveDocs, leaf.Masked);
        if (live is null && masked is null) return [];
        return masked is null ? DeadOnes.GetValue(leaf.Reader, _ => Walk(leaf)) : Walk(leaf);
    }

    private static int[] Walk(Leaf leaf)
    {
        var (live, masked) = (leaf.Reader.LiveDocs, leaf.Masked);
        var dead = new List<int>();
        for (var document = 0; document < leaf.Reader.MaxDoc; document++)
            if (live?.Get(document) == false || masked?.Get(document) == true) dead.Add(document);
        return [.. dead];
    }
}

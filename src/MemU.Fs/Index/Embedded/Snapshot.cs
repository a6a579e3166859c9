using Lucene.Net.Index;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>A segment to search, with the documents that a newer version in memory replaces.</summary>
internal sealed record Leaf(AtomicReader Reader, FixedBitSet? Masked)
{
    /// <summary>Documents that hold an exact term; null for none.</summary>
    public DocsEnum? Docs(ExactTerm term, DocsEnum? reuse = null) => Docs(term, Reader.LiveDocs, reuse);

    private DocsEnum? Docs(ExactTerm term, IBits? live, DocsEnum? reuse)
    {
        var terms = Reader.GetTerms(term.Field)?.GetEnumerator();
        return terms is not null && terms.SeekExact(term.Bytes()) ? terms.Docs(live, reuse, DocsFlags.NONE) : null;
    }

    /// <summary>The documents, not masked, of each of the hashes, which come sorted: a term that is not there leads on to the next one that may be.</summary>
    public List<(int Document, string Key)> Holding(List<(string Key, BytesRef Term)> sorted)
    {
        var found = new List<(int, string)>();
        if (Reader.GetTerms(UnitWriter.Keys)?.GetEnumerator() is not { } terms) return found;
        DocsEnum? docs = null;
        for (var i = 0; i < sorted.Count;)
        {
            var status = terms.SeekCeil(sorted[i].Term);
            if (status == TermsEnum.SeekStatus.END) break;
            if (status == TermsEnum.SeekStatus.FOUND)
            {
                docs = terms.Docs(Reader.LiveDocs, docs, DocsFlags.NONE);
                while (docs.NextDoc() != Lucene.Net.Search.DocIdSetIterator.NO_MORE_DOCS)
                    if (Masked is null || !Masked.Get(docs.DocID)) found.Add((docs.DocID, sorted[i].Key));
                i++;
                continue;
            }
            while (i < sorted.Count && sorted[i].Term.CompareTo(terms.Term) < 0) i++;
        }
        return found;
    }

    /// <summary>The documents of an exact term that are not masked.</summary>
    public IEnumerable<int> Each(ExactTerm term)
    {
        if (Docs(term) is not { } docs) yield break;
        while (docs.NextDoc() != Lucene.Net.Search.DocIdSetIterator.NO_MORE_DOCS)
            if (Masked is null || !Masked.Get(docs.DocID)) yield return docs.DocID;
    }

    /// <summary>The documents of all the exact terms together that are not masked; or with those that are, and deleted ones.</summary>
    public IEnumerable<int> All(IReadOnlyList<ExactTerm> terms, bool evenDeleted = false)
    {
        var lists = terms.Select(t => Docs(t, evenDeleted ? null : Reader.LiveDocs, null)).OfType<DocsEnum>().OrderBy(d => d.GetCost()).ToList();
        if (lists.Count < terms.Count || lists.Count == 0) yield break;
        // the shortest list leads, the others are skipped through
        for (var doc = lists[0].NextDoc(); doc != Lucene.Net.Search.DocIdSetIterator.NO_MORE_DOCS;)
        {
            var next = doc;
            for (var i = 1; i < lists.Count && next == doc; i++)
                next = lists[i].DocID < doc ? lists[i].Advance(doc) : lists[i].DocID;
            if (next == doc && (evenDeleted || Masked?.Get(doc) != true)) yield return doc;
            doc = next == doc ? lists[0].NextDoc() : lists[0].Advance(next);
        }
    }

    /// <summary>Number of documents of an exact term that are not masked.</summary>
    public int Count(ExactTerm term)
    {
        if (Masked is not null || Reader.LiveDocs is not null) return Each(term).Count();
        var terms = Reader.GetTerms(term.Field)?.GetEnumerator();
        return terms is not null && terms.SeekExact(term.Bytes()) ? terms.DocFreq : 0;
    }
}

/// <summary>What one search sees: the index on disk and the changes in memory at one moment. Kept alive by counting its users.</summary>
internal sealed class Snapshot : IDisposable
{
    private readonly DirectoryReader? _disk;
    private readonly DirectoryReader? _memory;
    private readonly VectorViews? _vectors;
    private readonly Lazy<PresentWords?> _words;
    private int _users = 1;

    /// <summary>Takes a share in the readers and the view.</summary>
    public Snapshot(DirectoryReader? disk, DirectoryReader? memory, IReadOnlyCollection<string> masked, VectorViews? vectors, MemoryVectors memoryVectors)
    {
        (_disk, _memory, _vectors) = (disk, memory, vectors?.Share());
        disk?.IncRef();
        memory?.IncRef();
        Vectors = new(_vectors, memoryVectors);
        var paths = masked.Select(ExactTerms.Path).ToList();
        _words = new(() => WordVectors.All is { } table ? new(Leaves!, table) : null);
        Leaves = [.. Of(disk).Select(r => new Leaf(r, Mask(r, paths))), .. Of(memory).Select(r => new Leaf(r, null))];
    }

    /// <summary>The segments.</summary>
    public IReadOnlyList<Leaf> Leaves { get; }

    /// <summary>The words that have a vector; null where the program has no table of them.</summary>
    public PresentWords? Words => _words.Value;

    /// <summary>The vectors.</summary>
    public VectorScan Vectors { get; }

    /// <summary>Takes part, unless the last user has left.</summary>
    public bool TryAcquire()
    {
        for (var users = Volatile.Read(ref _users); users > 0; users = Volatile.Read(ref _users))
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users) return true;
        return false;
    }

    /// <summary>True when the files hold what was written.</summary>
    public bool IsWhole() => IndexFaults.IsWhole(Leaves.Select(l => l.Reader));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) != 0) return;
        _disk?.DecRef();
        _memory?.DecRef();
        _vectors?.Dispose();
    }

    private static IEnumerable<AtomicReader> Of(DirectoryReader? reader) => reader?.Leaves.Select(l => l.AtomicReader) ?? [];

    private static FixedBitSet? Mask(AtomicReader reader, List<ExactTerm> paths)
    {
        if (paths.Count == 0) return null;
        var mask = new FixedBitSet(reader.MaxDoc);
        var leaf = new Leaf(reader, null);
        foreach (var path in paths)
        {
            if (leaf.Docs(path) is not { } docs) continue;
            while (docs.NextDoc() != Lucene.Net.Search.DocIdSetIterator.NO_MORE_DOCS) mask.Set(docs.DocID);
        }
        return mask;
    }
}

using Lucene.Net.Index;

namespace MemU.Fs.Index.Embedded;

/// <summary>One searched field of a segment that is being built: its terms and the documents that hold them.</summary>
/// <param name="name">The field's name.</param>
/// <param name="counted">Whether it matters how often a document holds a term, and how many terms it has.</param>
internal sealed class FieldBuilder(string name, bool counted)
{
    private readonly TermTable _terms = new();
    private Posting[] _postings = new Posting[1024];
    private int[] _newest = new int[512]; // of each term, one more than its last posting
    private byte[] _norms = new byte[64];
    private int _used, _length, _documents;

    /// <summary>The field's name.</summary>
    public string Name => name;

    /// <summary>True when frequencies and lengths are kept.</summary>
    public bool Counted => counted;

    /// <summary>True when no document holds a term.</summary>
    public bool IsEmpty => _used == 0;

    /// <summary>Memory in use.</summary>
    public long Size => _terms.Size + _used * 12L;

    /// <summary>The number of a term, for <see cref="Put"/>.</summary>
    public int Number(ReadOnlySpan<char> term) => _terms.Add(term);

    /// <summary>Adds a term to a document, which must be the last so far.</summary>
    public void Add(ReadOnlySpan<char> term, int document, int times = 1) => Put(_terms.Add(term), document, times);

    /// <summary>Adds all terms of a buffer to a document.</summary>
    public void Add(TermBuffer terms, int document)
    {
        for (var i = 0; i < terms.Count; i++) Put(_terms.Add(terms[i]), document);
    }

    /// <summary>Adds a term by its number to a document.</summary>
    public void Put(int term, int document, int times = 1)
    {
        if (term >= _newest.Length) Array.Resize(ref _newest, Math.Max(_newest.Length * 2, term + 1));
        _length += times;
        ref var newest = ref _newest[term];
        if (newest > 0 && _postings[newest - 1].Document == document)
        {
            _postings[newest - 1].Times += times;
            return;
        }
        if (_used == _postings.Length) Array.Resize(ref _postings, _used * 2);
        _postings[_used++] = new() { Term = term, Document = document, Times = times };
        newest = _used;
    }

    /// <summary>Ends a document; its number of terms is kept as its norm.</summary>
    public void End(int document)
    {
        if (document >= _norms.Length) Array.Resize(ref _norms, _norms.Length * 2);
        _norms[document] = ExactLengths.Encode(_length);
        if (_length > 0) _documents++;
        _length = 0;
    }

    /// <summary>The norm of a document.</summary>
    public byte Norm(int document) => _norms[document];

    /// <summary>The field as Lucene reads it.</summary>
    public Terms Build()
    {
        var order = _terms.Sorted();
        var ends = new int[order.Length + 1];
        for (var i = 0; i < _used; i++) ends[_postings[i].Term]++;
        var total = 0;
        foreach (var term in order) (ends[term], total) = (total, total + ends[term]);
        // as it fills up, the start of each term's documents becomes their end
        var (documents, times) = (new int[_used], counted ? new int[_used] : null);
        var sum = 0L;
        foreach (ref readonly var posting in _postings.AsSpan(0, _used))
        {
            var at = ends[posting.Term]++;
            documents[at] = posting.Document;
            if (times is not null) times[at] = posting.Times;
            sum += posting.Times;
        }
        return new BuiltTerms(_terms, order, ends, documents, times, counted ? sum : -1, _documents);
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        _terms.Clear();
        Array.Clear(_newest);
        (_used, _length, _documents) = (0, 0, 0);
    }

    private struct Posting
    {
        public int Term, Document, Times;
    }
}

using Lucene.Net.Index;

namespace MemU.Fs.Index.Embedded;

/// <summary>One searched field of a segment that is being built: its terms and the documents that hold them.</summary>
/// <param name="name">The field's name.</param>
/// <param name="counted">Whether it matters how often a document holds a term, and how many terms it has.</param>
/// <param name="terms">The terms.</param>
/// <param name="ownsTerms">False when another field counts and clears them.</param>
internal abstract class FieldBuilder(string name, bool counted, TermNumbers terms, bool ownsTerms = true)
{
    private const int ChunkBits = 15, ChunkSize = 1 << ChunkBits;

    private readonly List<Posting[]> _full = []; // in chunks, since an array that grows is copied and cleared each time
    private Posting[] _chunk = new Posting[1024];
    private Newest[] _newest = new Newest[512]; // of each term
    private byte[] _norms = new byte[64];
    private int _chunks, _inChunk, _length, _documents;

    /// <summary>The field's name.</summary>
    public string Name => name;

    /// <summary>True when frequencies and lengths are kept.</summary>
    public bool Counted => counted;

    /// <summary>True when no document holds a term.</summary>
    public bool IsEmpty => Used == 0;

    /// <summary>Memory in use.</summary>
    public long Size => (ownsTerms ? terms.Size : 0) + terms.Count * 8L + Used * 12L;

    private int Used => (_chunks << ChunkBits) + _inChunk;

    /// <summary>Adds a term by its number to a document, which must be the last so far.</summary>
    public void Put(int term, int document, int times = 1)
    {
        if (term >= _newest.Length) Array.Resize(ref _newest, Math.Max(_newest.Length * 2, term + 1));
        _length += times;
        ref var newest = ref _newest[term];
        if (newest.DocumentAnd1 == document + 1)
        {
            At(newest.Posting).Times += times;
            return;
        }
        if (_inChunk == _chunk.Length) Grow();
        newest = new() { DocumentAnd1 = document + 1, Posting = Used };
        _chunk[_inChunk++] = new() { Term = term, Document = document, Times = times };
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
        var used = Used;
        var ends = new int[terms.Count];
        for (var chunk = 0; chunk <= _chunks; chunk++)
            foreach (ref readonly var posting in Chunk(chunk)) ends[posting.Term]++;
        var total = 0;
        var (order, held) = (terms.Sorted(), 0);
        foreach (var term in order)
            if (ends[term] > 0) order[held++] = term; // of shared terms, those that it has
        Array.Resize(ref order, held);
        foreach (var term in order) (ends[term], total) = (total, total + ends[term]);
        // as it fills up, the start of each term's documents becomes their end
        var (documents, times) = (new int[used], counted ? new int[used] : null);
        var sum = 0L;
        for (var chunk = 0; chunk <= _chunks; chunk++)
            foreach (ref readonly var posting in Chunk(chunk))
            {
                var at = ends[posting.Term]++;
                documents[at] = posting.Document;
                if (times is not null) times[at] = posting.Times;
                sum += posting.Times;
            }
        return new BuiltTerms(terms, order, ends, documents, times, counted ? sum : -1, _documents);
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        if (ownsTerms) terms.Clear();
        Array.Clear(_newest);
        if (_chunks > 0) _chunk = _full[0];
        (_chunks, _inChunk, _length, _documents) = (0, 0, 0, 0);
    }

    private ref Posting At(int posting) => ref (posting >> ChunkBits == _chunks ? _chunk : _full[posting >> ChunkBits])[posting & (ChunkSize - 1)];

    private ReadOnlySpan<Posting> Chunk(int number) => number == _chunks ? _chunk.AsSpan(0, _inChunk) : _full[number];

    private void Grow()
    {
        if (_chunk.Length < ChunkSize)
        {
            Array.Resize(ref _chunk, _chunk.Length * 2);
            return;
        }
        if (_chunks == _full.Count) _full.Add(_chunk);
        (_chunks, _inChunk) = (_chunks + 1, 0);
        if (_chunks == _full.Count) _full.Add(new Posting[ChunkSize]);
        _chunk = _full[_chunks];
    }

    private struct Posting
    {
        public int Term, Document, Times;
    }

    private struct Newest
    {
        public int DocumentAnd1, Posting;
    }
}

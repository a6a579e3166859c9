using Lucene.Net.Index;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>The terms of a built field, for Lucene to write: read once from the first to the last, never searched.</summary>
/// <param name="terms">The terms by number.</param>
/// <param name="order">Their numbers in the order of their bytes.</param>
/// <param name="ends">Of each term, where its documents end; they begin where those of the one before end.</param>
/// <param name="documents">The documents of all terms in their order.</param>
/// <param name="times">How often each holds its term; null where that is not kept.</param>
/// <param name="total">Sum of all times, or -1.</param>
/// <param name="holders">Documents that have the field.</param>
internal sealed class BuiltTerms(TermNumbers terms, int[] order, int[] ends, int[] documents, int[]? times, long total, int holders) : Terms
{
    public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

    public override long Count => order.Length;

    public override long SumTotalTermFreq => total;

    public override long SumDocFreq => documents.Length;

    public override int DocCount => holders;

    public override bool HasFreqs => times is not null;

    public override bool HasOffsets => false;

    public override bool HasPositions => false;

    public override bool HasPayloads => false;

    public override TermsEnum GetEnumerator() => new Walk(this, terms, order, ends);

    private sealed class Walk(BuiltTerms owner, TermNumbers terms, int[] order, int[] ends) : TermsEnum
    {
        private readonly BytesRef _term = new();
        private readonly byte[] _room = new byte[16];
        private int _at = -1, _from, _to;

        public override IComparer<BytesRef> Comparer => owner.Comparer;

        public override BytesRef Term => _term;

        public override long Ord => _at;

        public override int DocFreq => _to - _from;

        public override long TotalTermFreq => throw new NotSupportedException();

        public override bool MoveNext()
        {
            if (++_at >= order.Length) return false;
            var term = order[_at];
            terms.Show(term, _term, _room);
            (_from, _to) = (_to, ends[term]);
            return true;
        }

        [Obsolete("Use MoveNext() and Term.")]
        public override BytesRef? Next() => MoveNext() ? _term : null;

        public override DocsEnum Docs(IBits? liveDocs, DocsEnum? reuse, DocsFlags flags)
        {
            var docs = reuse as Documents ?? new Documents(owner);
            docs.Set(_from, _to);
            return docs;
        }

        public override SeekStatus SeekCeil(BytesRef text) => throw new NotSupportedException();

        public override void SeekExact(long ord) => throw new NotSupportedException();

        public override DocsAndPositionsEnum? DocsAndPositions(IBits? liveDocs, DocsAndPositionsEnum? reuse, DocsAndPositionsFlags flags) => null;
    }

    private sealed class Documents(BuiltTerms owner) : DocsEnum
    {
        private readonly int[] _documents = owner.Held, _times = owner.Times ?? [];
        private int _from, _at, _to;

        public override int DocID => _at < _from ? -1 : _at < _to ? _documents[_at] : NO_MORE_DOCS;

        public override int Freq => _times.Length == 0 ? 1 : _times[_at];

        public void Set(int from, int to) => (_from, _at, _to) = (from, from - 1, to);

        public override int NextDoc() => ++_at < _to ? _documents[_at] : NO_MORE_DOCS;

        public override int Advance(int target) => throw new NotSupportedException();

        public override long GetCost() => _to - _from;
    }

    private int[] Held => documents;

    private int[]? Times => times;
}

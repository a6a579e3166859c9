using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>Walks and searches the terms of one field, a block at a time.</summary>
internal sealed class FieldTermsEnum(FieldTerms terms) : TermsEnum
{
    private readonly IndexInput _input = (IndexInput)terms.Input.Clone();
    private readonly ByteArrayDataInput _block = new();
    private readonly BytesRef _term = new(64);
    private readonly BlockTermState _state = terms.Postings.NewTermState();
    private readonly long[] _numbers = new long[1];
    private byte[] _bytes = new byte[1024];
    private int _loaded = -1, _at; // block, and number of terms of it that were read
    private bool _isRemembered; // the term was found without reading a block

    public override IComparer<BytesRef> Comparer => terms.Comparer;

    public override BytesRef Term => _term;

    public override long Ord => throw new NotSupportedException();

    public override int DocFreq => _state.DocFreq;

    public override long TotalTermFreq => terms.HasFreqs ? _state.TotalTermFreq : -1;

    public override bool MoveNext()
    {
        if (_isRemembered) SeekCeil(BytesRef.DeepCopyOf(_term));
        if (_loaded < 0) Load(0);
        else if (_at == InBlock())
        {
            if (_loaded + 1 == terms.Blocks) return false;
            Load(_loaded + 1);
        }
        Read();
        return true;
    }

    [Obsolete("Use MoveNext() and Term.")]
    public override BytesRef? Next() => MoveNext() ? _term : null;

    public override bool SeekExact(BytesRef text)
    {
        if (terms.Asked is not { } asked) return SeekCeil(text) == SeekStatus.FOUND;
        var wanted = text.Bytes.AsSpan(text.Offset, text.Length);
        if (!asked.TryGet(wanted, out var known))
        {
            var found = SeekCeil(text) == SeekStatus.FOUND;
            asked.Add(wanted, found ? (BlockTermState)_state.Clone() : null);
            return found;
        }
        if (known is null) return false;
        _state.CopyFrom(known);
        if (text.Length > _term.Bytes.Length) _term.Grow(text.Length);
        wanted.CopyTo(_term.Bytes);
        (_term.Length, _isRemembered) = (text.Length, true);
        return true;
    }

    public override SeekStatus SeekCeil(BytesRef text)
    {
        _isRemembered = false;
        Load(terms.BlockOf(text.Bytes.AsSpan(text.Offset, text.Length)));
        while (MoveNext())
        {
            var order = _term.Bytes.AsSpan(0, _term.Length).SequenceCompareTo(text.Bytes.AsSpan(text.Offset, text.Length));
            if (order >= 0) return order == 0 ? SeekStatus.FOUND : SeekStatus.NOT_FOUND;
        }
        return SeekStatus.END;
    }

    public override void SeekExact(long ord) => throw new NotSupportedException();

    public override DocsEnum Docs(IBits? liveDocs, DocsEnum? reuse, DocsFlags flags) => terms.Postings.Docs(terms.Field, _state, liveDocs, reuse, flags);

    public override DocsAndPositionsEnum? DocsAndPositions(IBits? liveDocs, DocsAndPositionsEnum? reuse, DocsAndPositionsFlags flags) => null;

    private int InBlock() => _loaded + 1 < terms.Blocks ? TermsFormat.BlockTerms : (int)(terms.Count - (long)_loaded * TermsFormat.BlockTerms);

    private void Load(int block)
    {
        (_at, _term.Length) = (0, 0);
        var (from, length) = terms.Place(block);
        if (block != _loaded)
        {
            if (length < 0 || from + length > _input.Length) throw new CorruptIndexException("a block of terms leads out of its file");
            if (length > _bytes.Length) _bytes = new byte[length * 2];
            _input.Seek(from);
            _input.ReadBytes(_bytes, 0, length);
        }
        _block.Reset(_bytes, 0, length);
        _loaded = block;
    }

    private void Read()
    {
        var first = _at++ == 0;
        int lengths = _block.ReadByte(), shared = lengths & TermsFormat.Most, rest = lengths >> 4;
        if (shared == TermsFormat.Most) shared += _block.ReadVInt32();
        if (rest == TermsFormat.Most) rest += _block.ReadVInt32();
        if (shared < 0 || shared > _term.Length || rest < 0) throw new CorruptIndexException("a term is broken");
        if (shared + rest > _term.Bytes.Length) _term.Grow(shared + rest);
        _block.ReadBytes(_term.Bytes, shared, rest);
        _term.Length = shared + rest;
        var documents = _block.ReadVInt64();
        _state.DocFreq = documents == 0 ? 1 : checked((int)(documents >> 1));
        var more = (documents & 1) == 0 ? 0 : _block.ReadVInt64();
        _state.TotalTermFreq = terms.HasFreqs ? _state.DocFreq + more : -1;
        _numbers[0] = documents == 0 ? 0 : _block.ReadVInt64();
        terms.Postings.DecodeTerm(_numbers, _block, terms.Field, _state, first);
    }
}

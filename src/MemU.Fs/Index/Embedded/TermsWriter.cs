using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>Writes the terms of a segment as <see cref="TermsFormat"/> describes.</summary>
internal sealed class TermsWriter : FieldsConsumer
{
    private readonly PostingsWriterBase _postings;
    private readonly IndexOutput _terms;
    private readonly IndexOutput _blocks;

    // of the field that is being written
    private readonly RAMOutputStream _rest = new(), _starts = new(), _names = new();

    /// <summary>Opens the files; owns the writer of the lists of documents.</summary>
    public TermsWriter(SegmentWriteState state, PostingsWriterBase postings)
    {
        _postings = postings;
        IndexOutput? terms = null, blocks = null;
        try
        {
            terms = state.Directory.CreateOutput(TermsFormat.TermsIn(state.SegmentInfo.Name, state.SegmentSuffix), state.Context);
            blocks = state.Directory.CreateOutput(TermsFormat.BlocksIn(state.SegmentInfo.Name, state.SegmentSuffix), state.Context);
            CodecUtil.WriteHeader(terms, TermsFormat.Codec, TermsFormat.Version);
            CodecUtil.WriteHeader(blocks, TermsFormat.Codec, TermsFormat.Version);
            postings.Init(terms);
            (_terms, _blocks) = (terms, blocks);
        }
        catch
        {
            IOUtils.DisposeWhileHandlingException(terms, blocks, postings);
            throw;
        }
    }

    /// <inheritdoc/>
    public override TermsConsumer AddField(FieldInfo field)
    {
        _starts.Reset();
        _names.Reset();
        return new Field(this, field, _postings.SetField(field));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        try
        {
            _blocks.WriteByte(0); // no further field
            CodecUtil.WriteFooter(_terms);
            CodecUtil.WriteFooter(_blocks);
        }
        finally
        {
            _rest.Dispose();
            _starts.Dispose();
            _names.Dispose();
            IOUtils.Dispose(_terms, _blocks, _postings);
        }
    }

    private sealed class Field(TermsWriter owner, FieldInfo field, int numbers) : TermsConsumer
    {
        private readonly IndexOutput _terms = owner._terms;
        private readonly RAMOutputStream _rest = owner._rest, _starts = owner._starts, _names = owner._names;
        private readonly long[] _numbers = new long[numbers];
        private readonly long _from = owner._terms.Position;
        private readonly PresentWordsWriter? _words = field.Name == UnitWriter.Body && WordVectors.All is { } vectors ? new(vectors) : null;

        // in turn, since the lists' writer compares each state with the one before
        private BlockTermState _state = owner._postings.NewTermState(), _before = owner._postings.NewTermState();
        private byte[] _last = new byte[64];
        private int _lastLength, _count;

        public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

        public override PostingsConsumer StartTerm(BytesRef text)
        {
            owner._postings.StartTerm();
            return owner._postings;
        }

        public override void FinishTerm(BytesRef text, TermStats stats)
        {
            (_state, _before) = (_before, _state);
            (_state.DocFreq, _state.TotalTermFreq) = (stats.DocFreq, stats.TotalTermFreq);
            owner._postings.FinishTerm(_state);
            var term = text.Bytes.AsSpan(text.Offset, text.Length);
            _words?.Add(term, stats.DocFreq);
            var shared = term.CommonPrefixLength(_last.AsSpan(0, _lastLength));
            var first = _count++ % TermsFormat.BlockTerms == 0;
            if (first)
            {
                _starts.WriteInt32(checked((int)(_terms.Position - _from)));
                _starts.WriteInt32((int)_names.Position);
                _names.WriteBytes(text.Bytes, text.Offset, Math.Min(text.Length, shared + 1));
                shared = 0;
            }
            WriteText(text, shared);
            owner._postings.EncodeTerm(_numbers, _rest, field, _state, first);
            var more = field.IndexOptions == IndexOptions.DOCS_ONLY ? 0 : stats.TotalTermFreq - stats.DocFreq;
            if (stats.DocFreq == 1 && more == 0 && !_numbers.AsSpan().ContainsAnyExcept(0))
            {
                _terms.WriteByte(0);
            }
            else
            {
                _terms.WriteVInt64(stats.DocFreq * 2L + (more > 0 ? 1 : 0));
                if (more > 0) _terms.WriteVInt64(more);
                foreach (var number in _numbers) _terms.WriteVInt64(number);
            }
            _rest.WriteTo(_terms);
            _rest.Reset();
            if (text.Length > _last.Length) _last = new byte[text.Length * 2];
            term.CopyTo(_last);
            _lastLength = text.Length;
        }

        private void WriteText(BytesRef text, int shared)
        {
            var rest = text.Length - shared;
            _terms.WriteByte((byte)(Math.Min(shared, TermsFormat.Most) | (Math.Min(rest, TermsFormat.Most) << 4)));
            if (shared >= TermsFormat.Most) _terms.WriteVInt32(shared - TermsFormat.Most);
            if (rest >= TermsFormat.Most) _terms.WriteVInt32(rest - TermsFormat.Most);
            _terms.WriteBytes(text.Bytes, text.Offset + shared, rest);
        }

        public override void Finish(long sumTotalTermFreq, long sumDocFreq, int docCount)
        {
            if (_count == 0) return;
            var blocks = owner._blocks;
            blocks.WriteByte(1);
            blocks.WriteVInt32(field.Number);
            blocks.WriteVInt32(_count);
            blocks.WriteVInt64(sumTotalTermFreq + 1); // -1 where it is not kept
            blocks.WriteVInt64(sumDocFreq);
            blocks.WriteVInt32(docCount);
            blocks.WriteVInt64(_from);
            blocks.WriteVInt64(_terms.Position);
            _starts.WriteInt32(checked((int)(_terms.Position - _from)));
            _starts.WriteInt32((int)_names.Position);
            blocks.WriteVInt32((int)_starts.Position);
            _starts.WriteTo(blocks);
            blocks.WriteVInt32((int)_names.Position);
            _names.WriteTo(blocks);
            if (_words is null) blocks.WriteVInt32(0);
            else _words.WriteTo(blocks);
        }
    }
}

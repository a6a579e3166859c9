using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace MemU.Fs.Index.Embedded;

/// <summary>Reads the terms of a segment; what finds a block is kept in memory, blocks are read when they are asked for.</summary>
internal sealed class TermsReader : FieldsProducer
{
    private readonly SortedDictionary<string, FieldTerms> _fields = new(StringComparer.Ordinal);
    private readonly PostingsReaderBase _postings;
    private readonly IndexInput _terms;
    private readonly Func<IndexInput> _blocks;

    /// <summary>Opens the files; owns the reader of the lists of documents from then on.</summary>
    public TermsReader(SegmentReadState state, PostingsReaderBase postings)
    {
        var name = TermsFormat.BlocksIn(state.SegmentInfo.Name, state.SegmentSuffix);
        _blocks = () => state.Directory.OpenInput(name, state.Context);
        _postings = postings;
        _terms = state.Directory.OpenInput(TermsFormat.TermsIn(state.SegmentInfo.Name, state.SegmentSuffix), state.Context);
        try
        {
            CodecUtil.CheckHeader(_terms, TermsFormat.Codec, TermsFormat.Version, TermsFormat.Version);
            postings.Init(_terms);
            using var blocks = _blocks();
            CodecUtil.CheckHeader(blocks, TermsFormat.Codec, TermsFormat.Version, TermsFormat.Version);
            while (blocks.ReadByte() != 0)
            {
                var field = state.FieldInfos.FieldInfo(blocks.ReadVInt32()) ?? throw new CorruptIndexException($"{name} names a field that is not there");
                _fields.Add(field.Name, new(field, _terms, postings, blocks));
            }
        }
        catch
        {
            _terms.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override int Count => _fields.Count;

    /// <inheritdoc/>
    public override IEnumerator<string> GetEnumerator() => _fields.Keys.GetEnumerator();

    /// <inheritdoc/>
    public override Terms? GetTerms(string field) => _fields.GetValueOrDefault(field);

    /// <inheritdoc/>
    public override long RamBytesUsed() => _fields.Values.Sum(f => f.Size);

    /// <inheritdoc/>
    public override void CheckIntegrity()
    {
        CodecUtil.ChecksumEntireFile(_terms);
        using var blocks = _blocks();
        CodecUtil.ChecksumEntireFile(blocks);
        _postings.CheckIntegrity();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        _terms.Dispose();
        _postings.Dispose();
    }
}

using System.Buffers.Binary;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>The terms of one field on disk.</summary>
internal sealed class FieldTerms : Terms
{
    private readonly byte[] _starts; // of each block and of the end: where its terms begin, where its text begins (4 bytes each, big endian)
    private readonly byte[] _names;
    private readonly long _from;

    /// <summary>Reads what finds a block.</summary>
    public FieldTerms(FieldInfo field, IndexInput terms, PostingsReaderBase postings, IndexInput blocks)
    {
        (Field, Input, Postings) = (field, terms, postings);
        if (field.HasNorms) Asked = new();
        Count = blocks.ReadVInt32();
        SumTotalTermFreq = blocks.ReadVInt64() - 1;
        SumDocFreq = blocks.ReadVInt64();
        DocCount = blocks.ReadVInt32();
        _from = blocks.ReadVInt64();
        _ = blocks.ReadVInt64();
        _starts = Bytes(blocks);
        _names = Bytes(blocks);
        Words = Bytes(blocks);
        if (Count <= 0 || _starts.Length != (Blocks + 1L) * 8) throw new CorruptIndexException($"the terms of the field {field.Name} are broken");
    }

    /// <summary>The field.</summary>
    public FieldInfo Field { get; }

    /// <summary>The file of the terms, to be cloned.</summary>
    public IndexInput Input { get; }

    /// <summary>What reads the lists of documents.</summary>
    public PostingsReaderBase Postings { get; }

    /// <summary>Terms that were asked for; null for a field whose terms are asked for once, such as keys.</summary>
    public AskedTerms? Asked { get; }

    /// <summary>Which of the terms have a word vector, as <see cref="PresentWordsWriter"/> writes it; empty where it was not noted.</summary>
    public byte[] Words { get; }

    /// <summary>Number of blocks.</summary>
    public int Blocks => (int)((Count + TermsFormat.BlockTerms - 1) / TermsFormat.BlockTerms);

    /// <summary>Bytes in memory.</summary>
    public long Size => _starts.Length + _names.Length + Words.Length;

    public override IComparer<BytesRef> Comparer => BytesRef.UTF8SortedAsUnicodeComparer;

    public override long Count { get; }

    public override long SumTotalTermFreq { get; }

    public override long SumDocFreq { get; }

    public override int DocCount { get; }

    public override bool HasFreqs => Field.IndexOptions != IndexOptions.DOCS_ONLY;

    public override bool HasOffsets => false;

    public override bool HasPositions => false;

    public override bool HasPayloads => false;

    public override TermsEnum GetEnumerator() => new FieldTermsEnum(this);

    /// <summary>Where a block's terms lie in the file.</summary>
    public (long From, int Length) Place(int block)
    {
        var from = Number(block * 2);
        return (_from + from, Number(block * 2 + 2) - from);
    }

    /// <summary>The block that holds a term if there is such a term.</summary>
    public int BlockOf(ReadOnlySpan<byte> term)
    {
        var (low, high) = (0, Blocks - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            var from = Number(middle * 2 + 1);
            if (_names.AsSpan(from, Number(middle * 2 + 3) - from).SequenceCompareTo(term) <= 0) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private int Number(int at) => BinaryPrimitives.ReadInt32BigEndian(_starts.AsSpan(at * 4));

    private static byte[] Bytes(IndexInput from)
    {
        var length = from.ReadVInt32();
        if (length < 0 || length > from.Length) throw new CorruptIndexException("the terms of a field are broken");
        var bytes = new byte[length];
        from.ReadBytes(bytes, 0, length);
        return bytes;
    }
}

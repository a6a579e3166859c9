using Lucene.Net.Index;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>A number per document of a segment that is being built.</summary>
internal sealed class NumberBuilder(string name) : NumericDocValues
{
    private long[] _values = new long[64];

    /// <summary>The field's name.</summary>
    public string Name => name;

    /// <summary>Sets a document's value.</summary>
    public void Set(int document, long value)
    {
        if (document >= _values.Length) Array.Resize(ref _values, Math.Max(document + 1, _values.Length * 2));
        _values[document] = value;
    }

    /// <inheritdoc/>
    public override long Get(int docID) => _values[docID];
}

/// <summary>A text per document of a segment that is being built; each different one is kept once.</summary>
internal sealed class TextBuilder(string name)
{
    private readonly TermTable _texts = new();
    private int[] _numbers = new int[64];

    /// <summary>The field's name.</summary>
    public string Name => name;

    /// <summary>Memory in use.</summary>
    public long Size => _texts.Size;

    /// <summary>The number of a text, for <see cref="Set"/>.</summary>
    public int Number(ReadOnlySpan<char> text) => _texts.Add(text);

    /// <summary>Sets a document's text by its number.</summary>
    public void Set(int document, int number)
    {
        if (document >= _numbers.Length) Array.Resize(ref _numbers, Math.Max(document + 1, _numbers.Length * 2));
        _numbers[document] = number;
    }

    /// <summary>The texts as Lucene reads them.</summary>
    public SortedDocValues Build()
    {
        var order = _texts.Sorted();
        var ranks = new int[order.Length];
        for (var i = 0; i < order.Length; i++) ranks[order[i]] = i;
        return new Values(_texts, order, ranks, _numbers);
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear() => _texts.Clear();

    private sealed class Values(TermTable texts, int[] order, int[] ranks, int[] numbers) : SortedDocValues
    {
        public override int ValueCount => order.Length;

        public override int GetOrd(int docID) => ranks[numbers[docID]];

        public override void LookupOrd(int ord, BytesRef result) => texts.Show(order[ord], result, new byte[16]);
    }
}

using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace MemU.Fs.Index.Embedded;

/// <summary>The units of a segment by kind, dead ones included, each with the number of its vector: what every search walks through, decoded once.</summary>
internal sealed class SegmentUnits
{
    // of a segment's files, which never change
    private static readonly ConditionalWeakTable<object, SegmentUnits> Known = [];

    private readonly (int[] Documents, int[] Vectors)[] _kinds;

    private SegmentUnits(AtomicReader reader)
    {
        var numbers = reader.GetNumericDocValues(UnitValues.Vector);
        _kinds = [.. ExactTerms.Kinds.Select(kind => Read(reader, kind, numbers))];
    }

    /// <summary>The units of a segment.</summary>
    public static SegmentUnits Of(AtomicReader reader) => Known.GetValue(reader.CoreCacheKey, _ => new(reader));

    /// <summary>The documents of a kind, ascending, and the vector of each as <see cref="UnitValues.Vector"/> has it.</summary>
    public (int[] Documents, int[] Vectors) this[int kind] => _kinds[kind];

    private static (int[] Documents, int[] Vectors) Read(AtomicReader reader, ExactTerm kind, NumericDocValues? numbers)
    {
        var terms = reader.GetTerms(kind.Field)?.GetEnumerator();
        if (terms is null || !terms.SeekExact(kind.Bytes())) return ([], []);
        var (documents, vectors) = (new int[terms.DocFreq], new int[terms.DocFreq]);
        var (docs, count) = (terms.Docs(null, null, DocsFlags.NONE), 0);
        for (; docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS; count++)
        {
            documents[count] = docs.DocID;
            vectors[count] = (int)(numbers?.Get(docs.DocID) ?? 0);
        }
        return (documents, vectors);
    }
}

using Lucene.Net.Index;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>A segment that was built in memory, as Lucene reads it in order to write it to disk.</summary>
internal sealed class BuiltSegment(SegmentBuilder built) : AtomicReader
{
    private readonly Dictionary<string, Terms> _terms = built.Fields.Where(f => !f.IsEmpty).ToDictionary(f => f.Name, f => f.Build(), StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDocValues> _texts = built.Values.Texts.ToDictionary(t => t.Name, t => t.Build(), StringComparer.Ordinal);

    public override Fields Fields => new BuiltFields(_terms);

    public override FieldInfos FieldInfos { get; } = new(Infos(built).ToArray());

    public override int MaxDoc => built.Document;

    public override int NumDocs => built.Document;

    public override IBits? LiveDocs => null;

    public override NumericDocValues? GetNumericDocValues(string field) => Array.Find(built.Values.Numbers, n => n.Name == field);

    public override SortedDocValues? GetSortedDocValues(string field) => _texts.GetValueOrDefault(field);

    public override NumericDocValues? GetNormValues(string field) => Array.Find(built.Fields, f => f.Name == field && f.Counted) is { } found ? new Norms(found) : null;

    public override BinaryDocValues? GetBinaryDocValues(string field) => null;

    public override SortedSetDocValues? GetSortedSetDocValues(string field) => null;

    public override IBits GetDocsWithField(string field) => new Bits.MatchAllBits(MaxDoc);

    public override Fields? GetTermVectors(int docID) => null;

    public override void Document(int docID, StoredFieldVisitor visitor)
    {
        // no field is stored
    }

    public override void CheckIntegrity()
    {
        // it is in memory: there is no checksum
    }

    protected override void DoClose()
    {
        // nothing is open
    }

    private static IEnumerable<FieldInfo> Infos(SegmentBuilder built)
    {
        var number = 0;
        foreach (var field in built.Fields)
            yield return new(field.Name, true, number++, false, !field.Counted, false, field.Counted ? IndexOptions.DOCS_AND_FREQS : IndexOptions.DOCS_ONLY,
                DocValuesType.NONE, field.Counted ? DocValuesType.NUMERIC : DocValuesType.NONE, null);
        foreach (var text in built.Values.Texts) yield return Info(text.Name, DocValuesType.SORTED);
        foreach (var value in built.Values.Numbers) yield return Info(value.Name, DocValuesType.NUMERIC);

        FieldInfo Info(string name, DocValuesType type) => new(name, false, number++, false, false, false, IndexOptions.NONE, type, DocValuesType.NONE, null);
    }

    private sealed class Norms(FieldBuilder field) : NumericDocValues
    {
        // Lucene keeps a norm as a byte with a sign
        public override long Get(int docID) => (sbyte)field.Norm(docID);
    }

    private sealed class BuiltFields(Dictionary<string, Terms> terms) : Fields
    {
        public override int Count => terms.Count;

        public override IEnumerator<string> GetEnumerator() => terms.Keys.Order(StringComparer.Ordinal).GetEnumerator();

        public override Terms? GetTerms(string field) => terms.GetValueOrDefault(field);
    }
}

using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>The units of a segment for which a condition holds. What that costs follows the number of different values of the field and of hits; no file is read.</summary>
internal static class FieldFilter
{
    /// <summary>The documents for which the condition holds; deleted ones may be among them.</summary>
    public static FixedBitSet Of(Leaf leaf, ValueTest test)
    {
        var passing = new FixedBitSet(leaf.Reader.MaxDoc);
        if (test.Field is "created" or "modified") Moments(leaf, test, passing);
        else if (test.EqualTo is { } values) Equal(leaf, test.Field, values, passing);
        else if (test.Field == "path") Paths(leaf, test, passing);
        else if (test.TakesAny && !FileValues.BuiltIn.Contains(test.Field)) Put(leaf.Docs(ExactTerms.Name(test.Field)), passing);
        else Values(leaf, test, passing);
        if (test.IsNegated) passing.Flip(0, leaf.Reader.MaxDoc);
        return passing;
    }

    private static void Equal(Leaf leaf, string field, IEnumerable<string> values, FixedBitSet passing)
    {
        DocsEnum? reuse = null;
        foreach (var term in values.SelectMany(v => ExactTerms.Asked(field, v))) reuse = Put(leaf.Docs(term, reuse), passing) ?? reuse;
    }

    // each different value is tested once
    private static void Values(Leaf leaf, ValueTest test, FixedBitSet passing)
    {
        if (leaf.Reader.GetTerms(UnitWriter.Exact)?.GetEnumerator() is not { } terms) return;
        var name = Encoding.UTF8.GetByteCount(ExactTerms.ValuesOf(test.Field));
        var begin = new BytesRef(ExactTerms.ValuesOf(test.Field) + test.Prefix);
        if (terms.SeekCeil(begin) == TermsEnum.SeekStatus.END) return;
        DocsEnum? docs = null;
        do
        {
            var term = terms.Term;
            if (!StringHelper.StartsWith(term, begin)) break;
            if (!test.Passes(Encoding.UTF8.GetString(term.Bytes, term.Offset + name, term.Length - name))) continue;
            docs = terms.Docs(leaf.Reader.LiveDocs, docs, DocsFlags.NONE);
            Put(docs, passing);
        }
        while (terms.MoveNext());
    }

    private static void Paths(Leaf leaf, ValueTest test, FixedBitSet passing)
    {
        if (leaf.Reader.GetSortedDocValues(UnitValues.Path) is not { } paths) return;
        var (right, bytes) = (new bool[paths.ValueCount], new BytesRef());
        for (var number = 0; number < right.Length; number++)
        {
            paths.LookupOrd(number, bytes);
            right[number] = test.Passes(FieldText.Of(bytes.Utf8ToString()));
        }
        for (var doc = 0; doc < leaf.Reader.MaxDoc; doc++)
            if (paths.GetOrd(doc) is var number and >= 0 && right[number]) passing.Set(doc);
    }

    private static void Moments(Leaf leaf, ValueTest test, FixedBitSet passing)
    {
        if (leaf.Reader.GetNumericDocValues(test.Field == "created" ? UnitValues.Created : UnitValues.Modified) is not { } ticks) return;
        var (last, passes) = (0L, false); // units of one file lie side by side
        for (var doc = 0; doc < leaf.Reader.MaxDoc; doc++)
        {
            if (ticks.Get(doc) is not 0 and var its)
            {
                if (its != last) (last, passes) = (its, test.Passes(its));
                if (passes) passing.Set(doc);
            }
        }
    }

    private static DocsEnum? Put(DocsEnum? docs, FixedBitSet passing)
    {
        if (docs is null) return null;
        while (docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS) passing.Set(docs.DocID);
        return docs;
    }
}

using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>The units that hold all words of a text, each in any of its forms.</summary>
internal sealed class TextFilter
{
    private readonly List<List<BytesRef>> _words = []; // any of the inner ones, all of the outer ones

    /// <summary>Analyzes the text.</summary>
    public TextFilter(string text)
    {
        var buffer = new TermBuffer();
        new TextAnalysis().Analyze(text, buffer, isQuestion: true);
        foreach (var word in Enumerable.Range(0, buffer.Count).GroupBy(buffer.WordOf))
        {
            var forms = word.Select(i => buffer[i].ToString()).Distinct(StringComparer.Ordinal).ToList();
            // runs without spaces are kept as characters and pairs, which all have to be there; Korean words also whole, but with other endings
            if (forms.Exists(f => CharKinds.Of(f, 0, out _) is CharKind.Ideograph or CharKind.Unspaced or CharKind.Hangul)) _words.AddRange(forms.Where(f => f.Length <= 2).Select(f => new List<BytesRef> { new(f) }));
            else _words.Add(forms.ConvertAll(f => new BytesRef(f)));
        }
    }

    /// <summary>Those of a segment; null when the text has no word.</summary>
    public FixedBitSet? In(AtomicReader reader)
    {
        FixedBitSet? all = null;
        foreach (var forms in _words)
        {
            var any = new FixedBitSet(reader.MaxDoc);
            var terms = reader.GetTerms(UnitWriter.Body)?.GetEnumerator();
            foreach (var form in forms)
            {
                if (terms is null || !terms.SeekExact(form)) continue;
                var docs = terms.Docs(null, null, DocsFlags.NONE);
                while (docs.NextDoc() != DocIdSetIterator.NO_MORE_DOCS) any.Set(docs.DocID);
            }
            if (all is null) all = any;
            else all.And(any);
        }
        return all;
    }
}

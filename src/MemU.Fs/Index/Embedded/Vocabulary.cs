using System.Runtime.CompilerServices;
using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using MemU.Fs.Index.Embedded.Languages;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>The words that some unit holds, looked through for those like a word that none does.</summary>
internal sealed class Vocabulary(Snapshot snapshot)
{
    private const int MostLooked = 65_536, ShortestPart = 5, LeastRest = 3;

    private static readonly (WordLanguages Language, string First, string Last)[] Unspaced =
        [(WordLanguages.Thai, "\u0e01", "\u0e7f"), (WordLanguages.Japanese, "\u3041", "\u30ff"), (WordLanguages.Chinese, "\u4e00", "\u9fff"), (WordLanguages.Korean, "\uac00", "\ud7a3")];

    // of a segment's files, which never change
    private static readonly ConditionalWeakTable<object, StrongBox<WordLanguages>> Written = [];

    /// <summary>The languages that memories are written in.</summary>
    public WordLanguages Languages()
    {
        var all = WordLanguages.None;
        foreach (var leaf in snapshot.Leaves) all |= Written.GetValue(leaf.Reader.CoreCacheKey, _ => new(Languages(leaf.Reader))).Value;
        return all;
    }

    private static WordLanguages Languages(AtomicReader reader)
    {
        var written = WordLanguages.None;
        if (reader.GetTerms(UnitWriter.Exact)?.GetEnumerator() is { } exact)
            for (var language = Language.English; language <= Language.Hindi; language++)
                if (exact.SeekExact(ExactTerms.Written(language).Bytes())) written |= (WordLanguages)(1u << (int)language);
        if (reader.GetTerms(UnitWriter.Body)?.GetEnumerator() is not { } terms) return written;
        foreach (var (language, first, last) in Unspaced)
            if (terms.SeekCeil(new BytesRef(first)) != TermsEnum.SeekStatus.END && terms.Term.CompareTo(new BytesRef(last)) <= 0) written |= language;
        return written;
    }

    /// <summary>Terms that begin with a text, the most frequent first.</summary>
    public List<string> Beginning(string prefix, int most)
    {
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        Each(prefix, (term, count) => found[term] = found.GetValueOrDefault(term) + count);
        return Best(found, most);
    }

    /// <summary>Terms that differ from a word by one slip of the pen, or by two in a long word, and begin with the same letter; the nearest first.</summary>
    public List<string> Near(string word, int most)
    {
        var (found, distances, far) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal), word.Length < 8 ? 1 : 2);
        Each(word[..(char.IsHighSurrogate(word[0]) ? 2 : 1)], (term, count) =>
        {
            if (Math.Abs(term.Length - word.Length) > far || Slips.Between(word, term, far) is not ({ } distance and > 0)) return;
            found[term] = found.GetValueOrDefault(term) + count;
            distances[term] = distance;
        });
        if (distances.Count == 0) return [];
        var least = distances.Values.Min();
        return Best(found.Where(f => distances[f.Key] == least), most);
    }

    /// <summary>The longest term that a word begins with and that leaves something of it: the first part of a compound; null when there is none.</summary>
    public string? PartOf(string word)
    {
        for (var length = word.Length - LeastRest; length >= ShortestPart; length--)
            if (Holds(word[..length])) return word[..length];
        return null;
    }

    private List<string> Best(IEnumerable<KeyValuePair<string, long>> found, int most) =>
        [.. found.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Key).Where(Holds).Take(most)];

    // a segment keeps the terms of deleted units until it is merged
    private bool Holds(string term)
    {
        var bytes = new BytesRef(term);
        foreach (var leaf in snapshot.Leaves)
        {
            if (leaf.Reader.GetTerms(UnitWriter.Body)?.GetEnumerator() is not { } terms || !terms.SeekExact(bytes)) continue;
            var docs = terms.Docs(leaf.Reader.LiveDocs, null, DocsFlags.NONE);
            while (docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
                if (leaf.Masked?.Get(doc) != true) return true;
        }
        return false;
    }

    private void Each(string prefix, Action<string, long> take)
    {
        var (from, beginning) = (new BytesRef(prefix), Encoding.UTF8.GetBytes(prefix));
        foreach (var leaf in snapshot.Leaves)
        {
            if (leaf.Reader.GetTerms(UnitWriter.Body)?.GetEnumerator() is not { } terms || terms.SeekCeil(from) == TermsEnum.SeekStatus.END) continue;
            for (var looked = 0; looked < MostLooked && terms.Term.Bytes.AsSpan(terms.Term.Offset, terms.Term.Length).StartsWith(beginning); looked++)
            {
                take(terms.Term.Utf8ToString(), terms.DocFreq);
                if (!terms.MoveNext()) break;
            }
        }
    }
}

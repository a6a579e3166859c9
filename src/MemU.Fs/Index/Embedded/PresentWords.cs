using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Store;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The terms of the table of word vectors that memories have in their own text: what related words are chosen from, so that the cost of a question goes with the words
/// that there are and no word is looked up in vain. Each segment keeps its list, made while its terms are written. Usable from several threads.
/// </summary>
internal sealed class PresentWords
{
    private const int MostKept = 4096;

    // of a segment's files, which never change
    private static readonly ConditionalWeakTable<object, List<(int Section, int[] Rows, int[] Counts)>> Known = [];

    private readonly WordVectors _vectors;
    private readonly List<(int Section, int[] Rows, int[] Counts)> _sections = [];
    private readonly KeptAnswers<(string Term, WordLanguages Asked, WordLanguages Among, float Least), RelatedWord[]> _kept = new(MostKept);

    /// <summary>Adds up what the segments have.</summary>
    public PresentWords(IReadOnlyList<Leaf> leaves, WordVectors vectors)
    {
        _vectors = vectors;
        var all = leaves.SelectMany(l => Known.GetValue(l.Reader.CoreCacheKey, _ => Read(l.Reader, vectors))).ToLookup(s => s.Section);
        foreach (var section in all)
        {
            var counts = new int[vectors.Count(section.Key)];
            foreach (var (_, rows, held) in section)
                for (var i = 0; i < rows.Length; i++) counts[rows[i]] += held[i];
            var present = Enumerable.Range(0, counts.Length).Where(r => counts[r] > 0).ToArray();
            _sections.Add((section.Key, present, Array.ConvertAll(present, r => counts[r])));
        }
    }

    /// <summary>The terms most like one of the question, the nearest first, each with the number of units that hold it, deleted ones included; null when the table has no such term.</summary>
    /// <param name="term">The term.</param>
    /// <param name="asked">The languages that it may be of.</param>
    /// <param name="among">Whose terms.</param>
    /// <param name="least">The least cosine.</param>
    public RelatedWord[]? Near(string term, WordLanguages asked, WordLanguages among, float least)
    {
        var key = (term, asked, among, least);
        if (_kept.All.TryGetValue(key, out var kept)) return kept;
        if (_vectors.Find(term, asked) is not { } word) return null;
        var vector = _vectors.Vector(word);
        var near = new List<RelatedWord>();
        foreach (var (section, rows, counts) in _sections)
        {
            if ((_vectors.Language(section) & among) == 0) continue;
            // what only is the nearest of the few words that a small memory has is not near: an otter is no kestrel
            _vectors.Near(vector, section, rows, Math.Max(least, _vectors.Reach(word, section)), (at, cosine) => near.Add(new(new(section, rows[at]), cosine, counts[at])));
        }
        near.Sort((a, b) => b.Cosine.CompareTo(a.Cosine));
        return _kept.Add(key, [.. near]);
    }

    private static List<(int Section, int[] Rows, int[] Counts)> Read(AtomicReader reader, WordVectors vectors)
    {
        var sections = new List<(int, int[], int[])>();
        if (reader.GetTerms(UnitWriter.Body) is not FieldTerms { Words.Length: > 0 and var length } terms) return sections;
        var bytes = new ByteArrayDataInput(terms.Words, 0, length);
        while (!bytes.Eof)
        {
            var section = bytes.ReadVInt32();
            var count = bytes.ReadVInt32();
            if (section < 0 || section >= vectors.Sections || count < 0 || count > vectors.Count(section)) throw new CorruptIndexException("the list of words with vectors is broken");
            var (rows, counts, row) = (new int[count], new int[count], -1);
            for (var i = 0; i < count; i++)
            {
                row += 1 + bytes.ReadVInt32();
                if (row < 0 || row >= vectors.Count(section)) throw new CorruptIndexException("the list of words with vectors is broken");
                (rows[i], counts[i]) = (row, bytes.ReadVInt32());
            }
            sections.Add((section, rows, counts));
        }
        return sections;
    }
}

/// <summary>A word near one of the question.</summary>
/// <param name="Number">Its place in the table.</param>
/// <param name="Cosine">How near.</param>
/// <param name="Count">How many units hold it, deleted ones included.</param>
internal readonly record struct RelatedWord(WordNumber Number, float Cosine, int Count);

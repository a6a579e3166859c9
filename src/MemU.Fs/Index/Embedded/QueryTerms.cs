using Lucene.Net.Index;
using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>A term of the question with its weights.</summary>
internal readonly record struct QueryTerm(string Text, BytesRef Bytes, float Idf, float HeadIdf);

/// <summary>The question as terms, weighted by how rare they are; never parsed, so no character in it has a meaning of its own.</summary>
internal sealed class QueryTerms
{
    private const int LongestQuestion = 32_768;
    private const int Most = 96;

    /// <summary>Analyzes the question and looks its terms up.</summary>
    public QueryTerms(string question, Snapshot snapshot, RankingRules rules)
    {
        var buffer = new TermBuffer();
        new TextAnalysis().Analyze(question.Length <= LongestQuestion ? question : question[..LongestQuestion], buffer);
        var all = Enumerable.Range(0, buffer.Count).Select(i => (Text: buffer[i].ToString(), Weak: buffer.IsWeak(i))).Distinct().ToList();
        var strong = all.Where(t => !t.Weak).Select(t => t.Text).Distinct(StringComparer.Ordinal).ToList();
        var texts = strong.Count > 0 ? strong : all.ConvertAll(t => t.Text);
        Words = strong.ToHashSet(StringComparer.Ordinal);

        var body = Statistics(snapshot, UnitWriter.Body, texts, out var documents, out var ownLength);
        var near = Statistics(snapshot, UnitWriter.Near, texts, out _, out var nearLength);
        var head = Statistics(snapshot, UnitWriter.Head, texts, out _, out var headLength);
        (OwnLength, NearLength, HeadLength) = (ownLength, nearLength, headLength);
        var speakers = SpeakerWords(snapshot);
        float Weight(string term) => speakers.Contains(term) ? rules.SpeakerWordFactor : 1;
        Terms = texts.Select((t, i) => (Term: new QueryTerm(t, new BytesRef(t), Weight(t) * Idf(Math.Min(documents, body[i] + near[i]), documents), Weight(t) * Idf(head[i], documents)), Found: body[i] + near[i] + head[i]))
            .OrderByDescending(t => t.Found > 0).ThenByDescending(t => t.Term.Idf).ThenBy(t => t.Term.Text, StringComparer.Ordinal)
            .Take(Most).Select(t => t.Term).ToArray();
    }

    /// <summary>The terms, the rarest first.</summary>
    public QueryTerm[] Terms { get; }

    /// <summary>The question's words, for comparison with a speaker's name.</summary>
    public IReadOnlySet<string> Words { get; }

    /// <summary>Mean number of own words of a unit.</summary>
    public float OwnLength { get; }

    /// <summary>Mean number of words of the neighbors.</summary>
    public float NearLength { get; }

    /// <summary>Mean number of words of title and heading.</summary>
    public float HeadLength { get; }

    /// <summary>Words of the question that name somebody who speaks here: everything they said is about them, whether or not it says their name.</summary>
    private HashSet<string> SpeakerWords(Snapshot snapshot)
    {
        const int mostSpeakers = 256; // beyond, a name among many tells one unit from another like any other word
        var found = new HashSet<string>(StringComparer.Ordinal);
        var (buffer, value) = (new TermBuffer(), new BytesRef());
        foreach (var leaf in snapshot.Leaves)
        {
            if (leaf.Reader.GetSortedDocValues(UnitValues.Speaker) is not { ValueCount: <= mostSpeakers } speakers) continue;
            for (var i = 0; i < speakers.ValueCount; i++)
            {
                speakers.LookupOrd(i, value);
                buffer.Clear();
                new TextAnalysis().Analyze(value.Utf8ToString(), buffer);
                for (var word = 0; word < buffer.Count; word++)
                    if (Words.Contains(buffer[word].ToString())) found.Add(buffer[word].ToString());
            }
        }
        return found;
    }

    private static float Idf(long found, long documents) => (float)Math.Log(1 + (documents - found + 0.5) / (found + 0.5));

    private static long[] Statistics(Snapshot snapshot, string field, List<string> texts, out long documents, out float meanLength)
    {
        var found = new long[texts.Count];
        long total = 0;
        documents = 0;
        foreach (var leaf in snapshot.Leaves)
        {
            documents += leaf.Reader.MaxDoc;
            if (leaf.Reader.GetTerms(field) is not { } terms) continue;
            total += Math.Max(0, terms.SumTotalTermFreq);
            var each = terms.GetEnumerator();
            for (var i = 0; i < texts.Count; i++)
                if (each.SeekExact(new BytesRef(texts[i]))) found[i] += each.DocFreq;
        }
        meanLength = documents == 0 ? 1 : Math.Max(1e-3f, (float)total / documents);
        return found;
    }
}

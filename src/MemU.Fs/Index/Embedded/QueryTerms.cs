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
        new TextAnalysis().Analyze(question.Length <= LongestQuestion ? question : question[..LongestQuestion], buffer, isQuestion: true);
        var all = Enumerable.Range(0, buffer.Count).Select(i => (Text: buffer[i].ToString(), Weak: buffer.IsWeak(i), Share: buffer.Share(i), Word: buffer.WordOf(i))).ToList();
        if (all.Exists(t => !t.Weak)) all.RemoveAll(t => t.Weak);
        all = [.. all.GroupBy(t => t.Text, StringComparer.Ordinal).Select(g => g.MaxBy(t => t.Share))];
        var texts = all.ConvertAll(t => t.Text);
        Words = all.Where(t => !t.Weak).Select(t => t.Text).ToHashSet(StringComparer.Ordinal);

        var live = new LiveStatistics(snapshot);
        var bytes = texts.ConvertAll(t => new BytesRef(t));
        var (body, near, head) = (live.Found(UnitWriter.Body, bytes), live.Found(UnitWriter.Near, bytes), live.Found(UnitWriter.Head, bytes));
        (OwnLength, NearLength, HeadLength) = (live.MeanLength(UnitWriter.Body), live.MeanLength(UnitWriter.Near), live.MeanLength(UnitWriter.Head));
        var documents = live.Documents;
        var speakers = SpeakerWords(snapshot, live);
        // a form that no text has counts only where no other form of the word is found either
        var known = all.Where((_, i) => body[i] + near[i] + head[i] > 0).Select(t => t.Word).ToHashSet();
        float Weight(int i) => all[i].Share * (speakers.Contains(texts[i]) ? rules.SpeakerWordFactor : 1);
        Terms = texts.Select((t, i) => (Term: new QueryTerm(t, bytes[i], Weight(i) * Idf(Math.Min(documents, body[i] + near[i]), documents), Weight(i) * Idf(head[i], documents)), Found: body[i] + near[i] + head[i], all[i].Word))
            .Where(t => t.Found > 0 || known.Add(t.Word)).OrderByDescending(t => t.Found > 0).ThenByDescending(t => t.Term.Idf).ThenBy(t => t.Term.Text, StringComparer.Ordinal)
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
    private HashSet<string> SpeakerWords(Snapshot snapshot, LiveStatistics live)
    {
        const int mostSpeakers = 256; // beyond, a name among many tells one unit from another like any other word
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var leaf = 0; leaf < snapshot.Leaves.Count; leaf++)
        {
            if (live.Speakers(leaf, mostSpeakers) is not { } here) return [];
            names.UnionWith(here);
            if (names.Count > mostSpeakers) return [];
        }
        var found = new HashSet<string>(StringComparer.Ordinal);
        var buffer = new TermBuffer();
        foreach (var name in names)
        {
            buffer.Clear();
            new TextAnalysis().Analyze(name, buffer, isQuestion: true);
            for (var word = 0; word < buffer.Count; word++)
                if (Words.Contains(buffer[word].ToString())) found.Add(buffer[word].ToString());
        }
        return found;
    }

    private static float Idf(long found, long documents) => (float)Math.Log(1 + (documents - found + 0.5) / (found + 0.5));
}

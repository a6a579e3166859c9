using Lucene.Net.Util;
using MemU.Fs.Index.Embedded.Languages;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>A term of the question with its weights.</summary>
/// <param name="Text">The term.</param>
/// <param name="Bytes">As the index has it.</param>
/// <param name="Idf">What it weighs in a text.</param>
/// <param name="HeadIdf">What it weighs in a title.</param>
/// <param name="Lane">The same for all that stand for one word of the question, which follow each other.</param>
/// <param name="IsRelated">Whether it only stands for the word where that is not.</param>
internal readonly record struct QueryTerm(string Text, BytesRef Bytes, float Idf, float HeadIdf, int Lane, bool IsRelated);

/// <summary>A form of a word of the question.</summary>
/// <param name="Text">The term.</param>
/// <param name="IsWeak">Whether it is asked for only when there is nothing better.</param>
/// <param name="Share">How much it counts beside other forms of the word.</param>
/// <param name="Word">The same for all forms of a word.</param>
internal sealed record Form(string Text, bool IsWeak, float Share, int Word)
{
    /// <summary>Whether it is another word, of a meaning that is near.</summary>
    public bool IsRelated { get; init; }

    /// <summary>The same for all that stand for one word: its forms and related words; in unspaced scripts each term is by itself.</summary>
    public int Lane { get; init; } = Word;
}

/// <summary>The question as terms, weighted by how rare they are; never parsed, so no character in it has a meaning of its own.</summary>
internal sealed class QueryTerms
{
    private const int LongestQuestion = 32_768;
    private const int Most = 96, MostOfPrefix = 48, FirstUnspaced = -1_000_000; // below the numbers of words and prefixes

    /// <summary>Analyzes the question and looks its terms up.</summary>
    public QueryTerms(IndexQuery query, Snapshot snapshot, RankingRules rules)
    {
        var question = query.Text;
        var buffer = new TermBuffer();
        new TextAnalysis().Analyze(question.Length <= LongestQuestion ? question : question[..LongestQuestion], buffer, isQuestion: true);
        var all = Enumerable.Range(0, buffer.Count).Select(i => new Form(buffer[i].ToString(), buffer.IsWeak(i), buffer.Share(i), buffer.WordOf(i)) { Lane = buffer[i][0] < '\u0e00' ? buffer.WordOf(i) : FirstUnspaced - i }).ToList();
        if (all.Exists(t => !t.IsWeak)) all.RemoveAll(t => t.IsWeak);
        Words = all.Where(t => !t.IsWeak).Select(t => t.Text).ToHashSet(StringComparer.Ordinal);
        var vocabulary = new Vocabulary(snapshot);
        foreach (var prefix in query.Prefixes) all.AddRange(Beginning(prefix, vocabulary, word: -all.Count - 1));
        all = [.. all.GroupBy(t => t.Text, StringComparer.Ordinal).Select(g => g.MaxBy(t => t.Share)!)];

        var live = new LiveStatistics(snapshot);
        var counts = new Counts(live);
        counts.Add(all);
        if (rules.NearWordFactor > 0 && SecondChance.For(all, counts.Found, vocabulary, rules.NearWordFactor) is { Count: > 0 } chances)
        {
            Notes = [.. chances.Select(c => $"no memory has the word: {c.Note}")];
            var like = chances.SelectMany(c => c.Forms).Where(f => all.TrueForAll(a => a.Text != f.Text)).ToList();
            all.AddRange(like);
            counts.Add(like);
        }
        var speakers = SpeakerWords(snapshot, live);
        if (RelatedWords.For(all, LanguageGuess.Of(question), vocabulary.Languages(), speakers, snapshot, live, rules) is { Count: > 0 } related)
        {
            var isUnknown = !all.Where((f, i) => counts.Found(i) > 0).Any();
            if (query.Explain || isUnknown) Notes = [.. Notes, .. related.GroupBy(f => f.Lane).Select(g => $"{(isUnknown ? "no memory has the word" : "related words")}: {all.Find(f => f.Lane == g.Key)!.Text} ~ {string.Join(", ", g.Select(f => f.Text))}")];
            all.AddRange(related);
            counts.Add(related);
        }
        (OwnLength, NearLength, HeadLength) = (live.MeanLength(UnitWriter.Body), live.MeanLength(UnitWriter.Near), live.MeanLength(UnitWriter.Head));
        var documents = live.Documents;
        // a form that no text has counts only where no other form of the word is found either
        var known = all.Where((_, i) => counts.Found(i) > 0).Select(t => t.Word).ToHashSet();
        float Weight(int i) => all[i].Share * (speakers.Contains(all[i].Text) ? rules.SpeakerWordFactor : 1);
        // one that is rarer than the word it stands for says no more than the word would
        var rarest = all.Select((t, i) => (t, i)).Where(t => !t.t.IsRelated && counts.Found(t.i) > 0).GroupBy(t => t.t.Lane).ToDictionary(g => g.Key, g => g.Min(t => counts.Found(t.i)));
        float IdfOf(int i, long found) => Weight(i) * Idf(Math.Min(documents, all[i].IsRelated ? Math.Max(found, rarest.GetValueOrDefault(all[i].Lane)) : found), documents);
        Terms = all.Select((t, i) => (Term: new QueryTerm(t.Text, counts.Bytes[i], IdfOf(i, counts.Body[i] + counts.Near[i]), IdfOf(i, counts.Head[i]), t.Lane, t.IsRelated), Found: counts.Found(i), t.Word))
            .Where(t => t.Found > 0 || known.Add(t.Word)).OrderBy(t => t.Term.IsRelated).ThenByDescending(t => t.Found > 0).ThenByDescending(t => t.Term.Idf).ThenBy(t => t.Term.Text, StringComparer.Ordinal)
            .Take(Most).Select(t => t.Term).GroupBy(t => t.Lane).SelectMany(g => g).ToArray();
    }

    /// <summary>What was looked for instead of words that no memory has, a line each for people.</summary>
    public IReadOnlyList<string> Notes { get; } = [];

    /// <summary>The terms, the rarest first.</summary>
    public QueryTerm[] Terms { get; }

    /// <summary>Whether there are related words among them.</summary>
    public bool HasRelated => Array.Exists(Terms, t => t.IsRelated);

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

    // all words of a prefix are as good as each other
    private static IEnumerable<Form> Beginning(string prefix, Vocabulary vocabulary, int word) =>
        vocabulary.Beginning(SafeText.Compatible(prefix).ToLowerInvariant(), MostOfPrefix).Select(t => new Form(t, IsWeak: false, Share: 1, word));

    // how many documents hold each form, in each field
    private sealed class Counts(LiveStatistics live)
    {
        public List<BytesRef> Bytes { get; } = [];

        public List<long> Body { get; } = [];

        public List<long> Near { get; } = [];

        public List<long> Head { get; } = [];

        public void Add(List<Form> forms)
        {
            var bytes = forms.ConvertAll(f => new BytesRef(f.Text));
            Bytes.AddRange(bytes);
            Body.AddRange(live.Found(UnitWriter.Body, bytes));
            Near.AddRange(live.Found(UnitWriter.Near, bytes));
            Head.AddRange(live.Found(UnitWriter.Head, bytes));
        }

        public long Found(int i) => Body[i] + Near[i] + Head[i];
    }

    private static float Idf(long found, long documents) => (float)Math.Log(1 + (documents - found + 0.5) / (found + 0.5));
}

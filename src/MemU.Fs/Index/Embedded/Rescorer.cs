using System.Globalization;
using System.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>Looks closely at the best candidates of one list: who said it, when, what it is.</summary>
internal sealed class Rescorer(Snapshot snapshot, IndexQuery query, QueryTerms terms, RankingRules rules)
{
    private const float SimilarityFloor = 0.1f;
    private readonly IReadOnlyList<NamedDate> _dates = QuestionCues.Dates(query.Text);
    private readonly bool _asksAssistant = QuestionCues.AsksAssistant(query.Text);
    private readonly bool _asksWhen = QuestionCues.AsksWhen(query.Text);
    private readonly Dictionary<string, bool> _named = new(StringComparer.Ordinal);
    private readonly float _attainable = terms.Terms.Where(t => !t.IsRelated).Sum(t => t.Idf * (rules.K1 + 1));

    /// <summary>The candidates as hits, best first. Only those that are wanted are looked up, of many that were scored.</summary>
    public List<UnitHit> Rank(IEnumerable<Candidate> candidates, UnitKind kind)
    {
        var looked = candidates.OrderBy(c => c.Leaf).ThenBy(c => c.Doc).Select(Look).ToList();
        var best = looked.Count == 0 ? 0 : looked.Max(l => l.Words);
        // with no word in common the similarity alone says how sure it is
        var nearest = looked.Count == 0 ? 0 : looked.Max(l => l.Candidate.Cosine);
        var certainty = Math.Max(_attainable > 0 ? best / _attainable : 0, 0.4 * nearest * (best > 0 ? rules.VectorWeight : 1));
        var scores = looked.Select(l => Bounded(Score(l, best, null), certainty)).ToArray();
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ToArray();
        var (hits, paths) = (new List<UnitHit>(), kind == UnitKind.Resource ? null : new HashSet<string>(StringComparer.Ordinal));
        for (int i = 0, end; i < order.Length && hits.Count < query.Limit; i = end)
        {
            // equal ones by where they are
            for (end = i + 1; end < order.Length && scores[order[end]] == scores[order[i]];) end++;
            foreach (var hit in order[i..end].Select(o => Hit(looked[o], scores[o], best)).OrderBy(h => h.Path, StringComparer.Ordinal).ThenBy(h => h.FirstLine))
                if (hits.Count < query.Limit && paths?.Add(hit.Path) != false) hits.Add(hit);
        }
        return hits;
    }

    private Looked Look(Candidate candidate)
    {
        var values = Values(candidate.Leaf);
        var meta = values.Meta?.Get(candidate.Doc) ?? 0;
        var flags = UnitValues.FlagsOf(meta);
        var words = candidate.Words * ((flags & UnitValues.Flags.FromAssistant) != 0 && !_asksAssistant ? rules.AssistantFactor : 1);
        if ((flags & UnitValues.Flags.Deprecated) != 0 || UnitValues.IsStale(meta, query.Today)) words *= rules.StaleFactor;
        return new(candidate, values, words, flags);
    }

    private UnitHit Hit(Looked looked, double score, float best)
    {
        var (candidate, values, _, _) = looked;
        StringBuilder? why = query.Explain ? new() : null;
        if (why is not null) Score(looked, best, why);
        var lines = values.Lines?.Get(candidate.Doc) ?? 0;
        var anchor = Text(values.Anchor, candidate.Doc);
        return new(Text(values.Path, candidate.Doc), anchor.Length == 0 ? null : anchor, (int)(lines >> 32), (int)lines, score) { Why = why?.ToString() };
    }

    private double Score(Looked looked, float best, StringBuilder? why)
    {
        var (candidate, values, words, flags) = looked;
        var score = RankFusion.Blend(words, best, candidate.Cosine, SimilarityFloor, rules.VectorWeight);
        why?.Append(CultureInfo.InvariantCulture, $"words {words:0.00} of {best:0.00}, similarity {candidate.Cosine:0.00}");
        Add("speaker", rules.SpeakerBonus, Named(values, candidate.Doc) ? 1 : 0);
        Add("date", rules.DateBonus, _dates.Count == 0 && query.Days.Count == 0 ? 0 : DateMatch(values.Time?.Get(candidate.Doc) ?? 0));
        Add("speaks of time", rules.WhenBonus, _asksWhen && (flags & UnitValues.Flags.Temporal) != 0 ? 1 : 0);
        Add("is a question", -rules.QuestionPenalty, (flags & UnitValues.Flags.Question) != 0 ? 1 : 0);
        return score;

        void Add(string name, double weight, double share)
        {
            if (weight * share == 0) return;
            score += weight * share;
            why?.Append(CultureInfo.InvariantCulture, $", {name} {weight * share:+0.00;-0.00}");
        }
    }

    // between 0 and 1 and in the same order: what the best reaches of what the question's words could reach at most, times the share of the best
    private static double Bounded(double score, double certainty)
    {
        var reached = Math.Max(1e-4, score) * Math.Max(certainty, 0.01);
        return reached / (reached + 0.3);
    }

    private bool Named(LeafValues values, int document)
    {
        if (values.Speaker is not { } speakers) return false;
        var number = speakers.GetOrd(document);
        if (!values.Named.TryGetValue(number, out var named)) values.Named[number] = named = Named(Text(speakers, document));
        return named;
    }

    private bool Named(string speaker)
    {
        if (speaker.Length == 0) return false;
        if (_named.TryGetValue(speaker, out var named)) return named;
        // in scripts without spaces single characters of a name prove nothing
        if (speaker.Any(c => c >= '\u0e00')) return _named[speaker] = query.Text.Contains(speaker, StringComparison.OrdinalIgnoreCase);
        var buffer = new TermBuffer();
        if (speaker is not ("user" or "assistant" or "system" or "tool" or "human" or "ai" or "model" or "function" or "developer"))
            new TextAnalysis().Analyze(speaker, buffer, isQuestion: true);
        for (var i = 0; i < buffer.Count && !named; i++) named = buffer[i].Length > 1 && terms.Words.Contains(buffer[i].ToString());
        return _named[speaker] = named;
    }

    private double DateMatch(long ticks)
    {
        if (ticks <= 0) return 0;
        var day = new DateTime(ticks).Date;
        var most = 0.0;
        foreach (var date in _dates) most = Math.Max(most, DateMatch(day, date));
        foreach (var span in query.Days) most = Math.Max(most, DateMatch(DateOnly.FromDateTime(day), span));
        return most;
    }

    private static double DateMatch(DateOnly day, DaySpan span) =>
        day >= span.First && day <= span.Last ? span.IsOpen ? 0.4 : 1 : day > span.Last && day.DayNumber - span.Last.DayNumber <= 7 ? 0.3 : 0;

    // people speak of a day on that day or in the week after it, of a month in it or just after it
    private static double DateMatch(DateTime day, NamedDate date)
    {
        if (date.Year != 0 && date.Month == 0) return day.Year == date.Year ? 0.2 : 0;
        if (date.Year == 0 && date.Month == 0) return 0;
        var year = date.Year == 0 ? day.Year : date.Year;
        if (date.Day == 0) return day.Year == year && day.Month == date.Month ? 1 : 0;
        if (date.Day > DateTime.DaysInMonth(year, date.Month)) return 0;
        return (day - new DateTime(year, date.Month, date.Day)).Days switch { 0 => 1, > 0 and <= 7 => 0.6, >= -1 and < 0 => 0.3, _ => 0 };
    }

    private static string Text(SortedDocValues? values, int doc)
    {
        if (values is null) return "";
        var bytes = new BytesRef();
        values.Get(doc, bytes);
        return bytes.Utf8ToString();
    }

    private readonly LeafValues?[] _values = new LeafValues?[snapshot.Leaves.Count];

    private LeafValues Values(int leaf) => _values[leaf] ??= new(snapshot.Leaves[leaf].Reader);

    private sealed record Looked(Candidate Candidate, LeafValues Values, float Words, UnitValues.Flags Flags);

    private sealed class LeafValues(AtomicReader reader)
    {
        public SortedDocValues? Path { get; } = reader.GetSortedDocValues(UnitValues.Path);
        public SortedDocValues? Anchor { get; } = reader.GetSortedDocValues(UnitValues.Anchor);
        public SortedDocValues? Speaker { get; } = reader.GetSortedDocValues(UnitValues.Speaker);
        public Dictionary<int, bool> Named { get; } = []; // by the speaker's number
        public NumericDocValues? Lines { get; } = reader.GetNumericDocValues(UnitValues.Lines);
        public NumericDocValues? Time { get; } = reader.GetNumericDocValues(UnitValues.Time);
        public NumericDocValues? Meta { get; } = reader.GetNumericDocValues(UnitValues.Meta);
    }
}

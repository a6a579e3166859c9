using System.Globalization;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Providers;

namespace MemU.Fs.Tests.Extraction;

/// <summary>Compares what an extractor proposes with the labels.</summary>
internal sealed class ExtractionScore
{
    private sealed class Tally
    {
        public int Facts, Hits, Wrong;
        public double Precision => Hits + Wrong == 0 ? 1 : (double)Hits / (Hits + Wrong);
        public double Recall => Facts == 0 ? 1 : (double)Hits / Facts;
        public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
    }

    private readonly SortedDictionary<string, Tally> _types = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Tally> _languages = new(StringComparer.Ordinal);
    private readonly Tally _all = new();
    private readonly StringBuilder _misses = new();
    private readonly StringBuilder _wrong = new();
    private int _items, _ignored, _messages, _categoryRight, _categoryAsked, _dateRight, _dateAsked, _linkRight, _linkGiven, _linkAsked;
    private double _words;

    public double Precision => _all.Precision;

    public double Recall => _all.Recall;

    public double LinkPrecision => _linkGiven == 0 ? 1 : (double)_linkRight / _linkGiven;

    public static async Task<ExtractionScore> OfAsync(IMemoryExtractor extractor, IEnumerable<LabelledConversation> conversations)
    {
        var score = new ExtractionScore();
        foreach (var conversation in conversations) await score.AddAsync(extractor, conversation);
        return score;
    }

    public async Task AddAsync(IMemoryExtractor extractor, LabelledConversation conversation) => Add(conversation, await extractor.ExtractAsync(conversation.Request()));

    private void Add(LabelledConversation conversation, Model.Extraction extraction)
    {
        _messages += conversation.Messages.Count;
        var language = Of(_languages, conversation.Language);
        foreach (var fact in conversation.Facts) { Of(_types, fact.Types[0]).Facts++; language.Facts++; _all.Facts++; }
        var open = conversation.Facts.ToList();
        foreach (var draft in extraction.Drafts)
        {
            _items++;
            _words += Words(draft.Text);
            var fact = open.Find(f => Same(f, draft) && f.Types.Contains(draft.Type));
            if (fact is null)
            {
                if (conversation.Optional.Any(o => Same(o, draft))) { _ignored++; continue; }
                Of(_types, draft.Type).Wrong++; language.Wrong++; _all.Wrong++;
                var near = conversation.Facts.FirstOrDefault(f => Same(f, draft));
                _wrong.Append(CultureInfo.InvariantCulture, $"{conversation.Id} m{string.Join(',', draft.Messages)} {draft.Type} ({draft.Why}) {draft.Text}{(near is null ? "" : $"   <- {string.Join('|', near.Types)} {string.Join('/', near.Objects)}{(open.Contains(near) ? "" : " TWICE")}")}\n");
                continue;
            }
            open.Remove(fact);
            Of(_types, fact.Types[0]).Hits++; language.Hits++; _all.Hits++;
            if (fact.Category is not null) { _categoryAsked++; if (fact.Category == draft.Category) _categoryRight++; else _wrong.Append(CultureInfo.InvariantCulture, $"  category {draft.Category} for {fact.Category}: {draft.Text}\n"); }
            if (fact.HappenedAt is not null) { _dateAsked++; if (EventTime.Parse(fact.HappenedAt) is var asked && draft.HappenedAt is { } got && asked.Start == got.Start && asked.End == got.End) _dateRight++; else _wrong.Append(CultureInfo.InvariantCulture, $"  date {draft.HappenedAt?.Text ?? "-"} for {fact.HappenedAt}: {draft.Text}\n"); }
            _linkGiven += draft.Mentions.Count;
            _linkAsked += fact.Mentions.Count;
            var right = draft.Mentions.Count(m => fact.Mentions.Contains(m, StringComparer.OrdinalIgnoreCase));
            _linkRight += right;
            if (right < draft.Mentions.Count) _wrong.Append(CultureInfo.InvariantCulture, $"  links {string.Join(',', draft.Mentions)} for {string.Join(',', fact.Mentions)}: {draft.Text}\n");
        }
        foreach (var fact in open) _misses.Append(CultureInfo.InvariantCulture, $"{conversation.Id} m{fact.Message} {string.Join('|', fact.Types)} {string.Join('/', fact.Objects)}: {conversation.Messages[fact.Message - 1].Text.ReplaceLineEndings(" ")}\n");
    }

    private static Tally Of(SortedDictionary<string, Tally> tallies, string key) => tallies.TryGetValue(key, out var tally) ? tally : tallies[key] = new();

    private static bool Same(LabelledFact fact, MemoryDraft draft)
    {
        if (!draft.Messages.Contains(fact.Message) && !draft.Messages.Any(fact.Also.Contains)) return false;
        var text = draft.Text.Normalize(NormalizationForm.FormKC);
        return fact.Objects.Any(o => text.Contains(o.Normalize(NormalizationForm.FormKC), StringComparison.OrdinalIgnoreCase));
    }

    private static double Words(string text)
    {
        var han = text.Count(c => c is >= '\u3040' and <= '\u9FFF');
        return han > 0 ? han / 1.7 + text.Split(' ').Length - 1 : text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    /// <summary>The table.</summary>
    public override string ToString()
    {
        var table = new StringBuilder("type        facts  hits wrong  prec   rec    f1\n");
        foreach (var (name, t) in _types.Concat(_languages).Append(new("all", _all)))
            table.Append(CultureInfo.InvariantCulture, $"{name,-11}{t.Facts,6}{t.Hits,6}{t.Wrong,6}  {t.Precision:0.00}  {t.Recall:0.00}  {t.F1:0.00}\n");
        return table.Append(CultureInfo.InvariantCulture, $"""
            category accuracy {Share(_categoryRight, _categoryAsked)}, happened_at accuracy {Share(_dateRight, _dateAsked)}
            link precision {Share(_linkRight, _linkGiven)}, link recall {Share(_linkRight, _linkAsked)}
            items per 100 messages {100.0 * _items / Math.Max(1, _messages):0.0}, words per item {_words / Math.Max(1, _items):0.0}, borderline {_ignored}
            """).ToString();
    }

    /// <summary>The table with what was missed and what was wrong.</summary>
    public string Report() => $"{this}\n\nWRONG\n{_wrong}\nMISSED\n{_misses}";

    private static string Share(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 1 : (double)part / whole):0.00} ({part}/{whole})");
}

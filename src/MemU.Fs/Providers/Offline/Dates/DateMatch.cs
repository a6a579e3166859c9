using MemU.Fs.Model;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>What a pattern of the grammar has matched, as its rule sees it.</summary>
internal sealed class DateMatch(DateScan scan, DateCalendar calendar)
{
    private readonly List<(DateTerm Term, int At)> _terms = [];

    /// <summary>The arithmetic.</summary>
    public DateCalendar Calendar => calendar;

    /// <summary>The first token that belongs to the phrase.</summary>
    public int First { get; set; }

    /// <summary>How many terms are bound.</summary>
    public int Count => _terms.Count;

    public int Weekday => this[DateKind.Weekday] ?? this[DateKind.ShortWeekday] ?? 0;
    public int Month => this[DateKind.Month] ?? 0;
    public int DayNumber => this[DateKind.DayNumber] ?? 0;
    public int? Year => this[DateKind.Year];
    public DateUnit Unit => (DateUnit)(this[DateKind.Unit] ?? 0);
    public int Number => this[DateKind.Number] ?? 0;
    public int Which => this[DateKind.Which] ?? 0;
    public int Season => this[DateKind.Season] ?? 0;
    public int Feast => this[DateKind.Feast] ?? 0;
    public int Part => this[DateKind.Part] ?? 0;

    /// <summary>The value of the first term of a kind.</summary>
    public int? this[DateKind kind]
    {
        get
        {
            foreach (var (term, _) in _terms)
                if (term.Kind == kind) return term.Value;
            return null;
        }
    }

    /// <summary>The year that "last year" and its like say; null when the unit is another, so that the rule fails.</summary>
    public int? WhichYear => Unit == DateUnit.Year ? calendar.YearOf(Step(Which)) : null;

    /// <summary>The second day number: the day in 3月5日, whose first is the month.</summary>
    public int Second => LastOf(DateKind.DayNumber);

    /// <summary>The second year of "from 2015 to 2019".</summary>
    public int SecondYear => LastOf(DateKind.Year);

    /// <summary>True when a number stands right before: 一周一次 holds no Monday.</summary>
    public bool AfterNumber => First > 0 && scan.Tokens[First].Glued && (scan.Tokens[First - 1].Kind == TokenKind.Digits || DateNumbers.IsNumber(scan.Tokens[First - 1]) || scan.Tokens[First - 1].Text is "每" or "几" or "幾");

    /// <summary>The number of units that a word such as "next" stands for.</summary>
    public static int Step(int which) => which == 10 ? 1 : which;

    /// <summary>-1 when a verb of the same clause says that it is over, 1 when it is to come, 0 when unknown.</summary>
    public int Tense => scan.Tense(_terms.Count > 0 ? _terms[0].At : First);

    /// <summary>True when a verb of the same clause says that it is over.</summary>
    public bool Past => Tense < 0;

    /// <summary>True when some year has that day.</summary>
    public bool Exists => DateCalendar.IsDay(Year ?? 2024, Month, DayNumber);

    /// <summary>True when no doubtful word of the kind stands here as a common word: "may", "sun".</summary>
    public bool Sure(DateKind kind, int strength = 0)
    {
        foreach (var (term, at) in _terms)
            if (term.Kind == kind) return term.Weak <= strength || term.Weak == 1 && scan.Tokens[at].Capital && strength > 0;
        return true;
    }

    /// <summary>True when the kind's word starts with a capital.</summary>
    public bool Capital(DateKind kind)
    {
        foreach (var (term, at) in _terms)
            if (term.Kind == kind) return scan.Tokens[at].Capital;
        return false;
    }

    /// <summary>How doubtful the kind's word is.</summary>
    public int Weakness(DateKind kind)
    {
        foreach (var (term, _) in _terms)
            if (term.Kind == kind) return term.Weak;
        return 0;
    }

    /// <summary>True when the kind's word opens a sentence, where a capital says nothing.</summary>
    public bool Opens(DateKind kind)
    {
        foreach (var (term, at) in _terms)
            if (term.Kind == kind) return at == 0 || scan.Tokens[at - 1].Text is "." or "!" or "?" or ":" or "-" or "*" or "\"";
        return false;
    }

    /// <summary>True for one of several, "the last Friday of the month", which is not the last Friday.</summary>
    public bool OfMany => scan.IsOfMany(_terms[^1].At + _terms[^1].Term.Length);

    /// <summary>True after "a" or "first": any such day, not the one that is near.</summary>
    public bool AfterArticle => First > 0 && scan.Terms(First - 1).Exists(t => t is { Kind: DateKind.Number, Value: 1 } || t.Kind == DateKind.DayNumber && t.Weak == 0 && scan.Tokens[First - 1].Kind == TokenKind.Word);

    /// <summary>True when the phrase is followed by a word right after it, which makes "may 3 people" no date.</summary>
    public bool FollowedByNoun => scan.FollowedByNoun(_terms[^1].At + _terms[^1].Term.Length);

    /// <summary>True when a word that is counted comes next: "in 2019 files".</summary>
    public bool FollowedByCount => scan.IsCount(_terms[^1].At + _terms[^1].Term.Length);

    /// <summary>True when the day of the month is written as an ordinal ("3rd").</summary>
    public bool Ordinal
    {
        get
        {
            foreach (var (term, at) in _terms)
                if (term.Kind == DateKind.DayNumber) return term.Length > 1 || scan.Tokens[at].Kind == TokenKind.Word;
            return false;
        }
    }

    /// <summary>The last of the year given, of "last year", or none.</summary>
    public EventTime? Dated() => Unit == DateUnit.Year ? WhichYear is { } year ? Calendar.Date(year, Month, DayNumber) : null : Calendar.Date(Year, Month, DayNumber, Tense);

    private int LastOf(DateKind kind)
    {
        var value = 0;
        foreach (var (term, _) in _terms)
            if (term.Kind == kind) value = term.Value;
        return value;
    }

    internal void Push(DateTerm term, int at) => _terms.Add((term, at));

    internal void Pop(int count) => _terms.RemoveRange(count, _terms.Count - count);

    /// <summary>The token of a bound term.</summary>
    internal int At(int index) => _terms[index].At;
}

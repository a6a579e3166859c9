using MemU.Fs.Model;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>The rules of one family of languages, by the kind that they start with.</summary>
internal sealed class DateGrammar
{
    private readonly Dictionary<DateKind, DateRule[]> _rules;

    private DateGrammar(IEnumerable<DateRule> rules) =>
        _rules = rules.SelectMany(r => r.Starts.Distinct().Select(s => (Kind: s, Rule: r))).GroupBy(p => p.Kind).ToDictionary(g => g.Key, g => g.Select(p => p.Rule).ToArray());

    /// <summary>For languages of Europe: words apart, the day before or after the month, "last" before or after its noun.</summary>
    public static DateGrammar Western { get; } = new(WesternRules.All);

    /// <summary>For Chinese, Japanese and Korean: from the year to the day.</summary>
    public static DateGrammar Eastern { get; } = new(EasternRules.All);

    /// <summary>The rules that can start with a kind.</summary>
    public DateRule[] StartingWith(DateKind kind) => _rules.GetValueOrDefault(kind, []);

    /// <summary>A date relative to the reference.</summary>
    internal static DateReading? Relative(EventTime? when) => new DateReading(when, true);

    /// <summary>A weekday of a week that is named.</summary>
    internal static DateReading? InWeek(EventTime? when) => new DateReading(when, true, Week: WeekdayOf.Named);

    /// <summary>A weekday that is the nearest one.</summary>
    internal static DateReading? NearestDay(EventTime? when) => new DateReading(when, true, Week: WeekdayOf.Nearest);

    /// <summary>A date that says itself which one it is, year apart.</summary>
    internal static DateReading? Absolute(EventTime? when) => new DateReading(when, false);

    /// <summary>No date, though it looks like one.</summary>
    internal static DateReading? None() => new DateReading(null, false, Nothing: true);

    /// <summary>Something that comes again.</summary>
    internal static DateReading? Again() => new DateReading(null, false, true);
}

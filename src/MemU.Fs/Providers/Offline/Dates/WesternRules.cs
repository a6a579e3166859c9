using MemU.Fs.Model;
using static MemU.Fs.Providers.Offline.Dates.DateGrammar;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>The rules for languages of Europe.</summary>
internal static class WesternRules
{
    /// <summary>All of them; the longest match wins, so their order does not matter.</summary>
    public static DateRule[] All { get; } =
    [
        // calendar dates
        new("W? ,? the? d of? M ,? of? y?", m => !m.Exists || !IsDayFirst(m) ? null : Absolute(m.Dated())),
        new("W? ,? M the? d ,? of? y?", m => !m.Exists || !IsMonthFirst(m) ? null : Absolute(m.Dated())),
        new("the? d of? M of? the? L U", m => m.Unit != DateUnit.Year ? null : Relative(m.Dated())),
        new("the? d of? M of? the? U L", m => m.Unit != DateUnit.Year ? null : Relative(m.Dated())),
        new("M the? d ,? of? the? L U", m => m.Unit != DateUnit.Year || !IsMonthFirst(m) ? null : Relative(m.Dated())),
        new("M ,? of? y", m => m.Weakness(DateKind.Month) == 2 && !m.Capital(DateKind.Month) ? null : Absolute(m.Calendar.NamedMonth(m.Year, m.Month, null))),
        new("M of? the? L U", m => m.Unit != DateUnit.Year ? null : Relative(MonthOf(m))),
        new("M of? the? U L", m => m.Unit != DateUnit.Year ? null : Relative(MonthOf(m))),
        new("L M", m => !m.Sure(DateKind.Month, 1) && !m.Capital(DateKind.Month) ? null : Relative(m.Calendar.NamedMonth(null, m.Month, DateMatch.Step(m.Which)))),
        new("M L", m => !m.Sure(DateKind.Month) ? null : Relative(m.Calendar.NamedMonth(null, m.Month, DateMatch.Step(m.Which)))),
        new("on | the? M", m => !IsNamed(m) ? null : Absolute(m.Calendar.NamedMonth(null, m.Month, null, m.Tense))),
        new("since | the? M", m => Absolute(m.Calendar.NamedMonth(null, m.Month, m.Calendar.Today is { Month: var now } && now == m.Month ? 0 : -1))),
        new("M", m => !m.Sure(DateKind.Month) ? null : Absolute(m.Calendar.NamedMonth(null, m.Month, null, m.Tense))),
        new("on | y", m => m.FollowedByCount ? null : Absolute(EventYear(m))),
        new("on | y thru y", m => m.FollowedByCount || !EventTime.TryParse($"{m.Year}/{m.SecondYear}", out var years) ? null : Absolute(years)),
        new("since | y", m => m.FollowedByCount ? null : Absolute(EventYear(m))),
        new("U of? y", m => m.Unit != DateUnit.Year ? null : Absolute(EventYear(m))),
        new("Q d ,? of? y", m => m.DayNumber > 4 ? null : Absolute(DateCalendar.QuarterOf(m.Year!.Value, m.DayNumber))),
        // parts
        new("P of? the? M of? ,? y?", m => !m.Sure(DateKind.Month, 1) && !m.Capital(DateKind.Month) ? null : Absolute(DateCalendar.PartOf(m.Calendar.NamedMonth(m.Year, m.Month, null, m.Tense), m.Part))),
        new("P of? the? L M", m => Relative(DateCalendar.PartOf(m.Calendar.NamedMonth(null, m.Month, DateMatch.Step(m.Which)), m.Part))),
        new("P of? the? y", m => Absolute(DateCalendar.PartOf(EventYear(m), m.Part))),
        new("P of? the? L U", m => !IsWhole(m) ? null : Relative(DateCalendar.PartOf(m.Calendar.Unit(m.Unit, DateMatch.Step(m.Which)), m.Part))),
        new("P of? the? U L", m => !IsWhole(m) ? null : Relative(DateCalendar.PartOf(m.Calendar.Unit(m.Unit, DateMatch.Step(m.Which)), m.Part))),
        new("P of U", m => !IsWhole(m) ? null : Relative(DateCalendar.PartOf(m.Calendar.Unit(m.Unit, 0), m.Part))),
        new("P of? the U", m => !IsWhole(m) ? null : Relative(DateCalendar.PartOf(m.Calendar.Unit(m.Unit, 0), m.Part))),
        new("P of? the? S of? y", m => Absolute(DateCalendar.PartOf(m.Calendar.Season(m.Year, m.Season, null), m.Part))),
        new("P of? the? L S", m => Relative(DateCalendar.PartOf(m.Calendar.Season(null, m.Season, DateMatch.Step(m.Which)), m.Part))),
        // seasons and feasts
        new("S ,? of? y", m => Absolute(m.Calendar.Season(m.Year, m.Season, null))),
        new("S of? the? L U", m => m.Unit != DateUnit.Year ? null : Relative(m.WhichYear is { } y ? m.Calendar.Season(y, m.Season, null) : null)),
        new("S of? the? U L", m => m.Unit != DateUnit.Year || !m.Sure(DateKind.Season) && m[DateKind.Of] is null ? null : Relative(m.WhichYear is { } y ? m.Calendar.Season(y, m.Season, null) : null)),
        new("L S", m => Relative(m.Calendar.Season(null, m.Season, DateMatch.Step(m.Which)))),
        new("S L", m => Relative(m.Calendar.Season(null, m.Season, DateMatch.Step(m.Which)))),
        new("F ,? of? y", m => Absolute(m.Calendar.Feast(m.Year, m.Feast, null))),
        new("F of? the? L U", m => m.Unit != DateUnit.Year ? null : Relative(m.WhichYear is { } y ? m.Calendar.Feast(y, m.Feast, null) : null)),
        new("F of? the? U L", m => m.Unit != DateUnit.Year ? null : Relative(m.WhichYear is { } y ? m.Calendar.Feast(y, m.Feast, null) : null)),
        new("L F", m => Relative(m.Calendar.Feast(null, m.Feast, DateMatch.Step(m.Which)))),
        new("F L", m => Relative(m.Calendar.Feast(null, m.Feast, DateMatch.Step(m.Which)))),
        new("on | the? F", m => Absolute(m.Calendar.Feast(null, m.Feast, m.Tense == 0 ? null : m.Tense))),
        new("since | the? F", m => Absolute(m.Calendar.Feast(null, m.Feast, -1))),
        // days and weekdays
        new("D T?", m => !m.Sure(DateKind.Day) ? null : Relative(m.Calendar.Day(m[DateKind.Day]!.Value))),
        new("L W T?", m => !m.Sure(DateKind.Weekday) && !m.Capital(DateKind.Weekday) ? null : m.OfMany ? None() : InWeek(m.Calendar.Weekday(m.Weekday, m.Which))),
        new("W L T?", m => InWeek(m.Calendar.Weekday(m.Weekday, m.Which))),
        new("W T? ,? of? the? L U", m => m.Unit != DateUnit.Week ? null : InWeek(m.Calendar.WeekdayOfWeek(m.Weekday, DateMatch.Step(m.Which)))),
        new("W T? ,? of? the? U L", m => m.Unit != DateUnit.Week ? null : InWeek(m.Calendar.WeekdayOfWeek(m.Weekday, DateMatch.Step(m.Which)))),
        new("L U ,? on? W T?", m => m.Unit != DateUnit.Week ? null : InWeek(m.Calendar.WeekdayOfWeek(m.Weekday, DateMatch.Step(m.Which)))),
        new("U L ,? on? the? W T?", m => m.Unit != DateUnit.Week ? null : InWeek(m.Calendar.WeekdayOfWeek(m.Weekday, DateMatch.Step(m.Which)))),
        new("the? W bl", m => Relative(m.Calendar.Weekday(m.Weekday, -2))),
        new("the? W an", m => InWeek(m.Calendar.WeekdayOfWeek(m.Weekday, 2))),
        new("on | the? W T?", m => !m.Sure(DateKind.Weekday) && !m.Capital(DateKind.Weekday) && (m.Weakness(DateKind.Weekday) > 1 || m.FollowedByNoun) ? null : NearestDay(m.Calendar.Weekday(m.Weekday, m.Past && m[DateKind.On] == 1 ? -1 : 0))),
        new("since | the? W T?", m => Relative(m.Calendar.Weekday(m.Weekday, -1))),
        new("W T?", m => !m.Sure(DateKind.Weekday) || m.AfterArticle ? null : NearestDay(m.Calendar.Weekday(m.Weekday, m.Past ? -1 : 0))),
        // units
        new("L U", m => Relative(m.Calendar.Unit(m.Unit, DateMatch.Step(m.Which)))),
        new("U L", m => Relative(m.Calendar.Unit(m.Unit, DateMatch.Step(m.Which)))),
        new("the? U bl", m => Relative(m.Calendar.Unit(m.Unit, -2))),
        new("the? U an", m => Relative(m.Calendar.Unit(m.Unit, 2))),
        new("L n U", m => m.Which is 0 ? null : Relative(m.Calendar.Run(m.Unit, m.Which, m.Number))),
        new("n L U", m => m.Which is 0 ? null : Relative(m.Calendar.Run(m.Unit, m.Which, m.Number))),
        new("n U L", m => m.Which is 0 ? null : Relative(m.Calendar.Run(m.Unit, m.Which, m.Number))),
        new("n U ago", m => Relative(m.Calendar.Distance(m.Unit, -m.Number))),
        new("vor n U ago?", m => Relative(m.Calendar.Distance(m.Unit, -m.Number))),
        new("in n U later?", m => m.Past ? null : Relative(m.Calendar.Distance(m.Unit, m.Number))),
        new("n U later", m => Relative(m.Calendar.Distance(m.Unit, m.Number))),
        new("X ago", m => Relative(m.Calendar.Unit(DateUnit.Month, -m[DateKind.Span]!.Value))),
        new("vor X", m => Relative(m.Calendar.Unit(DateUnit.Month, -m[DateKind.Span]!.Value))),
        new("in X", m => m.Past ? null : Relative(m.Calendar.Unit(DateUnit.Month, m[DateKind.Span]!.Value))),
        new("not", _ => None()),
        // what comes again
        new("every n? U T?", _ => Again()),
        new("every d? W T?", _ => Again()),
        new("W thru the? W", _ => Again()),
        new("W R", _ => Again()),
        new("every M", _ => Again()),
        new("every S", _ => Again()),
        new("every F", _ => Again()),
        new("every T", _ => Again()),
        new("every L W", _ => Again()),
        new("every L U", _ => Again()),
        new("R T?", _ => Again()),
    ];

    private static EventTime? EventYear(DateMatch m) => EventTime.Year(m.Year!.Value);

    private static EventTime? MonthOf(DateMatch m) => m.WhichYear is { } year ? m.Calendar.NamedMonth(year, m.Month, null) : null;

    private static bool IsWhole(DateMatch m) => m.Unit is DateUnit.Week or DateUnit.Month or DateUnit.Year or DateUnit.Quarter;

    // "the top 3 may win": a small word before a doubtful month needs an ordinal, an "of", a year or a capital
    private static bool IsDayFirst(DateMatch m)
    {
        if (m.Weakness(DateKind.DayNumber) > 0 && m[DateKind.Of] is null && m[DateKind.The] is null) return false;
        return m.Weakness(DateKind.Month) < 2 || m.Capital(DateKind.Month) || m.Year is not null || m[DateKind.Of] is not null || m.Ordinal && m[DateKind.The] is not null;
    }

    // "May 3 people come?", "march 3 miles"
    private static bool IsMonthFirst(DateMatch m)
    {
        if (m.Weakness(DateKind.DayNumber) > 0) return false;
        if (m.Weakness(DateKind.Month) < 2 || m.Year is not null || m.Ordinal || m[DateKind.Weekday] is not null) return true;
        return (m.Capital(DateKind.Month) && !m.Opens(DateKind.Month)) || !m.FollowedByNoun;
    }

    // "in May" is a month, "by June" a person
    private static bool IsNamed(DateMatch m) => m[DateKind.On] switch
    {
        2 => m.Weakness(DateKind.Month) < 2 || m.Capital(DateKind.Month) || !m.FollowedByNoun,
        _ => m.Sure(DateKind.Month),
    };
}

using MemU.Fs.Model;
using static MemU.Fs.Providers.Offline.Dates.DateGrammar;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>The rules for Chinese, Japanese and Korean.</summary>
internal static class EasternRules
{
    /// <summary>All of them; the longest match wins.</summary>
    public static DateRule[] All { get; } =
    [
        // calendar dates
        new("y yr of? d mo of? d dy? W? T?", m => Date(m, m.Year, true)),
        new("A of? d mo of? d dy? W? T?", m => Date(m, YearOf(m), false)),
        new("d mo d dy W? T?", m => !DateCalendar.IsDay(2024, m.DayNumber, m.Second) ? null : Absolute(m.Calendar.Date(null, m.DayNumber, m.Second, m.Tense))),
        new("B of? d dy T?", m => Relative(Month(m) is var (year, month) ? m.Calendar.Date(year, month, m.DayNumber) : null)),
        new("y yr of? d mo", m => m.DayNumber > 12 ? null : Absolute(m.Calendar.NamedMonth(m.Year, m.DayNumber, null))),
        new("A of? d mo", m => m.DayNumber > 12 ? null : Relative(YearOf(m) is { } y ? m.Calendar.NamedMonth(y, m.DayNumber, null) : null)),
        new("d mo", m => m.DayNumber > 12 || m.FollowedByCount ? null : Absolute(m.Calendar.NamedMonth(null, m.DayNumber, null, m.Tense))),
        new("y yr", m => Absolute(EventTime.Year(m.Year!.Value))),
        // parts
        new("y yr of? d mo of? P", m => m.DayNumber > 12 ? null : Absolute(DateCalendar.PartOf(m.Calendar.NamedMonth(m.Year, m.DayNumber, null), m.Part))),
        new("A of? d mo of? P", m => m.DayNumber > 12 ? null : Relative(YearOf(m) is { } y ? DateCalendar.PartOf(m.Calendar.NamedMonth(y, m.DayNumber, null), m.Part) : null)),
        new("d mo of? P", m => m.DayNumber > 12 ? null : Absolute(DateCalendar.PartOf(m.Calendar.NamedMonth(null, m.DayNumber, null), m.Part))),
        new("B of? P", m => Relative(DateCalendar.PartOf(m.Calendar.Unit(DateUnit.Month, m[DateKind.RelativeMonth]!.Value), m.Part))),
        new("A of? P", m => Relative(DateCalendar.PartOf(m.Calendar.Unit(DateUnit.Year, m[DateKind.RelativeYear]!.Value), m.Part))),
        new("A of? yp", m => Relative(DateCalendar.PartOf(m.Calendar.Unit(DateUnit.Year, m[DateKind.RelativeYear]!.Value), m[DateKind.YearPart]!.Value))),
        new("y yr of? P", m => Absolute(DateCalendar.PartOf(EventTime.Year(m.Year!.Value), m.Part))),
        new("mp", m => Relative(DateCalendar.PartOf(m.Calendar.Unit(DateUnit.Month, 0), m[DateKind.MonthPart]!.Value))),
        new("yp", m => Relative(DateCalendar.PartOf(m.Calendar.Unit(DateUnit.Year, 0), m[DateKind.YearPart]!.Value))),
        // seasons and feasts
        new("y yr of? S", m => Absolute(m.Calendar.Season(m.Year, m.Season, null))),
        new("A of? S", m => Relative(YearOf(m) is { } y ? m.Calendar.Season(y, m.Season, null) : null)),
        new("L of? S", m => Relative(m.Calendar.Season(null, m.Season, DateMatch.Step(m.Which)))),
        new("y yr of? F", m => Absolute(m.Calendar.Feast(m.Year, m.Feast, null))),
        new("A of? F", m => Relative(YearOf(m) is { } y ? m.Calendar.Feast(y, m.Feast, null) : null)),
        new("L of? F", m => Relative(m.Calendar.Feast(null, m.Feast, DateMatch.Step(m.Which)))),
        new("F", m => !m.Sure(DateKind.Feast) ? null : Absolute(m.Calendar.Feast(null, m.Feast, m.Tense == 0 ? null : m.Tense))),
        new("on | F", m => Absolute(m.Calendar.Feast(null, m.Feast, m.Tense == 0 ? null : m.Tense))),
        // days, weeks, months, years
        new("D of? T?", m => Relative(m.Calendar.Day(m[DateKind.Day]!.Value))),
        new("C of? W T?", m => InWeek(m.Calendar.WeekdayOfWeek(m.Weekday, m[DateKind.RelativeWeek]!.Value))),
        new("C w T?", m => m.FollowedByCount ? null : InWeek(m.Calendar.WeekdayOfWeek(m.Weekday, m[DateKind.RelativeWeek]!.Value))),
        new("L of? W T?", m => InWeek(m.Calendar.Weekday(m.Weekday, m.Which))),
        new("W T?", m => m.FollowedByCount || m.AfterNumber ? null : NearestDay(m.Calendar.Weekday(m.Weekday, m.Past ? -1 : 0))),
        new("A", m => Relative(m.Calendar.Unit(DateUnit.Year, m[DateKind.RelativeYear]!.Value))),
        new("B", m => Relative(m.Calendar.Unit(DateUnit.Month, m[DateKind.RelativeMonth]!.Value))),
        new("C", m => Relative(m.Calendar.Unit(DateUnit.Week, m[DateKind.RelativeWeek]!.Value))),
        new("E", m => Relative(m.Calendar.Unit(DateUnit.Weekend, m[DateKind.RelativeWeekend]!.Value))),
        new("L n U", m => m.Which == 0 ? null : Relative(m.Calendar.Run(m.Unit, m.Which, m.Number))),
        new("n U of? ago", m => Relative(m.Calendar.Distance(m.Unit, -m.Number))),
        new("n U of? later", m => Relative(m.Calendar.Distance(m.Unit, m.Number))),
        new("later n U", m => Relative(m.Calendar.Distance(m.Unit, m.Number))),
        new("X of? ago", m => Relative(m.Calendar.Unit(DateUnit.Month, -m[DateKind.Span]!.Value))),
        new("X of? later", m => Relative(m.Calendar.Unit(DateUnit.Month, m[DateKind.Span]!.Value))),
        new("not", _ => None()),
        // what comes again
        new("every n? U T?", _ => Again()),
        new("every C? W T?", _ => Again()),
        new("W thru W", _ => Again()),
        new("every w", _ => Again()),
        new("every E", _ => Again()),
        new("every S", _ => Again()),
        new("every T", _ => Again()),
        new("every F", _ => Again()),
        new("every d mo", _ => Again()),
        new("R T?", _ => Again()),
        new("R of? W T?", _ => Again()),
    ];

    private static int? YearOf(DateMatch m) => m[DateKind.RelativeYear] is { } offset ? m.Calendar.YearOf(offset) : null;

    private static (int Year, int Month)? Month(DateMatch m) => m.Calendar.Month(m[DateKind.RelativeMonth]!.Value);

    private static DateReading? Date(DateMatch m, int? year, bool absolute)
    {
        if (m.DayNumber > 12) return null;
        var date = year is { } y ? m.Calendar.Date(y, m.DayNumber, m.Second) : null;
        return absolute ? Absolute(date) : Relative(date);
    }
}

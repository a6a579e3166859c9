using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>The arithmetic of dates against one reference; every answer is null where the reference is missing or the calendar ends.</summary>
internal sealed class DateCalendar(DateTimeOffset? reference)
{
    private readonly DateOnly? _today = reference is { } r && r.Year is > 1 and < 9990 ? DateOnly.FromDateTime(r.DateTime) : null;

    /// <summary>The reference's own day.</summary>
    public DateOnly? Today => _today;

    /// <summary>The reference.</summary>
    public DateTimeOffset? Reference => reference;

    /// <summary>The day so many days away.</summary>
    public EventTime? Day(int offset) => Shift(offset) is { } day ? EventTime.Day(day) : null;

    /// <summary>A weekday: -1 the last strictly before, 0 the next on or after, 1 that of the following week, 10 the next strictly after.</summary>
    public EventTime? Weekday(int weekday, int which)
    {
        if (_today is not { } today) return null;
        var ahead = ((weekday - Iso(today)) % 7 + 7) % 7;
        return which switch
        {
            10 => Day(ahead == 0 ? 7 : ahead),
            0 => Day(ahead),
            > 0 => WeekdayOfWeek(weekday, which),
            _ => Day(ahead - 7 * -which),
        };
    }

    /// <summary>A weekday of the week so many weeks away.</summary>
    public EventTime? WeekdayOfWeek(int weekday, int weeks) => _today is { } today ? Day(weeks * 7 + weekday - Iso(today)) : null;

    /// <summary>A whole unit so many units away.</summary>
    public EventTime? Unit(DateUnit unit, int offset)
    {
        if (_today is not { } today) return null;
        return unit switch
        {
            DateUnit.Day => Day(offset),
            DateUnit.Week => Days(offset * 7 + 1 - Iso(today), offset * 7 + 7 - Iso(today)),
            DateUnit.Fortnight => Unit(DateUnit.Week, offset * 2),
            DateUnit.Weekend => Days(offset * 7 + 6 - Iso(today), offset * 7 + 7 - Iso(today)),
            DateUnit.Month => Month(offset) is var (year, month) ? EventTime.Month(year, month) : null,
            DateUnit.Quarter => Month(offset * 3) is var (year, month) ? QuarterOf(year, (month - 1) / 3 + 1) : null,
            DateUnit.Year => YearOf(offset) is { } year ? EventTime.Year(year) : null,
            DateUnit.Hour => Clock(TimeSpan.FromHours(offset)),
            DateUnit.Minute => Clock(TimeSpan.FromMinutes(offset)),
            _ => null,
        };
    }

    /// <summary>So many units from the reference: weeks lead to a day, as days do, longer units to a whole one.</summary>
    public EventTime? Distance(DateUnit unit, int offset) => unit switch
    {
        DateUnit.Week => Day(offset * 7),
        DateUnit.Fortnight => Day(offset * 14),
        _ => Unit(unit, offset),
    };

    /// <summary>The day of that number that is next, or by the tense (-1) the last; on the weekday given, and in the month that was spoken of where that has one to come.</summary>
    public EventTime? BareDay(int day, DayOfWeek? weekday, int tense, DateOnly? near)
    {
        if (_today is not { } today) return null;
        var month = tense >= 0 && near is { } n && n >= today.AddDays(-31) ? new DateOnly(n.Year, n.Month, 1) : new DateOnly(today.Year, today.Month, 1);
        for (var i = 0; i < 13 && month is { Year: > 1 and < 9990 }; i++, month = month.AddMonths(tense < 0 ? -1 : 1))
            if (IsDay(month.Year, month.Month, day) && new DateOnly(month.Year, month.Month, day) is var date && (tense < 0 ? date <= today : date >= today) && (weekday is null || date.DayOfWeek == weekday)) return EventTime.Day(date);
        return null;
    }

    /// <summary>The last or next so many units, up to the reference or from it.</summary>
    public EventTime? Run(DateUnit unit, int which, int count)
    {
        if (_today is not { } today || which == 0 || count == 0) return null;
        var sign = which < 0 ? -1 : 1;
        var end = unit switch
        {
            DateUnit.Day => Shift(sign * count),
            DateUnit.Week or DateUnit.Weekend => Shift(sign * count * 7),
            DateUnit.Fortnight => Shift(sign * count * 14),
            DateUnit.Month => AddMonths(today, sign * count),
            DateUnit.Quarter => AddMonths(today, sign * count * 3),
            DateUnit.Year => AddMonths(today, sign * count * 12),
            _ => (DateOnly?)today,
        };
        return end is not { } other ? null : sign < 0 ? EventTime.Days(other, today) : EventTime.Days(today, other);
    }

    /// <summary>The year so many years away.</summary>
    public int? YearOf(int offset) => _today is { } today && today.Year + offset is >= 1 and <= 9998 ? today.Year + offset : null;

    /// <summary>The month so many months away.</summary>
    public (int Year, int Month)? Month(int offset) =>
        _today is { } today && AddMonths(new(today.Year, today.Month, 1), offset) is { } first ? (first.Year, first.Month) : null;

    /// <summary>A day of a month, of the year given, else the nearest one; the tense (-1, 1) keeps to one side of the reference.</summary>
    public EventTime? Date(int? year, int month, int day, int tense = 0)
    {
        if (year is { } y) return IsDay(y, month, day) ? EventTime.Day(new(y, month, day)) : null;
        if (_today is not { } today) return null;
        DateOnly? best = null;
        for (var candidate = Math.Max(1, today.Year - 8); candidate <= Math.Min(9998, today.Year + 8); candidate++)
            if (IsDay(candidate, month, day) && new DateOnly(candidate, month, day) is var date && !(tense < 0 && date > today) && !(tense > 0 && date < today) && (best is not { } b || Distance(date) <= Distance(b))) best = date;
        return best is { } found ? EventTime.Day(found) : null;
        int Distance(DateOnly date) => Math.Abs(date.DayNumber - today.DayNumber);
    }

    /// <summary>A month by name: of the year given, else the last before, the next after, this year's, or (null) the nearest on the tense's side.</summary>
    public EventTime? NamedMonth(int? year, int month, int? which, int tense = 0)
    {
        if (year is null)
        {
            if (_today is not { } today) return null;
            var ahead = month - today.Month;
            year = today.Year + which switch
            {
                < 0 => (ahead < 0 ? 0 : -1) + which + 1,
                0 => 0,
                > 0 => ahead > 0 ? 0 : 1,
                _ when tense < 0 => ahead > 0 ? -1 : 0,
                _ when tense > 0 => ahead < 0 ? 1 : 0,
                _ => ahead > 6 ? -1 : ahead < -5 ? 1 : 0,
            };
        }
        return year is >= 1 and <= 9998 ? EventTime.Month(year.Value, month) : null;
    }

    /// <summary>A season of the north: spring is March to May; a winter counts to the year in which it begins.</summary>
    public EventTime? Season(int? year, int season, int? which)
    {
        if (year is null)
        {
            if (_today is not { } today) return null;
            var start = season * 3;
            var begun = today.Month >= start ? today.Year : today.Year - 1;
            var month = (today.Year - begun) * 12 + today.Month - start;
            year = which switch
            {
                < 0 => (month < 3 ? begun - 1 : begun) + which + 1,
                0 => month < 3 ? begun : today.Year,
                _ => begun + 1,
            };
        }
        if (year is not (>= 1 and <= 9997)) return null;
        var (first, last) = (season * 3, season * 3 + 2);
        return Span(year.Value, first, last > 12 ? year.Value + 1 : year.Value, last > 12 ? last - 12 : last);
    }

    /// <summary>A feast of a year, else the last before, the next after, this year's, or (null) the nearest.</summary>
    public EventTime? Feast(int? year, int feast, int? which)
    {
        if (year is { } y) return Feasts.Of(feast, y) is { } day ? EventTime.Day(day) : null;
        if (_today is not { } today) return null;
        if (which == 0) return Feasts.Of(feast, today.Year) is { } now ? EventTime.Day(now) : null;
        DateOnly? best = null;
        for (var candidate = today.Year - 2; candidate <= today.Year + 2; candidate++)
        {
            if (Feasts.Of(feast, candidate) is not { } date) continue;
            if (which < 0 && date >= today || which > 0 && date <= today) continue;
            if (best is not { } b || Math.Abs(date.DayNumber - today.DayNumber) <= Math.Abs(b.DayNumber - today.DayNumber)) best = date;
        }
        return best is { } found ? EventTime.Day(found) : null;
    }

    /// <summary>The early (1), middle (2) or late (3) part of a month, year, week or season; other times stay whole.</summary>
    public static EventTime? PartOf(EventTime? whole, int part)
    {
        if (whole is not { } time) return null;
        var (first, last) = (DateOnly.FromDateTime(time.Start.DateTime), DateOnly.FromDateTime(time.End.AddDays(-1).DateTime));
        var days = last.DayNumber - first.DayNumber + 1;
        if (days == 7) return EventTime.Days(first.AddDays(part switch { 1 => 0, 2 => 2, _ => 4 }), first.AddDays(part switch { 1 => 1, 2 => 3, _ => 6 }));
        if (days is >= 28 and <= 31) return EventTime.Days(first.AddDays((part - 1) * 10), part == 3 ? last : first.AddDays(part * 10 - 1));
        if (days < 80) return whole;
        var third = days > 200 ? 4 : 1;
        var (from, to) = (first.AddMonths((part - 1) * third), first.AddMonths(part * third - 1));
        return Span(from.Year, from.Month, to.Year, to.Month);
    }

    /// <summary>A quarter of a year.</summary>
    public static EventTime? QuarterOf(int year, int quarter) => quarter is >= 1 and <= 4 ? Span(year, quarter * 3 - 2, year, quarter * 3) : null;

    /// <summary>True when the calendar has that day.</summary>
    public static bool IsDay(int year, int month, int day) =>
        year is >= 1 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static EventTime? Span(int year, int month, int lastYear, int lastMonth) =>
        year == lastYear && month == lastMonth ? EventTime.Month(year, month)
        : EventTime.TryParse(string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}/{lastYear:0000}-{lastMonth:00}"), out var time) ? time : null;

    private static int Iso(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;

    private static DateOnly? AddMonths(DateOnly day, int months) => day.Year * 12L + day.Month - 1 + months is >= 12 and < 9999 * 12L ? day.AddMonths(months) : null;

    private EventTime? Days(int first, int last) => Shift(first) is { } a && Shift(last) is { } b ? EventTime.Days(a, b) : null;

    private DateOnly? Shift(int days) => _today is { } today && today.DayNumber + (long)days is > 0 and < 3_652_000 ? today.AddDays(days) : null;

    private EventTime? Clock(TimeSpan offset) =>
        reference is { } at && _today is not null && at.Ticks + offset.Ticks is > 0 and < 3_150_000_000_000_000_000 ? EventTime.Day(DateOnly.FromDateTime(at.DateTime + offset)) : null;
}

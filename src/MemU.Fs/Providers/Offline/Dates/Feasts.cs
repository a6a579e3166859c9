using System.Globalization;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>
/// Feasts whose day is certain. In the vocabularies a feast of the solar calendar is its month and day (<c>F1225</c>); those above 10,000 go by the
/// Chinese lunar calendar (10,000 + month and day), 20,101 is its last evening, 30,000 the Qingming term; 40,000 + is the Korean lunar calendar.
/// </summary>
internal static class Feasts
{
    private static readonly ChineseLunisolarCalendar Chinese = new();
    private static readonly KoreanLunisolarCalendar Korean = new();

    /// <summary>The feast's day in a year; null where the calendar does not reach.</summary>
    public static DateOnly? Of(int feast, int year) => feast switch
    {
        < 10_000 => DateCalendar.IsDay(year, feast / 100, feast % 100) ? new(year, feast / 100, feast % 100) : null,
        20_101 => Lunar(Chinese, year, 1, 1)?.AddDays(-1),
        30_000 => Qingming(year),
        >= 40_000 => Lunar(Korean, year, (feast - 40_000) / 100, feast % 100),
        _ => Lunar(Chinese, year, (feast - 10_000) / 100, feast % 100),
    };

    private static DateOnly? Lunar(EastAsianLunisolarCalendar calendar, int year, int month, int day)
    {
        if (year <= calendar.MinSupportedDateTime.Year || year >= calendar.MaxSupportedDateTime.Year) return null;
        // a leap month stands between the months and shifts the numbers after it
        var leap = calendar.GetLeapMonth(year);
        var date = calendar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0);
        return DateOnly.FromDateTime(date);
    }

    // holds for 1901 to 2099: the term drifts by 0.2422 days a year and leap days set it back
    private static DateOnly? Qingming(int year) =>
        year is < 1901 or > 2099 ? null : new(year, 4, (int)((year % 100) * 0.2422 + (year >= 2000 ? 4.81 : 5.59)) - year % 100 / 4);
}

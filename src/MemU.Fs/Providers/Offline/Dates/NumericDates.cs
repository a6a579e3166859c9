using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>Dates in digits: 2026-03-05, 2026/3/5, 2026-03-05T09:00Z, 05.03.2026, 25/12/2026, 2026-03, intervals with a slash.</summary>
internal static class NumericDates
{
    /// <summary>The date that starts at a token; 3/4/2026 in English text is a date whose day is not known.</summary>
    public static (DateReading Reading, int End)? Read(DateToken[] tokens, int at, DateCalendar calendar, DateVocabulary[] languages)
    {
        if (tokens[at] is not { Kind: TokenKind.Digits, Text.Length: 1 or 2 or 4 } first || !StartsWell(tokens, at)) return null;
        if (at + 2 >= tokens.Length || tokens[at + 1] is not { Glued: true, Text: "-" or "/" or "." } mark || Digits(tokens, at + 2) is not { } second) return null;
        var third = at + 4 < tokens.Length && tokens[at + 3].Glued && tokens[at + 3].Text == mark.Text ? Digits(tokens, at + 4) : null;
        var lead = Value(first.Text);
        if (first.Text.Length == 4)
        {
            if (lead is < 1900 or > 2100 || tokens[at + 2].Text.Length > 2) return null;
            if (third is null) return mark.Text == "-" && tokens[at + 2].Text.Length == 2 && second is >= 1 and <= 12 && EndsWell(tokens, at + 3) ? (new(EventTime.Month(lead, second), false), at + 3) : null;
            if (tokens[at + 4].Text.Length > 2 || !DateCalendar.IsDay(lead, second, third.Value)) return null;
            return WithTime(tokens, at + 5, new(lead, second, third.Value), calendar);
        }
        if (third is not { } year || year is < 1900 or > 2100 || tokens[at + 4].Text.Length != 4 || !EndsWell(tokens, at + 5)) return null;
        var dayFirst = DateCalendar.IsDay(year, second, lead);
        var monthFirst = mark.Text != "." && DateCalendar.IsDay(year, lead, second);
        if (!dayFirst && !monthFirst) return null;
        var doubtful = dayFirst && monthFirst && lead != second && (languages.Length == 0 || languages[0].Name == "en");
        EventTime? when = doubtful ? null : dayFirst ? EventTime.Day(new(year, second, lead)) : EventTime.Day(new(year, lead, second));
        return (new(when, false), at + 5);
    }

    private static (DateReading, int)? WithTime(DateToken[] tokens, int end, DateOnly day, DateCalendar calendar)
    {
        if (end < tokens.Length && tokens[end] is { Glued: true, Text: "t" } && Clock(tokens, end + 1) is { } t) return Timed(tokens, day, t, calendar);
        if (end < tokens.Length && !tokens[end].Glued && Clock(tokens, end) is { } spaced) return Timed(tokens, day, spaced, calendar);
        return EndsWell(tokens, end) || end < tokens.Length && tokens[end].Text == "t" ? (new(EventTime.Day(day), false), end) : null;
    }

    private static (DateReading, int)? Timed(DateToken[] tokens, DateOnly day, (TimeSpan Time, int End) clock, DateCalendar calendar)
    {
        var (time, end) = clock;
        TimeSpan? zone = calendar.Reference?.Offset;
        if (end < tokens.Length && tokens[end] is { Glued: true, Text: "z" }) (zone, end) = (TimeSpan.Zero, end + 1);
        else if (end + 3 < tokens.Length && tokens[end] is { Glued: true, Text: "+" or "-" } sign && tokens[end + 2].Text == ":" && Digits(tokens, end + 1) is { } hours and <= 14 && Digits(tokens, end + 3) is { } minutes and < 60)
            (zone, end) = ((sign.Text == "-" ? -1 : 1) * new TimeSpan(hours, minutes, 0), end + 4);
        // without any zone the hour is not an instant, so the day stands
        return (new(zone is { } offset && EventTime.TryParse(ClockTimes.Format(day, time, offset), out var when) ? when : EventTime.Day(day), false), end);
    }

    private static (TimeSpan, int)? Clock(DateToken[] tokens, int at)
    {
        if (at + 2 >= tokens.Length || Digits(tokens, at) is not { } hour || hour > 23 || tokens[at + 1] is not { Glued: true, Text: ":" } || Digits(tokens, at + 2) is not { } minute || minute > 59 || tokens[at + 2].Text.Length != 2) return null;
        if (at + 4 < tokens.Length && tokens[at + 3] is { Glued: true, Text: ":" } && Digits(tokens, at + 4) is { } second and < 60)
        {
            var end = at + 5;
            if (end + 1 < tokens.Length && tokens[end] is { Glued: true, Text: "." } && tokens[end + 1] is { Kind: TokenKind.Digits, Glued: true }) end += 2;
            return (new(hour, minute, second), end);
        }
        return (new(hour, minute, 0), at + 3);
    }

    private static int? Digits(DateToken[] tokens, int at) =>
        at < tokens.Length && tokens[at] is { Kind: TokenKind.Digits, Text.Length: >= 1 and <= 4 } token ? Value(token.Text) : null;

    private static int Value(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static bool StartsWell(DateToken[] tokens, int at) =>
        at == 0 || !tokens[at].Glued || tokens[at - 1].Kind == TokenKind.Sign || tokens[at - 1].Kind == TokenKind.Mark && tokens[at - 1].Text is not ("." or "-" or "/" or ":" or "$" or "#" or "_" or "=" or "+" or "\\" or "@");

    private static bool EndsWell(DateToken[] tokens, int end)
    {
        if (end >= tokens.Length || !tokens[end].Glued) return true;
        if (tokens[end].Kind is TokenKind.Word or TokenKind.Digits || tokens[end].Text is "_" or "@" or "=" or "%") return false;
        return !(tokens[end].Text is "." or "-" or "/" or ":" && end + 1 < tokens.Length && tokens[end + 1].Glued && tokens[end + 1].Kind is TokenKind.Digits or TokenKind.Word && end + 1 < tokens.Length && tokens[end + 1].Glued);
    }
}

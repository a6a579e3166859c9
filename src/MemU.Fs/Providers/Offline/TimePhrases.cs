using System.Globalization;
using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Dates;

namespace MemU.Fs.Providers.Offline;

/// <summary>
/// The dates of a clause: those that are found in any text, and days without a month ("the 27th", 28号), which count from the day that the conversation
/// spoke of last, else are the next such day.
/// </summary>
internal static partial class TimePhrases
{
    /// <summary>The mentions in order, none overlapping.</summary>
    public static List<DateMention> Find(string text, DateTimeOffset? reference, DateOnly? near)
    {
        List<DateMention> found = [];
        foreach (var mention in DateResolver.Find(text, reference))
        {
            if (Attributive(text, mention) || text.AsSpan(0, mention.Start).Count('`') % 2 == 1) continue;
            if (mention is { Relative: false, When: { } past } && reference is { } now && past.End < now && past.Start.Year < now.Year + 1 && past.Text.Length == 10 && !mention.Phrase.Contains(past.Text[..4], StringComparison.Ordinal) && (Booked().IsMatch(text.AsSpan(0, mention.Start)) || (Ahead().IsMatch(text.AsSpan(0, mention.Start)) && !Behind().IsMatch(text)))
                && EventTime.TryParse(string.Create(CultureInfo.InvariantCulture, $"{past.Start.Year + 1:0000}{past.Text[4..]}"), out var next))
            {
                found.Add(mention with { When = next });
                continue;
            }
            found.Add(Habitual(text, mention) ? mention with { Recurring = true, When = null } : mention);
        }
        foreach (Match day in BareDay().Matches(text))
        {
            if (!int.TryParse(day.Groups["day"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 31) continue;
            if (found.Exists(f => f.Start <= day.Index && f.Start + f.Length >= day.Index + day.Length)) continue;
            if (found.Exists(f => f.Start < day.Index + day.Length && day.Index < f.Start + f.Length && f.Length > day.Length)) continue;
            found.RemoveAll(f => f.Start < day.Index + day.Length && day.Index < f.Start + f.Length);
            found.Add(new(day.Index, day.Length, day.Value, Resolve(number, Weekday(day.Groups["week"].Value), reference, near) is { } when ? EventTime.Day(when) : null, true));
        }
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    /// <summary>The next day with that number that is on that weekday; in the month that was spoken of, when one was.</summary>
    private static DateOnly? Resolve(int day, DayOfWeek? weekday, DateTimeOffset? reference, DateOnly? near)
    {
        if (reference is not { } r) return null;
        var today = DateOnly.FromDateTime(r.DateTime);
        var month = near is { } n && n >= today.AddDays(-31) ? new DateOnly(n.Year, n.Month, 1) : new DateOnly(today.Year, today.Month, 1);
        for (var i = 0; i < 13; i++)
        {
            if (month.Year > 9990) return null;
            if (day <= DateTime.DaysInMonth(month.Year, month.Month) && new DateOnly(month.Year, month.Month, day) is var date && date >= today && (weekday is null || date.DayOfWeek == weekday)) return date;
            month = month.AddMonths(1);
        }
        return null;
    }

    private static DayOfWeek? Weekday(string name) => name.Length < 3 ? null : name[..3].ToLowerInvariant() switch
    {
        "mon" => DayOfWeek.Monday, "tue" => DayOfWeek.Tuesday, "wed" => DayOfWeek.Wednesday, "thu" => DayOfWeek.Thursday, "fri" => DayOfWeek.Friday, "sat" => DayOfWeek.Saturday, "sun" => DayOfWeek.Sunday, _ => null,
    };

    /// <summary>A feast that names a thing ("Christmas dinner"), a clock time, or part of a longer word.</summary>
    private static bool Attributive(string text, DateMention mention)
    {
        var before = mention.Start > 0 ? text[mention.Start - 1] : ' ';
        if (mention.Phrase is "来年" && before is '十' or '几' or '多' or '百') return true;
        if (mention.Phrase.StartsWith("quarter past", StringComparison.OrdinalIgnoreCase) || (mention.Phrase is "后一天" or "前一天" && before is '最')) return true;
        if (mention.Phrase is "Mei" or "mei") return true;
        if (text.AsSpan(mention.Start + mention.Length) is ['\'' or '’', 's', ' ', ..]) return true;
        if (OfThem().IsMatch(text.AsSpan(mention.Start + mention.Length))) return true;
        return Thing().IsMatch(text.AsSpan(mention.Start + mention.Length)) && Feast().IsMatch(mention.Phrase);
    }

    /// <summary>"Monday evenings", 每, or a weekday of lessons: comes again.</summary>
    private static bool Habitual(string text, DateMention mention) =>
        PluralDay().IsMatch(mention.Phrase) || (mention.When is not null && Again().IsMatch(text.AsSpan(mention.Start + mention.Length)));

    [GeneratedRegex("""
        (?<![\w/.-])(?:(?<week>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),?\s+)?(?:the\s+)?(?<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|century|floor|time|birthday|grade|place|street|avenue|year|edition|row|day|in\s+the|percentile|and\s+last|wedding|anniversary|attempt|try|round|week|month|hour|minute|version|gear|amendment|form))
        | (?<![\d月年.])(?<day>\d{1,2})号(?!楼|线|店|院|机|门|桌|房|码|台|位|车|馆|厅|文|柜|坑|选手|球|键|电池)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BareDay();

    [GeneratedRegex(@"^(?:mon|tues|wednes|thurs|fri|satur|sun)day (?:morning|evening|night|afternoon|lunchtime)s$|^(?:mon|tues|wednes|thurs|fri|satur|sun)days", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PluralDay();

    [GeneratedRegex(@"^\s(?:of (?:them|it|that|which|the))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OfThem();

    [GeneratedRegex(@"\b(?:signed up|registered|enrolled|booked|scheduled|invited|tickets?)\b.{0,60}\b(?:for|on)\s+(?:the\s+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Booked();

    [GeneratedRegex(@"\b(?:gets|is getting|will|'ll|going to|starts|comes|arrives|is on|are on|is due|planned|moved to|by|until|can't|cannot)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ahead();

    [GeneratedRegex(@"\b(?:was|were|did|had|ago|last|got|went|came|used)\b|\w+'d\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Behind();

    [GeneratedRegex(@"^\S{0,2}一(?:次|回|趟)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Again();

    [GeneratedRegex(@"^(?:christmas|easter|new year|halloween|thanksgiving|ramadan|eid|diwali|五一|国庆|春节|圣诞)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Feast();

    [GeneratedRegex(@"^\s?(?:dinners?|lunch(?:es)?|presents?|part(?:y|ies)|trees?|markets?|cards?|jumpers?|eggs?|songs?|carols?|cake|pudding|lights|人太?多|人多|档|晚会|卡)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Thing();
}

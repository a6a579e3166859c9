using System.Globalization;
using System.Text.RegularExpressions;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>Days without a month: "the 27th", "Tuesday the 1st", 28号.</summary>
internal static partial class BareDays
{
    /// <summary>Adds those of a segment to what was found in it, which starts at an index; a longer mention around one stays, a shorter one inside it goes.</summary>
    public static void Add(string text, DateToken[] tokens, DateScan? scan, DateCalendar calendar, DateOnly? near, List<DateMention> found, int first)
    {
        if (tokens.Length == 0) return;
        var offset = tokens[0].Start;
        List<DateMention> added = [];
        foreach (Match day in BareDay().Matches(text[offset..tokens[^1].End]))
        {
            if (!int.TryParse(day.Groups["day"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 31) continue;
            var mention = new DateMention(offset + day.Index, day.Length, day.Value, null, true);
            var around = found.FindIndex(first, f => Overlaps(f, mention));
            if (around >= 0 && found[around].Length >= mention.Length) continue;
            var at = Array.FindIndex(tokens, t => t.Start >= mention.Start);
            var tense = at < 0 || scan is null ? 0 : scan.Tense(at);
            if (around >= 0) found.RemoveAt(around);
            added.Add(mention with { When = calendar.BareDay(number, Weekday(day.Groups["week"].Value), tense, near) });
        }
        if (added.Count == 0) return;
        found.AddRange(added);
        found.Sort(first, found.Count - first, Comparer<DateMention>.Create((a, b) => a.Start.CompareTo(b.Start)));
    }

    private static bool Overlaps(DateMention a, DateMention b) => a.Start < b.Start + b.Length && b.Start < a.Start + a.Length;

    private static DayOfWeek? Weekday(string name) => name.Length < 3 ? null : name[..3].ToLowerInvariant() switch
    {
        "mon" => DayOfWeek.Monday, "tue" => DayOfWeek.Tuesday, "wed" => DayOfWeek.Wednesday, "thu" => DayOfWeek.Thursday, "fri" => DayOfWeek.Friday, "sat" => DayOfWeek.Saturday, "sun" => DayOfWeek.Sunday, _ => null,
    };

    [GeneratedRegex("""
        (?<![\w/.-])(?:(?<week>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),?\s+)?(?:the\s+)?(?<day>\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|century|floor|time|birthday|grade|place|street|avenue|year|edition|row|day|in\s+the|percentile|and\s+last|wedding|anniversary|attempt|try|round|week|month|hour|minute|version|gear|amendment|form))
        | (?<![\d月年.])(?<day>\d{1,2})号(?!楼|线|店|院|机|门|桌|房|码|台|位|车|馆|厅|文|柜|坑|选手|球|键|电池)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex BareDay();
}

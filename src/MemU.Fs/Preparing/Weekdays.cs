using System.Globalization;
using System.Text.RegularExpressions;

namespace MemU.Fs.Preparing;

/// <summary>Tells whether a text speaks of what happens on a day of the week, or every day, in the languages that the extractor's rules know.</summary>
internal static class Weekdays
{
    private static readonly string[] s_cultures = ["en", "de", "fr", "es", "it", "pt", "nl", "ja", "ko", "ru"];
    private static readonly Dictionary<DayOfWeek, Regex> s_days = Enum.GetValues<DayOfWeek>().ToDictionary(d => d, Of);

    /// <summary>Whether a text names that day as one on which something happens again and again.</summary>
    public static bool Names(string text, DayOfWeek day) => s_days[day].IsMatch(text);

    private static Regex Of(DayOfWeek day)
    {
        var words = s_cultures.Select(c => CultureInfo.GetCultureInfo(c).DateTimeFormat.GetDayName(day)).Distinct(StringComparer.OrdinalIgnoreCase).Select(Regex.Escape).ToList();
        var chinese = "日一二三四五六"[(int)day];
        var han = day == DayOfWeek.Sunday ? $"(?:周|星期|礼拜|週|禮拜)[{chinese}天]" : $"(?:周|星期|礼拜|週|禮拜){chinese}";
        var any = day is DayOfWeek.Saturday or DayOfWeek.Sunday ? @"\bweekends?\b|\bevery day\b|\bdaily\b|周末|週末|每天|每日" : @"\bevery (?:work)?day\b|\bweekdays?\b|\bdaily\b|\bevery morning\b|\bevery evening\b|\beach morning\b|每天|每日|工作日";
        // an "s" for what happens on each of them; letters of scripts without spaces stand by themselves
        return new($@"(?<!\p{{L}})(?:{string.Join('|', words.Where(w => w[0] < 0x2e80))})s?(?!\p{{L}})|{string.Join('|', words.Where(w => w[0] >= 0x2e80).Append(han))}|{any}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}

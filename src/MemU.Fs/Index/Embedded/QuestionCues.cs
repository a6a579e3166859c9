using System.Globalization;
using System.Text.RegularExpressions;

namespace MemU.Fs.Index.Embedded;

/// <summary>A span of days that a question names; a month or day without a year recurs.</summary>
/// <param name="Year">0 when not said.</param>
/// <param name="Month">0 when not said.</param>
/// <param name="Day">0 when not said.</param>
internal readonly record struct NamedDate(int Year, int Month, int Day);

/// <summary>What a question says about time, and whether a text is a question or speaks of time.</summary>
internal static partial class QuestionCues
{
    private const int LongestRead = 4000;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>True when the question asks for a time.</summary>
    public static bool AsksWhen(string question) => When().IsMatch(Head(question));

    /// <summary>True when the text holds a word for a time.</summary>
    public static bool SpeaksOfTime(string text) => Temporal().IsMatch(Head(text));

    /// <summary>True when the text as a whole is a question.</summary>
    public static bool IsQuestion(string text) => text.AsSpan().TrimEnd() is [.., '?' or '？' or '؟'];

    /// <summary>The dates that the question names.</summary>
    public static IReadOnlyList<NamedDate> Dates(string question)
    {
        var dates = new List<NamedDate>();
        foreach (Match m in Date().Matches(Head(question)))
        {
            var date = new NamedDate(Number(m, "y"), m.Groups["n"].Success ? Array.IndexOf(Months, m.Groups["n"].Value[..3].ToLowerInvariant()) + 1 : Number(m, "m"), Number(m, "d"));
            // "may" and "march" are verbs too; alone they count only as names
            if (date is { Year: 0, Day: 0 } && m.Groups["n"] is { Success: true } name && !char.IsUpper(name.Value[0])) continue;
            if (date is { Month: <= 12, Day: <= 31 }) dates.Add(date);
        }
        return dates;
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;

    private static string Head(string text) => text.Length <= LongestRead ? text : text[..LongestRead];

    [GeneratedRegex(@"\b(when|what (time|day|date|month|year)|which (day|date|month|year|week)|how long|wann|quand|cu[aá]ndo|quando|wanneer|hvorn[aå]r|kiedy|когда|πότε|متى|कब)\b|什么时候|什麼時候|何时|何時|几号|哪天|哪一天|哪年|几月|多久|いつ|언제|เมื่อไ",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex When();

    [GeneratedRegex(@"\b(yesterday|today|tonight|tomorrow|ago|(last|next|this|past|coming|previous) (week|weekend|month|year|night|summer|winter|spring|fall|autumn|(mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|few)|(mon|tues|wednes|thurs|fri|satur|sun)day|weekend|january|february|march|april|june|july|august|september|october|november|december|(19|20)[0-9]{2}|since|recently|(the )?other day|gestern|heute|morgen|hier|demain|ayer|ma[nñ]ana|вчера|сегодня|завтра|أمس|اليوم|غدا)\b|昨天|今天|明天|前天|后天|上周|下周|上个月|下个月|去年|今年|明年|[0-9]月|[0-9]日|昨日|今日|明日|先週|来週|先月|来月|어제|오늘|내일|지난주|다음주",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Temporal();

    [GeneratedRegex(@"\b(?<y>(19|20)[0-9]{2})[-/.](?<m>[0-9]{1,2})([-/.](?<d>[0-9]{1,2}))?\b|(?<y>(19|20)[0-9]{2})年((?<m>[0-9]{1,2})月((?<d>[0-9]{1,2})[日号號])?)?|(?<m>[0-9]{1,2})月((?<d>[0-9]{1,2})[日号號])?|\b(?<d>[0-9]{1,2})(st|nd|rd|th)?( of)? (?<n>(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?))\b\.?,?( (?<y>(19|20)[0-9]{2}))?|\b(?<n>(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?))\b\.?( (?<d>[0-9]{1,2})(st|nd|rd|th)?\b)?,?( (of )?(?<y>(19|20)[0-9]{2}))?|\b(?<y>(19|20)[0-9]{2})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();
}

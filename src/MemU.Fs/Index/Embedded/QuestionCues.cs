using System.Globalization;
using System.Text.RegularExpressions;

namespace MemU.Fs.Index.Embedded;

/// <summary>A span of days that a question names; a month or day without a year recurs.</summary>
/// <param name="Year">0 when not said.</param>
/// <param name="Month">0 when not said.</param>
/// <param name="Day">0 when not said.</param>
internal readonly record struct NamedDate(int Year, int Month, int Day);

/// <summary>What a question says about time, and whether a text is a question.</summary>
internal static partial class QuestionCues
{
    private const int LongestRead = 4000;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>True when the question asks for a time.</summary>
    public static bool AsksWhen(string question) => When().IsMatch(Head(question));

    /// <summary>True when the question is about what the assistant said before.</summary>
    public static bool AsksAssistant(string question) => Assistant().IsMatch(Head(question));

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
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex When();

    [GeneratedRegex(@"\b((did|had|have|were|was) you|you(('ve| have| had)? (just |also |once |previously |earlier )?(said|told|gave|suggested|recommended|mentioned|provided|listed|shared|explained|described|wrote|showed|created|made|advised|proposed|came up|were telling))|your (suggestion|recommendation|advice|answer|list|explanation|reply|response)s?|our (previous|last|earlier|past) (chat|conversation|discussion|session|talk)s?|remind me what you)\b|你(之前|上次|刚才|曾|以前)?(说|建议|推荐|提到|给我|告诉|列)|あなたが(言|勧|教)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Assistant();

    [GeneratedRegex(@"\b(?<y>(19|20)[0-9]{2})[-/.](?<m>[0-9]{1,2})([-/.](?<d>[0-9]{1,2}))?\b|(?<y>(19|20)[0-9]{2})年((?<m>[0-9]{1,2})月((?<d>[0-9]{1,2})[日号號])?)?|(?<m>[0-9]{1,2})月((?<d>[0-9]{1,2})[日号號])?|\b(?<d>[0-9]{1,2})(st|nd|rd|th)?( of)? (?<n>(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?))\b\.?,?( (?<y>(19|20)[0-9]{2}))?|\b(?<n>(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?))\b\.?( (?<d>[0-9]{1,2})(st|nd|rd|th)?\b)?,?( (of )?(?<y>(19|20)[0-9]{2}))?|\b(?<y>(19|20)[0-9]{2})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchPatience.Milliseconds)]
    private static partial Regex Date();
}

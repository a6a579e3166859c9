using System.Text.RegularExpressions;

namespace MemU.Fs.Questions;

/// <summary>Words for what somebody is to the one who speaks: "my sister", 我姐姐.</summary>
internal static partial class Relations
{
    private const string Western = "sister|brother|mother|father|mom|mum|dad|parents|wife|husband|partner|girlfriend|boyfriend|fianc[ée]e?|son|daughter|aunt|uncle|cousin|grandmother|grandfather|grandma|grandpa|niece|nephew|" +
        "best friend|friend|boss|manager|colleague|coworker|neighbou?r|roommate|flatmate|teacher|mentor|doctor|dentist|landlord|therapist";

    private const string Eastern = "姐姐|妹妹|哥哥|弟弟|妈妈|爸爸|媽媽|母亲|父亲|妻子|丈夫|老婆|老公|女儿|儿子|女朋友|男朋友|女友|男友|朋友|同事|老板|邻居|室友|老师|奶奶|爷爷|外婆|外公|姑姑|叔叔|阿姨|舅舅|表姐|表妹|表哥|表弟|堂姐|堂妹|堂哥|堂弟";

    /// <summary>True for a word that says what somebody is to another.</summary>
    public static bool Contains(string word) => Word().IsMatch(word);

    /// <summary>"my sister", as the text calls the person at this place; null when it says a name alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the name stands.</param>
    /// <param name="length">How long it is.</param>
    public static string? Of(string text, int at, int length)
    {
        var before = Before().Match(text[Math.Max(0, at - 60)..at]);
        if (before.Success) return before.Groups["who"].Value;
        var after = After().Match(text.Substring(at + length, Math.Min(60, text.Length - at - length)));
        return after.Success ? after.Groups["who"].Value : null;
    }

    /// <summary>Names in Chinese that stand behind a relation and occur in the question too.</summary>
    public static IEnumerable<string> NamedIn(string text, string question)
    {
        foreach (Match match in EasternName().Matches(text))
            for (var name = match.Groups["name"].Value; name.Length >= 2; name = name[..^1])
                if (question.Contains(name, StringComparison.Ordinal))
                {
                    yield return name;
                    break;
                }
    }

    [GeneratedRegex($"^(?:{Western}|{Eastern})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Word();

    [GeneratedRegex($@"\b(?<who>(?:my|our)\s+(?:(?:older|younger|elder|big|little|twin|best|old|new)\s+)?(?:{Western}))\s*,?\s+$|(?<who>我(?:的)?(?:{Eastern}))(?:叫|是|，)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Before();

    [GeneratedRegex($@"^\s*,?\s*(?:(?:is|was)\s+)?(?<who>(?:my|our)\s+(?:(?:older|younger|elder|big|little|twin|best|old|new)\s+)?(?:{Western}))\b|^是(?<who>我(?:的)?(?:{Eastern}))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex After();

    [GeneratedRegex($@"我(?:的)?(?:{Eastern})(?:叫|是)?(?<name>[\u4e00-\u9fff]{{2,4}})", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EasternName();
}

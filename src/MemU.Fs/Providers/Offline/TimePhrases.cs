using System.Globalization;
using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Dates;

namespace MemU.Fs.Providers.Offline;

/// <summary>
/// The dates of a clause, without those that only name a thing, and with the year that a plan means.
/// </summary>
internal static partial class TimePhrases
{
    /// <summary>The mentions in order, none overlapping.</summary>
    public static List<DateMention> Find(string text, DateTimeOffset? reference, DateOnly? near)
    {
        List<DateMention> found = [];
        foreach (var mention in DateResolver.Find(text, reference, near))
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
        return found;
    }

    /// <summary>A feast that names a thing ("Christmas dinner"), or a part of something.</summary>
    private static bool Attributive(string text, DateMention mention)
    {
        if (text.AsSpan(mention.Start + mention.Length) is ['\'' or '’', 's', ' ', ..]) return true;
        if (OfThem().IsMatch(text.AsSpan(mention.Start + mention.Length))) return true;
        return Thing().IsMatch(text.AsSpan(mention.Start + mention.Length)) && Feast().IsMatch(mention.Phrase);
    }

    /// <summary>A weekday of lessons: comes again.</summary>
    private static bool Habitual(string text, DateMention mention) =>
        mention.When is not null && Again().IsMatch(text.AsSpan(mention.Start + mention.Length));

    [GeneratedRegex(@"^\s(?:of (?:them|it|that|which|the))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex OfThem();

    [GeneratedRegex(@"\b(?:signed up|registered|enrolled|booked|scheduled|invited|tickets?)\b.{0,60}\b(?:for|on)\s+(?:the\s+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Booked();

    [GeneratedRegex(@"\b(?:gets|is getting|will|'ll|going to|starts|comes|arrives|is on|are on|is due|planned|moved to|by|until|can't|cannot)\b|(?:改到|推迟到|提前到|延到|挪到|定在|安排在|计划)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Ahead();

    [GeneratedRegex(@"\b(?:was|were|did|had|ago|last|got|went|came|used)\b|\w+'d\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Behind();

    [GeneratedRegex(@"^\S{0,2}一(?:次|回|趟)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Again();

    [GeneratedRegex(@"^(?:christmas|easter|new year|halloween|thanksgiving|ramadan|eid|diwali|五一|国庆|春节|圣诞)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Feast();

    [GeneratedRegex(@"^\s?(?:dinners?|lunch(?:es)?|presents?|part(?:y|ies)|trees?|markets?|cards?|jumpers?|eggs?|songs?|carols?|cake|pudding|lights|人太?多|人多|档|晚会|卡)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Thing();
}

using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Keeps a bare answer together with the question that it needs: "Where do you live? → Lyon".</summary>
internal static partial class Answers
{
    /// <summary>The statement; null when question or answer leave a doubt.</summary>
    public static Statement? Of(Talk talk)
    {
        if (talk.Asked is not { } asked || Sentences.Of(Prose.Of(talk.Message.Text)) is not { Count: > 0 } said || said[0].IsQuestion || said[0].Text.Contains("****", StringComparison.Ordinal)) return null;
        var answer = said[0].Text.Trim().TrimEnd('.', '!', '。', '！');
        var question = Sentences.Of(asked).LastOrDefault(s => s.IsQuestion).Text;
        if (question is null || question.Length > 80 || answer.Length is 0 or > 40 || !Sure().IsMatch(answer)) return null;
        if (When().IsMatch(question) && Statements.Read(answer, talk) is { HasPoint: true } dated) return new(talk.Message.Number, 0, question.Trim() + " → " + answer, Finding.Event(Sort.Experiences, "answer: date", 3), [.. dated.Dates.Select(d => d with { Start = d.Start + question.Trim().Length + 3 })], dated);
        var finding = Where().IsMatch(question) ? Finding.Profile(Sort.PersonalInfo, "answer: home", "home", 3)
            : Trade().IsMatch(question) ? Finding.Profile(Sort.WorkLife, "answer: job", "job", 3)
            : Name().IsMatch(question) ? Finding.Profile(Sort.PersonalInfo, "answer: name", "name", 3)
            : Age().IsMatch(question) && answer.Any(char.IsDigit) ? Finding.Profile(Sort.PersonalInfo, "answer: age", "age", 3)
            : null;
        if (finding is null) return null;
        var text = question.Trim() + " → " + answer;
        var clause = Statements.Read(text, talk);
        return new(talk.Message.Number, 0, text, finding, [], clause);
    }

    [GeneratedRegex(@"^(?!(?:yes|no|yeah|nope|why|well|hm+|sorry|what|ok|sure|nothing|none|not|i don't|maybe|guess|later|是|不|没|为什么|你猜)\b)[\p{L}\d][\p{L}\d '’.,-]{0,39}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Sure();

    [GeneratedRegex(@"^(?:(?:and|so|but)\s+)?(?:when|what day|which day|on which day)\b|什么时候|哪天|几号|何时|^(?:quand|wann|cuándo|quando)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex When();

    [GeneratedRegex(@"\bwhere (?:do|are) you (?:live|living|based)\b|你(?:现在)?(?:住|家)(?:在)?哪|où (?:habites|habitez)|wo (?:wohnst|wohnen)|dónde vives", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Where();

    [GeneratedRegex(@"\bwhat do you do(?: for a living| for work)?\?|\bwhat(?:'s| is) your (?:job|profession|occupation)|你(?:是)?做什么(?:工作|的)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Trade();

    [GeneratedRegex(@"\bwhat(?:'s| is) your name|怎么称呼|你叫什么", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Name();

    [GeneratedRegex(@"\bhow old are you|你(?:今年)?多大|你几岁", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Age();
}

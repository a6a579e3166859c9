using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What English sentences are not to be learned from: questions, hypotheticals, others' views, moods, requests.</summary>
internal static partial class EnglishGuards
{
    /// <summary>The reason to leave a whole sentence out; null when there is none.</summary>
    public static string? Sentence(Clause c)
    {
        if (Question().IsMatch(c.Low)) return "question";
        if (Hypothetical().IsMatch(c.Low)) return "hypothetical";
        if (StartsIf().IsMatch(c.Low) && !(c.Code || (c.Has(Field.Tech) && c.Has(Field.Outcome)))) return "hypothetical";
        if (Joke().IsMatch(c.Low)) return "joke";
        return null;
    }

    /// <summary>The reason to leave a clause out, which may be part of a sentence that is kept.</summary>
    public static string? Part(Clause c)
    {
        if (OthersView().IsMatch(c.Low) && !Teaching().IsMatch(c.Low) && !c.Contains("ssh says", "log says", "header says", "said yes", "said no", "said ok")) return "others_view";
        if (c.Has(Field.Now) && !c.HasRecurrence) return "moment";
        if (Moment().IsMatch(c.Low) && !c.HasPoint) return "moment";
        return null;
    }

    /// <summary>It is about this moment only.</summary>
    public static bool IsMoment(Clause c) => Moment().IsMatch(c.Low);

    /// <summary>A request to the one who listens.</summary>
    public static bool IsRequest(Clause c) => Request().IsMatch(c.Low);

    [GeneratedRegex("""
        ^(?:(?:and|so|but|ok|okay|hey|oh|or|well|hm+|also|then|now|wait|morning|right|listen)[,.!]*\s+)*
        (?:(?:is|are|was|were|do|does|did|can|could|would|will|shall|should|have|has|had|am|isn't|aren't|don't|doesn't|didn't|won't|can't|couldn't|wouldn't)
           \s+(?:it|i|you|u|he|she|they|we|that|this|there|the|my|your|our|his|her|their|any|anyone|anybody|someone|somebody|everyone|dad|mum|mom|[a-z]+\s+(?:know|have|still|ready|paid|coming|done))\b
         | which\s+(?:one|\w+\s+(?:do|does|is|are|did))\b | (?:how|what|where|why|who|whose|when)(?:'s|'re|\s+(?:is|are|was|were|do|does|did|can|could|would|will|should|shall|has|have|had|much|many|long|often|about|far|old|come|the\s+hell|else))\b
         | who\s+(?:\w+s|\w+ed)\b | what\s+(?:about|if|time|kind) | any(?:one|body)\s+(?:know|else|got) | any\s+(?:idea|tips|chance|news) )
        | ,\s*(?:who\s+does\s+that|right|innit|no|eh|or\s+what)[\s?!.]*$
        | \byes\?|\bor\s+not\s*$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Question();

    [GeneratedRegex("""
        (?<!\bas\s)\bif\s+(?:only|i|we|you|he|she|they|it|there|somebody|someone|my|the)\b[^.]{0,60}\b(?:were|was|had|could|would|paid|won)\b[^.]{0,120}
        | \bif\s+i\s+(?:win|lose|ever|die|chicken|get\s+rich)\b | \bif\s+we\s+had\b | \bif\s+it\s+(?:is|rains|snows)\b[^.]{0,40}\b(?:i'm|i'll|we'll|we)\b
        | \b(?:i|we)\s+wish\b | \bhypothetical | \bimagine\b | \bsuppose\b | \bin\s+another\s+life\b | \bwould\s+be\s+(?:nice|great|cool|fun|lovely)\b | \bcould\s+(?:always\s+)?sell\b | \b(?:i|we|who)\s+would(?:'ve|\s+have)\b | \b(?:maybe|perhaps|might)\b.*\bone\s+day\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Hypothetical();

    [GeneratedRegex(@"^(?:(?:and|but|so|well|ok|oh|then|or)[,.]*\s+)*(?:if|unless|in case|as if|even if)\b(?!\s+i\s+forget)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex StartsIf();

    [GeneratedRegex(@"\b(?:joking|just kidding|kidding|jk|no joke of course)\b|/s\s*$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Joke();

    [GeneratedRegex("""
        (?<!\b(?:i|we|you|it)\s(?:\w+\s)?)(?<!\bto\s)\b(?:says|thinks|reckons|claims|believes|insists|swears(?!\s+by)|maintains|argues|suggests|complains|predicts|jokes|(?:keeps?|kept)\s+(?:saying|telling|going\s+on)|always\s+(?:says|said)|told\s+everyone|according\s+to|is\s+convinced|(?:called|calls)\s+(?:it|me|us|that|them)|wants\s+me\s+to|told\s+me\s+to|tells\s+me)\b
        | \b(?:he|she|they|everyone|everybody|people|some|nobody)\s+(?:\w+\s)?(?:say|think|reckon|believe|claim|assume|said|thought|keep\s+\w+ing)\b(?!\s+(?:yes|no|ok|he'd|she'd|they'd))
        | \bmust\s+be\s+(?:joking|kidding) | \bsaid\s+(?:that\s+)?(?:the|i|we|you|it|white|my|our)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex OthersView();

    [GeneratedRegex(@"\b(?:told|taught|showed|explained to|drilled .{1,20} into) (?:me|us)\b(?! to\b)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Teaching();

    [GeneratedRegex(@"\b(?:is|are|am|'s|'re|'m) (?:\w+ )?(?:drilling|sitting|staring|judging|raining|snowing|barking|crying|laughing|typing|phoning|cooking|eating|waiting|queueing|queuing|standing|lying|screaming|sneezing|snoring|knocking|calling|ringing|melting|freezing|boiling|dying|shaking)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(?:(?:and|so|but|ok|okay|then|now|yes|no|right|pls|please|just|also|oh|well|can you|could you)[,.!]*\s+)*(?:put|give|tell|show|send|write|look|remind|help|let|make|check|find|add|remove|delete|fix|stop|start|wait|try|use|leave|keep|quiz|explain|summari[sz]e|translate|draft|book|call|run|open|close|bin|ask|read|take|come|see|forget|guess|sit|marry|listen|bring|pick|film|turn|scratch|go ahead|compare|review|rotate|say|save|copy|type|relax|stay|get|do not|don't|never|please|pls)\b(?!\s+(?:is|was|'s|are))", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Request();
}

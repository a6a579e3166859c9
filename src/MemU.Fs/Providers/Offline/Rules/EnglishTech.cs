using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>How tools behaved, and facts about systems, domains and the world.</summary>
internal static partial class EnglishTech
{
    /// <summary>A tool, command or service: what it did, which option is right.</summary>
    public static Finding? Tool(Clause c)
    {
        if (c.HasPoint && !(c.Code && c.Text.Contains('`', StringComparison.Ordinal) && c.Has(Field.Outcome))) return null;
        if (SystemFact().IsMatch(c.Low) && !Did().IsMatch(c.Low)) return null;
        if (c.Code && (c.Has(Field.Outcome | Field.Setting | Field.Rule) || Use().IsMatch(c.Low))) return Finding.Tool("tool outcome", 3);
        if (Conditional().IsMatch(c.Low)) return Finding.Tool("condition of a tool");
        if (Swap().IsMatch(c.Low)) return Finding.Tool("setting that helped", 3);
        if (SettingTo().IsMatch(c.Low)) return Finding.Tool("setting that helped", 3);
        if (!c.Has(Field.Tech)) return null;
        if (Did().IsMatch(c.Low) && c.Has(Field.Outcome | Field.Setting) && (c.Has(Field.Outcome) || c.HasNumber)) return Finding.Tool("setting that helped");
        if (c.Has(Field.Outcome) && Verdict().IsMatch(c.Low)) return Finding.Tool("verdict on a tool");
        return c.Has(Field.Outcome) && Condition().IsMatch(c.Low) ? Finding.Tool("tool behavior") : null;
    }

    /// <summary>A fact about a system, a domain or the world.</summary>
    public static Finding? Knowledge(Clause c, Talk talk)
    {
        if (Entitled().IsMatch(c.Low)) return Finding.Knowledge("rule");
        if (c.Has(Field.Tech) && Hosted().IsMatch(c.Low) && !c.HasPoint) return Finding.Knowledge("system fact");
        if (EnglishGuards.IsRequest(c) || Personal().IsMatch(c.Low) || Deictic().IsMatch(c.Low)) return null;
        if (c.Has(Field.Learned) && Verb().IsMatch(c.Low)) return Finding.Knowledge("learned fact");
        var technical = c.Code || c.Has(Field.Tech);
        if (technical && SystemFact().IsMatch(c.Low)) return Finding.Knowledge("system fact");
        if (technical && Verb().IsMatch(c.Low) && (c.Has(Field.Rule | Field.Outcome) || c.HasNumber)) return Finding.Knowledge("technical fact");
        if (Passive().IsMatch(c.Low)) return Finding.Knowledge("general fact");
        if (WordItself().IsMatch(c.Low)) return Finding.Knowledge("language fact");
        if (Obligation().IsMatch(c.Low) && !c.HasPoint) return Finding.Knowledge("rule");
        if (Generic().IsMatch(c.Low)) return Finding.Knowledge("general fact");
        return null;
    }

    [GeneratedRegex("""
        \b(?:our|the|their|its|production|prod|staging)\s+(?:\w+\s+){0,2}(?:config|configuration|project|service|pipeline|gateway|backend|frontend|database|db|server|cluster|repo|docs|api|schema|app\s+store|build|data|stack|system|network|job|layer|client|queue|sync)\b.{0,40}\b(?:is|are|runs?|lives?|uses?|matches|fires|cuts|pulls|reads|writes|starts|sits|talks|depends|holds|keeps|only|has|have|'s)\b
        | \b(?:runs?|live|lives|hosted|deployed|written|pinned|stored|kept|built|based)\s+(?:on|in|with|to|at|under)\b | \bgoes\s+by\s+\S+ | \bit(?:'s|\s+is)\s+called\b | \ball\s+in\s+\S+$ | \bout\s+of\s+support\b | \bstill\s+on\s+\S*\d
        | \bis\s+(?:the|our|a|an)\s+(?:\w+\s+){0,3}(?:pipeline|service|job|tool|database|library|server|box|system|script|repo|app)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex SystemFact();

    [GeneratedRegex("""
        \b(?:i|we)(?:'d|'ve|\s+have|\s+had)?\s+(?:just\s+|only\s+|then\s+|once\s+|finally\s+)?(?:set|turned|switched|changed|unlinked|linked|swapped|replaced|installed|uninstalled|updated|upgraded|downgraded|used|tried|ran|run|added|enabled|disabled|configured|bumped|pinned|moved\s+to|plugged|unplugged|cleaned|deleted|restarted|reset|put|raised|lowered|connected|disconnected|paired|mounted|flashed|descaled|calibrated|use|swear\s+by)\b
        | \b(?:did|fixed|solved|sorted|cured|cost)\s+(?:it|that|me|the\s+trick)\b | \bdidn't\s+help\b.{2,80}\b(?:did|does)\b | \bsetting\s+.{2,40}\bto\b.{2,40}\b(?:did|fixed|helped|works)\b | \b(?:never\s+let|hasn't\s+let)\s+me\s+down\b | \bworks\s+(?:like|every|fine|great|well|perfectly)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Did();

    [GeneratedRegex("""
        ^(?:\S+\s){0,3}?(?:the|my|our|that|this|it|its)\b[^,;]{0,50}?\b(?:only|never|won't|doesn't|keeps|just|always)\s+\w+[^.]{0,60}\b(?:if|unless|when|until|after|once)\s+(?:you|i|we|the|it)\b
        | ^(?:\S+\s){0,3}?(?:the|my|our|it)\b[^,;]{0,40}?\s\w+s\b[^,;]{0,40}\bunless\s+(?:you|i|we|the|it)\b | \bit\s+(?:only\s+)?works\s+(?:if|when|once|with)\b | \bturns\s+out\s+you\s+(?:must|have\s+to|need\s+to|should|can't)\b
        | \byou\s+(?:must|have\s+to|need\s+to)\s+(?:never\s+|always\s+|first\s+)?(?:run|press|hold|switch|turn|set|use|pull|push|plug|clean|charge|descale|reset)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\b(?:is|are|was|were|'s) (?:\w+ )?(?:brilliant|rubbish|hopeless|useless|reliable|unusable|flaky|toast|rock solid)\b|\b(?:updated|deleted|wiped|broke|killed|ruined|corrupted|ate|lost|saved|caught|crashed|drained) (?:my|our|the|a|all|half|everything)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Verdict();

    [GeneratedRegex(@"\bdidn't help\b.{2,80}\b(?:did|does)\b|\bsetting .{2,40} to .{2,40}\b(?:did|fixed|helped|works)\b|\b(?:needs|requires) (?:the |a )?.{3,60}\b(?:otherwise|or else|just shows|shows|just fails)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Swap();

    [GeneratedRegex(@"\bset (?:\w+ ){1,4}to \S*\d|\bturn(?:ed|ing)? (?:on|off) [a-z]{2,}[^.]{0,60}\b(?:fixed|helped|halved|doubled|stopped|worked|set|until)\b|\buntil i (?:turned|switched) (?:on|off)\b|\bswitch(?:ed|ing)? (?:on|off) the \w+ (?:mode|option|setting)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex SettingTo();

    [GeneratedRegex("""['‘"“]\w+['’"”] (?:is|means|can|sounds|comes)\b""", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex WordItself();

    [GeneratedRegex(@"^(?:\w+,? ){0,3}(?:use|try|run|never (?:ever )?(?:run|use)|don't (?:run|use)|always (?:run|use|pass)|add|set|pass|call)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Use();

    [GeneratedRegex(@"\b(?:unless|only|if|when|whenever|because|until|instead|but|so|as soon as|otherwise|every time|without|with|anymore|any more|at all|for me|on me|since)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\b(?:i|i'm|i've|i'd|i'll|you|you're|we'll|we'd|me|she|he|let's)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Personal();

    [GeneratedRegex(@"\b(?:is|are) (?:pronounced|spelled|spelt|written|called|made (?:of|from)|measured|known as|used for|derived|named after|native to|made up of)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Passive();

    [GeneratedRegex(@"^(?:here )?you (?:can|get|need|have to|must|may) (?:\S+ )+.*(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty)\b)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Entitled();

    [GeneratedRegex(@"\b(?:i|we) (?:run|host|keep|deploy|store|serve) (?:everything|it all|all of it|them|it|our|my|the) .{0,40}\b(?:in|on|with|under)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Hosted();

    [GeneratedRegex(@"^(?:that|this|those|these)(?: one)?(?:'s)?\b|\b(?:somebody|someone|people|everybody|everyone|nobody|anybody)\b(?! \w+ (?:has|is|are|needs|only)\b)|\byours?\b|^number \d", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Deictic();

    [GeneratedRegex(@"'s\b|\b(?:is|are|was|were|has|have|had|does|do|did|can|can't|must|will|cannot|need|needs|means|takes|runs|gets|get|goes|go|\w{3,}(?:es|ts|ns|ds|ks|ls|ms|ps|rs|ws))\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b\w+s? (?:have to|has to|must|need to|needs to|can't|cannot|may not|are not allowed to|are required to) (?:be|have|not|carry|come|go|stay|leave|include|match|contain|end|start|expire)\b|\b(?:should|shouldn't|must|mustn't|needs to|has to|have to) (?:never |always |not )?be \w+(?:ed|en|wn|ut|ght)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Obligation();

    [GeneratedRegex(@"^(?!everything|nothing|it |that |this |which |there )(?:the |in \w+,? )?(?:\w+ ){1,4}(?:takes?|lasts?|costs?|weighs?|contains?|means|consists? of|grows?|rots?|melts?|boils?|freezes|dates? from|belongs? to|stands for|refers to) (?:\w+ ){0,6}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Generic();
}

using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What people can do, and procedures that work.</summary>
internal static partial class EnglishSkills
{
    /// <summary>The steps of something that works.</summary>
    public static Finding? Procedure(Clause c) => Steps().IsMatch(c.Low) && !EnglishGuards.IsMoment(c) ? Finding.Skill("procedure", 3) : null;

    public static Finding? Find(Clause c)
    {
        if (Learned().IsMatch(c.Low)) return Finding.Skill("learned skill", 3);
        if (Plays().IsMatch(c.Low) && !c.HasRecurrence && !c.Has(Field.Often)) return Finding.Skill("instrument");
        if (LongDone().IsMatch(c.Low) && c.Has(Field.Activity | Field.Tech)) return Finding.Skill("practised for long", 2);
        if (Can().IsMatch(c.Low) && !Favor().IsMatch(c.Low)) return Finding.Skill("ability", c.Has(Field.Able | Field.Activity | Field.Tech) || c.Code ? 3 : 2);
        return Level().IsMatch(c.Low) && !c.HasPoint ? Finding.Skill("level", 2) : null;
    }

    [GeneratedRegex("""
        \b(?:goes|go|works)\s*(?:like\s+this\s*)?:\s*\w | \bin\s+that\s+order\b | \bfirst\b.{3,120}?\b(?:and\s+)?then\b | \bfirst\b.{3,80}\bfrom\s+there\b | ,\s*then\b.{3,80}?,\s*then\b
        | \byou\s+(?:\w+\s){0,2}(?:it|them)?\s*(?:when|once|until|for|with|under)\b.{3,120},\s*(?:then|not\s+later|dry|let|put|add|wait|turn)\b
        | \b(?:when|if)\b.{3,80}\byou\s+(?:just\s+|have\s+to\s+|need\s+to\s+)?(?:pull|press|hold|unplug|restart|turn|push|reset|remove|add|put|wait|open|close|switch|type|run)\b.{3,}
        | ^to\s+\w+\b.{2,40}?\b(?:i|we|you)\s+\w+\b.{3,100},\s*(?:and\s+)?then\b
        | \bthe\s+trick\s+is\s+to\b | \b(?:i|we)\s+(?:always\s+)?(?:start|begin)\s+(?:with|by)\b.{3,80}\bthen\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Steps();

    [GeneratedRegex("""
        \b(?:i|he|she|we|they)(?:'ve|'s|\s+have|\s+has)?\s+(?:finally\s+|also\s+|just\s+)?(?:taught\s+(?:myself|himself|herself|ourselves)|learn(?:ed|t)\s+(?:how\s+)?to|mastered|cracked\s+(?:how|the)|figured\s+out\s+how|worked\s+out\s+how|got\s+the\s+hang\s+of)
        | \b(?:i|he|she|we|they)\s+know(?:s)?\s+how\s+(?:to\b|that\s+goes) | \b(?:fluent\s+in|self-taught|certified\s+in|qualified\s+\w+) | \bgood\s+at\s+\w+ing\b | \bgood\s+with\s+(?:wood|tools|numbers|engines|computers)
        | \b(?:showed|taught)\s+me\s+(?:how\b|\w+|to\b).{2,80}\b(?:i|now)\b | \bi\s+can\s+now\b(?=.)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Learned();

    [GeneratedRegex(@"\b(?:i|he|she|we|i've|he's|she's|i have) (?:also |still |been |both )?play(?:s|ing|ed)? the (?!part|role|game|lottery|fool|long|field|victim|same)\w+", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Plays();

    [GeneratedRegex(@"(?:'s|'ve|has|have|been) (?:been )?(?:play(?:ed|ing)|sing(?:ing)|sung|paint(?:ed|ing)|danc(?:ed|ing)|cod(?:ed|ing)|writ(?:ten|ing)|bak(?:ed|ing)|sew(?:n|ing)|knit(?:ted|ting)|build(?:ing)|built|sail(?:ed|ing)|climb(?:ed|ing)|driv(?:en|ing)|programm(?:ed|ing)|weld(?:ed|ing)|teach(?:ing)|speak(?:ing)|spoken) .{0,60}\b(?:since|for (?:\w+ )?(?:\w+ )?(?:years|decades)|all (?:my|his|her) life)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex LongDone();

    [GeneratedRegex("""
        (?:^|\b(?:i|he|she|we|they|who|mum|dad|[a-z]+)\s+)(?:can)\s+(?:now\s+|actually\s+|finally\s+|already\s+|even\s+|still\s+|do\s+)?
        (?:drive|read|play|speak|write|sing|cook|bake|sew|knit|swim|dance|code|program|draw|paint|fix|repair|build|weld|juggle|ski|sail|ride|fly|type|translate|lip-read|touch-type|solder|carve|brew|whistle|hold\s+a\s+(?:tune|conversation)|get\s+through|follow|understand|tell\s+(?:them|a)|identify|recogni[sz]e|query|debug|deploy|configure|operate|handle|line|make\s+(?:a|my\s+own)\s+\w+|tie|fold|name|recite|count\s+to|order|manage|change\s+a)\b(?=\s+\S)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Can();

    [GeneratedRegex(@"\bcan you\b|\bcan't\b|\bcannot\b|\bneither\b|\bfor (?:you|me)\b|\bcan (?:now |also )?\w+ (?:that|this|it|them|those|these|him|us)\b|\byou can\b|\bif you (?:want|like)\b|\bcould (?:always|maybe|just)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Favor();

    [GeneratedRegex(@"\b(?:i|he|she|we|they) speaks? (?:\w+ )?(?:some |a bit of |fluent |good |decent )?(?:english|french|german|spanish|italian|portuguese|dutch|polish|russian|arabic|turkish|hindi|mandarin|cantonese|chinese|japanese|korean|swedish|norwegian|danish|finnish|greek|welsh|gaelic|irish)\b(?! at\b)|\b[abc][12]\s?(?:ish|level)\b|\blevel [abc][12]\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Level();
}

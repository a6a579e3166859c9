using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Recognizes that a statement takes back or changes what was said before, and that it denies.</summary>
internal static partial class Corrections
{
    /// <summary>The wording says that something earlier does not hold any more.</summary>
    public static bool Marks(Clause c) => (c.Tongue.Unspaced() ? Eastern() : Western()).IsMatch(c.Low);

    /// <summary>The statement denies.</summary>
    public static bool Denies(Clause c) => (c.Tongue == Tongue.Chinese ? EasternDenial() : WesternDenial()).IsMatch(c.Low);

    [GeneratedRegex("""
        ^(?:\w+[,!.]?\s+){0,3}?(?:actually|no\s+wait|wait|argh|correction|scratch\s+that|tell\s+a\s+lie|hang\s+on)\b | \bi\s+(?:meant|misspoke|got\s+(?:it|that)\s+wrong|was\s+wrong)\b | \bnot\s+\w+\s+any\s?more\b | \b(?:any\s?more|any\s+longer)\b | \binstead\b
        | \bmake\s+it\s+\w+ | \b(?:it's|is|are|on|it|do\s+.{1,30})\s+.{0,30}\bnow\b\s*(?:[,.!]|$) | \b(?:got|been|was|were|they|have|has)\s+(?:just\s+)?(?:moved|postponed|rescheduled|changed|pushed|brought\s+forward)\b.{0,40}\b(?:to|from|race|date|class|the|back)\b(?<!\bi\s+have\s+moved.{0,40}) | \b(?:they've|they|it's\s+been)\s+(?:postponed|moved|changed|rescheduled)\b | \bno\s+longer\b | \bused\s+to\b.{2,60}\bnow\b
        | \b(?:je\s+me\s+suis\s+tromp|en\s+fait|eigentlich|doch\s+nicht|en\s+realidad|in\s+realtà|na\s+verdade|на\s+самом\s+деле)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Western();

    [GeneratedRegex(@"^(?:哦|啊|哎呀?|等等?|完了)?[，,]?不对|应该是|说错了|记错|记岔|看错|更正|搞错|弄错|其实(?:是|不是|我)|改(?:到|成|为|走|在|做|\d|[一二三四五六七八九十])|挪到|推迟|提前到|延期|又变了|不再|现在(?:不|改)|是\S{1,8}[，,]我(?:记|看|搞|弄)(?:错|岔)|換成|变更|実は|やっぱり|違った", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Eastern();

    [GeneratedRegex(@"\b(?:not|never|no longer|don't|doesn't|didn't|isn't|aren't|wasn't|won't|can't|cannot|haven't|hasn't|neither|nobody|none|without|hate|hates|n't|nicht|kein\w*|ne \w+ pas|no (?:me|le|se|tengo|como)|não|non|не)\b|^no\b|^nothing\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex WesternDenial();

    [GeneratedRegex(@"不(?!错|过|少|但|仅|管|用说|好意思|得了|断|太久|一样)|没(?!错|事|问题)|别|从不|未|无法|ない|ません", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EasternDenial();
}

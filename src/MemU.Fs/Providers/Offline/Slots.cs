using System.Text.RegularExpressions;

namespace MemU.Fs.Providers.Offline;

/// <summary>
/// Attributes of which somebody has one value at a time: <c>home</c>, <c>birthday</c>, <c>phone</c>, <c>email</c>, <c>employer</c>, <c>partner</c>.
/// Somebody else's is named with them: <c>birthday/小雨</c>.
/// </summary>
internal static partial class Slots
{
    private static readonly (Regex Pattern, string Slot)[] Known =
    [
        (MovedTo(), "home"), (ChineseMove(), "home"), (Birthday(), "birthday"), (ChineseBirthday(), "birthday"), (Born(), "birthday"),
        (Phone(), "phone"), (Email(), "email"), (Partner(), "partner"), (Employer(), "employer"),
    ];

    /// <summary>The attribute that the statement tells; null when it tells none, or tells what was said wrongly.</summary>
    public static string? Of(string text)
    {
        if (Retold().IsMatch(text)) return null;
        foreach (var (pattern, slot) in Known)
        {
            if (pattern.Match(text) is not { Success: true } match) continue;
            return match.Groups["who"] is { Success: true } who ? $"{slot}/{Whose().Replace(who.Value, "").ToLowerInvariant()}" : slot;
        }
        return null;
    }

    [GeneratedRegex(@"\b(?:I|[Ww]e)(?:'ve| have|’ve)?(?: (?:actually|just|finally|recently|already|since))? moved(?: (?:back|away|over|house|again))?(?: from \p{Lu}[\w'’-]+)? to \p{Lu}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex MovedTo();

    [GeneratedRegex(@"我们?(?:家|一家)?(?:[^，。！？,.!?不没她他]{0,8})(?:搬|搬家)(?:到|去|来)了?[\p{Lo}]{2}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex ChineseMove();

    [GeneratedRegex(@"\b(?:[Mm]y|(?<who>(?:[Mm]y )?[\p{L}-]{2,20})['’]s) birthday(?:['’]s| is| falls)(?: actually| really| now)?(?: on)?(?: the)? (?=\d|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\b(?:[Mm]ein Geburtstag ist|[Mm]on anniversaire (?:est|c'est)|[Mm]i cumpleaños es|[Oo] meu aniversário é|[Ii]l mio compleanno è)[^\d.]{0,12}\d|(?:私の)?誕生日は\d", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Birthday();

    [GeneratedRegex(@"(?<=^|[，。！？；：、,.!?: ]|对了|还有|记得|记住|其实|更正)(?:我的?|(?<who>(?:我(?!的生日)\p{Lo}{1,4}?|[\p{Lo}]{2,4}?)(?:的)?))生日(?:其实|应该|是|在|改成)+(?:农历|阴历|阳历)?[\d一二三四五六七八九十]{1,4}[年月]", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex ChineseBirthday();

    [GeneratedRegex(@"\bI was born on\b|我(?:是)?\d{4}年\d{1,2}月\d{1,2}[日号]?(?:出生|生的)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Born();

    [GeneratedRegex(@"\b[Mm]y (?:new |current )?(?:(?:phone|mobile|cell)(?: number)?|number)(?: is| changed to|['’]s)(?: now)? \+?[\d(]|我的?(?:新)?(?:手机|电话)(?:号码?)?(?:换了?[，,])?(?:现在)?(?:是|换成了?|改成了?)\+?\d{3}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b[Mm]y (?:new |current )?e-?mail(?: address)?(?: is| changed to|['’]s)(?: now)? \S+@\S|我的?(?:新)?(?:邮箱|邮件|电邮)(?:地址)?(?:现在)?(?:是|换成了?|改成了?)\S+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Email();

    [GeneratedRegex(@"\b[Mm]y (?:wife|husband|partner|girlfriend|boyfriend|fiancée?)(?:['’]s name)?(?:['’]s| is)(?: now)?(?: called| named)? \p{Lu}\w+(?=[,.!]|$| and\b)|我(?:的)?(?:老公|老婆|丈夫|妻子|男朋友|女朋友|对象|未婚夫|未婚妻)(?:叫|名叫)\p{Lo}{2}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Partner();

    // work for two at once, or beside something else, is no change of employer
    [GeneratedRegex(@"\bI(?:['’]m| am)? (?:now |currently )?work(?:ing)? (?:now )?(?:at|for) (?:the )?\p{Lu}(?!.*\b(?:and|part[- ]time|weekends?|also|freelance|volunteer|besides|Saturdays?|Sundays?)\b)|\bI(?:['’]ve| have)? (?:just )?(?:joined|started (?:work )?at) \p{Lu}\w+ as\b|我(?:现在)?在[\p{Lo}\w]{2,12}(?:公司|集团|银行|医院)(?:上班|工作)(?!.*(?:兼职|周末))", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Employer();

    [GeneratedRegex(@"说错|记错|搞错|弄错|\b(?:I (?:said|told you)|thought)\b.*\b(?:wrong|mistaken|but)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Retold();

    [GeneratedRegex(@"^[Mm]y |^我(?=\p{Lo})|的$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Whose();
}

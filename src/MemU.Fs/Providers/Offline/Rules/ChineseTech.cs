using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>Chinese statements about tools, systems and the world.</summary>
internal static partial class ChineseTech
{
    /// <summary>It contains a word in Latin letters, as names of programs are.</summary>
    public static bool HasLatin(Clause c) => c.Tongue == Text.Tongue.Chinese && Latin().IsMatch(c.Text);

    public static Finding? Tool(Clause c)
    {
        if (ChineseGuards.IsRequest(c)) return null;
        if (c.HasPoint && !(c.Has(Field.Tech) && Broken().IsMatch(c.Text))) return null;
        if (Service().IsMatch(c.Text)) return Finding.Tool("service experience");
        var technical = c.Code || c.Technical || Latin().IsMatch(c.Text);
        if (technical && SystemFact().IsMatch(c.Text)) return null;
        if ((technical || c.Has(Field.Tech)) && Helped().IsMatch(c.Text)) return Finding.Tool("setting that helped", 3);
        if (technical && c.Has(Field.Outcome) && Option().IsMatch(c.Text)) return Finding.Tool("tool outcome", 3);
        return c.Has(Field.Tech) && c.Has(Field.Outcome) && Trouble().IsMatch(c.Text) ? Finding.Tool("tool behavior") : null;
    }

    /// <summary>A rule of the world with a number, which is no event though it may look like a date.</summary>
    public static Finding? Rule(Clause c) => StrongRule().IsMatch(c.Text) ? Finding.Knowledge("rule", 3) : null;

    public static Finding? Knowledge(Clause c, Talk talk)
    {
        if (ChineseGuards.IsRequest(c)) return null;
        var technical = c.Code || Latin().IsMatch(c.Text) || c.Has(Field.Tech);
        if (technical && SystemFact().IsMatch(c.Text)) return Finding.Knowledge("system fact");
        if (Taught().IsMatch(c.Text)) return Finding.Knowledge("learned fact", 3);
        if (Quantity().IsMatch(c.Text) || (c.Has(Field.Tech) && Clock().IsMatch(c.Text) && !c.Contains("我"))) return Finding.Knowledge("system fact");
        if (RuleOfWorld().IsMatch(c.Text) && !(c.Has(Field.Kin) || c.Contains("我", "你", "他", "她"))) return Finding.Knowledge("rule");
        if (c.Has(Field.Learned) && Cause().IsMatch(c.Text)) return Finding.Knowledge("learned fact");
        return null;
    }

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9_.+-]{1,}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Latin();

    [GeneratedRegex(@"(?:就好了|就没事了?|没事了|就行了?|就不\S{1,4}了|就快了|(?:一下子|马上|立刻|立马|瞬间|明显)\S{1,6}了|(?:后来|结果|最后)把\S+(?:改|调|设|换)(?:成|到|为)|才会\S{2,}|才能\S{1,}|才行|才准|才好使|才有(?:反应|用)|(?:不然|否则)\S{3,}|好使|管用|靠谱|降到|快多了|解决了|搞定了|修好了|弄好了|就正常了?|恢复了|省了)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Helped();

    [GeneratedRegex(@"(?:加|得加|要加|别|默认|用|配|设|改|调|直接|不能|必须|记得|会|报|老|没有|没|只能)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Option();

    [GeneratedRegex(@"(?:师傅|教练|老师|医生|大夫|药师|律师|店家|老板|客服|专家|会计|表姐|同事|师姐|导师)?(?:教|告诉|跟我讲|跟我说|讲|科普)(?:过)?我?的$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Taught();

    [GeneratedRegex(@"(?:一天|每秒|日均|总共|一共|每小时)(?:大概|大约|差不多|有)*\S{1,6}(?:行|条|万|亿|单|请求|QPS|GB|TB|G|T)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"(?:凌晨|早上|晚上|半夜|下午)?[一二三四五六七八九十两\d]{1,2}点", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Clock();

    [GeneratedRegex(@"抽风|乱码|闪退|卡死|连不上|没反应|半点反应|打不通|取消了|失灵|死机|掉线|断线|老是?(?:报|超时|掉|断)|坏了|不准|准|坑|难用|翻车", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Trouble();

    [GeneratedRegex(@"抽风|乱码|闪退|死机|失灵|掉线|断线", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Broken();

    [GeneratedRegex(@"(?:上次|上回|之前|以前|我)?用\S{2,8}(?:订|买|下单|打车|寄|存|导|修|查|叫)的\S*", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Service();

    [GeneratedRegex(@"(?:是\S{0,12}写的|跑在|部署在|放在|存在|占着|占用|没设|没上|没有?设置|用的是|走的是|架在|托管|后端是|前端是|(?:数据库|缓存)(?:用|是|放|[A-Z])|叫\S{1,6}$|监听|依赖|连着|项目叫|压根没|负责)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex SystemFact();

    [GeneratedRegex(@"(?:提前|要|得|需|至少|最多|最少|不超过|不得|必须|规定|最好|以内|就作废|才到账|才生效|有效期|上限|下限)[^，。]{0,10}(?:\d+|[一二三四五六七八九十百千两半]+)(?:天|个?小时|分钟|年|个?月|岁|度|公里|米|厘米|公斤|斤|层|克|元|块|成|%|％|个工作日|左右|上下)|就作废|的\S{1,5}(?:大?约|有|是|达|为)\S{0,3}[\d一二三四五六七八九十百千两半]+\S{0,3}(?:米|公斤|克|厘米|公里|度|左右|上下|小时|分钟|%)|百分之|(?:其实|实际上|出来)(?:就)?是\S{1,}|(?:今年|去年)?(?:涨|跌|降)了[一二三四五六七八九十两半\d]+成?", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex RuleOfWorld();

    [GeneratedRegex(@"就作废|才到账|才生效|提前\d+天(?:开|才|就)|有效期|保质期|规定\S{0,4}(?:\d|[一二三四五六七八九十])", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex StrongRule();

    [GeneratedRegex(@"是因为|原因是|原来|其实是|规定|才知道|整明白", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Cause();
}

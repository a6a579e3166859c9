using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What Chinese clauses say about people.</summary>
internal static partial class ChinesePersons
{
    /// <summary>When somebody was born.</summary>
    public static Finding? Born(Clause c) => Birthday().IsMatch(c.Text) ? Finding.Profile(Sort.PersonalInfo, "birthday", c.Contains("我的生日", "我生日") ? "birthday" : null, 3) : null;

    public static Finding? Find(Clause c)
    {
        if (ChineseGuards.IsRequest(c)) return null;
        if (Name().IsMatch(c.Text)) return Finding.Profile(Sort.PersonalInfo, "name", "name", 3);
        if (c.Has(Field.Health) && !Distant().IsMatch(c.Text)) return Finding.Profile(Sort.PersonalInfo, "health", weight: 3);
        if (Body().IsMatch(c.Text) && !Distant().IsMatch(c.Text)) return Finding.Profile(Sort.PersonalInfo, "health");
        if (Disliked().IsMatch(c.Text)) return Finding.Profile(Sort.Preferences, "dislike");
        if (Liked().IsMatch(c.Text) && !SmallTalk().IsMatch(c.Text)) return Finding.Profile(Sort.Preferences, "like");
        if (Relation().IsMatch(c.Text)) return Finding.Profile(Sort.Relationships, "relation", weight: Persons.Introduced(c) is null ? 2 : 3);
        if (c.Has(Field.Occupation) && Trade().IsMatch(c.Text)) return Finding.Profile(c.Has(Field.Kin | Field.Relation) && !c.Contains("我当", "我做", "我是") ? Sort.Relationships : Sort.WorkLife, "occupation", !c.Has(Field.Kin | Field.Relation | Field.Person) || c.Contains("我是", "我当", "我在") ? "job" : null, 3);
        if (Works().IsMatch(c.Text)) return Finding.Profile(Sort.WorkLife, "work", c.Contains("我") && !c.Has(Field.Kin) ? "job" : null);
        if (Former().IsMatch(c.Text)) return Finding.Profile(Sort.Relationships, "former occupation");
        if (Home().IsMatch(c.Text)) return Finding.Profile(c.Has(Field.Kin | Field.Relation) ? Sort.Relationships : Sort.PersonalInfo, "home", !c.Has(Field.Kin | Field.Relation) && c.Contains("我", "家") ? "home" : null);
        if (Aged().IsMatch(c.Text)) return Finding.Profile(Sort.PersonalInfo, "age", weight: Someone().IsMatch(c.Text) ? 2 : 1);
        if (Pet().IsMatch(c.Text)) return Finding.Profile(Sort.PersonalInfo, "pet");
        if (Aim().IsMatch(c.Text)) return Finding.Profile(Sort.Goals, "goal");
        if (Persons.Introduced(c) is { Length: > 0, Project: false }) return Finding.Profile(Sort.Relationships, "introduction");
        if (Opinion().IsMatch(c.Text)) return Finding.Profile(Sort.Opinions, "opinion");
        return null;
    }

    [GeneratedRegex(@"我(?:的名字)?叫[\p{IsCJKUnifiedIdeographs}A-Za-z]{1,8}(?:$|[，。,])|我是\p{IsCJKUnifiedIdeographs}{2,3}$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Name();

    [GeneratedRegex(@"生日(?:是|在|就是)?(?:农历|阴历)?(?:\d|[一二三四五六七八九十])|出生于|是\S{2,8}年生的|生于\d", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Birthday();

    [GeneratedRegex(@"(?:腰|膝盖|颈椎|胃|心脏|肝|肾|眼睛|耳朵|牙|肩膀?|腿|血管|肠胃|嗓子|脚踝|手腕)(?:一直|也|都|老|向来)?(?:不好|不太好|不行|有问题|有毛病|有旧伤|做过手术)|对\S{1,6}(?:特别|很|比较)?(?:敏感|过敏)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Body();

    [GeneratedRegex(@"^(?:人家|他|她)?以前(?:是|在|做|当)?\S{2,12}的$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Former();

    [GeneratedRegex(@"听说|据说|能治|治好|新闻|文章|电影|预防|建议|耳鸣声|要不要", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Distant();

    [GeneratedRegex(@"(?:我|他|她|它|孩子|女儿|儿子|闺女|老公|老婆|对象|我妈|我爸|^|反正)[^，。]{0,6}(?:不喜欢|讨厌|最烦|受不了|从来不?吃|不吃|不喝|不能吃|不能喝|碰不得|吃不了|喝不了|吃不惯|喝不惯|不怎么(?:吃|喝)|最怕|忌口|戒了|不爱(?:吃|喝|看|玩))|除了\S{1,6}(?:啥|什么)都(?:吃|喝)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Disliked();

    [GeneratedRegex(@"(?:最喜欢|特别喜欢|很喜欢|更喜欢|挺喜欢|喜欢(?!你|这个主意|的话)|爱吃|爱喝|爱看|爱听|爱玩|最爱|超爱|偏爱|热爱|迷上|痴迷|离不开|宁愿|宁可|好这口|听着踏实)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Liked();

    [GeneratedRegex(@"喜欢你|她肯定喜欢|他肯定喜欢|不喜欢", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex SmallTalk();

    [GeneratedRegex(@"(?:是我|是咱|是我们|我)(?:的|家)?(?:大学|高中|初中|小学|亲|以前的?|前)?(?:女儿|儿子|闺女|老公|老婆|媳妇|丈夫|妻子|对象|男朋友|女朋友|同事|室友|舍友|朋友|闺蜜|发小|同学|老师|教练|导师|师傅|老板|领导|上司|主管|房东|邻居|表哥|表姐|表弟|表妹|堂\S|弟弟|妹妹|哥哥|姐姐|外婆|奶奶|爷爷|外公|徒弟|学生|师兄|师弟|师姐|师妹|战友|队友|搭档|合伙人)(?:[，,。]|$|叫|\p{IsCJKUnifiedIdeographs}{1,3}[，,]?(?:是|就?在|做|开|当))|^(?:老师|教练|师傅|导师|领导|组长)姓\S|^(?:有个|我有个?|还有个?|有俩)(?:\S{0,2})(?:弟弟|妹妹|哥哥|姐姐|女儿|儿子|闺女|双胞胎|孩子)|^(?:室友|同事|老公|对象|闺女|发小|闺蜜)[\p{IsCJKUnifiedIdeographs}]{2,3}(?:也|是|在|会|就|做)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Relation();

    [GeneratedRegex(@"(?:是|当|做|干|搞|在|以前|退休|学)\S{0,14}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Trade();

    [GeneratedRegex(@"我(?:自己|现在)?在\S{1,12}(?:厂|公司|医院|学校|大学|银行|局|所|院|店|部|馆|社|中心|工作|上班|教书|当)|(?:他|她|它|他们|公司|这家)\S{0,6}(?:是做|专做|是搞|专门做|做)\S{2,14}的|^(?:教|做|搞|学|修|卖|管|跑)\S{2,5}的$|管(?:一条|一个|着)\S{1,6}|(?:她|他|我|媳妇|老公|对象)在\S{1,14}(?:修|教|当|做|开|卖|上班|工作)\S{0,8}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Works();

    [GeneratedRegex(@"(?:(?:我|他|她|我们|现在|家|都|妈|爸|婆|公|奶奶|爷爷|还|^)住(?!院|的|宿|当|店|下|了|不|得)|住在(?!一起|院)|^(?:房子|新家|新房|公寓|宿舍|店|工作室)(?:就|也)?在|家在|定居|老家(?:是|在)?|租在|家住)[\p{IsCJKUnifiedIdeographs}A-Za-z]{2,}|(?:我|弟弟|妹妹|哥哥|姐姐|儿子|女儿|闺女|^|不过我)(?:现在)?在(?:北京|上海|广州|深圳|杭州|成都|重庆|武汉|西安|南京|苏州|天津|长沙|郑州|青岛|厦门|福州|昆明|大连|沈阳|哈尔滨|济南|合肥|宁波|无锡|东莞|佛山|贵阳|南宁|海口|兰州|太原|长春|石家庄|南昌|香港|澳门|台北|高雄|拉萨|银川|西宁|乌鲁木齐|珠海|温州|泉州|绍兴|湖州|嘉兴|扬州|洛阳|桂林|日本|美国|英国|德国|法国|加拿大|澳洲|新加坡|东京|纽约|伦敦)(?:[，,。]|$)|(?:外婆|外公|奶奶|爷爷|妈|爸|老婆|老公|我是|对象|媳妇|她|他)(?:是)?(?!更|很|真|最|太|可|不|有)\p{IsCJKUnifiedIdeographs}{2}人(?:[，,。]|$)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Home();

    [GeneratedRegex(@"(?:快|都|今年|刚|已经)?(?:\d{1,3}|[一二三四五六七八九十两]{1,3})(?:岁半?|周岁)|(?:都|今年)[一二三四五六七八九]?十[一二三四五六七八九]?了$|上?(?:小学|初中|高中|大)?[一二三]年级|高[一二三]了?|初[一二三]了", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Aged();

    [GeneratedRegex(@"我|他|她|妈|爸|儿子|女儿|闺女|老公|老婆|弟|妹|哥|姐|外婆|奶奶|爷爷|都|快", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Someone();

    [GeneratedRegex(@"我家(?:的|那只|那条|有)?(?:只|条)?(?:猫|狗|兔子|仓鼠|鹦鹉|乌龟|柯基|金毛|泰迪)|养了?(?:一|两|三|四|\d)?(?:只|条|缸)\S{0,4}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Pet();

    [GeneratedRegex(@"目标(?:是|就是)|(?:一直|早就|很|特别|真的|今年)?想(?:做|学|去|考|换|当|开|写|买房|攒|跑|完成)(?!了|点啥|想|不)\S{2,}|梦想|念叨\S{2,}(?:好几|很多|多)?年|攒钱|存钱|攒着|立志|一门心思|打算(?!用)\S{2,}|计划(?:是)?\S{2,}|备考|争取\S{3,}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Aim();

    [GeneratedRegex(@"我(?:还是|一直|总|个人|始终)?(?:觉得|认为)(?!好像|你|有点|自己|应该能|有戏|累|困)\S{5,}", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Opinion();
}

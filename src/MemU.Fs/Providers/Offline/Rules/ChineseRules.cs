using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What Chinese clauses state; the first rule that holds decides.</summary>
internal static partial class ChineseRules
{
    public static Finding? Find(Clause c, Talk talk) =>
        Instruction(c, talk)
        ?? ChinesePersons.Born(c)
        ?? ChineseTech.Rule(c)
        ?? DailyCraft(c)
        ?? ChineseTech.Tool(c)
        ?? Habit(c, talk)
        ?? Event(c, talk)
        ?? Skill(c)
        ?? ChinesePersons.Find(c)
        ?? Milestone(c, talk)
        ?? ChineseTech.Knowledge(c, talk);

    /// <summary>The steps of something that works.</summary>
    public static Finding? Procedure(Clause c) => Steps().IsMatch(c.Text) && !ChineseGuards.IsRequest(c) && !c.HasPoint || Tried().IsMatch(c.Text) ? Finding.Skill("procedure", 3) : null;

    private static Finding? DailyCraft(Clause c) => Craft().IsMatch(c.Text) ? Finding.Skill("ability", 3) : null;

    private static Finding? Instruction(Clause c, Talk talk) =>
        talk.WithAssistant && Answers().IsMatch(c.Text) ? Finding.Profile(Sort.Preferences, "standing instruction", weight: 3) : null;

    private static Finding? Habit(Clause c, Talk talk)
    {
        if (!(c.HasRecurrence || Often().IsMatch(c.Text))) return null;
        if (NoHabit().IsMatch(c.Text) || (c.HasPoint && !c.HasRecurrence && Past().IsMatch(c.Text))) return null;
        if (c.Code && !c.Has(Field.Person | Field.Kin)) return null;
        var category = c.Has(Field.Activity) && Lesson().IsMatch(c.Text) ? Sort.Activities : c.Has(Field.Work) && (talk.AtWork || c.Contains("发版", "上生产", "排班", "休")) ? Sort.WorkLife : Sort.Habits;
        return Finding.Behavior(category, "habit", c.HasRecurrence ? 3 : 2);
    }

    private static Finding? Event(Clause c, Talk talk)
    {
        if (!c.HasPoint || c.Contains("只有周", "只能周") || NoEvent().IsMatch(c.Text)) return null;
        var dates = c.Dates.Where(d => d is { Recurring: false, Since: false } && !Passing(d.Phrase)).ToList();
        if (dates.Count == 0) return null;
        if (c.Text.Length - dates.Sum(d => d.Length) < 2 && !Moves().IsMatch(c.Text)) return null;
        return Finding.Event(Category(c, talk), "dated event", 3);
    }

    private static Finding? Milestone(Clause c, Talk talk)
    {
        if (NoEvent().IsMatch(c.Text)) return null;
        if (c.Has(Field.Incident) && Past().IsMatch(c.Text)) return Finding.Event(Category(c, talk), "incident");
        if (c.Has(Field.Decision)) return Finding.Event(Category(c, talk), "decision", 1);
        return c.Has(Field.Milestone) && Past().IsMatch(c.Text) && Weighty().IsMatch(c.Text) ? Finding.Event(Category(c, talk), "turning point") : null;
    }

    private static Finding? Skill(Clause c)
    {
        if (Cannot().IsMatch(c.Text)) return null;
        return Able().IsMatch(c.Text) && !Offer().IsMatch(c.Text) ? Finding.Skill("ability", c.Has(Field.Activity | Field.Tech) || c.Code ? 3 : 2) : null;
    }

    private static string Category(Clause c, Talk talk)
    {
        if (c.Has(Field.Family) && c.Has(Field.Kin | Field.Relation | Field.Person)) return Sort.Relationships;
        if (c.Contains("目标", "梦想", "争取")) return Sort.Goals;
        if (c.Has(Field.Contest) && !Past().IsMatch(c.Text)) return Sort.Goals;
        if (c.Has(Field.Work) || (talk.AtWork && !c.Has(Field.Kin | Field.Travel))) return Sort.WorkLife;
        return Sort.Experiences;
    }

    private static bool Passing(string phrase) => phrase is "今天" or "今晚" or "现在" or "今早" or "今天早上" or "今天晚上" or "刚才" or "最近" or "这周" or "今年" or "昨晚" or "这几天" or "今儿" or "当年" or "从小到大";

    [GeneratedRegex(@"(?:回答|回复|答复|解释|说话|回我|回的?消息)[^，。]{0,8}(?:别太长|短|简短|简洁|简单|不要|别|用中文|用英文|直接)|以后(?:你)?(?:回答|回复|都?用|别|不要|说话|直接)[^，。]*|(?:叫我|称呼我)\S{1,6}|别用表情|(?:给我|写|回|发)\S{0,6}(?:的时候|时候?)(?:要|先|别|记得|请)|你以后\S{2,}|三五句|先给(?:代码|结论)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Answers();

    [GeneratedRegex(@"每(?:天|周|月|年|晚|早|次|逢|到|隔|个)|天天|周周|月月|年年|(?:一般(?!般|$|，)|通常|经常|常常|总是|平时|习惯|从来不|从来没|从不|雷打不动|早晚各|照例|轮流|固定)|一天[一两二三四五\d]+(?:次|杯|顿|回|粒|颗|包|根)|一周[一两二三四五\d]+(?:次|天|回)|一个?月[一两二三四\d]+(?:次|回)|一三五|二四六|点半?之?前(?:必|得|就|都)|[一二三四五六七八九十两\d]点半?(?:必|准时|一定|准)(?:睡|起|到|上床|出门|下班|开饭)|都是\S{1,5}(?:接|送|做|管|带|洗|买)$|只有?(?:周末|周\S|晚上)(?:能|有空|才)|(?:课|班)\S{0,4}(?:挪到|改到|换到|调到)周|(?:周|星期|礼拜)[一二三四五六日天末](?:上午|下午|晚上|早上)?(?:一对一|上课|有课|练|轮休|休(?!息一下|假))|(?:周|星期)[一二三四五六日](?:和|、|跟|，)?(?:周|星期)[一二三四五六日]|[两三四五六\d]+(?:个月|天|周|年)\S{0,2}一(?:次|回|趟)|睡前|起床(?:先|就|后|第一)|头一件事|下班回来|周末都|个月订一次", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Often();

    [GeneratedRegex(@"老是?(?:报|超时|问|掉)|天天(?:念叨|说|跟我说|看片子)|每次都被|^(?:一直|总是)?(?:没|不)\S{0,2}$|每一次都|(?:天天|每天)请客|从来没(?:去|见|听|想)|跟\S{1,4}一样|那阵子|那时候|当时|以前|可以", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex NoHabit();

    [GeneratedRegex(@"上课|一对一|老师|教练|兴趣班|社团|培训|课|队|俱乐部|跟\S{1,4}(?:一起)?(?:打|跑|踢|学|练)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Lesson();

    [GeneratedRegex(@"了|过|完|刚|的$|到手|上回|上次", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Past();

    [GeneratedRegex(@"(?:不行|不去|没空|来不了|去不了)[啊吧呀]?$|几点(?!到几点)|哪天|随便|立冬|降温|下雨|下雪|冷下来|嘛$|太多了|[吗？?]$|没睡好|多少|问你|要不|^(?:那)?明天(?:再|就是|见|聊)|后悔|记错|试试|就试$|再(?:说|聊|想)|一下(?:子)?就?冷|辛苦|新年快乐|^(?:刚|才)?(?:醒|到家|回来)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex NoEvent();

    [GeneratedRegex(@"签|搬|买(?:了|到|房)|卖了|结婚|领证|离婚|分手|分了|订婚|出生|生了|去世|退休|毕业|升职|转正|入职|离职|辞职|转岗|被裁|录取|考上|考过|通过了|拿到|收到|报名|报了|开业|上线了?|住院|出院|手术|确诊|绝育|谈[好妥成]|磨下来|到期|搬迁|改到|推迟|延期|取消|获奖|得奖|成立|领养|开了(?:一)?家|盘下|到货|中标|续约|挪到", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Weighty();

    [GeneratedRegex(@"不会|不太会|只能看|磕巴|拉胯|就是个渣|学不会|不熟|还没学|怎么都|教我|不能|能不能|会不会|才会|就会|不是.*会|啥也看不懂", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Cannot();

    [GeneratedRegex(@"先[^，。]{2,20}[，,]?(?:再|然后|接着|最后)[^，。]{2,}|(?:把|用)[^，。]{2,30}[，,]\s*再|步骤是|秘诀|(?:流程|方法|做法)(?:是|就是|[:：])", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Steps();

    [GeneratedRegex(@"^(?:是|改到|改成|改|推迟到|提前到|挪到|延到|定在)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Moves();

    [GeneratedRegex(@"(?:试了(?:下|一下|试)|试过)把", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Tried();

    [GeneratedRegex(@"[A-Za-z]{2,}\S{0,3}(?:天天|每天)(?:都)?(?:写|用|画|敲|跑)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Craft();

    [GeneratedRegex(@"(?:我|他|她|自己|人家|啥都|什么都|现在|已经|也|还|都|阿\S|大\S|小\S)?(?:会(?:修|做|弹|写|开|用|说|打|画|唱|拉|剪|跳|游|滑|织|缝|调|装|焊|种|酿|烤|下棋|手语|编程|日语|英语|法语|德语|韩语|西班牙语|粤语|闽南话)|能听懂|听得懂|看得懂|学会|练出来|练会|拿手|擅长|精通|自学|上手了|都会(?:了|修|做|$)|(?:我现在|现在|终于|已经)会(?!有|是|被|不|觉得)\S{2,}|还会(?:算|修|做|画|写|弹|唱|看|调)|主要(?:写|用|做)[A-Za-z]|写了\S{1,3}年|弹了\S{1,3}年|画了\S{1,3}年|练了\S{1,3}年|拉了\S{1,3}年|天天写|拿得出手|最快的|能独立|标准得很|都能自己|考下\S{0,6}证|(?:做|弹|画|写|修|拍|唱|跳|炒|煮|烤|包)\S{1,4}(?:可以了|没问题|很溜|一流|不在话下)|能(?:听|辨|认出|看出|徒手|背|独立|一口气)\S{2,}|倒背如流|闭着眼)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Able();

    [GeneratedRegex(@"会(?:做好|开会|用到|说的|打给|写给你|开始)|你会|都能理解|我会(?:记|去|说|写|用心|做到|开车去)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Offer();
}

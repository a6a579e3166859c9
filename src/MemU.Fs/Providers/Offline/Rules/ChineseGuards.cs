using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What Chinese sentences are not to be learned from.</summary>
internal static partial class ChineseGuards
{
    public static string? Sentence(Clause c)
    {
        if (Question().IsMatch(c.Text)) return "question";
        if (Hypothetical().IsMatch(c.Text)) return "hypothetical";
        if (Joke().IsMatch(c.Text)) return "joke";
        return Help().IsMatch(c.Text) ? "request" : null;
    }

    public static string? Part(Clause c)
    {
        if (OthersView().IsMatch(c.Text) && !Expert().IsMatch(c.Text) && !c.Contains("医生说", "大夫说", "教我", "告诉我")) return "others_view";
        if (QuestionPart().IsMatch(c.Text)) return "question";
        if (Moment().IsMatch(c.Text)) return "moment";
        return null;
    }

    /// <summary>A request to the one who listens.</summary>
    public static bool IsRequest(Clause c) => Request().IsMatch(c.Text);

    [GeneratedRegex(@"(?:吗|呢|不|没|吧)[?？]\s*$|[?？]\s*$|(?:吗|来着|没有啊|咋办|怎么办|怎么样|行不行?|好不好|对不对|会不会[^，。]*|是不是[^，。]*|要不要[^，。]*|([\u4e00-\u9fff])不\1[^，。]{0,4}(?<!动不动))[。！!~～\s]*$|^(?:你)?(?:说|觉得)?(?:为什么|为啥|怎么|咋|凭什么|谁|哪)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Question();

    [GeneratedRegex(@"(?<!没|不)(?:报|买|吃|用|去|学|看|叫|是|干|喝|选|住|带|做|穿)了?(?:啥|什么|哪)(?!都|也)\S{0,3}$|吗$|(?<!不管|不论|无论)(?:^|[^什])(?:为啥|为什么|怎么(?![都也喝吃碰样])|咋|几点(?!到)|(?!动不动)([\u4e00-\u9fff])不\1|是不是|能不能|会不会|要不要|有没有|好不好|多少钱|续不续|还是不\S$|啥时候|什么时候)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex QuestionPart();

    [GeneratedRegex(@"帮我(?:看|查|弄|改|想|捋|找|写)|^(?:睡了|溜了|撤了|先撤|走了|下线了|去吃饭|吃饭去|忙去了)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Help();

    [GeneratedRegex(@"要是|如果|假如|假设|倘若|万一|要真|要不是|就算|当年要|哪天中|若是|的话就好了|巴不得|恨不得|要不干脆", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Hypothetical();

    [GeneratedRegex(@"开玩笑|逗你|哈哈哈[^，。]*$(?<=重写[^。]*|汇编[^。]*|算了[^。]*)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Joke();

    [GeneratedRegex(@"(?:老|天天|成天|总|非|还|常|一直|整天|坚持|硬)(?:跟我|在)?(?:说|讲|念叨|嫌)|(?:他|她|人家|[老小阿]\S|\S[哥姐叔婶总]|我妈|我爸|老板|邻居|别人|网上|有人|大家|朋友|同事|领导|亲戚|婆婆)(?:都|就|也)?(?:说|认为|觉得|讲)(?!给|好|定|了要|[:：]?给)|据说|听说", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex OthersView();

    [GeneratedRegex(@"(?:医生|大夫|护士|老师|律师|教练|师傅|客服|专家|药师|营养师|规定|她|他)(?:还|就|也)?(?:说|讲|告诉我|交代|教)[^。]*(?:\d|[一二三四五六七八九十百千]+[个天分度成种次小年月])", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Expert();

    [GeneratedRegex(@"^(?:我)?(?:现在|这会儿?|此刻)?(?:就|正)在(?!做|学|做一|准备|读|攒|备考|带|负责)[^，。]*(?:打|坐|等|路上|地铁|排队|啃|吃饭|看|哭|下雨)|^等(?:一下|下|我|等)|下雨了|外卖到|^困|没睡好|打架|吵死|先(?:去|撤|这样)|扯远了|晚安|^(?:收到|够够|知道啦|爱了)|抢来着", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(?:你)?(?:帮我|帮忙|麻烦|请你?|给我|替我|再帮|可别|千万别|你(?:最好)?(?:记|看|来|去|给|别)|别(?:忘|给|动)|记得|记一下|换吧|先别)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Request();
}

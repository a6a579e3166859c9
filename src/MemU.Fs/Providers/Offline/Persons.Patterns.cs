using System.Text.RegularExpressions;

namespace MemU.Fs.Providers.Offline;

internal static partial class Persons
{
    [GeneratedRegex(@"(?:科技|集团|公司|银行|大学|医院)$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Firm();

    [GeneratedRegex(@"^(?:\w+ )?(?:he|she|his|her|he's|she's|he'd|she'd|he'll|she'll)\b|^(?:他(?!们)|她(?!们)|人家)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"\b([A-Z][\p{Ll}]+(?: [A-Z][\p{Ll}]+)?)(?:'s| is| was|, (?:that's|who is|who's)) (?:my|our|the user's) (?:[\w-]+ ){0,3}?(?:wife|husband|partner|boyfriend|girlfriend|fianc\w+|son|daughter|brother|sister|twin|mum|mom|dad|mother|father|aunt|uncle|cousin|nephew|niece|grand\w+|friend|mate|colleague|coworker|boss|manager|flatmate|roommate|housemate|neighbou?r|landlord|landlady|teacher|tutor|coach|trainer|mentor|engineer|designer|lead|director|assistant|intern|accountant|lawyer|therapist|physio|nanny|childminder|apprentice|cat|dog)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex IsRelation();

    [GeneratedRegex(@"\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|wife's|husband's|daughter's|son's|cat's|dog's) name(?:'s| is) ([A-Z]\p{Ll}+)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex CalledName();

    [GeneratedRegex(@"\b([A-Z]\p{Ll}+) is (?:our|the|my) (?:[\w-]+ ){0,3}?(?:pipeline|project|service|app|tool|product|platform|website|system|codename|game|shop|startup|library|bot|newsletter|podcast)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex ProjectIs();

    [GeneratedRegex(@"\b(?:[Oo]ur|[Mm]y|[Tt]he|a) (?:new |side |little |big )?project,? (?:called |named )?([A-Z]\p{Ll}+)\b", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex ProjectNamed();

    [GeneratedRegex("""
        (?:^|我|我家|咱|的)(?:的)?(?:大学|高中|初中|亲)?(?:女儿|儿子|闺女|老公|老婆|媳妇|丈夫|妻子|对象|男朋友|女朋友|同事|室友|舍友|朋友|闺蜜|发小|同学|教练|导师|师傅|老板|领导|上司|房东|邻居|表哥|表姐|表弟|表妹|弟弟|妹妹|哥哥|姐姐|徒弟|搭档|猫|狗)(?:(?:叫|[，,])((?:老|小|阿|大)\p{IsCJKUnifiedIdeographs}|\p{IsCJKUnifiedIdeographs}{2,3})|((?:老|小|阿|大)\p{IsCJKUnifiedIdeographs}|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤]\p{IsCJKUnifiedIdeographs}{1,2}))(?=就|也|是|在|会|[，,。]|$|做|说|下|今|明|刚|要|都|昨|上|天)
        | ((?:老|小|阿|大)\p{IsCJKUnifiedIdeographs}|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤][\p{IsCJKUnifiedIdeographs}]{1,2})(?:是|就是)(?:我|咱|我们)(?:的|家)?(?:大学|高中)?(?:女儿|儿子|闺女|老公|老婆|媳妇|对象|男朋友|女朋友|同事|室友|舍友|朋友|闺蜜|发小|同学|教练|导师|师傅|老板|领导|邻居|房东|表\S|弟弟|妹妹|哥哥|姐姐|徒弟|学生|师兄|师弟|师姐|师妹|战友|队友|搭档)
        | 我家(?:的)?(?:猫|狗|兔子|闺女|女儿|儿子)[，,]?(?:叫)?(\p{IsCJKUnifiedIdeographs}{2})(?=[，,。]|$)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EasternRelation();

    [GeneratedRegex(@"(?:项目|产品|小程序|系统|公司|工具|平台)(?:名字)?(?:就)?叫[“「]?([\p{IsCJKUnifiedIdeographs}A-Za-z]{2,8})|叫“([\p{IsCJKUnifiedIdeographs}A-Za-z]{1,10})”的(?:小程序|项目|产品|系统|应用|app)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EasternProject();

    [GeneratedRegex(@"(?<!\p{IsCJKUnifiedIdeographs})[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤](?:老师|医生|大夫|教练|师傅|总|哥|姐|叔|姨|阿姨|工|律师|教授|经理)|(?:(?<=收到|收|在|去|跟|进|加入|的|入职|^|给)(?!到|在|去|的|跟|进|给)[\p{IsCJKUnifiedIdeographs}A-Za-z]{2,4}(?:科技|集团|公司|银行|大学|医院))(?=的|[，,。]|$|合同|上班|工作)", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EasternTitled();
}

using System.Text.RegularExpressions;
using MemU.Fs.Index.Embedded.Languages;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Questions;

/// <summary>What a word of content speaks of: a follow-up that names another person, relation or time replaces the earlier one.</summary>
internal enum ContentKind { Plain, Name, Relation, Time }

/// <summary>A word of content.</summary>
internal readonly record struct ContentWord(string Text, ContentKind Kind);

/// <summary>The words of a question that carry its content, in order, and what it asks for.</summary>
/// <param name="Content">Words of content.</param>
/// <param name="Asks">The question word: "where", 什么时候; null when there is none.</param>
internal sealed partial record QuestionWords(IReadOnlyList<ContentWord> Content, string? Asks)
{
    private static readonly HashSet<string> Asking = new(StringComparer.Ordinal) { "what", "when", "where", "who", "whom", "whose", "which", "why", "how" };

    // verbs and nouns that only ask to be told
    private static readonly HashSet<string> Light = new(StringComparer.Ordinal)
    {
        "tell", "know", "remember", "remind", "please", "say", "give", "find", "show", "let", "thing", "things", "something", "anything", "else", "what's", "where's", "who's", "how's", "that's", "it's", "yes", "no", "ok", "okay",
    };

    /// <summary>Reads a question.</summary>
    public static QuestionWords Of(string text)
    {
        var language = LanguageGuess.Of(text, Language.English);
        var found = new List<(int At, ContentWord Word)>();
        string? asks = null;
        foreach (var word in Words.Of(text))
        {
            var lower = word.Lower.EndsWith("'s", StringComparison.Ordinal) ? word.Lower[..^2] : word.Lower;
            if (Asking.Contains(lower)) asks ??= lower;
            if (Light.Contains(word.Lower) || FunctionWords.Contains(language, lower) && !StopWords.Time.Contains(lower)) continue;
            var kind = StopWords.Time.Contains(lower) ? ContentKind.Time : Relations.Contains(lower) ? ContentKind.Relation : word.Capital && word.Start > 0 ? ContentKind.Name : ContentKind.Plain;
            found.Add((word.Start, new(text.Substring(word.Start, lower.Length), kind)));
        }
        foreach (Match match in Eastern().Matches(text))
        {
            if (match.Groups["asks"] is { Success: true } question) asks ??= question.Value;
            else if (match.Groups["light"].Success) continue;
            else found.Add((match.Index, new(match.Value, match.Groups["time"].Success ? ContentKind.Time : Relations.Contains(match.Value) ? ContentKind.Relation : ContentKind.Plain)));
        }
        found.Sort((a, b) => a.At.CompareTo(b.At));
        return new([.. found.Select(f => f.Word)], asks);
    }

    // the parts that can be told without a dictionary: times, relations, question words, little words; what stands between them is a word
    private const string Time = "[上下这本]个?(?:月|周|星期|礼拜)末?|[去今明前后]年|[昨今明前后]天|最近|以前|周末|周[一二三四五六日天]|星期[一二三四五六日天]";
    private const string Relation = "姐姐|妹妹|哥哥|弟弟|妈妈|爸爸|媽媽|母亲|父亲|妻子|丈夫|老婆|老公|女儿|儿子|女朋友|男朋友|朋友|同事|老板|邻居|室友|老师|奶奶|爷爷|外婆|外公|姑姑|叔叔|阿姨|舅舅|表[姐妹哥弟]|堂[姐妹哥弟]";
    private const string Asked = "什么时候|什麼時候|什么|什麼|为什么|哪里|哪裡|哪儿|哪个|哪天|怎么样|怎么|怎麼|多少|几|谁|誰";
    private const string Little = "请问|告诉我|知道|那么|还有|另外|[的了吗嗎呢吧啊呀我你他她它们們是那]";

    [GeneratedRegex($@"(?<time>{Time})|{Relation}|(?<asks>{Asked})|(?<light>{Little})|(?:(?!{Time}|{Relation}|{Asked}|{Little})[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])+", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Eastern();
}

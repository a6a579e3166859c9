using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Finds what a source is about: its frequent words, where the topic changes, a caption.</summary>
internal static class Topics
{
    private static readonly Dictionary<string, int> s_empty = [];

    private const int Near = 4;

    private static readonly TimeSpan s_pause = TimeSpan.FromHours(3);

    private static readonly HashSet<string> s_common = """
        the and for are but not you all any can had her was one our out has have him his how its may new now old see two way who did get let put say she too use that with this from they will would there their what about which when make
        like just over also into than then them some could time very your more other only first after back even want because these give most going got really well still been here where much should know think thing things good great lot
        yes no yeah okay right sure please thanks thank hello morning today tomorrow yesterday week month year day days monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
        i'm i've i'd i'll it's don't doesn't didn't can't won't that's there's she's he's we're we've they're you're isn't wasn't let's what's does done doing being were went goes come came take took made says said tell told ask asked keep kept
        need every each always never usually maybe actually anyway something anything nothing everything someone anyone everyone both few many such same own while until since before between through during without within instead
        我们 他们 你们 自己 这个 那个 一个 就是 不是 可以 没有 什么 怎么 现在 今天 明天 昨天 时候 知道 觉得 还是 但是 因为 所以 已经 如果 这样 那样 一下 一点 有点 的时 每天 每周 上个 下个 个月 的是 了一 不了 是我 我的 的我 我在 在我 也不 都是 了我 我也 你的 就好 好了
        der die das und ist ich nicht ein eine mit für auf den dem les des une est pas que qui dans pour avec sur los las una que con por para non che sono
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>A word that says nothing about the topic.</summary>
    public static bool IsCommon(string word) => s_common.Contains(word) || s_common.Contains(word.Replace("'s", "", StringComparison.Ordinal));

    /// <summary>A word without the ending that varies.</summary>
    public static string Stem(string word)
    {
        if (word.EndsWith("'s", StringComparison.Ordinal)) word = word[..^2];
        foreach (var ending in (ReadOnlySpan<string>)["ing", "ed", "es", "s"])
            if (word.Length > ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal)) return word[..^ending.Length];
        return word;
    }

    /// <summary>Runs of messages about one topic: a pause or a change of words ends one.</summary>
    public static List<SourceSegment> Segments(IReadOnlyList<SourceMessage> messages, IReadOnlySet<string> speakers)
    {
        List<SourceSegment> segments = [];
        if (messages.Count == 0) return segments;
        List<Dictionary<string, int>> window = []; // the words of the four messages before and the four from here on: a source may have half a million
        Dictionary<string, int> scores = new(StringComparer.Ordinal);
        int first = 0, start = 0; // of the segment, of the window
        for (var i = 0; i < messages.Count; i++)
        {
            for (; start < i - Near; start++) window.RemoveAt(0);
            while (start + window.Count < Math.Min(messages.Count, i + Near)) window.Add(Bag(messages[start + window.Count].Text, speakers));
            if (i > 0)
            {
                var pause = messages[i].Section != messages[i - 1].Section || (messages[i].Time is { } later && messages[i - 1].Time is { } earlier && later - earlier > s_pause);
                if (pause || !(i - first < 6 || messages.Count - i < 4 || Overlap(window, i - start)))
                {
                    segments.Add(Segment(messages, scores, first, i - 1));
                    (first, scores) = (i, new(StringComparer.Ordinal));
                }
            }
            Add(window[i - start], scores);
        }
        segments.Add(Segment(messages, scores, first, messages.Count - 1));
        return segments;
    }

    /// <summary>The most telling words of some messages, most frequent first.</summary>
    public static List<string> Words(IEnumerable<Dictionary<string, int>> bags, int count)
    {
        Dictionary<string, int> scores = new(StringComparer.Ordinal);
        foreach (var bag in bags) Add(bag, scores);
        return Best(scores, count);
    }

    private static void Add(Dictionary<string, int> bag, Dictionary<string, int> scores)
    {
        foreach (var (word, times) in bag) scores[word] = scores.GetValueOrDefault(word) + 3 + times;
    }

    private static List<string> Best(Dictionary<string, int> scores, int count) =>
        [.. scores.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Take(count).Select(p => p.Key)];

    /// <summary>The words of a text that may be its topic, with how often they occur.</summary>
    public static Dictionary<string, int> Bag(string text, IReadOnlySet<string> speakers)
    {
        Dictionary<string, int> bag = new(StringComparer.Ordinal);
        var prose = Prose.Of(text.Length > 8000 ? text[..8000] : text);
        foreach (var word in Text.Words.Of(prose))
            if (word.Lower.Length > 3 && !word.Lower.Contains('\'', StringComparison.Ordinal) && !IsCommon(word.Lower) && !speakers.Contains(word.Lower) && !word.Lower.All(char.IsAsciiDigit) && Lexicons.English.Terms.Of(word.Lower) is var f && (f & NotTopics) == 0) Count(bag, word.Lower);
        foreach (var hit in Lexicons.Chinese.Terms.Scan(prose, []))
            if (hit.Length >= 2 && Script.IsHan(prose[hit.Start]) && (hit.Field & TopicFields) != 0) Count(bag, prose.Substring(hit.Start, hit.Length));
        return bag.Count == 0 ? s_empty : bag; // most messages of a long talk say nothing of its topic
    }

    private const Lexicons.Field NotTopics = Lexicons.Field.Past | Lexicons.Field.Imperative | Lexicons.Field.Person | Lexicons.Field.Number | Lexicons.Field.Often | Lexicons.Field.Step | Lexicons.Field.Say | Lexicons.Field.Rule | Lexicons.Field.Like | Lexicons.Field.Mood;

    private const Lexicons.Field TopicFields = Lexicons.Field.Kin | Lexicons.Field.Relation | Lexicons.Field.Pet | Lexicons.Field.Occupation | Lexicons.Field.Health | Lexicons.Field.Tech | Lexicons.Field.Activity | Lexicons.Field.Contest | Lexicons.Field.Family | Lexicons.Field.Work | Lexicons.Field.Travel;

    private static void Count(Dictionary<string, int> bag, string word) => bag[word] = Math.Min(4, bag.GetValueOrDefault(word) + 1);

    /// <summary>Whether the messages before a place and those from it on share a word.</summary>
    private static bool Overlap(List<Dictionary<string, int>> window, int at)
    {
        for (var later = at; later < window.Count; later++)
            foreach (var word in window[later].Keys)
                for (var earlier = 0; earlier < at; earlier++)
                    if (window[earlier].ContainsKey(word)) return true;
        return false;
    }

    private static SourceSegment Segment(IReadOnlyList<SourceMessage> messages, Dictionary<string, int> scores, int first, int last) =>
        new(messages[first].Number, messages[last].Number, string.Join(", ", Best(scores, 3)));
}

namespace MemU.Fs;

/// <summary>Words that don't tell statements apart, and words that turn a statement into its opposite.</summary>
internal static class StopWords
{
    /// <summary>Words without content of their own: articles, pronouns of the first person, auxiliaries, intensifiers, particles.</summary>
    public static HashSet<string> Light { get; } = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "i", "me", "my", "mine", "we", "our", "us", "you", "is", "am", "are", "was", "were", "be", "been", "being", "do", "does", "did",
        "have", "has", "had", "will", "would", "really", "very", "so", "quite", "pretty", "just", "also", "too", "still", "actually", "definitely", "absolutely",
        "honestly", "basically", "totally", "now", "and", "that", "this", "it", "its", "of", "to", "there", "as", "by", "way", "well", "oh", "ok", "okay", "yes", "yeah", "kind", "sort",
        "很", "真", "挺", "特", "常", "最", "也", "都", "还", "就", "是", "的", "了", "着", "过", "啊", "呢", "吧", "吗", "嘛", "呀", "哦", "嗯", "我", "们", "你", "其", "实", "个", "在", "有", "一", "和", "跟",
    };

    /// <summary>Words of time, which two statements may share without being about the same.</summary>
    public static HashSet<string> Time { get; } = new(StringComparer.Ordinal)
    {
        "last", "next", "this", "ago", "day", "days", "week", "weeks", "weekend", "month", "months", "year", "years", "today", "tomorrow", "yesterday", "morning", "evening", "afternoon", "night", "since", "until",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "年", "月", "日", "号", "周", "星", "期", "天", "上", "下", "今", "明", "昨", "前", "后", "早", "晚", "点", "半",
    };

    /// <summary>Words that deny.</summary>
    public static HashSet<string> Negations { get; } = new(StringComparer.Ordinal)
    {
        "not", "no", "never", "without", "hardly", "cannot", "none", "neither", "nor", "不", "没", "無", "无", "勿", "未", "非", "ne", "pas", "nicht", "kein", "keine", "nunca", "não", "non",
    };
}

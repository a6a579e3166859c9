using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace MemU.Fs.Index.Embedded;

/// <summary>Finds out whether a text speaks of a time; called for every unit, so it reads words and not patterns.</summary>
internal static class TimeWords
{
    private const int LongestRead = 4000;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Alone =
        ("yesterday today tonight tomorrow ago since recently weekend monday tuesday wednesday thursday friday saturday sunday january february march april june july " +
         "august september october november december gestern heute morgen vorgestern hier demain ayer hoy mañana ontem hoje amanhã ieri oggi domani gisteren vandaag " +
         "вчера сегодня завтра أمس اليوم غدا कल आज").Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Before =
        "last next this past coming previous other few".Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Spans =
        "day days night week weeks month months year years summer winter spring fall autumn mon tue tues wed thu thurs fri sat sun"
        .Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<string> Unspaced = SearchValues.Create(
        ["昨天", "今天", "明天", "前天", "后天", "上周", "下周", "上个月", "下个月", "去年", "今年", "明年", "昨日", "今日", "明日", "先週", "来週", "先月", "来月",
         "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "0月", "日に", "어제", "오늘", "내일", "지난주", "다음주", "เมื่อวาน", "วันนี้", "พรุ่งนี้"], StringComparison.Ordinal);

    /// <summary>True when one of the first 4,000 characters begins a word for a time.</summary>
    public static bool AreIn(string whole)
    {
        var text = whole.AsSpan(0, Math.Min(whole.Length, LongestRead));
        if (!Ascii.IsValid(text) && text.ContainsAny(Unspaced)) return true;
        Span<char> word = stackalloc char[16];
        var spanFollows = false;
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i])) i++;
            if (i == start)
            {
                i++;
                continue;
            }
            if (i - start > word.Length)
            {
                spanFollows = false;
                continue;
            }
            ReadOnlySpan<char> lower = word[..text[start..i].ToLowerInvariant(word)];
            if (IsYear(lower) || Alone.Contains(lower) || (spanFollows && Spans.Contains(lower))) return true;
            spanFollows = Before.Contains(lower);
        }
        return false;
    }

    private static bool IsYear(ReadOnlySpan<char> word) => word is ['1', '9', _, _] or ['2', '0', _, _] && char.IsAsciiDigit(word[2]) && char.IsAsciiDigit(word[3]);
}

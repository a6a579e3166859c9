using System.Collections.Frozen;

namespace MemU.Fs.Index.Embedded;

/// <summary>Words and characters that carry grammar rather than meaning.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> EnglishSet =
        ("a about above after again against all also am an and any are aren as at be because been before being below between both but by " +
         "can could couldn d did didn do does doesn doing don down during each few for from further had hadn has hasn have haven having he her here " +
         "hers herself him himself his how i if in into is isn it its itself just ll m may me might mightn more most must mustn my myself needn no nor " +
         "not now o of off on once only or other our ours ourselves out over own re s same shan she should shouldn so some such t than that the their " +
         "theirs them themselves then there these they this those through to too under until up ve very was wasn we were weren what when where which " +
         "while who whom whose why will with won would wouldn you your yours yourself yourselves")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> English = EnglishSet.GetAlternateLookup<ReadOnlySpan<char>>();

    // the most frequent function characters of Chinese, then Japanese particles and verb endings
    private static readonly FrozenSet<char> Characters =
        ("的了是在和有我你您他她它们這这那哪个個吗嗎呢吧啊也都就很与與及或但而被把给給从從到对對为為以于於什么麼么怎样樣谁誰" +
         "はがをにへとでもやかのねよわだですまたしるれてなあいうえこそどんらりっょゅゃさくけきせつみめ").ToFrozenSet();

    /// <summary>True for an English function word, in lower case.</summary>
    public static bool IsEnglish(ReadOnlySpan<char> word) => word.Length <= 10 && English.Contains(word);

    /// <summary>True for a function character of Chinese or Japanese.</summary>
    public static bool IsCharacter(char c) => Characters.Contains(c);
}

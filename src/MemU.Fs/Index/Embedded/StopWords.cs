using System.Collections.Frozen;

namespace MemU.Fs.Index.Embedded;

/// <summary>Characters that carry grammar rather than meaning, in scripts without spaces.</summary>
internal static class StopWords
{
    // the most frequent function characters of Chinese, then Japanese particles and verb endings
    private static readonly FrozenSet<char> Characters =
        ("的了是在和有我你您他她它们這这那哪个個吗嗎呢吧啊也都就很与與及或但而被把给給从從到对對为為以于於什么麼么怎样樣谁誰" +
         "はがをにへとでもやかのねよわだですまたしるれてなあいうえこそどんらりっょゅゃさくけきせつみめ").ToFrozenSet();

    /// <summary>True for a function character of Chinese or Japanese.</summary>
    public static bool IsCharacter(char c) => Characters.Contains(c);
}

namespace MemU.Fs.Providers.Offline.Text;

/// <summary>The families of languages that the rules tell apart.</summary>
internal enum Tongue { English, Chinese, Japanese, Korean, French, German, Spanish, Italian, Portuguese, Russian, Other }

/// <summary>Guesses the language of a text from its script and its most frequent little words.</summary>
internal static class Tongues
{
    private static readonly (Tongue Tongue, HashSet<string> Words)[] s_little =
    [
        (Tongue.English, Set("the a an i i'm i've i'd i'll my we we're our you your he she it it's is are was were be been have has had do does did not no and or but so of to in on at for with from by as that this they them their his her who what when where why how can could would will there here just about than then too if")),
        (Tongue.French, Set("le la les un une des du de je j'ai mon ma mes nous notre vous est sont était et ou mais dans sur avec pour par que qui ne pas plus il elle ils elles très aussi chez depuis tous au aux ce cette mais c'est")),
        (Tongue.German, Set("der die das den dem ein eine einen einem ich mein meine meinen wir unser ist sind war und oder aber in im am auf mit für von zu nicht kein keine er sie es sich auch seit bei nach jeden noch nur sehr habe hat dass wenn")),
        (Tongue.Spanish, Set("el la los las un una yo mi mis nosotros nuestro es son era y o pero en con para por que no muy también desde todos del al se me soy tengo está como más lo le")),
        (Tongue.Italian, Set("il lo la gli le un una io mio mia miei noi nostro è sono era e o ma in con per che non molto anche da tutti del della al si mi ho ha come più di nel")),
        (Tongue.Portuguese, Set("o a os as um uma eu meu minha meus nós nosso é são era e ou mas em no na com para por que não muito também desde todos do da ao se me sou tenho está como mais")),
    ];

    /// <summary>The language; <paramref name="otherwise"/> when the text is too short to tell.</summary>
    public static Tongue Of(string text, Tongue otherwise)
    {
        int han = 0, kana = 0, hangul = 0, cyrillic = 0, latin = 0;
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, 4000)))
        {
            if (Script.IsHan(c)) han++;
            else if (Script.IsKana(c)) kana++;
            else if (c is >= '\uAC00' and <= '\uD7AF') hangul++;
            else if (c is >= '\u0400' and <= '\u04FF') cyrillic++;
            else if (char.IsLetter(c)) latin++;
        }
        if (kana > 0 && kana * 5 >= han) return Tongue.Japanese;
        if (hangul > 1 && hangul * 3 >= latin) return Tongue.Korean;
        if (han > 1 && han * 8 >= latin) return Tongue.Chinese;
        if (cyrillic > latin) return Tongue.Russian;
        if (latin == 0) return otherwise;
        return Latin(text, otherwise is Tongue.Chinese or Tongue.Japanese or Tongue.Korean or Tongue.Russian ? Tongue.English : otherwise);
    }

    private static Tongue Latin(string text, Tongue otherwise)
    {
        var best = otherwise;
        var most = 0;
        var words = Words.Of(text.Length > 2000 ? text[..2000] : text);
        foreach (var (tongue, little) in s_little)
        {
            var count = words.Count(w => little.Contains(w.Lower));
            if (count > most || (count == most && tongue == otherwise)) (best, most) = (tongue, count);
        }
        return most * 12 >= words.Count || words.Count < 8 ? (most == 0 ? otherwise : best) : Tongue.Other;
    }

    private static HashSet<string> Set(string words) => words.Split(' ').ToHashSet(StringComparer.Ordinal);
}

/// <summary>What kind of character it is.</summary>
internal static class Script
{
    /// <summary>A Chinese character.</summary>
    public static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF' or >= '\uF900' and <= '\uFAFF';

    /// <summary>Hiragana or katakana.</summary>
    public static bool IsKana(char c) => c is >= '\u3040' and <= '\u30FF' and not '\u30FB';

    /// <summary>A script that is written without spaces between words, or Korean.</summary>
    public static bool IsEastern(char c) => IsHan(c) || IsKana(c) || c is >= '\uAC00' and <= '\uD7AF';

    /// <summary>True for languages whose clauses end in full-width punctuation and whose words are not apart.</summary>
    public static bool Unspaced(this Tongue tongue) => tongue is Tongue.Chinese or Tongue.Japanese;
}

namespace MemU.Fs.Index.Embedded.Languages;

/// <summary>Light stemming by endings, for languages without a stemmer in Lucene.Net: the longest ending goes when enough is left.</summary>
internal static class Endings
{
    private const int LeastStem = 3;

    // inflection of nouns and adjectives, and the commonest of verbs; the longest first
    private static readonly string[] Polish = Sorted("iowie owie ami iami ach iach ego iego emu iemu ymi imi ych ich owi iem em om iom ów iów ej iej ie ią ię ia io iu ą ę y i a e o u ować uje owała ował ała ęła iła yła ał ił ył ać ić yć eć ują amy emy imy cie esz isz asz");

    private static readonly string[] Ukrainian = Sorted("ами ями ах ях ого його ому йому ими іми их іх ові еві єві ів їв ей ою ею єю ий ій а я о е є и і ї у ю ь ти ла ло ли в ить ать ять уть ють ємо емо имо ування");

    private static readonly string[] Romanian = Sorted("ilor ului elor iilor urile uri ile ele ul ei ii lor le ea ia ie e i a ă u ește esc ează ase am ai at ată ați ate");

    /// <summary>Cuts the ending off; returns the length that is left.</summary>
    public static int Strip(Language language, ReadOnlySpan<char> word, int length)
    {
        var endings = language switch { Language.Polish => Polish, Language.Ukrainian => Ukrainian, _ => Romanian };
        foreach (var ending in endings)
            if (length - ending.Length >= LeastStem && word[..length].EndsWith(ending, StringComparison.Ordinal)) return length - ending.Length;
        return length;
    }

    /// <summary>
    /// The first letters: as good as a morphological analyzer for finding Turkish text (Can et al., "Information retrieval on Turkish texts", JASIST 2008);
    /// a consonant that softens before an ending is written as it stands alone.
    /// </summary>
    public static int Turkish(char[] word, int length)
    {
        const int letters = 5;
        length = Math.Min(length, letters);
        if (length == letters) word[letters - 1] = word[letters - 1] switch { 'b' => 'p', 'c' => 'ç', 'd' => 't', 'ğ' => 'k', var c => c };
        return length;
    }

    /// <summary>Hebrew writes articles and prepositions into the word, and the plural at its end.</summary>
    public static int Hebrew(char[] word, int length)
    {
        if (length > 4 && word[length - 2] is 'י' && word[length - 1] is 'ם' || length > 4 && word[length - 2] is 'ו' && word[length - 1] is 'ת') length -= 2;
        else if (length > 3 && word[length - 1] is 'ה') length--;
        if (length > 3 && word[0] is 'ה' or 'ו' or 'ב' or 'ל' or 'מ' or 'ש' or 'כ')
        {
            Array.Copy(word, 1, word, 0, length - 1);
            length--;
        }
        return length;
    }

    private static string[] Sorted(string endings) => [.. endings.Split(' ').OrderByDescending(e => e.Length)];
}

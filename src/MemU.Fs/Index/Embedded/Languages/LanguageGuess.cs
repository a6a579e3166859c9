using System.Numerics;

namespace MemU.Fs.Index.Embedded.Languages;

/// <summary>Tells the language of a text by its script and its function words; a word that several languages have counts for each a part.</summary>
internal static class LanguageGuess
{
    // a longer text says no more about its language than its beginning
    private const int MostWords = 80, LongestWord = 24;
    private const float LeastEnglish = 0.5f, Least = 1f, Ahead = 1.25f, OwnLetter = 0.4f;

    /// <summary>The language; <paramref name="otherwise"/> when the text does not tell.</summary>
    public static Language Of(ReadOnlySpan<char> text, Language otherwise = Language.Unknown)
    {
        Span<float> scores = stackalloc float[32];
        Span<byte> hits = stackalloc byte[32];
        hits.Clear();
        scores.Clear();
        Span<char> word = stackalloc char[LongestWord];
        var (words, length) = (0, 0);
        for (var i = 0; i <= text.Length && words < MostWords; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            if (char.IsLetter(c) || IsMark(c))
            {
                var lower = char.ToLowerInvariant(c);
                if (length < LongestWord) word[length] = Plain(lower);
                if (lower > 'z' && Letter(lower) is not Language.Unknown and var own) (scores[(int)own], hits[(int)own]) = (scores[(int)own] + OwnLetter, (byte)Math.Min(hits[(int)own] + 1, 2));
                length++;
                continue;
            }
            if (length is > 0 and < LongestWord)
            {
                words++;
                var languages = FunctionWords.Languages(word[..length]);
                var share = languages == 0 ? 0 : 1f / BitOperations.PopCount(languages);
                for (; languages != 0; languages &= languages - 1)
                {
                    var language = BitOperations.TrailingZeroCount(languages);
                    scores[language] += share;
                    hits[language] = (byte)Math.Min(hits[language] + 1, 2);
                }
                if (words == 16 && scores[(int)Language.English] > 3 && Second(scores, (int)Language.English) < 1) return Language.English; // most texts, quickly
            }
            length = 0;
        }
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        // one word, or two that several languages have, may be another language's by chance: "come" is Italian too, "ten" and "on" Polish
        if (best == (int)Language.English ? scores[best] < LeastEnglish : scores[best] < Least || hits[best] < 2) return otherwise;
        var second = Second(scores, best);
        if (scores[best] >= second * Ahead) return (Language)best;
        // between two that are as likely, the one that is expected
        return otherwise != Language.Unknown && scores[(int)otherwise] * Ahead >= scores[best] ? otherwise : (Language)best;
    }

    // letters that one of the languages alone has
    private static Language Letter(char c) => c switch
    {
        'ß' => Language.German,
        'œ' or 'ê' or 'ë' or 'û' => Language.French,
        'ñ' or '¿' => Language.Spanish,
        'ã' or 'õ' => Language.Portuguese,
        'ą' or 'ę' or 'ł' or 'ś' or 'ż' or 'ź' or 'ć' or 'ń' => Language.Polish,
        'ř' or 'ě' or 'ů' => Language.Czech,
        'ő' or 'ű' => Language.Hungarian,
        'ă' or 'ț' or 'ș' => Language.Romanian,
        'ı' or 'ğ' or 'ş' => Language.Turkish,
        'ơ' or 'ư' or >= '\u1ea0' and <= '\u1ef9' => Language.Vietnamese,
        'і' or 'ї' or 'є' or 'ґ' => Language.Ukrainian,
        'ы' or 'э' => Language.Russian,
        _ => Language.Unknown,
    };

    private static float Second(ReadOnlySpan<float> scores, int best)
    {
        var second = 0f;
        for (var i = 1; i < scores.Length; i++)
            if (i != best) second = Math.Max(second, scores[i]);
        return second;
    }

    private static bool IsMark(char c) => c >= '\u0300' && char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    // Greek vowels with their accent, Arabic's forms of alef and yeh: as the lists have them
    private static char Plain(char c) => c switch
    {
        'ά' => 'α', 'έ' => 'ε', 'ή' => 'η', 'ί' or 'ϊ' or 'ΐ' => 'ι', 'ό' => 'ο', 'ύ' or 'ϋ' or 'ΰ' => 'υ', 'ώ' => 'ω',
        'ς' => 'σ', 'أ' or 'إ' or 'آ' => 'ا', 'ى' => 'ي', 'ё' => 'е',
        _ => c,
    };
}

using System.Globalization;
using System.Text;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Index.Embedded;

/// <summary>The forms under which one word is found: as it stands, and its stem in the language of the text around it.</summary>
internal sealed class WordForms
{
    private const int Longest = 64;

    // how much the word as it stands and its stem count in a question; together a little more than a word of one form, so that the exact one comes first
    private const float Exact = 0.35f, Stem = 0.75f, Guessed = 0.5f;

    private static readonly Language[] Latin =
    [
        Language.German, Language.French, Language.Spanish, Language.Italian, Language.Portuguese, Language.Dutch, Language.Swedish, Language.Danish, Language.Norwegian,
        Language.Finnish, Language.Hungarian, Language.Czech, Language.Polish, Language.Romanian, Language.Turkish, Language.Indonesian,
    ];

    private readonly char[] _word = new char[Longest + 8];
    private readonly char[] _form = new char[Longest + 8];
    private readonly Stemming _stemming = new();
    private Language _language;
    private bool _isQuestion;

    /// <summary>Begins a text.</summary>
    public void Begin(Language language, bool isQuestion) => (_language, _isQuestion) = (language, isQuestion);

    /// <summary>Adds the word's forms; nothing for a function word.</summary>
    public void Add(ReadOnlySpan<char> word, TermBuffer into)
    {
        var length = Lower(word);
        if (length == 0) return;
        into.NextWord();
        var lower = _word.AsSpan(0, length);
        var first = lower[0];
        if (first < '\u0250' || first is >= '\u1e00' and <= '\u1eff') Roman(lower, into);
        else if (first is >= '\uac00' and <= '\ud7a3' or >= '\u1100' and <= '\u11ff' or >= '\u3131' and <= '\u318e') Korean(lower, into);
        else if (first is >= '\u0590' and <= '\u05ff') Stemmed(lower, Language.Hebrew, into);
        else if (first is >= '\u0600' and <= '\u06ff' or >= '\u0750' and <= '\u077f') Arabic(lower, into);
        else if (first is >= '\u0400' and <= '\u052f') Stemmed(lower, _language is Language.Ukrainian or Language.Bulgarian ? _language : Language.Russian, into);
        else if (first is >= '\u0370' and <= '\u03ff' or >= '\u1f00' and <= '\u1fff') Stemmed(lower, Language.Greek, into);
        else if (first is >= '\u0900' and <= '\u097f') Stemmed(lower, Language.Hindi, into);
        else into.Add(lower);
    }

    /// <summary>Adds an identifier, number or path as one term.</summary>
    public void AddWhole(ReadOnlySpan<char> word, TermBuffer into)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (length == Longest) break;
            if (c != ',') _word[length++] = char.ToLowerInvariant(c);
        }
        into.Add(_word.AsSpan(0, Whole(length)));
    }

    // lower case, hyphens and invisible characters dropped; Greek's final sigma and Russian's yo as their plain letters
    private int Lower(ReadOnlySpan<char> word)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (length == Longest) break;
            var lower = char.ToLowerInvariant(c);
            switch (lower)
            {
                case '-' or '\u00ad' or '\u0640' or >= '\u200b' and <= '\u200d' or '\ufe0e' or '\ufe0f' or '\ufeff': continue;
                case 'ς': lower = 'σ'; break;
                case 'ё': lower = 'е'; break;
            }
            _word[length++] = lower;
        }
        return Whole(length);
    }

    // a word that was cut may end in half a character
    private int Whole(int length) => length > 0 && char.IsHighSurrogate(_word[length - 1]) ? length - 1 : length;

    private void Roman(ReadOnlySpan<char> lower, TermBuffer into)
    {
        var foreign = _language is not (Language.Unknown or Language.English) and < Language.Russian;
        if (foreign)
        {
            Stemmed(lower, _language, into);
            if (!_isQuestion || FunctionWords.Contains(_language, lower)) return;
            // English words in other languages' texts are kept as such in English ones
            into.Add(Formed(lower, Language.English), 0, share: Guessed);
            return;
        }
        if (FunctionWords.Contains(Language.English, lower)) return;
        var several = _isQuestion && _language == Language.Unknown;
        if (several) into.Add(lower, share: Exact);
        if (Ascii.IsValid(lower)) into.Add(Formed(lower, Language.English), several ? 0 : TermBuffer.Word, share: several ? Stem : 1);
        else Accented(lower, into);
        if (!several) return;
        foreach (var language in Latin)
            if (!FunctionWords.Contains(language, lower)) into.Add(Formed(lower, language), 0, share: Guessed);
    }

    // as it stands, and its stem without diacritics
    private void Stemmed(ReadOnlySpan<char> lower, Language language, TermBuffer into)
    {
        var stem = Formed(lower, language);
        if (FunctionWords.Contains(language, language == Language.Greek ? Fold(lower) : lower)) return;
        var same = lower.SequenceEqual(stem);
        into.Add(lower, share: same ? 1 : Exact);
        if (!same) into.Add(stem, 0, share: Stem);
    }

    private ReadOnlySpan<char> Formed(ReadOnlySpan<char> lower, Language language)
    {
        // Greek's stemmer knows no accents; the others expect those of their language
        var source = language == Language.Greek ? Fold(lower).AsSpan() : lower;
        var length = Math.Min(source.Length, Longest);
        source[..length].CopyTo(_form);
        length = language == Language.English ? char.IsAsciiLetter(_form[0]) ? EnglishForms.Stem(_form, length) : length : _stemming.Stem(language, _form, length);
        var stem = _form.AsSpan(0, length);
        return language >= Language.Russian || Ascii.IsValid(stem) ? stem : Fold(stem);
    }

    private void Accented(ReadOnlySpan<char> lower, TermBuffer into)
    {
        into.Add(lower, share: Stem);
        var folded = Fold(lower);
        if (lower.SequenceEqual(folded)) return;
        into.Add(Ascii.IsValid(folded) ? Formed(folded, Language.English) : folded, 0, share: Stem);
    }

    private static void Korean(ReadOnlySpan<char> word, TermBuffer into)
    {
        if (word.Length > 2) into.Add(word, 1);
        for (var i = 0; i < word.Length; i++)
        {
            into.Add(word.Slice(i, 1), 1);
            if (i > 0) into.Add(word.Slice(i - 1, 2), 1);
        }
    }

    // vowel signs dropped, Arabic alef, yeh and teh marbuta unified; the word without article, prepositions and endings is a second form
    private void Arabic(ReadOnlySpan<char> lower, TermBuffer into)
    {
        var length = 0;
        foreach (var c in lower)
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            _word[length++] = c switch { 'أ' or 'إ' or 'آ' or 'ٱ' => 'ا', 'ى' => 'ي', 'ة' => 'ه', _ => c };
        }
        if (length > 0) Stemmed(_word.AsSpan(0, length), Language.Arabic, into);
    }

    // without diacritics
    private static string Fold(ReadOnlySpan<char> lower)
    {
        var folded = new StringBuilder(lower.Length + 4);
        foreach (var c in lower.ToString().Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            _ = c switch
            {
                'ß' => folded.Append("ss"),
                'æ' => folded.Append("ae"),
                'œ' => folded.Append("oe"),
                'þ' => folded.Append("th"),
                'ø' => folded.Append('o'),
                'ł' => folded.Append('l'),
                'đ' or 'ð' => folded.Append('d'),
                'ı' => folded.Append('i'),
                _ => folded.Append(char.ToLowerInvariant(c)),
            };
        }
        return folded.ToString();
    }
}

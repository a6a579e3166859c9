using System.Globalization;
using System.Text;

namespace MemU.Fs.Index.Embedded;

/// <summary>The forms under which one word is found. A language's own stemmer plugs in at <see cref="Add"/>, chosen by the word's script.</summary>
internal sealed class WordForms
{
    private const int Longest = 64;
    private readonly char[] _word = new char[Longest + 8];

    /// <summary>Adds the word's forms; nothing for a function word.</summary>
    public void Add(ReadOnlySpan<char> word, TermBuffer into)
    {
        var length = Lower(word);
        if (length == 0) return;
        var lower = _word.AsSpan(0, length);
        var first = lower[0];
        if (Ascii.IsValid(lower)) English(length, into);
        else if (first is >= '\uac00' and <= '\ud7a3' or >= '\u1100' and <= '\u11ff' or >= '\u3131' and <= '\u318e') Korean(lower, into);
        else if (first is >= '\u0590' and <= '\u06ff' or >= '\u0750' and <= '\u077f') Semitic(lower, into);
        else if (first is >= '\u0400' and <= '\u052f') Cyrillic(lower, into);
        else if (first < '\u0400' || first is >= '\u1e00' and <= '\u1fff') Accented(lower, into);
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

    private void English(int length, TermBuffer into)
    {
        if (StopWords.IsEnglish(_word.AsSpan(0, length))) return;
        if (char.IsAsciiLetter(_word[0])) length = EnglishForms.Stem(_word, length);
        into.Add(_word.AsSpan(0, length));
    }

    private void Accented(ReadOnlySpan<char> lower, TermBuffer into)
    {
        into.Add(lower);
        var folded = Fold(lower);
        if (lower.SequenceEqual(folded)) return;
        folded.AsSpan(0, Math.Min(folded.Length, Longest)).CopyTo(_word);
        var length = Math.Min(folded.Length, Longest);
        if (Ascii.IsValid(_word.AsSpan(0, length))) length = EnglishForms.Stem(_word, length);
        into.Add(_word.AsSpan(0, length));
    }

    private static void Cyrillic(ReadOnlySpan<char> lower, TermBuffer into) => into.Add(lower);

    private static void Korean(ReadOnlySpan<char> word, TermBuffer into)
    {
        if (word.Length > 2) into.Add(word, 1);
        for (var i = 0; i < word.Length; i++)
        {
            into.Add(word.Slice(i, 1), 1);
            if (i > 0) into.Add(word.Slice(i - 1, 2), 1);
        }
    }

    // vowel signs dropped, Arabic alef, yeh and teh marbuta unified; the word without the article is a second form
    private void Semitic(ReadOnlySpan<char> lower, TermBuffer into)
    {
        var length = 0;
        foreach (var c in lower)
        {
            if (char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            _word[length++] = c switch { 'أ' or 'إ' or 'آ' or 'ٱ' => 'ا', 'ى' => 'ي', 'ة' => 'ه', _ => c };
        }
        into.Add(_word.AsSpan(0, length));
        if (length > 4 && _word[0] == 'ا' && _word[1] == 'ل') into.Add(_word.AsSpan(2, length - 2));
    }

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

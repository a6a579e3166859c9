using System.Globalization;
using System.Text;

namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>What a token is made of.</summary>
internal enum TokenKind
{
    Word,
    Digits,
    /// <summary>One sign of a script that writes no spaces, or one Korean syllable.</summary>
    Sign,
    Mark,
}

/// <summary>A word, a run of digits, one East Asian sign or one punctuation mark.</summary>
/// <param name="Kind">What it is made of.</param>
/// <param name="Text">Lower case, without accents; digits as ASCII.</param>
/// <param name="Start">Where it starts in the text.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Glued">True when nothing stands between it and the token before.</param>
/// <param name="Capital">True when it starts with a capital letter.</param>
internal readonly record struct DateToken(TokenKind Kind, string Text, int Start, int End, bool Glued, bool Capital);

/// <summary>Splits text into tokens; a blank line ends a segment, so that no date reaches over it.</summary>
internal static class DateTokens
{
    /// <summary>The longest word that is looked up; longer ones are no date words.</summary>
    private const int Longest = 32;

    /// <summary>The segments of the text in order.</summary>
    public static IEnumerable<DateToken[]> Segments(string text)
    {
        List<DateToken> tokens = [];
        int i = 0, breaks = 0, last = -1;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                if (c == '\n' && ++breaks == 2 && tokens.Count > 0)
                {
                    yield return [.. tokens];
                    tokens.Clear();
                }
                i++;
                continue;
            }
            breaks = 0;
            var token = Next(text, i, last);
            tokens.Add(token);
            i = last = token.End;
        }
        if (tokens.Count > 0) yield return [.. tokens];
    }

    /// <summary>The tokens of a phrase of a vocabulary.</summary>
    public static string[] Phrase(string phrase) => [.. Segments(phrase).SelectMany(s => s).Select(t => t.Text)];

    /// <summary>True for the signs of Chinese, Japanese and Korean.</summary>
    public static bool IsSign(char c) => c is >= '\u3005' and <= '\u3007' or >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7a3';

    private static DateToken Next(string text, int start, int last)
    {
        var (c, i) = (text[start], start + 1);
        var glued = start == last;
        if (IsSign(c)) return new(TokenKind.Sign, c.ToString(), start, i, glued, false);
        if (char.IsDigit(c))
        {
            while (i < text.Length && char.IsDigit(text[i])) i++;
            return new(TokenKind.Digits, i - start > Longest ? "" : Digits(text.AsSpan(start, i - start)), start, i, glued, false);
        }
        if (!char.IsLetter(c)) return new(TokenKind.Mark, c.ToString(), start, i, glued, false);
        while (i < text.Length && (char.IsLetter(text[i]) && !IsSign(text[i]) || IsCombining(text[i]))) i++;
        return new(TokenKind.Word, i - start > Longest ? "" : Fold(text.AsSpan(start, i - start)), start, i, glued, char.IsUpper(c));
    }

    private static string Digits(ReadOnlySpan<char> text)
    {
        Span<char> ascii = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++) ascii[i] = (char)('0' + Math.Max(0, CharUnicodeInfo.GetDecimalDigitValue(text[i])));
        return new(ascii);
    }

    private static string Fold(ReadOnlySpan<char> word)
    {
        if (System.Text.Ascii.IsValid(word))
        {
            Span<char> lower = stackalloc char[word.Length];
            word.ToLowerInvariant(lower);
            return new(lower);
        }
        var folded = new StringBuilder(word.Length);
        foreach (var c in word)
        {
            if (IsCombining(c)) continue;
            // a letter with its accent is taken apart one at a time: a whole word could hold half a surrogate pair, which Normalize refuses
            folded.Append(char.ToLowerInvariant(c is >= '\u00c0' and <= '\u024f' ? c.ToString().Normalize(NormalizationForm.FormD)[0] : c));
        }
        return folded.ToString();
    }

    private static bool IsCombining(char c) => c is >= '\u0300' and <= '\u036f';
}

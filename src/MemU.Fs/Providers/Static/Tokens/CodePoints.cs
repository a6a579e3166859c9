using System.Globalization;

namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>Reads code points of well-formed UTF-16 and asks what they are.</summary>
internal static class CodePoints
{
    /// <summary>The code point at a place and how many units it takes; half of a pair counts as U+FFFD.</summary>
    public static int At(ReadOnlySpan<char> text, int index, out int units)
    {
        var first = text[index];
        units = 1;
        if (!char.IsSurrogate(first)) return first;
        if (!char.IsHighSurrogate(first) || index + 1 >= text.Length || !char.IsLowSurrogate(text[index + 1])) return 0xFFFD;
        units = 2;
        return char.ConvertToUtf32(first, text[index + 1]);
    }

    /// <summary>The last code point of a text that is not empty.</summary>
    public static int Last(ReadOnlySpan<char> text) => At(text, text.Length - (text.Length > 1 && char.IsLowSurrogate(text[^1]) ? 2 : 1), out _);

    /// <summary>Unicode's White_Space.</summary>
    public static bool IsSpace(int codePoint) => codePoint < 0x10000 && char.IsWhiteSpace((char)codePoint);

    /// <summary>A letter, of the general category L.</summary>
    public static bool IsLetter(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) <= UnicodeCategory.OtherLetter;

    /// <summary>A number, of the general category N.</summary>
    public static bool IsNumber(int codePoint) => CharUnicodeInfo.GetUnicodeCategory(codePoint) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>What patterns call a word character: alphabetic, mark, decimal digit, connector or joiner (Unicode's annex C of UTS 18).</summary>
    public static bool IsWord(int codePoint) =>
        codePoint < 128 ? char.IsAsciiLetterOrDigit((char)codePoint) || codePoint == '_'
        : CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
        {
            <= UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => true,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation => true,
            _ => codePoint is 0x200C or 0x200D or (>= 0x24B6 and <= 0x24E9) or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189), // circled and squared letters are alphabetic symbols
        };
}

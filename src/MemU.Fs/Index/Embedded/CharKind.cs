using System.Globalization;
using System.Text;

namespace MemU.Fs.Index.Embedded;

/// <summary>How the analysis treats a character.</summary>
internal enum CharKind : byte
{
    /// <summary>Ends a word.</summary>
    Separator,
    /// <summary>Part of a word in a script that puts spaces between words.</summary>
    Letter,
    /// <summary>A digit or number.</summary>
    Digit,
    /// <summary>Belongs to the character before it.</summary>
    Mark,
    /// <summary>Invisible; dropped.</summary>
    Ignorable,
    /// <summary>Han, kana, bopomofo: no spaces between words.</summary>
    Ideograph,
    /// <summary>A Korean syllable.</summary>
    Hangul,
    /// <summary>Thai, Lao, Khmer, Burmese: no spaces between words.</summary>
    Unspaced,
    /// <summary>Joins parts of an identifier, a number or a path.</summary>
    Connector,
    /// <summary>A pictograph: a term of its own.</summary>
    Symbol,
}

/// <summary>Kinds of characters.</summary>
internal static class CharKinds
{
    /// <summary>The kind of the character at the position, and how many UTF-16 units it takes.</summary>
    public static CharKind Of(ReadOnlySpan<char> text, int at, out int length)
    {
        var c = text[at];
        length = 1;
        if (c < 128) return Ascii(c);
        if (!char.IsSurrogate(c)) return Basic(c);
        if (Rune.DecodeFromUtf16(text[at..], out var rune, out _) != System.Buffers.OperationStatus.Done) return CharKind.Separator;
        length = 2;
        if (rune.Value is >= 0x20000 and <= 0x3FFFF) return CharKind.Ideograph;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.OtherSymbol => CharKind.Symbol,
            UnicodeCategory.ModifierSymbol or UnicodeCategory.Format => CharKind.Ignorable,
            var category => ByCategory(category),
        };
    }

    private static CharKind Ascii(char c) => c switch
    {
        >= 'a' and <= 'z' or >= 'A' and <= 'Z' => CharKind.Letter,
        >= '0' and <= '9' => CharKind.Digit,
        '_' or '-' or '.' or '/' or ':' or '@' or '\'' or '&' or '+' or ',' => CharKind.Connector,
        _ => CharKind.Separator,
    };

    private static CharKind Basic(char c) => c switch
    {
        '\u2019' => CharKind.Connector,
        '\u30fb' => CharKind.Separator,
        >= '\u3041' and <= '\u30ff' or >= '\u3105' and <= '\u312f' or >= '\u31f0' and <= '\u31ff' or >= '\u3400' and <= '\u4dbf'
            or >= '\u4e00' and <= '\u9fff' or >= '\uf900' and <= '\ufaff' or '\u3005' or '\u3006' or '\u3007' => CharKind.Ideograph,
        >= '\uac00' and <= '\ud7a3' or >= '\u1100' and <= '\u11ff' or >= '\u3131' and <= '\u318e' => CharKind.Hangul,
        >= '\u0e01' and <= '\u0e4e' or >= '\u0e81' and <= '\u0ece' or >= '\u1000' and <= '\u103f' or >= '\u1780' and <= '\u17d3' => CharKind.Unspaced,
        '\u00ad' or '\u0640' or '\u200b' or '\u200c' or '\u200d' or '\ufe0e' or '\ufe0f' or '\ufeff' => CharKind.Ignorable,
        _ => ByCategory(char.GetUnicodeCategory(c)),
    };

    private static CharKind ByCategory(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CharKind.Letter,
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CharKind.Digit,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharKind.Mark,
        UnicodeCategory.OtherSymbol => CharKind.Symbol,
        _ => CharKind.Separator,
    };
}

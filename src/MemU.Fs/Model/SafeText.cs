using System.Text;

namespace MemU.Fs.Model;

/// <summary>Normalizes text of any origin; <see cref="string.Normalize()"/> alone throws on lone surrogates and noncharacters.</summary>
internal static class SafeText
{
    /// <summary>The composed form (NFC); what has none stands as U+FFFD.</summary>
    public static string Compose(string text)
    {
        if (IsPlain(text)) return text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) plain.Append(IsNoncharacter(rune) ? "\uFFFD" : rune.ToString());
        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The compatibility form (NFKC), in which wide, ligated and circled letters are the plain ones; what is no character stands as U+FFFD.</summary>
    public static string Compatible(string text)
    {
        if (Ascii.IsValid(text)) return text;
        try
        {
            return text.IsNormalized(NormalizationForm.FormKC) ? text : text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException) // not valid Unicode; repaired and tried again
        {
            return string.Concat(text.EnumerateRunes().Select(rune => IsNoncharacter(rune) ? "\uFFFD" : rune.ToString())).Normalize(NormalizationForm.FormKC);
        }
    }

    /// <summary>True when the text is well-formed and holds no code point that Unicode keeps out of exchange.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var used) != System.Buffers.OperationStatus.Done || IsNoncharacter(rune)) return false;
            text = text[used..];
        }
        return true;
    }

    /// <summary>The text on one line, white space as single spaces, cut with an ellipsis where it is longer than so many characters.</summary>
    public static string OneLine(string text, int most = int.MaxValue)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
    }

    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}

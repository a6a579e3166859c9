using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MemU.Fs;

/// <summary>Normal forms of text by which the program recognizes that two statements or names are the same.</summary>
public static class TextKey
{
    /// <summary>A name without regard to case, width, spacing and punctuation around it: <c>Ben  Okafor</c> and <c>ben okafor</c> are one.</summary>
    public static string Name(string name) => string.Join(' ', Words(name));

    /// <summary>
    /// A key that two statements of one author share when they say the same in nearly the same words: their content words in order,
    /// light inflection and intensifiers aside. A denial never shares it with the statement that it denies.
    /// </summary>
    public static string Statement(string? author, string text)
    {
        var words = Words(WithoutResolvedDates(text)).Select(Expand).SelectMany(w => w.Split(' ')).Where(w => !StopWords.Light.Contains(w)).Select(Stem);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Name(author ?? "")}\0{string.Join(' ', words)}")))[..32];
    }

    /// <summary>The words that carry a statement's content, stemmed lightly, for comparing what two statements are about.</summary>
    public static HashSet<string> ContentWords(string text) =>
        Words(WithoutResolvedDates(text)).Select(Expand).SelectMany(w => w.Split(' ')).Where(w => !StopWords.Light.Contains(w) && !StopWords.Negations.Contains(w) && !StopWords.Time.Contains(w) && !char.IsDigit(w[0])).Select(Stem).ToHashSet(StringComparer.Ordinal);

    private static string Expand(string word) =>
        word.EndsWith("n't", StringComparison.Ordinal) ? word == "won't" ? "will not" : word == "can't" ? "can not" : $"{word[..^3]} not"
        : word.IndexOf('\'', StringComparison.Ordinal) is var cut and > 0 ? word[..cut] : word;

    private static string Stem(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 5 } when word.EndsWith("ing", StringComparison.Ordinal) => word[..^3],
        { Length: > 4 } when word.EndsWith("ed", StringComparison.Ordinal) => word[..^2],
        { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) => word[..^1],
        _ => word,
    };

    /// <summary>The words of a text: NFKC, lower case; a character of a script without spaces is a word.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var normal = Normalize(text);
        var start = -1;
        for (var i = 0; i <= normal.Length; i++)
        {
            var c = i < normal.Length ? normal[i] : ' ';
            var alone = IsIdeographic(c);
            if (!alone && (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || c is '\'' or '+' or '#' && start >= 0))
            {
                if (start < 0) start = i;
                continue;
            }
            if (start >= 0) yield return normal[start..i].TrimEnd('\'');
            start = -1;
            if (alone) yield return c.ToString();
        }
    }

    /// <summary>The text without the dates that the program added in brackets after a relative phrase.</summary>
    public static string WithoutResolvedDates(string text)
    {
        if (!text.Contains(" [", StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)) return text;
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '[' && text.IndexOf(']', i) is var end and > 0 && end - i <= 50 && Model.EventTime.TryParse(text[(i + 1)..end], out _))
            {
                i = end;
                continue;
            }
            result.Append(text[i]);
        }
        return result.ToString();
    }

    /// <summary>True for characters of scripts that write without spaces between words.</summary>
    public static bool IsIdeographic(char c) => c is >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u4dbf' or >= '\u4e00' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';

    private static string Normalize(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace('’', '\'');
        }
        catch (ArgumentException)
        {
            return text.ToLowerInvariant(); // a lone surrogate has no normal form; the text still has words
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MemU.Fs;

/// <summary>Normal forms of text by which the program recognizes that two statements or names are the same.</summary>
public static class TextKey
{
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Light = StopWords.Light.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A name without regard to case, width, spacing and punctuation around it: <c>Ben  Okafor</c> and <c>ben okafor</c> are one.</summary>
    public static string Name(string name) => string.Join(' ', Words(name));

    /// <summary>
    /// A key that two statements of one author share when they say the same in nearly the same words: their content words in order,
    /// light inflection and intensifiers aside. A denial never shares it with the statement that it denies.
    /// </summary>
    public static string Statement(string? author, string text)
    {
        // called for every item of a tree whose index is made anew: no object per word
        var normal = Normalize(WithoutResolvedDates(text));
        var key = new StringBuilder(normal.Length + 16).Append(Name(author ?? "")).Append('\0');
        var first = true;
        foreach (var (start, length) in Ranges(normal))
        {
            var word = normal.AsSpan(start, length);
            if (word.Contains('\''))
                foreach (var part in Expand(word.ToString()).Split(' ')) Put(part);
            else Put(word);
        }
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())))[..32];

        void Put(ReadOnlySpan<char> word)
        {
            if (Light.Contains(word)) return;
            if (!first) key.Append(' ');
            first = false;
            var (kept, ending) = StemOf(word);
            key.Append(word[..kept]).Append(ending);
        }
    }

    /// <summary>The words that carry a statement's content, stemmed lightly, for comparing what two statements are about.</summary>
    public static HashSet<string> ContentWords(string text) =>
        Words(WithoutResolvedDates(text)).Select(Expand).SelectMany(w => w.Split(' ')).Where(w => !StopWords.Light.Contains(w) && !StopWords.Negations.Contains(w) && !StopWords.Time.Contains(w) && !char.IsDigit(w[0])).Select(Stem).ToHashSet(StringComparer.Ordinal);

    private static string Expand(string word) =>
        word.EndsWith("n't", StringComparison.Ordinal) ? word == "won't" ? "will not" : word == "can't" ? "can not" : $"{word[..^3]} not"
        : word.IndexOf('\'', StringComparison.Ordinal) is var cut and > 0 ? word[..cut] : word;

    private static string Stem(string word) => StemOf(word) is var (kept, ending) && kept == word.Length ? word : word[..kept] + ending;

    /// <summary>How much of a word its stem keeps, and what is put behind that.</summary>
    private static (int Kept, string Ending) StemOf(ReadOnlySpan<char> word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies") => (word.Length - 3, "y"),
        { Length: > 5 } when word.EndsWith("ing") => (word.Length - 3, ""),
        { Length: > 4 } when word.EndsWith("ed") => (word.Length - 2, ""),
        { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss") => (word.Length - 1, ""),
        _ => (word.Length, ""),
    };

    /// <summary>The words of a text: NFKC, lower case; a character of a script without spaces is a word.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var normal = Normalize(text);
        foreach (var (start, length) in Ranges(normal)) yield return normal.Substring(start, length);
    }

    private static List<(int Start, int Length)> Ranges(string normal)
    {
        var ranges = new List<(int, int)>(normal.Length / 4 + 4);
        var start = -1;
        for (var i = 0; i <= normal.Length; i++)
        {
            var c = i < normal.Length ? normal[i] : ' ';
            var alone = IsIdeographic(c);
            if (!alone && IsInWord(c, start >= 0))
            {
                if (start < 0) start = i;
                continue;
            }
            if (start >= 0) ranges.Add((start, normal.AsSpan(start, i - start).TrimEnd('\'').Length));
            start = -1;
            if (alone) ranges.Add((i, 1));
        }
        return ranges;
    }

    private static bool IsInWord(char c, bool begun) =>
        c < 128 ? char.IsAsciiLetterOrDigit(c) || (begun && c is '\'' or '+' or '#')
        : char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

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

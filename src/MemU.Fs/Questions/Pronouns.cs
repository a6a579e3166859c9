using System.Text.RegularExpressions;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Questions;

/// <summary>Pronouns of a question that stand for a person or thing which only what was said before can tell; English and Chinese.</summary>
internal static partial class Pronouns
{
    /// <summary>True when the text speaks of one person without a name: he, she, 他, 她.</summary>
    public static bool ArePersonal(string text) => Eastern().IsMatch(text) || IsEnglish(text) && Western().IsMatch(text);

    /// <summary>True when it speaks of several persons, or of a thing or place, without a name.</summary>
    public static bool AreOpen(string text) => OpenEastern().IsMatch(text) || IsEnglish(text) && OpenWestern().IsMatch(text);

    /// <summary>The text with a name in the place of the personal pronouns.</summary>
    public static string Replace(string text, string name)
    {
        text = Eastern().Replace(text, name);
        return IsEnglish(text) ? Western().Replace(text, m => m.Groups["whose"].Success ? $"{name}'s" : name) : text;
    }

    private static bool IsEnglish(string text) => LanguageGuess.Of(text, Language.English) == Language.English;

    // "her" before a noun says whose; at the end, or before a word of grammar, whom
    [GeneratedRegex(@"\b(?:he|she|him|(?<whose>his|hers|her(?=\s+(?!(?:in|on|at|to|from|with|about|when|where|why|how|and|or|again|today|yesterday|last|this|there|for|by|before|after|as|now)\b)\p{L})))\b|\bher\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchPatience.Milliseconds)]
    private static partial Regex Western();

    // 其他 and 吉他 are other words
    [GeneratedRegex("(?<![其吉])[他她](?![们們])", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Eastern();

    [GeneratedRegex(@"\b(he|she|him|his|hers?|it|its|they|them|their|that|those|these|this|there|then|one)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex OpenWestern();

    [GeneratedRegex("(?<![其吉])[他她它牠]|那里|那裡|那儿|那个|那個|那时|那次|这个|這個|这里|这次", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex OpenEastern();
}

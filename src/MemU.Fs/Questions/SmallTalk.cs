using System.Buffers;
using System.Globalization;
using System.Text;

namespace MemU.Fs.Questions;

/// <summary>
/// Tells what asks nothing of a memory: greetings, thanks, yes and no, "go on". Only a text of which every word belongs to a phrase that is known
/// here counts; one word of content, and it is looked up.
/// </summary>
internal static class SmallTalk
{
    private const int Longest = 120; // a longer text says something

    private static readonly SearchValues<string> Signs = SearchValues.Create(["👍", "🙏", "👌", "😊", "🙂", "😀", "😄", "❤", "🎉", "👋", "😂", "🤝", "✅"], StringComparison.Ordinal);

    private static readonly Lazy<Phrases> Known = new(() => new(SmallTalkPhrases.All, SmallTalkPhrases.Around));

    /// <summary>True for small talk.</summary>
    public static bool Is(string text)
    {
        if (text.Length > Longest) return false;
        var plain = Plain(text);
        return plain.Length == 0 ? text.AsSpan().ContainsAny(Signs) : Known.Value.Cover(plain);
    }

    /// <summary>Letters and digits alone, in lower case and without accents; one space between words.</summary>
    private static string Plain(string text)
    {
        var letters = new StringBuilder(text.Length);
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format || rune.Value is '\'' or '’') continue;
            if (Rune.IsLetterOrDigit(rune) || category == UnicodeCategory.SpacingCombiningMark) letters.Append(Rune.ToLowerInvariant(rune));
            else if (letters.Length > 0 && letters[^1] != ' ') letters.Append(' ');
        }
        return letters.ToString().TrimEnd();
    }

    private static string Decomposed(string text)
    {
        if (Ascii.IsValid(text)) return text;
        try
        {
            return text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            return text; // a lone surrogate has no normal form, and is no phrase either
        }
    }

    /// <summary>The phrases by their first letter, and whether they cover a text.</summary>
    private sealed class Phrases
    {
        private readonly Dictionary<char, List<(string Text, bool Counts)>> _byLetter = [];

        public Phrases(string counting, string around)
        {
            Add(counting, true);
            Add(around, false);
        }

        /// <summary>True when phrases cover the whole text, at least one that counts by itself among them.</summary>
        public bool Cover(string text) => Cover(text, 0, counted: false, new bool[2 * (text.Length + 1)]);

        private bool Cover(string text, int at, bool counted, bool[] failed)
        {
            if (at < text.Length && text[at] == ' ') at++;
            if (at == text.Length) return counted;
            ref var seen = ref failed[2 * at + (counted ? 1 : 0)];
            if (seen) return false;
            foreach (var (phrase, counts) in _byLetter.GetValueOrDefault(text[at], []))
                if (string.CompareOrdinal(text, at, phrase, 0, phrase.Length) == 0 && Ends(text, at + phrase.Length) && Cover(text, at + phrase.Length, counted || counts, failed)) return true;
            seen = true;
            return false;
        }

        // a phrase ends with a word; in scripts without spaces, anywhere
        private static bool Ends(string text, int end) => end == text.Length || text[end] == ' ' || TextKey.IsIdeographic(text[end - 1]) || text[end - 1] is >= '\u0e00' and <= '\u0e7f';

        private void Add(string phrases, bool counts)
        {
            foreach (var written in phrases.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var phrase = Plain(written);
                if (!_byLetter.TryGetValue(phrase[0], out var list)) _byLetter[phrase[0]] = list = [];
                list.Add((phrase, counts));
            }
        }
    }
}

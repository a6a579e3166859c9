using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>File names for titles: readable, in the title's own script, safe on every system.</summary>
public static class Slug
{
    /// <summary>Most bytes of a slug, so that the name with <c>.md</c> stays within the format's 120.</summary>
    private const int MaxBytes = 117;

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "index", "log", "readme", "resources", "users", "inbox", "context", "review", "quarantine", "archive",
    };

    /// <summary>The slug of a title: kebab-case, NFC, lower case, without extension; <c>untitled</c> when nothing of the title can stay.</summary>
    public static string Of(string title)
    {
        title = Characters(title.Length > 2000 ? title[..2000] : title).Normalize(NormalizationForm.FormC);
        var slug = Cut(Kebab(title, letters: true), MaxBytes);
        if (slug.Length == 0) slug = Cut(Kebab(title, letters: false), MaxBytes);
        if (slug.Length == 0) return "untitled";
        return Reserved.Contains(slug) || !MemoryPath.TryParse(slug, out _, out _) ? slug + "-note" : slug;
    }

    /// <summary>The slug, or the slug with <c>-2</c>, <c>-3</c> … for which <paramref name="taken"/> is false.</summary>
    public static string Unique(string slug, Func<string, bool> taken)
    {
        var name = slug;
        for (var n = 2; taken(name); n++)
        {
            var suffix = n.ToString(CultureInfo.InvariantCulture);
            name = $"{Cut(slug, MaxBytes - suffix.Length - 1)}-{suffix}";
        }
        return name;
    }

    /// <summary>The title without lone surrogates and noncharacters, which <see cref="string.Normalize()"/> refuses.</summary>
    private static string Characters(string title)
    {
        var text = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
            text.Append((rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF ? " " : rune.ToString());
        return text.ToString();
    }

    private static string Kebab(string title, bool letters)
    {
        var slug = new StringBuilder(title.Length);
        var gap = false;
        foreach (var rune in title.EnumerateRunes())
        {
            if (rune.Value is '\'' or '\u2019' or '\u02BC' or 0x200C or 0xAD) continue; // "don't" is one word; invisible joiners part none
            if (!(letters ? IsLetter(rune) : IsEmoji(rune))) { gap = slug.Length > 0; continue; }
            if (slug.Length == 0 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark) continue;
            if (gap) slug.Append('-');
            gap = false;
            slug.Append(Rune.ToLowerInvariant(rune).ToString());
        }
        return slug.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool IsLetter(Rune rune) => rune.Value is not (0xFE0F or 0xFE0E or 0x20E3) && (Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber);

    private static bool IsEmoji(Rune rune) => rune.Value != 0xFFFD && (rune.Value is 0x200D or 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.CurrencySymbol || rune.Value > 127 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.MathSymbol);

    /// <summary>Cuts at a hyphen when one stands in the second half, else before a base character.</summary>
    private static string Cut(string slug, int most)
    {
        if (Encoding.UTF8.GetByteCount(slug) <= most) return slug;
        var (bytes, end) = (0, 0);
        var elements = StringInfo.GetTextElementEnumerator(slug);
        while (elements.MoveNext())
        {
            bytes += Encoding.UTF8.GetByteCount(elements.GetTextElement());
            if (bytes > most) break;
            end = elements.ElementIndex + elements.GetTextElement().Length;
        }
        if (end == 0)
            foreach (var rune in slug.EnumerateRunes()) // one element longer than the limit: cut between its characters
            {
                if ((bytes = end == 0 ? rune.Utf8SequenceLength : bytes + rune.Utf8SequenceLength) > most) break;
                end += rune.Utf16SequenceLength;
            }
        var word = slug[end] == '-' ? end : slug.LastIndexOf('-', end - 1);
        return slug[..(word > end / 2 ? word : end)].Trim('-');
    }
}

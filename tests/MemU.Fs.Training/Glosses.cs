using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MemU.Fs.Training;

/// <summary>Words of Chinese and Japanese with what dictionaries say that they mean in English (CC-CEDICT, EDICT), the frequent ones.</summary>
internal static partial class Glosses
{
    private static readonly string[] NoMeaning = ["surname ", "variant of ", "old variant of ", "see ", "see also ", "abbr. ", "CL:", "used in ", "erhua variant", "Taiwan pr.", "also written", "also pr."];

    /// <summary>Words of Chinese, of two characters, with English words and their shares.</summary>
    /// <param name="cedict">CC-CEDICT as JSON.</param>
    /// <param name="frequencies">Lines of a word, how often it occurs, and more.</param>
    /// <param name="most">How many words.</param>
    /// <param name="english">The term of an English word; null for one that is left out.</param>
    public static Dictionary<string, List<(string English, double Share)>> Chinese(string cedict, string frequencies, int most, Func<string, string?> english)
    {
        var often = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(frequencies))
            if (line.Split(' ') is [var word, var count, ..] && word.Length == 2) often[word] = long.Parse(count, CultureInfo.InvariantCulture);
        var found = new Dictionary<string, List<(string, double)>>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(File.ReadAllBytes(cedict));
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var word = entry.GetProperty("simplified").GetString()!;
            if (word.Length != 2 || !often.ContainsKey(word) || char.IsUpper(entry.GetProperty("pinyin").GetString()![0])) continue;
            Add(found, word, entry.GetProperty("english").EnumerateArray().SelectMany(e => e.GetString()!.Split(';')), english);
        }
        return found.OrderByDescending(f => often[f.Key]).Take(most).ToDictionary(f => f.Key, f => f.Value);
    }

    /// <summary>Words of Japanese, of two characters, that are marked as common.</summary>
    /// <param name="edict">EDICT in UTF-8.</param>
    /// <param name="english">The term of an English word; null for one that is left out.</param>
    public static Dictionary<string, List<(string English, double Share)>> Japanese(string edict, Func<string, string?> english)
    {
        var found = new Dictionary<string, List<(string, double)>>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(edict).Skip(1))
            if (line.Split(" /", 2) is [var head, var senses] && head.Split(' ')[0] is { Length: 2 } word && senses.Contains("(P)", StringComparison.Ordinal)) Add(found, word, senses.Split('/'), english);
        return found;
    }

    private static void Add(Dictionary<string, List<(string, double)>> found, string word, IEnumerable<string> senses, Func<string, string?> english)
    {
        var number = 0;
        foreach (var sense in senses)
        {
            var text = Aside().Replace(sense, " ").Trim();
            if (text.Length == 0 || NoMeaning.Any(n => text.StartsWith(n, StringComparison.Ordinal))) continue;
            var terms = Word().Matches(text).Select(m => m.Value).Where(w => char.IsLower(w[0])).Select(english).OfType<string>().Distinct().ToList();
            if (terms.Count is 0 or > 6) continue; // an explanation, not a translation
            if (!found.TryGetValue(word, out var list)) found[word] = list = [];
            number++;
            list.AddRange(terms.Select(t => (t, 1.0 / number / terms.Count)));
        }
    }

    [GeneratedRegex(@"\([^)]*\)|\[[^\]]*\]")]
    private static partial Regex Aside();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}

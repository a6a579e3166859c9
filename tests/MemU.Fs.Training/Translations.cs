using System.Text.Json;

namespace MemU.Fs.Training;

/// <summary>
/// Words of another language beside English ones, learned from what both call the same emoji (Unicode CLDR's annotations): which English word a word goes with
/// is estimated by the first model of Brown et al. 1993, "The Mathematics of Statistical Machine Translation".
/// </summary>
internal static class Translations
{
    private const int Rounds = 12;
    private const double Least = 0.05;

    /// <summary>For each word of a language: English words with their shares, which sum to 1 at most.</summary>
    /// <param name="cldr">The folder <c>annotations</c> of CLDR.</param>
    /// <param name="language">The language's code.</param>
    /// <param name="english">The term of an English word; null for one that is left out.</param>
    public static Dictionary<string, List<(string English, double Share)>> Of(string cldr, string language, Func<string, string?> english)
    {
        var (ours, theirs) = (Annotations(cldr, "en"), Annotations(cldr, language));
        var pairs = new List<(List<string> English, List<string> Foreign)>();
        foreach (var (sign, words) in theirs)
        {
            if (!ours.TryGetValue(sign, out var meant)) continue;
            var terms = meant.SelectMany(m => m.Split(' ', '-')).Select(english).OfType<string>().Distinct().ToList();
            if (terms.Count > 0) pairs.Add((terms, [.. words.Distinct()]));
        }
        var table = new Dictionary<(string English, string Foreign), double>();
        foreach (var (terms, words) in pairs)
            foreach (var word in words)
                foreach (var term in terms) table[(term, word)] = 1;
        for (var round = 0; round < Rounds; round++)
        {
            var (counts, totals) = (new Dictionary<(string, string), double>(), new Dictionary<string, double>());
            foreach (var (terms, words) in pairs)
                foreach (var term in terms)
                {
                    var all = words.Sum(w => table[(term, w)]);
                    foreach (var word in words)
                    {
                        var share = table[(term, word)] / all;
                        counts[(term, word)] = counts.GetValueOrDefault((term, word)) + share;
                        totals[word] = totals.GetValueOrDefault(word) + share;
                    }
                }
            foreach (var key in table.Keys.ToList()) table[key] = Math.Max(1e-9, counts.GetValueOrDefault((key.English, key.Foreign)) / totals[key.Foreign]);
        }
        return table.Where(t => t.Value >= Least).GroupBy(t => t.Key.Foreign, t => (t.Key.English, t.Value)).ToDictionary(g => g.Key, g => g.ToList());
    }

    private static Dictionary<string, List<string>> Annotations(string cldr, string language)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(cldr, language, "annotations.json")));
        return document.RootElement.GetProperty("annotations").GetProperty("annotations").EnumerateObject().ToDictionary(e => e.Name,
            e => e.Value.EnumerateObject().Where(v => v.Name is "default" or "tts").SelectMany(v => v.Value.EnumerateArray()).Select(v => v.GetString()!.ToLowerInvariant()).ToList());
    }
}

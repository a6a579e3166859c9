using System.Globalization;
using System.Text.Json;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Training;

/// <summary>
/// Makes the table of word vectors from GloVe's (Pennington, Socher and Manning 2014; public domain) and WordNet's words: the words that WordNet writes in
/// lower case, by their terms in the index, in fewer dimensions and a byte each. Names, numbers and function words are left out: what is like a name is another name.
/// </summary>
internal static class WordTable
{
    private static readonly HashSet<string> Calendar = new(StringComparer.Ordinal)
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "dozen",
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    };

    // the numbers of languages in the table: the bits of WordLanguages
    private const int Chinese = 28, Japanese = 29, Korean = 30, Thai = 31;

    private static readonly (string Code, int Language)[] Others =
    [
        ("de", (int)Language.German), ("fr", (int)Language.French), ("es", (int)Language.Spanish), ("it", (int)Language.Italian), ("pt", (int)Language.Portuguese), ("nl", (int)Language.Dutch),
        ("sv", (int)Language.Swedish), ("da", (int)Language.Danish), ("no", (int)Language.Norwegian), ("fi", (int)Language.Finnish), ("hu", (int)Language.Hungarian), ("cs", (int)Language.Czech),
        ("pl", (int)Language.Polish), ("ro", (int)Language.Romanian), ("tr", (int)Language.Turkish), ("id", (int)Language.Indonesian), ("ru", (int)Language.Russian), ("uk", (int)Language.Ukrainian),
        ("bg", (int)Language.Bulgarian), ("el", (int)Language.Greek), ("ar", (int)Language.Arabic), ("he", (int)Language.Hebrew), ("hi", (int)Language.Hindi), ("zh", Chinese),
        ("ja", Japanese), ("ko", Korean), ("th", Thai),
    ];

    private const int MostOfChinese = 16_000;

    private static readonly (TextAnalysis Analysis, TermBuffer Buffer) Tools = (new(), new());

    /// <summary>Reads, projects and writes.</summary>
    /// <param name="vectors">JSON with <c>words</c> (the most frequent first) and <c>vectors</c>.</param>
    /// <param name="wordNet">The folder of WordNet's <c>data.noun</c> and so on.</param>
    /// <param name="cldr">The folder of CLDR's annotations.</param>
    /// <param name="cedict">CC-CEDICT as JSON.</param>
    /// <param name="frequencies">How often the words of Chinese occur.</param>
    /// <param name="edict">EDICT in UTF-8.</param>
    /// <param name="into">The folder of the two tables.</param>
    /// <param name="dimensions">How many dimensions are kept.</param>
    /// <param name="most">How many words of English are kept.</param>
    public static void Make(string vectors, string wordNet, string cldr, string cedict, string frequencies, string edict, string into, int dimensions, int most)
    {
        var known = Lemmas(wordNet);
        var (words, rows) = Read(vectors, known, most * 4);
        var axes = new Axes(rows, dropped: 2, dimensions);
        var terms = new Dictionary<string, (float[] Sum, int Rank)>(StringComparer.Ordinal);
        var left = Calendar.Select(w => TermOf(w, Language.English)).ToHashSet(); // also in the plural
        for (var i = 0; i < words.Count; i++)
        {
            if (TermOf(words[i], Language.English) is not { } term || left.Contains(term)) continue;
            if (!terms.TryGetValue(term, out var held)) terms[term] = held = (new float[dimensions], i);
            Add(held.Sum, axes.Project(rows[i]), 1 / MathF.Sqrt(i + 10));
        }
        var english = terms.OrderBy(t => t.Value.Rank).Take(most).ToDictionary(t => t.Key, t => Unit(t.Value.Sum));
        var first = new WordSection((int)Language.English, dimensions, english.Select(e => (e.Key, e.Value, false)));
        var sections = new List<WordSection> { first };
        foreach (var (code, language) in Others) sections.Add(new(language, dimensions, Rows(Translations.Of(cldr, code, Known), language < Chinese ? (Language)language : Language.Unknown)));
        Keep(into, "word-vectors.bin", sections);
        // apart, for their licenses ask that what is made of them be shared alike
        Keep(into, "word-vectors-glosses.bin", [new(Chinese, dimensions, Rows(Glosses.Chinese(cedict, frequencies, MostOfChinese, Known), Language.Unknown)), new(Japanese, dimensions, Rows(Glosses.Japanese(edict, Known), Language.Unknown))]);

        string? Known(string word) => TermOf(word, Language.English) is { } term && english.ContainsKey(term) ? term : null;

        List<(string Term, float[] Vector, bool IsAmbiguous)> Rows(Dictionary<string, List<(string English, double Share)>> translated, Language analysis)
        {
            var own = new Dictionary<string, float[]>(StringComparer.Ordinal);
            foreach (var (word, meant) in translated)
            {
                if (TermOf(word, analysis) is not { } term) continue;
                if (!own.TryGetValue(term, out var sum)) own[term] = sum = new float[dimensions];
                foreach (var (other, share) in meant) Add(sum, english[other], (float)share);
            }
            return [.. own.Where(o => o.Value.Any(v => v != 0)).Select(o => (o.Key, Unit(o.Value), terms.ContainsKey(o.Key)))];
        }

        void Keep(string folder, string name, List<WordSection> parts)
        {
            var file = Path.Combine(folder, name);
            WordTableFile.Write(file, dimensions, parts, first);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {parts.Sum(s => s.Terms.Count)} terms ({string.Join(", ", parts.Select(s => $"{NameOf(s.Language)} {s.Terms.Count}"))}), {dimensions} dimensions, {new FileInfo(file).Length / 1024} KiB"));
        }
    }

    // the one term that stands for a word; null for several words, function words, and words of unspaced scripts that are no pair of characters
    private static string? TermOf(string word, Language language)
    {
        if (word.Any(c => !char.IsLetter(c) && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))) return null;
        Tools.Buffer.Clear();
        Tools.Analysis.Analyze(word, Tools.Buffer, language);
        if (Tools.Buffer.Count == 0 || Tools.Buffer.IsWeak(0)) return null;
        if (word[0] < '\u0e00') return Enumerable.Range(1, Tools.Buffer.Count - 1).All(i => Tools.Buffer.WordOf(i) == Tools.Buffer.WordOf(0)) ? Tools.Buffer[Tools.Buffer.Count - 1].ToString() : null;
        return Enumerable.Range(0, Tools.Buffer.Count).Select(i => Tools.Buffer[i].ToString()).FirstOrDefault(t => t.Length == word.Length);
    }

    private static string NameOf(int language) => language < Chinese ? ((Language)language).ToString() : ((WordLanguages)(1u << language)).ToString();

    private static void Add(float[] sum, float[] row, float weight)
    {
        for (var d = 0; d < sum.Length; d++) sum[d] += weight * row[d];
    }

    private static float[] Unit(float[] vector)
    {
        var length = MathF.Sqrt(vector.Sum(v => v * v));
        return [.. vector.Select(v => v / length)];
    }

    private static HashSet<string> Lemmas(string wordNet)
    {
        var lemmas = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in new[] { "noun", "verb", "adj", "adv" })
            foreach (var line in File.ReadLines(Path.Combine(wordNet, $"data.{part}")))
            {
                if (line.StartsWith(' ')) continue;
                var fields = line.Split(' ');
                for (var i = 0; i < int.Parse(fields[3], NumberStyles.HexNumber, CultureInfo.InvariantCulture); i++)
                    if (fields[4 + 2 * i] is var word && word.All(char.IsAsciiLetterLower)) lemmas.Add(word);
            }
        return lemmas;
    }

    // a word or one of its inflected forms
    private static bool IsKnown(string word, HashSet<string> lemmas)
    {
        if (word.Length < 2 || Calendar.Contains(word) || FunctionWords.Contains(Language.English, word) || !word.All(char.IsAsciiLetterLower)) return false;
        if (lemmas.Contains(word)) return true;
        foreach (var (ending, instead) in new[] { ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e") })
        {
            if (!word.EndsWith(ending, StringComparison.Ordinal)) continue;
            var stem = word[..^ending.Length] + instead;
            if (stem.Length > 2 && lemmas.Contains(stem) || stem.Length > 4 && stem[^1] == stem[^2] && lemmas.Contains(stem[..^1])) return true;
        }
        return false;
    }

    private static (List<string> Words, List<float[]> Rows) Read(string vectors, HashSet<string> known, int most)
    {
        var reader = new Utf8JsonReader(File.ReadAllBytes(vectors));
        var (words, order, rows) = (new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, float[]>(StringComparer.Ordinal));
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
            if (reader.ValueTextEquals("words"))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    if (order.Count < most && reader.GetString()! is var word && IsKnown(word, known)) order.TryAdd(word, order.Count);
            }
            else if (reader.ValueTextEquals("vectors"))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var word = reader.GetString()!;
                    var row = new List<float>();
                    reader.Read();
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) row.Add(reader.GetSingle());
                    if (order.ContainsKey(word)) rows[word] = [.. row.Take(100)];
                }
            }
        }
        words.AddRange(order.OrderBy(o => o.Value).Select(o => o.Key).Where(rows.ContainsKey));
        return (words, words.ConvertAll(w => rows[w]));
    }
}

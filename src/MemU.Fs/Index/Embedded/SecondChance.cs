namespace MemU.Fs.Index.Embedded;

/// <summary>What is looked for instead of a word of the question that no memory has: words that differ by a slip of the pen, or the parts and wholes of a compound.</summary>
/// <param name="Forms">The terms.</param>
/// <param name="Note">What was done, for people.</param>
internal sealed record SecondChance(IReadOnlyList<Form> Forms, string Note)
{
    private const int ShortestWord = 4, ShortestCompound = 5, MostWords = 4, MostForms = 4;

    /// <summary>The chances of those words of which no form is known; a known word needs none.</summary>
    /// <param name="forms">The question's forms.</param>
    /// <param name="found">How many documents hold each.</param>
    /// <param name="vocabulary">The words that there are.</param>
    /// <param name="factor">How much a word that is only like the one asked for counts.</param>
    public static List<SecondChance> For(IReadOnlyList<Form> forms, Func<int, long> found, Vocabulary vocabulary, float factor)
    {
        var chances = new List<SecondChance>();
        foreach (var word in forms.Select((form, i) => (form, Found: found(i))).GroupBy(f => f.form.Word))
        {
            // the first form is the word as it stands, or its stem where only that is kept; others are stems in this language and that
            var texts = word.Select(f => f.form.Text).Distinct(StringComparer.Ordinal).Take(MostForms).ToList();
            if (word.Any(f => f.Found > 0 || f.form.IsWeak) || texts[0].Length < ShortestWord || !IsSpelled(texts[0])) continue;
            // a stem begins too many words to be a part of one
            if (texts.Where(t => t.Length >= ShortestWord).Select(t => vocabulary.Near(t, MostForms)).FirstOrDefault(l => l.Count > 0) is not { } like) like = Compounds(texts[0], vocabulary);
            if (like.Count == 0) continue;
            chances.Add(new([.. like.Select(l => new Form(l, IsWeak: false, factor, word.Key))], $"{texts[0]} → {string.Join(", ", like)}"));
            if (chances.Count == MostWords) break;
        }
        return chances;
    }

    private static List<string> Compounds(string text, Vocabulary vocabulary)
    {
        if (text.Length < ShortestCompound) return [];
        var longer = vocabulary.Beginning(text, MostForms);
        return longer.Count > 0 ? longer : vocabulary.PartOf(text) is { } part ? [part] : [];
    }

    // scripts with spaces, whose words have letters enough to tell a slip; numbers and identifiers are exact
    private static bool IsSpelled(string text) => text.All(c => char.IsLetter(c) && c < '\u1200');
}

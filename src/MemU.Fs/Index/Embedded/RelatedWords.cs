using System.Collections.Concurrent;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Words of the memory whose meaning is near that of a word of the question, in whatever language: "seating" finds chairs, and 椅子. They count for their word where the
/// word itself does not stand, and never more than it would.
/// </summary>
internal static class RelatedWords
{
    private const int Candidates = 24;

    // a process that answers many questions is asked for the same words again
    private const int MostKept = 1024;

    private static readonly ConcurrentDictionary<(string Term, WordLanguages Asked, WordLanguages Written, float Least), IReadOnlyList<(string Term, float Cosine)>> Kept = [];

    /// <summary>The related words of each word of the question, as forms of it, the nearest first.</summary>
    /// <param name="forms">The question's forms.</param>
    /// <param name="language">The question's language.</param>
    /// <param name="written">The languages that memories are written in.</param>
    /// <param name="except">Words that are left alone: names of speakers.</param>
    /// <param name="rules">The weights.</param>
    public static List<Form> For(IReadOnlyList<Form> forms, Language language, WordLanguages written, IReadOnlySet<string> except, RankingRules rules)
    {
        var related = new List<Form>();
        if (rules.RelatedWordFactor <= 0 || WordVectors.All is not { } vectors) return related;
        var spaced = WordLanguages.English | (language == Language.Unknown ? written & WordLanguages.Spaced : (WordLanguages)(1u << (int)language));
        foreach (var word in forms.GroupBy(f => f.Lane))
        {
            if (word.Any(f => f.IsWeak || except.Contains(f.Text))) continue;
            var first = word.First();
            foreach (var (term, cosine) in Near(vectors, word, Of(first.Text[0], spaced), written, rules.RelatedWordThreshold))
                if (term != first.Text) related.Add(new(term, IsWeak: false, rules.RelatedWordFactor * cosine, first.Word) { IsRelated = true, Lane = first.Lane });
        }
        return related;
    }

    // of the first form that the table has
    private static IReadOnlyList<(string Term, float Cosine)> Near(WordVectors vectors, IEnumerable<Form> word, WordLanguages asked, WordLanguages written, float least)
    {
        foreach (var form in word)
        {
            var key = (form.Text, asked, written, least);
            if (Kept.TryGetValue(key, out var kept)) return kept;
            if (vectors.Find(form.Text, asked) is not { } vector) continue;
            if (Kept.Count >= MostKept) Kept.Clear();
            return Kept[key] = vectors.Nearest(vector, written, least, Candidates);
        }
        return [];
    }

    private static WordLanguages Of(char first, WordLanguages spaced) => first switch
    {
        < '\u0e00' => spaced,
        <= '\u0e7f' => WordLanguages.Thai,
        >= '\uac00' and <= '\ud7a3' => WordLanguages.Korean,
        >= '\u3040' and <= '\u30ff' => WordLanguages.Japanese,
        _ => WordLanguages.Chinese | WordLanguages.Japanese,
    };
}

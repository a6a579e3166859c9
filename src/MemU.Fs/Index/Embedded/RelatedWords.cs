using System.Text;
using Lucene.Net.Util;
using MemU.Fs.Index.Embedded.Languages;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Words of the memory whose meaning is near that of a word of the question, in whatever language: "seating" finds chairs, and 椅子. They count for their word where the
/// word itself does not stand, and never more than it would.
/// </summary>
internal static class RelatedWords
{
    private const int MostRelated = 8, MostPlaces = 16_384;

    /// <summary>The related words of each word of the question that memories have in their own text, as forms of it, the nearest of all first.</summary>
    /// <param name="forms">The question's forms.</param>
    /// <param name="language">The question's language.</param>
    /// <param name="written">The languages that memories are written in.</param>
    /// <param name="except">Words that are left alone: names of speakers.</param>
    /// <param name="snapshot">What is searched.</param>
    /// <param name="live">Tells which words there still are.</param>
    /// <param name="rules">The weights.</param>
    public static List<Form> For(IReadOnlyList<Form> forms, Language language, WordLanguages written, IReadOnlySet<string> except, Snapshot snapshot, LiveStatistics live, RankingRules rules)
    {
        if (rules.RelatedWordFactor <= 0 || WordVectors.All is not { } vectors) return [];
        var spaced = WordLanguages.English | (language == Language.Unknown ? written & WordLanguages.Spaced : (WordLanguages)(1u << (int)language));
        var asked = forms.Select(f => f.Text).ToHashSet(StringComparer.Ordinal);
        var related = new List<(Form Form, long Found)>();
        foreach (var word in forms.GroupBy(f => f.Lane))
        {
            if (word.Any(f => f.IsWeak || except.Contains(f.Text))) continue;
            var first = word.First();
            // of the first form that the table has
            if (word.Select(f => snapshot.Words!.Near(f.Text, Of(f.Text[0], spaced), written, rules.RelatedWordThreshold)).FirstOrDefault(n => n is not null) is not { } near) continue;
            var chosen = near.Select(n => (Text: Encoding.UTF8.GetString(vectors.Bytes(n.Number)), n.Cosine, Found: (long)n.Count)).Where(n => !asked.Contains(n.Text));
            foreach (var (text, cosine, found) in Living(chosen, live).Take(MostRelated))
                related.Add((new(text, IsWeak: false, rules.RelatedWordFactor * cosine, first.Word) { IsRelated = true, Lane = first.Lane }, found));
        }
        return Affordable(related);
    }

    // some at a time, since each is looked up where memories were deleted
    private static IEnumerable<(string Text, float Cosine, long Found)> Living(IEnumerable<(string Text, float Cosine, long Found)> words, LiveStatistics live)
    {
        if (!live.HasDead) return words;
        return words.Chunk(MostRelated).SelectMany(some => some.Zip(live.Found(UnitWriter.Body, [.. some.Select(w => new BytesRef(w.Text))]), (w, found) => (w.Text, w.Cosine, Found: found))).Where(w => w.Found > 0);
    }

    // as long as there are not too many places to look at: in a large memory a frequent word tells little and costs more than the question's own
    private static List<Form> Affordable(List<(Form Form, long Found)> related)
    {
        var (kept, places) = (new List<Form>(), 0L);
        foreach (var (form, found) in related.OrderByDescending(f => f.Form.Share))
        {
            if (places + found > MostPlaces) continue;
            places += found;
            kept.Add(form);
        }
        return kept;
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

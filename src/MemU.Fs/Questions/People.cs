using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Questions;

/// <summary>Finds the persons whom a text names: those that have a page among the contacts, and those that its grammar shows.</summary>
internal sealed partial class People(OpenTree open, Where where)
{
    private const string Contacts = "relationships/contacts/";
    private const int MostRead = 2000, LongestEastern = 4;

    /// <summary>True for whoever the memory belongs to: a question about "her" is not about the one who asks.</summary>
    public bool IsOwner(string name) => TextKey.Name(name) is var key && (key == TextKey.Name(open.Layout.Own.UserId ?? "")
        || where.Conditions.Any(c => c.Field == "user_id" && c.Values.Any(v => TextKey.Name(v) == key)));

    /// <summary>Everybody named in the text.</summary>
    public List<string> Named(string text) => [.. Known(text).Concat(Subjects(text)).DistinctBy(TextKey.Name)];

    /// <summary>Persons named in the text who have a page among the contacts.</summary>
    public List<string> Known(string text)
    {
        if (text.Length > MostRead) text = text[..MostRead];
        var candidates = Candidates(text).DistinctBy(TextKey.Name).ToDictionary(c => $"name={TextKey.Name(c)}", c => c, StringComparer.Ordinal);
        if (candidates.Count == 0) return [];
        var found = open.Index.FindKeys([.. candidates.Keys], null, where).Where(h => h.Path.Contains(Contacts, StringComparison.Ordinal)).Select(h => candidates[h.Key]).Distinct().ToList();
        // a name within a longer one is the same person
        found.RemoveAll(shorter => found.Exists(longer => longer.Length > shorter.Length && longer.Contains(shorter, StringComparison.Ordinal)));
        return [.. found.Where(n => !IsOwner(n))];
    }

    /// <summary>Names that grammar shows to be somebody's: "did Melanie", "Melanie's".</summary>
    public static List<string> Subjects(string text) => [.. Subject().Matches(text.Length > MostRead ? text[..MostRead] : text).Select(m => m.Groups["name"].Value).Where(n => !StopWords.Time.Contains(n.ToLowerInvariant())).Distinct(StringComparer.Ordinal)];

    // one to three words with capitals in a row; in scripts without capitals and spaces, any few characters
    private static IEnumerable<string> Candidates(string text)
    {
        var words = Words.Of(text);
        for (var first = 0; first < words.Count; first++)
            for (var last = first; last < Math.Min(first + 3, words.Count) && words[last].Capital && (last == first || words[last].Start - words[last - 1].End == 1); last++)
                yield return Bare(text[words[first].Start..words[last].End]);
        for (var start = 0; start < text.Length; start++)
            for (var length = 1; length <= LongestEastern && start + length <= text.Length && Script.IsEastern(text[start + length - 1]); length++)
                if (length > 1) yield return text.Substring(start, length);
    }

    private static string Bare(string name) => name.EndsWith("'s", StringComparison.Ordinal) || name.EndsWith("’s", StringComparison.Ordinal) ? name[..^2] : name;

    [GeneratedRegex(@"\b(?i:did|does|do|is|was|has|had|will|can|could|would|should|where's|what's|how's|who's)\s+(?<name>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)(?!\p{L})|(?<!\p{L})(?<name>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)['’]s\b",
        RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Subject();
}

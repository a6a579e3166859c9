using System.Text.RegularExpressions;

namespace MemU.Fs;

/// <summary>Finds what may be names in a statement, to be looked up among the titles of pages: capitalized words, alone and in a row, and what stands in quotes.</summary>
internal static partial class NamedPages
{
    private const int Most = 32;

    /// <summary>The candidates in order, longer runs before their parts.</summary>
    public static IReadOnlyList<string> Candidates(string text)
    {
        var found = new List<string>();
        foreach (Match run in Capitalized().Matches(text))
        {
            var words = run.Value.Split(' ');
            for (var length = Math.Min(3, words.Length); length > 0; length--)
                for (var first = 0; first + length <= words.Length; first++) found.Add(string.Join(' ', words[first..(first + length)]));
        }
        foreach (Match quoted in Quoted().Matches(text)) found.Add(quoted.Groups[1].Value);
        return [.. found.Select(WithoutGenitive).Where(f => f.Length > 1).Distinct().Take(Most)];
    }

    private static string WithoutGenitive(string name) => name.EndsWith("'s", StringComparison.Ordinal) || name.EndsWith("’s", StringComparison.Ordinal) ? name[..^2] : name;

    [GeneratedRegex(@"\p{Lu}[\p{L}\p{M}\p{Nd}'’-]*(?: \p{Lu}[\p{L}\p{M}\p{Nd}'’-]*)*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Capitalized();

    [GeneratedRegex(@"[“""「『《](\w[^“”""「」『』《》]{0,40})[”""」』》]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();
}

using System.Text;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Looks for the phrases of a query in the text itself: the index knows words, not their order.</summary>
internal sealed class PhraseCheck(QueryText query, Func<UnitHit, string?> textOf)
{
    /// <summary>More than are asked for are looked at, for words are more often together than side by side.</summary>
    public const int Times = 10;

    // whole words, where words are told apart by spaces
    private readonly string[] _phrases = [.. query.Phrases.Select(p => p.Any(c => c >= '\u2e80') ? Plain(p).Trim() : Plain(p))];

    /// <summary>Puts what holds all phrases first; or leaves only that, when the query asks for nothing else.</summary>
    public IReadOnlyList<UnitHit> Of(IReadOnlyList<UnitHit> hits, int limit)
    {
        if (_phrases.Length == 0) return hits;
        var holding = hits.Where(h => textOf(h) is { } text && Plain(text) is var plain && Array.TrueForAll(_phrases, p => plain.Contains(p, StringComparison.Ordinal))).ToList();
        return [.. (query.IsOnlyMarks ? holding : holding.Concat(hits.Except(holding))).Take(limit)];
    }

    // letters, digits and one space for whatever is between them: a phrase goes on over a line's end and its markdown
    private static string Plain(string text)
    {
        var plain = new StringBuilder(" ", text.Length + 2);
        foreach (var c in SafeText.Compatible(text))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark) plain.Append(char.ToLowerInvariant(c));
            else if (plain[^1] != ' ') plain.Append(' ');
        }
        if (plain[^1] != ' ') plain.Append(' ');
        return plain.ToString();
    }
}

using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.Markdown;

namespace MemU.Fs.Context;

/// <summary>A part of a text that is shown or left out as a whole: a paragraph, a point of a list, a block of code.</summary>
/// <param name="Text">As it stands.</param>
/// <param name="Words">Its words alone, between spaces, by which texts are recognized as the same.</param>
internal sealed record Passage(string Text, string Words)
{
    /// <summary>False for a few words, which may stand in any text by chance.</summary>
    public bool IsTelling => Words.Length >= 12 && Words.Count(c => c == ' ') > 4;
}

/// <summary>Cuts texts into passages.</summary>
internal static partial class Passages
{
    /// <summary>The passages of a text; those without any word are left out.</summary>
    public static List<Passage> Of(string text)
    {
        var passages = new List<Passage>();
        var part = new StringBuilder();
        var code = false;
        foreach (var line in Safe(text).Split('\n'))
        {
            var fence = line.AsSpan().TrimStart() is ['`', '`', '`', ..] or ['~', '~', '~', ..];
            if (!code && (fence || string.IsNullOrWhiteSpace(line) || Point().IsMatch(line))) Take();
            if (part.Length > 0 || !string.IsNullOrWhiteSpace(line)) part.Append(part.Length > 0 ? "\n" : "").Append(line.TrimEnd());
            if (fence && code) Take();
            if (fence) code = !code;
        }
        Take();
        return passages;

        void Take()
        {
            var taken = part.ToString();
            part.Clear();
            if (WordsOf(taken) is { Length: > 0 } words) passages.Add(new(taken, words));
        }
    }

    /// <summary>The words of a markdown text between single spaces, one before and one behind; without links, and dates that were added to what was said.</summary>
    public static string WordsOf(string text)
    {
        var words = string.Join(' ', TextKey.Words(TextKey.WithoutResolvedDates(MarkdownText.Plain(SourceLink().Replace(text, "")))));
        return words.Length == 0 ? "" : $" {words} ";
    }

    /// <summary>True for a point of a list, or a heading.</summary>
    public static bool IsPoint(string passage) => Point().IsMatch(passage);

    /// <summary>The text without links to the sources of its lines, which a summary has.</summary>
    public static string WithoutSourceLinks(string text) => SourceLink().Replace(text, "");

    // what would steer a terminal, or is no text, must not be counted as one thing and shown as another
    private static string Safe(string text) => string.Concat(text.ReplaceLineEndings("\n").EnumerateRunes().Select(r => Rune.IsControl(r) && r.Value is not ('\n' or '\t') ? "\ufffd" : r.ToString()));

    [GeneratedRegex(@"^\s{0,8}([-*+]|\d{1,3}[.)])\s|^\s{0,3}#{1,6}\s", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchPatience.Milliseconds)]
    private static partial Regex Point();

    [GeneratedRegex(@"[ \t]*\[\[[^\[\]\n|]*\|source\]\]", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex SourceLink();
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MemU.Fs.Context;

/// <summary>How an entry of a pack is written: a point of a list that begins with its link, its date and its source, and its text below.</summary>
internal static partial class EntryLines
{
    /// <summary>How much of the first line is written, from all to nothing but what leads to the entry, and to nothing.</summary>
    public const int Full = 0, Plain = 1, ById = 2, Bare = 3;

    /// <summary>The lines of an entry.</summary>
    public static string Of(Evidence evidence, IEnumerable<string> text, int form)
    {
        var lines = new StringBuilder("- ").Append(Head(evidence, form)).Append('\n');
        if (form == Bare) lines.Length = 0;
        var first = form == Bare;
        var above = false;
        foreach (var passage in text)
        {
            // an empty line between paragraphs, none between the points of a list
            if (above && !Passages.IsPoint(passage)) lines.Append('\n');
            above = true;
            foreach (var line in passage.Split('\n'))
            {
                lines.Append(line.Length == 0 ? "" : first ? "- " : "  ").Append(line).Append('\n');
                first = false;
            }
        }
        return lines.ToString();
    }

    private static string Head(Evidence evidence, int form)
    {
        if (form == ById) return $"[[{evidence.Id}{Anchor(evidence.Anchor)}]]";
        var link = $"[[{Reading.LinkKey(evidence.Path)}{Anchor(evidence.Anchor)}{(form == Full && evidence.Title is { } title ? $"|{Label(title)}" : "")}]]";
        var said = new List<string>();
        if (evidence.Date is { } date) said.Add(date);
        said.AddRange(evidence.Particulars.Take(form == Full ? 6 : 0).Select(p => OneLine().Replace(p, " ")));
        if (evidence.Kind == "category") said.Add("category");
        if (form == Full && evidence.Sources is [var source, ..])
        {
            var more = evidence.Sources.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" and {evidence.Sources.Count - 1} more") : "";
            said.Add($"from [[{Reading.LinkKey(source.Path)}{Anchor(source.Anchor)}{(evidence.SourceTitle is { } from ? $"|{Label(from)}" : "")}]]{more}");
        }
        return said.Count == 0 ? link : $"{link} ({string.Join(", ", said)})";
    }

    private static string Anchor(string? anchor) => anchor is null ? "" : $"#^{anchor}";

    // what would end the link, or the line
    private static string Label(string title) => Breaking().Replace(title, " ").Trim();

    [GeneratedRegex(@"[\[\]|\s\p{Cc}]+", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Breaking();

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex OneLine();
}

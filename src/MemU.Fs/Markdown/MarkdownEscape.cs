using System.Text;

namespace MemU.Fs.Markdown;

/// <summary>What text must not forge where it is written.</summary>
[Flags]
internal enum Forgery
{
    /// <summary>An anchor at a line's end.</summary>
    Anchor = 1,
    /// <summary>Wikilinks and comments.</summary>
    Link = 2,
    /// <summary>The headings of generated sections, rules and unclosed code fences.</summary>
    Section = 4,
    /// <summary>Any heading, and unclosed code fences.</summary>
    Heading = 8,
}

/// <summary>
/// Keeps text from turning into structure: a backslash goes before what would, and comes off again when it is read.
/// A run of n backslashes that stands there already becomes 2n + 1, so that reading gives exactly the text that was written.
/// </summary>
internal static class MarkdownEscape
{
    public static string Escape(string text, Forgery what) => Map(text, what, escape: true);

    public static string Unescape(string text, Forgery what) => text.Contains('\\', StringComparison.Ordinal) ? Map(text, what, escape: false) : text;

    private static string Map(string text, Forgery what, bool escape)
    {
        if ((what & (Forgery.Section | Forgery.Heading)) == 0 && text.AsSpan().IndexOfAny("^[<") < 0) return text;
        var open = escape ? Unclosed(text) : text.Length;
        var result = new StringBuilder(text.Length + 16);
        var fence = new CodeFence();
        foreach (var line in new LineWalk(text))
        {
            var content = line.Of(text);
            var code = (what & (Forgery.Section | Forgery.Heading)) != 0 && line.Start < open && fence.Take(content);
            if (code) result.Append(content);
            else Line(result, content, what, escape);
            result.Append(text, line.End, line.Next - line.End);
        }
        return result.ToString();
    }

    /// <summary>Offset of the line that opens a fence which nothing closes; from there on every fence is text.</summary>
    private static int Unclosed(string text)
    {
        var fence = new CodeFence();
        var at = 0;
        foreach (var line in new LineWalk(text))
        {
            var was = fence.IsOpen;
            fence.Take(line.Of(text));
            if (fence.IsOpen && !was) at = line.Start;
        }
        return fence.IsOpen ? at : text.Length;
    }

    private static void Line(StringBuilder result, ReadOnlySpan<char> line, Forgery what, bool escape)
    {
        var block = BlockMark(line, what);
        var anchor = (what & Forgery.Anchor) != 0 ? AnchorMark(line) : -1;
        var i = 0;
        while (i < line.Length)
        {
            var run = line[i..].IndexOfAnyExcept('\\');
            if (run < 0) run = line.Length - i;
            var at = i + run;
            if (at < line.Length && (at == block || at == anchor || (what & Forgery.Link) != 0 && IsLinkMark(line[at..])))
                run = escape ? 2 * run + 1 : run % 2 == 1 ? (run - 1) / 2 : run;
            result.Append('\\', run);
            if (at < line.Length) result.Append(line[at]);
            i = at + 1;
        }
    }

    /// <summary>Offset of the mark that would make the line a heading, rule or fence, behind backslashes that stand before it; -1 for none.</summary>
    private static int BlockMark(ReadOnlySpan<char> line, Forgery what)
    {
        if ((what & (Forgery.Section | Forgery.Heading)) == 0) return -1;
        var start = line.IndexOfAnyExcept(" \t>");
        if (start < 0) return -1;
        start += CodeFence.ListMarker(line[start..]);
        var mark = line[start..].IndexOfAnyExcept('\\');
        if (mark < 0) return -1;
        mark += start;
        var rest = line[mark..].TrimEnd(" \t");
        if (rest.StartsWith("```") || rest.StartsWith("~~~")) return mark;
        if (rest.Length > 0 && rest[0] is '-' or '=' && rest.IndexOfAnyExcept(rest[0]) < 0) return mark;
        if (rest.Length == 0 || rest[0] != '#') return -1;
        var level = rest.IndexOfAnyExcept('#');
        if (level < 0) level = rest.Length;
        if (level > 6 || level < rest.Length && rest[level] is not (' ' or '\t')) return -1;
        return (what & Forgery.Heading) != 0 || Sections.IsGenerated(rest[level..].Trim(" \t#")) ? mark : -1;
    }

    /// <summary>Offset of the <c>^</c> that would make the line's end an anchor; -1 for none.</summary>
    public static int AnchorMark(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        var at = line.LastIndexOf('^');
        if (at < 0 || at + 1 == line.Length) return -1;
        foreach (var c in line[(at + 1)..])
            if (char.IsWhiteSpace(c)) return -1;
        return at;
    }

    private static bool IsLinkMark(ReadOnlySpan<char> at)
    {
        if (at[0] == '<') return at.StartsWith("<!--");
        if (at[0] != '[') return false;
        var next = at[1..].IndexOfAnyExcept('\\');
        return next >= 0 && at[1 + next] == '[';
    }
}

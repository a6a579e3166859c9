using System.Buffers;
using System.Text;

namespace MemU.Fs.Markdown;

/// <summary>Markdown as plain text.</summary>
public static class MarkdownText
{
    private static readonly SearchValues<char> Inline = SearchValues.Create("\\`*_~=[<^|");

    private static readonly SearchValues<char> InlineOrBreak = SearchValues.Create("\\`*_~=[<^|\n");

    private static readonly SearchValues<char> RuleMarks = SearchValues.Create("-=*_|: ");

    /// <summary>The text without markup: links as their text, no marks of quotes, lists, headings, emphasis, code, comments or anchors.</summary>
    public static string Plain(string markdown)
    {
        if (!markdown.AsSpan().ContainsAny(InlineOrBreak))
        {
            var only = WithoutMarks(markdown);
            return IsRule(only) ? "" : only.Length == markdown.Length ? markdown : only.ToString();
        }
        var result = new StringBuilder(markdown.Length);
        var fence = new CodeFence();
        var comment = false;
        foreach (var line in new LineWalk(markdown))
        {
            var content = line.Of(markdown);
            var was = fence.IsOpen;
            if (!comment && fence.Take(content))
            {
                if (was && fence.IsOpen) Add(result, content.TrimStart(" \t>"));
                continue;
            }
            if (!comment) content = WithoutMarks(content);
            if (IsRule(content)) continue;
            AppendLine(result, content, ref comment);
        }
        return result.ToString().Trim();
    }

    /// <summary>The line without marks of quotes, lists, checkboxes and headings at its start and an anchor at its end.</summary>
    private static ReadOnlySpan<char> WithoutMarks(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" \t>");
        line = line[CodeFence.ListMarker(line)..];
        if (line.Length > 3 && line[0] == '[' && line[1] is ' ' or 'x' or 'X' && line[2] == ']' && line[3] == ' ') line = line[4..];
        if (Sections.Heading(line, out var heading) > 0) line = heading;
        line = line.TrimEnd();
        var anchor = MarkdownEscape.AnchorMark(line);
        if (anchor >= 0 && (anchor == 0 || line[anchor - 1] is ' ' or '\t') && IsAnchorName(line[(anchor + 1)..])) line = line[..anchor].TrimEnd();
        return line;
    }

    /// <summary>True for the name of a block, as Obsidian has them.</summary>
    internal static bool IsAnchorName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return false;
        foreach (var c in name)
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_')) return false;
        return true;
    }

    private static bool IsRule(ReadOnlySpan<char> line) => line.Length >= 3 && line.IndexOfAnyExcept(RuleMarks) < 0;

    private static void Add(StringBuilder result, ReadOnlySpan<char> line)
    {
        if (result.Length > 0) result.Append('\n');
        result.Append(line);
    }

    private static void AppendLine(StringBuilder result, ReadOnlySpan<char> line, ref bool comment)
    {
        var table = line.Length > 1 && line[0] == '|';
        if (table) line = line.Trim('|').Trim();
        if (!comment && !line.ContainsAny(Inline)) { Add(result, line); return; }
        if (result.Length > 0) result.Append('\n');
        var marks = new Emphasis(result);
        var links = comment ? null : Brackets(line);
        for (var i = 0; i < line.Length;)
        {
            if (comment)
            {
                var close = line[i..].IndexOf("-->");
                if (close < 0) return;
                (i, comment) = (i + close + 3, false);
                continue;
            }
            var c = line[i];
            switch (c)
            {
                case '\\' when i + 1 < line.Length && char.IsPunctuation(line[i + 1]) | char.IsSymbol(line[i + 1]) && line[i + 1] < 128:
                    result.Append(line[i + 1]);
                    i += 2;
                    continue;
                case '`' when LinkScanner.CodeSpan(line, i) is var (open, end) && end > 0:
                    result.Append(line[(i + open)..(end - open)].Trim());
                    i = end;
                    continue;
                case '<' when line[i..].StartsWith("<!--"):
                    (i, comment) = (i + 4, true);
                    continue;
                case '[' when LinkScanner.WikiAt(line, i) is { } wiki:
                    if (i > 0 && line[i - 1] == '!' && result.Length > 0 && result[^1] == '!') result.Length--;
                    result.Append(wiki.Text ?? (wiki.Target.Length > 0 ? wiki.Target : wiki.Anchor));
                    i += wiki.Length;
                    continue;
                case '[' when links is not null && MarkdownLink(line, i, links[i]) is var (text, length) && length > 0:
                    if (i > 0 && line[i - 1] == '!' && result.Length > 0 && result[^1] == '!') result.Length--;
                    result.Append(line.Slice(i + 1, text));
                    i += length;
                    continue;
                case '|' when table:
                    result.Append(' ');
                    i++;
                    continue;
                case '*' or '_' or '~' or '=':
                    i += marks.Take(line, i);
                    continue;
                default:
                    result.Append(c);
                    i++;
                    continue;
            }
        }
        marks.Remove();
    }

    /// <summary>For each <c>[</c> of a line the offset of its <c>]</c>, 0 for none; null when the line has no markdown link.</summary>
    private static int[]? Brackets(ReadOnlySpan<char> line)
    {
        if (line.IndexOf("](") < 0) return null;
        var close = new int[line.Length];
        var open = new Stack<int>();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\') i++;
            else if (line[i] == '[') open.Push(i);
            else if (line[i] == ']' && open.TryPop(out var start)) close[start] = i;
        }
        return close;
    }

    private static (int Text, int Length) MarkdownLink(ReadOnlySpan<char> line, int open, int close) =>
        close > 0 && close + 1 < line.Length && line[close + 1] == '(' && LinkScanner.Destination(line, close + 2) is { } target ? (close - open - 1, target.After - open) : default;

    /// <summary>Marks of emphasis are written as they come and taken out again when a second one closes them.</summary>
    private struct Emphasis(StringBuilder result)
    {
        private readonly Dictionary<(char, int), int> _open = [];
        private readonly List<(int Start, int Length)> _pairs = [];

        public readonly int Take(ReadOnlySpan<char> line, int i)
        {
            var c = line[i];
            var run = line[i..].IndexOfAnyExcept(c);
            if (run < 0) run = line.Length - i;
            var (before, after) = (i == 0 ? ' ' : line[i - 1], i + run == line.Length ? ' ' : line[i + run]);
            var mark = c is '*' or '_' ? run <= 3 : run == 2;
            var left = !char.IsWhiteSpace(after) && (c != '_' || !char.IsLetterOrDigit(before));
            var right = !char.IsWhiteSpace(before) && (c != '_' || !char.IsLetterOrDigit(after));
            if (mark && right && _open.Remove((c, run), out var open))
            {
                _pairs.Add((open, run));
                _pairs.Add((result.Length, run));
            }
            else if (mark && left) _open[(c, run)] = result.Length;
            result.Append(c, run);
            return run;
        }

        public readonly void Remove()
        {
            if (_pairs.Count == 0) return;
            _pairs.Sort();
            var from = _pairs[0].Start;
            var tail = result.ToString(from, result.Length - from);
            result.Length = from;
            var at = 0;
            foreach (var (start, length) in _pairs)
            {
                result.Append(tail, at, start - from - at);
                at = start - from + length;
            }
            result.Append(tail, at, tail.Length - at);
        }
    }
}

using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>A paragraph, list item, table or code block of a markdown body, with its place.</summary>
internal readonly record struct Block(int Start, int End, int FirstLine, int LastLine, string? Heading, int Section, string? Anchor, bool Observation);

/// <summary>Cuts a markdown body into blocks in one pass.</summary>
internal static class Blocks
{
    public static List<Block> Read(string text, int start, int firstNumber, int end)
    {
        var blocks = new List<Block>();
        var fence = new CodeFence();
        string? heading = null;
        var section = 0;
        TextLine? first = null, last = null;
        var (observation, table, quoted) = (false, false, false);

        foreach (var line in new LineWalk(text, start, firstNumber, end))
        {
            var content = line.Of(text);
            var was = fence.IsOpen;
            if (fence.Take(content))
            {
                if (!was && CodeFence.ListMarker(content.TrimStart()) > 0) Finish();
                Grow(line);
                continue;
            }
            if (content.IsWhiteSpace()) { Finish(); continue; }
            if (Sections.Heading(content, out var title) > 0)
            {
                Finish();
                (heading, section) = (MarkdownText.Plain(title.ToString()), section + 1);
                continue;
            }
            var trimmed = content.Trim();
            if (first is { } only && only.Number == line.Number - 1 && last == first && !observation && IsUnderline(trimmed) && CodeFence.ListMarker(only.Of(text).TrimStart()) == 0)
            {
                (heading, section) = (MarkdownText.Plain(only.Of(text).ToString()), section + 1);
                (first, last) = (null, null);
                continue;
            }
            if (trimmed[0] == '^' && MarkdownText.IsAnchorName(trimmed[1..]))
            {
                if (first is not null) Finish(trimmed[1..].ToString());
                else if (blocks.Count > 0 && blocks[^1].Anchor is null) blocks[^1] = blocks[^1] with { Anchor = trimmed[1..].ToString() };
                continue;
            }
            if (trimmed.Length >= 3 && trimmed[0] is '-' or '*' or '_' && trimmed.IndexOfAnyExcept(trimmed[0], ' ') < 0) { Finish(); continue; }
            if (CodeFence.ListMarker(content.TrimStart(" \t>")) > 0)
            {
                Finish();
                observation = IsObservation(content.TrimStart());
            }
            else if (first is not null && (trimmed[0] == '|' != table || trimmed[0] == '>' && !quoted && CodeFence.ListMarker(first.Value.Of(text).TrimStart()) == 0)) Finish();
            if (first is null) (table, quoted) = (trimmed[0] == '|', trimmed[0] == '>');
            Grow(line);
        }
        Finish();
        return blocks;

        void Grow(TextLine line)
        {
            first ??= line;
            last = line;
        }

        void Finish(string? anchor = null)
        {
            if (first is { } from && last is { } to)
                blocks.Add(new(from.Start, to.End, from.Number, to.Number, heading, section, anchor ?? EndAnchor(to.Of(text)), observation));
            (first, last, observation, table) = (null, null, false, false);
        }
    }

    /// <summary>basic-memory's <c>- [category] text</c>, and no checkbox, footnote, time stamp or link.</summary>
    public static bool IsObservation(ReadOnlySpan<char> line)
    {
        if (line.Length < 6 || line[0] is not ('-' or '*' or '+') || line[1] != ' ' || line[2] != '[') return false;
        var close = line.IndexOf(']');
        if (close is < 5 or > 44 || close + 2 >= line.Length || line[close + 1] != ' ' || !char.IsLetter(line[3])) return false;
        foreach (var c in line[3..close])
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-' or ' ' or '/')) return false;
        return true;
    }

    private static bool IsUnderline(ReadOnlySpan<char> line) => line[0] is '=' or '-' && line.IndexOfAnyExcept(line[0]) < 0 && (line[0] == '=' || line.Length >= 2);

    private static string? EndAnchor(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd();
        var mark = MarkdownEscape.AnchorMark(line);
        return mark > 0 && line[mark - 1] is ' ' or '\t' && MarkdownText.IsAnchorName(line[(mark + 1)..]) ? line[(mark + 1)..].ToString() : null;
    }
}

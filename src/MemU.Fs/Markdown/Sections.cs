namespace MemU.Fs.Markdown;

/// <summary>Finds headings in a markdown body.</summary>
internal static class Sections
{
    /// <summary>True for the sections that the program writes and that are no memory themselves.</summary>
    public static bool IsGenerated(ReadOnlySpan<char> heading) =>
        heading.Equals("Related", StringComparison.OrdinalIgnoreCase) || heading.Equals("Sources", StringComparison.OrdinalIgnoreCase);

    /// <summary>The level of a heading line such as <c>## Related</c> and its text; level 0 when the line is none.</summary>
    public static int Heading(ReadOnlySpan<char> line, out ReadOnlySpan<char> text)
    {
        text = default;
        var indent = line.IndexOfAnyExcept(' ');
        if (indent is < 0 or > 3 || line[indent] != '#') return 0;
        line = line[indent..];
        var level = line.IndexOfAnyExcept('#');
        if (level < 0) level = line.Length;
        if (level > 6 || level < line.Length && line[level] is not (' ' or '\t')) return 0;
        text = line[level..].Trim();
        var closing = text.TrimEnd('#');
        if (closing.Length < text.Length && (closing.IsEmpty || closing[^1] is ' ' or '\t')) text = closing.TrimEnd();
        return level;
    }

    /// <summary>Offset at which the generated sections of a body begin; the text's length when there are none.</summary>
    public static int Generated(string text, int start)
    {
        var fence = new CodeFence();
        foreach (var line in new LineWalk(text, start))
        {
            var content = line.Of(text);
            if (!fence.Take(content) && Heading(content, out var heading) == 2 && IsGenerated(heading)) return line.Start;
        }
        return text.Length;
    }

    /// <summary>Where a <c>## Heading</c> section stands: its heading line, its content and its end; null when there is none.</summary>
    public static (int Heading, int Content, int End)? Find(string body, string name)
    {
        var fence = new CodeFence();
        (int Heading, int Content)? found = null;
        foreach (var line in new LineWalk(body))
        {
            var content = line.Of(body);
            if (fence.Take(content)) continue;
            var level = Heading(content, out var heading);
            if (found is not null && level is 1 or 2) return (found.Value.Heading, found.Value.Content, line.Start);
            if (found is null && level == 2 && heading.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) found = (line.Start, line.Next);
        }
        return found is { } last ? (last.Heading, last.Content, body.Length) : null;
    }
}

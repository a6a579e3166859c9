using MemU.Fs.Model;

namespace MemU.Fs.Sources;

/// <summary>Splits a document into paragraphs: each list item, table and block of code is one; headings stand over what follows.</summary>
internal sealed class DocumentText(string text, bool markdown)
{
    private const int Longest = 8_000;
    private readonly List<SourceMessage> _units = [];
    private readonly List<int> _starts = [];
    private readonly List<(int Start, int End)> _headings = [];
    private string? _heading;
    private int _section;
    private int _start = -1;
    private int _end;

    /// <summary>The first heading.</summary>
    public string? Title { get; private set; }

    /// <summary>Where each paragraph starts in the text.</summary>
    public IReadOnlyList<int> Starts => _starts;

    /// <summary>The paragraphs.</summary>
    public List<SourceMessage> Read()
    {
        var at = markdown ? AfterFrontMatter() : 0;
        while (at < text.Length)
        {
            var end = LineEnd(at);
            var line = text.AsSpan(at, end - at);
            var trimmed = line.Trim();
            var next = end + 1;
            if (trimmed.IsEmpty) Flush();
            else if (!markdown) Extend(at, end);
            else if (Fence(trimmed) is > 0 and var fence)
            {
                Flush();
                next = Code(at, trimmed[0], fence);
            }
            else if (_start < 0 && line.Length - line.TrimStart().Length < 4 && HeadingOf(trimmed) is { } heading) Head(heading, at, end);
            else if (_start >= 0 && LineEnd(_start) == at - 1 && trimmed.Length > 1 && (!trimmed.ContainsAnyExcept('=') || !trimmed.ContainsAnyExcept('-')) && !IsItem(text.AsSpan(_start, at - 1 - _start).TrimStart()))
            {
                var over = text.AsSpan(_start, at - 1 - _start).Trim().ToString();
                var start = _start;
                _start = -1;
                Head(over, start, end);
            }
            else if (IsRule(trimmed)) Flush();
            else
            {
                if (HeadingOf(trimmed) is { } close)
                {
                    Flush();
                    Head(close, at, end);
                }
                else
                {
                    if (IsItem(trimmed)) Flush();
                    Extend(at, end);
                }
            }
            at = next;
        }
        Flush();
        // a document of headings alone still says something
        if (_units.Count == 0)
            foreach (var (start, end) in _headings) Add(start, end, null);
        return _units;
    }

    private void Head(string heading, int start, int end)
    {
        Flush();
        _heading = heading;
        Title ??= heading;
        _section++;
        _headings.Add((start, end));
    }

    private void Extend(int start, int end)
    {
        if (_start < 0) _start = start;
        _end = end;
        if (_end - _start >= Longest) Flush();
    }

    private void Flush()
    {
        if (_start >= 0) Add(_start, _end, _heading);
        _start = -1;
    }

    private void Add(int start, int end, string? heading)
    {
        var unit = text[start..end].TrimEnd();
        unit = unit.Contains('\n', StringComparison.Ordinal) ? unit.Trim('\n') : unit.Trim();
        if (unit.Length == 0) return;
        _starts.Add(start);
        _units.Add(new(_units.Count + 1, "document", null, null, unit) { Heading = heading, Section = _section });
    }

    private int Code(int start, char mark, int length)
    {
        var at = LineEnd(start) + 1;
        while (at < text.Length)
        {
            var end = LineEnd(at);
            var line = text.AsSpan(at, end - at).Trim();
            if (line.Length >= length && line[0] == mark && !line.ContainsAnyExcept(mark))
            {
                Add(start, end, _heading);
                return end + 1;
            }
            at = end + 1;
        }
        // a fence that never closes reaches to the end of the document
        Add(start, text.Length, _heading);
        return text.Length;
    }

    private int AfterFrontMatter()
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal)) return 0;
        for (var at = 4; at < text.Length;)
        {
            var end = LineEnd(at);
            if (text.AsSpan(at, end - at).TrimEnd() is "---" or "...") return Math.Min(text.Length, end + 1);
            at = end + 1;
        }
        return 0;
    }

    private int LineEnd(int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;

    private static int Fence(ReadOnlySpan<char> line)
    {
        if (line.Length < 3 || line[0] is not ('`' or '~')) return 0;
        var count = line.IndexOfAnyExcept(line[0]);
        count = count < 0 ? line.Length : count;
        return count >= 3 && !(line[0] == '`' && line[count..].Contains('`')) ? count : 0;
    }

    private static string? HeadingOf(ReadOnlySpan<char> line)
    {
        var marks = line.IndexOfAnyExcept('#');
        if (marks is < 1 or > 6 || line[marks] is not (' ' or '\t')) return null;
        var heading = line[marks..].Trim().TrimEnd('#').Trim().ToString();
        return heading.Length == 0 ? null : heading;
    }

    private static bool IsItem(ReadOnlySpan<char> line)
    {
        if (line.Length < 2) return false;
        if (line[0] is '-' or '*' or '+') return line[1] is ' ' or '\t';
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and < 10 && digits + 1 < line.Length && line[digits] is '.' or ')' && line[digits + 1] is ' ' or '\t';
    }

    private static bool IsRule(ReadOnlySpan<char> line)
    {
        if (line[0] is not ('-' or '*' or '_')) return false;
        var marks = 0;
        foreach (var c in line)
        {
            if (c == line[0]) marks++;
            else if (c is not (' ' or '\t')) return false;
        }
        return marks >= 3;
    }
}

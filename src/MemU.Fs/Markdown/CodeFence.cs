namespace MemU.Fs.Markdown;

/// <summary>Follows fenced code through the lines of a markdown text, also inside quotes and list items.</summary>
internal struct CodeFence
{
    private char _mark;
    private int _length;
    private int _quotes;

    public readonly bool IsOpen => _length > 0;

    /// <summary>Takes the next line; true when the line belongs to a fenced block, its fences included.</summary>
    public bool Take(ReadOnlySpan<char> line)
    {
        var quotes = 0;
        var i = 0;
        for (; i < line.Length && (line[i] is ' ' or '\t' || line[i] == '>' && (_length == 0 || quotes < _quotes)); i++)
            if (line[i] == '>') quotes++;
        if (_length > 0 && quotes < _quotes) _length = 0; // a quote's end closes the fence inside it
        if (_length == 0) i += ListMarker(line[i..]);
        var (mark, run) = Run(line[i..]);
        if (_length > 0)
        {
            if (mark == _mark && run >= _length && line[(i + run)..].IsWhiteSpace()) _length = 0;
            return true;
        }
        if (run < 3 || mark == '`' && line[(i + run)..].Contains('`')) return false;
        (_mark, _length, _quotes) = (mark, run, quotes);
        return true;
    }

    private static (char Mark, int Run) Run(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] is not ('`' or '~')) return default;
        var run = line.IndexOfAnyExcept(line[0]);
        return (line[0], run < 0 ? line.Length : run);
    }

    /// <summary>Length of a list marker with the spaces after it; 0 when there is none.</summary>
    public static int ListMarker(ReadOnlySpan<char> line)
    {
        if (line.Length < 2) return 0;
        var i = 0;
        if (line[0] is '-' or '*' or '+') i = 1;
        else
        {
            while (i < line.Length && i < 9 && char.IsAsciiDigit(line[i])) i++;
            if (i == 0 || i == line.Length || line[i] is not ('.' or ')')) return 0;
            i++;
        }
        if (i == line.Length || line[i] is not (' ' or '\t')) return 0;
        while (i < line.Length && line[i] is (' ' or '\t')) i++;
        return i;
    }
}

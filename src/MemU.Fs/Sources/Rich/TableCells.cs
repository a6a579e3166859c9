using System.Text;

namespace MemU.Fs.Sources.Rich;

/// <summary>A table of a document while it is read; the text of its cells is collected where all other text is.</summary>
/// <param name="name">The name of the source, for messages.</param>
/// <param name="start">Where the text of the table begins.</param>
internal sealed class TableCells(string name, int start)
{
    private readonly Row _rows = new(name);
    private readonly List<string> _cells = [];
    private readonly List<bool> _isName = [];
    private int _start = start;
    private bool _hasLines;

    /// <summary>A cell begins.</summary>
    /// <param name="at">Where its text will begin.</param>
    /// <param name="isName">True where the document marks it as the name of a row or column.</param>
    public void Begin(int at, bool isName = false)
    {
        _start = at;
        _isName.Add(isName);
    }

    /// <summary>The cell ends: what was collected since is its text.</summary>
    public void End(StringBuilder text)
    {
        var start = Math.Min(_start, text.Length);
        _cells.Add(text.ToString(start, text.Length - start));
        text.Length = start;
    }

    /// <summary>The row ends.</summary>
    public void EndRow(Action<string> add)
    {
        // the name of a row stands before its values, as those of columns do
        var isNamed = _isName.Count > 1 && _isName[0] && !_isName[1] && _rows.Names is null;
        if ((isNamed ? Named() : _rows.Line(_cells)) is { } line)
        {
            _hasLines = true;
            add(line);
        }
        _cells.Clear();
        _isName.Clear();
    }

    private string? Named()
    {
        var values = string.Join(" · ", _cells.Skip(1).Select(Paragraphs.OneLine).Where(v => v.Length > 0));
        var row = Paragraphs.OneLine(_cells[0]).TrimEnd(':');
        return values.Length == 0 ? null : row.Length == 0 ? values : $"{row}: {values}";
    }

    /// <summary>The table ends: one that has a single row is told by its names.</summary>
    public void End(Action<string> add)
    {
        if (!_hasLines && _rows.Names is { } names) add(names);
    }
}

using System.Text;

namespace MemU.Fs.Sources.Rich;

/// <summary>Rows of a table as lines: each value with the name of its column.</summary>
internal sealed class Row
{
    private IReadOnlyList<string> _names = [];
    private bool _isBegun;

    /// <summary>The next row as one line; null for the row of names and for one that is empty.</summary>
    public string? Line(IReadOnlyList<string> cells)
    {
        if (!cells.Any(c => !string.IsNullOrWhiteSpace(c))) return null;
        if (!_isBegun)
        {
            _isBegun = true;
            if (IsNames(cells))
            {
                _names = [.. cells.Select(Paragraphs.OneLine)];
                return null;
            }
        }
        var line = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(cells[i])) continue;
            if (line.Length > 0) line.Append(" · ");
            if (i < _names.Count && _names[i].Length > 0) line.Append(_names[i]).Append(": ");
            line.Append(Paragraphs.OneLine(cells[i]));
        }
        return line.ToString();
    }

    /// <summary>The names alone as a line, for a table that has nothing else; null when it has none.</summary>
    public string? Names => _names.Count > 0 ? string.Join(" · ", _names.Where(n => n.Length > 0)) : null;

    // names are short words of which no two are the same; a row with a number in it is data
    private static bool IsNames(IReadOnlyList<string> cells)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var named = 0;
        foreach (var cell in cells)
        {
            var name = cell.Trim();
            if (name.Length == 0) continue;
            if (name.Length > 100 || !name.Any(char.IsLetter) && !(name.Length == 4 && name.All(char.IsAsciiDigit)) || !seen.Add(name)) return false;
            named++;
        }
        return named > 1 || cells.Count == 1;
    }
}

using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>Rows of a table as lines: each value with the name of its column.</summary>
/// <param name="name">The name of the source, for messages.</param>
internal sealed class Row(string name)
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
            // one long text may stand in each cell of a row without being in the file more than once
            if (line.Length + cells[i].Length > Limits.RowCharacters) throw new MemoryFormatException(name, 0, $"a row of a table has more than {Limits.RowCharacters:N0} characters; that is no table to read.");
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
            var word = cell.Trim();
            if (word.Length == 0) continue;
            if (word.Length > 100 || !word.Any(char.IsLetter) && !(word.Length == 4 && word.All(char.IsAsciiDigit)) || !seen.Add(word)) return false;
            named++;
        }
        return named > 1 || cells.Count == 1;
    }
}

using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads comma or tab separated values: each row is a line with the names of its columns.</summary>
internal sealed class TableText(Paragraphs to)
{
    private const int Columns = 20_000;

    /// <summary>Reads a table.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="isTab">True when tabs part the columns; otherwise that is seen.</param>
    public void Read(string text, bool isTab)
    {
        // "sep=;" in the first line is how spreadsheets are told
        var at = 0;
        var separator = isTab ? '\t' : Separator(text);
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.IndexOf('\n', StringComparison.Ordinal) is var first and > 4 and < 8) (separator, at) = (text[4], first + 1);
        var (rows, cells, cell) = (new Row(to.Name), new List<string>(), new StringBuilder());
        while (at < text.Length)
        {
            at = Cell(text, at, separator, cell);
            if (cells.Count >= Columns) throw new MemoryFormatException(to.Name, 1 + text.AsSpan(0, Math.Min(at, text.Length)).Count('\n'), $"a row has more than {Columns:N0} columns; is it really a table?");
            cells.Add(cell.ToString());
            cell.Clear();
            var ends = at >= text.Length || text[at] != separator;
            if (!ends && at + 1 == text.Length) cells.Add("");
            at++;
            if (!ends) continue;
            if (rows.Line(cells) is { } line) to.Add(line);
            cells.Clear();
        }
        if (to.IsEmpty && rows.Names is { } names) to.Add(names);
    }

    // one cell; the place of the separator or line break behind it
    private static int Cell(string text, int at, char separator, StringBuilder cell)
    {
        if (text[at] == '"')
        {
            at++;
            while (at < text.Length)
            {
                var quote = text.IndexOf('"', at);
                if (quote < 0) quote = text.Length;
                cell.Append(text, at, quote - at);
                at = quote + 1;
                if (at >= text.Length || text[at] != '"') break;
                cell.Append('"');
                at++;
            }
        }
        var end = at;
        while (end < text.Length && text[end] != separator && text[end] != '\n') end++;
        if (end > at) cell.Append(text, at, end - at);
        if (cell.Length > 0 && cell[^1] == '\r') cell.Length--;
        return end;
    }

    private static char Separator(string text)
    {
        var line = text.AsSpan();
        var end = line.IndexOf('\n');
        if (end >= 0) line = line[..end];
        var (best, most) = (',', 0);
        foreach (var candidate in (ReadOnlySpan<char>)[',', ';', '\t', '|'])
        {
            var (count, quoted) = (0, false);
            foreach (var c in line)
            {
                if (c == '"') quoted = !quoted;
                else if (c == candidate && !quoted) count++;
            }
            if (count > most) (best, most) = (candidate, count);
        }
        return best;
    }
}

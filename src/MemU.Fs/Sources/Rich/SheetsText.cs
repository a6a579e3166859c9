using System.Text;
using System.Xml;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads a workbook: each sheet under its name, each row as a line with the names of its columns.</summary>
internal sealed class SheetsText(ZipPackage zip, Paragraphs to)
{
    private const string Main = "xl/workbook.xml";
    private const int Columns = 16_384;
    private List<string> _shared = [];
    private SheetStyles _styles = SheetStyles.None;

    /// <summary>Reads the sheets in their order.</summary>
    public void Read()
    {
        OfficeProperties.Read(zip, to);
        var relations = Relations.Of(zip, to.Name, Main);
        var (sheets, is1904) = Sheets();
        _shared = Shared(relations.OfKind("sharedStrings").FirstOrDefault());
        _styles = SheetStyles.Read(zip, to.Name, relations.OfKind("styles").FirstOrDefault(), is1904);
        foreach (var (title, id) in sheets)
        {
            if (relations.ById(id) is not { } part || !zip.Has(part)) continue;
            to.Head(title);
            Sheet(part);
            foreach (var comments in Relations.Of(zip, to.Name, part).OfKind("comments")) Comments(comments);
        }
    }

    private (List<(string Title, string? Id)> Sheets, bool Is1904) Sheets()
    {
        List<(string, string?)> sheets = [];
        var is1904 = false;
        using var stream = zip.Open(Main) ?? throw new InvalidDataException();
        using var xml = SafeXml.Open(to.Name, stream);
        while (xml.Read())
        {
            if (!xml.IsStart) continue;
            if (xml.Element == "workbookPr") is1904 = xml.Attribute("date1904") is "1" or "true";
            else if (xml.Element == "sheet") sheets.Add((xml.Attribute("name") ?? "", xml.Current.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")));
        }
        return (sheets, is1904);
    }

    private List<string> Shared(string? part)
    {
        List<string> shared = [];
        using var stream = part is null ? null : zip.Open(part);
        if (stream is null) return shared;
        using var xml = SafeXml.Open(to.Name, stream);
        var text = new StringBuilder();
        while (xml.Read())
        {
            if (xml.IsStart && xml.Element == "rPh") xml.Skip(); // how it is pronounced
            else if (xml.IsStart && xml.Element == "si" && xml.Current.IsEmptyElement) shared.Add("");
            else if (xml.IsText) text.Append(xml.Current.Value);
            else if (xml.IsEnd && xml.Element == "si")
            {
                shared.Add(text.ToString());
                text.Clear();
            }
        }
        return shared;
    }

    private void Sheet(string part)
    {
        using var stream = zip.Open(part)!;
        using var xml = SafeXml.Open(to.Name, stream);
        var (rows, cells, value) = (new Row(to.Name), new List<string>(), new StringBuilder());
        var (type, style, column, isValue, hasLines) = ("", 0, 0, false, false);
        while (xml.Read())
        {
            if (xml.IsStart)
            {
                switch (xml.Element)
                {
                    case "row": cells.Clear(); break;
                    case "c":
                        (type, style, column) = (xml.Attribute("t") ?? "n", int.TryParse(xml.Attribute("s"), out var s) ? s : 0, Column(xml.Attribute("r"), cells.Count));
                        value.Clear();
                        break;
                    case "v" or "t": isValue = !xml.Current.IsEmptyElement; break;
                    case "f" or "rPh" or "extLst" or "conditionalFormatting" or "dataValidations": xml.Skip(); break;
                }
            }
            else if (xml.Current.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && isValue) value.Append(xml.Current.Value);
            else if (xml.IsEnd)
            {
                switch (xml.Element)
                {
                    case "v" or "t": isValue = false; break;
                    case "c":
                        while (cells.Count < column) cells.Add("");
                        cells.Add(Value(type, style, value.ToString()));
                        break;
                    case "row":
                        if (rows.Line(cells) is not { } line) break;
                        to.Add(line);
                        hasLines = true;
                        break;
                }
            }
        }
        if (!hasLines && rows.Names is { } names) to.Add(names);
    }

    private string Value(string type, int style, string value) => type switch
    {
        "s" => int.TryParse(value, out var index) && index >= 0 && index < _shared.Count ? _shared[index] : "",
        "b" => value == "1" ? "true" : "false",
        "e" => "",
        "n" => _styles.Show(value, style),
        _ => value,
    };

    private void Comments(string part)
    {
        using var stream = zip.Open(part);
        if (stream is null) return;
        using var xml = SafeXml.Open(to.Name, stream);
        var text = new StringBuilder();
        var cell = "";
        while (xml.Read())
        {
            if (xml.IsStart && xml.Element == "comment") cell = xml.Attribute("ref") ?? "";
            else if (xml.IsText && cell.Length > 0) text.Append(xml.Current.Value);
            else if (xml.IsEnd && xml.Element == "comment")
            {
                if (!string.IsNullOrWhiteSpace(text.ToString())) to.Add($"Comment on {cell}: {text}");
                text.Clear();
            }
        }
    }

    // "BC12" is column 54; a cell without a place is the next one
    private int Column(string? place, int next)
    {
        var column = 0;
        foreach (var c in place ?? "")
        {
            if (!char.IsAsciiLetter(c)) break;
            column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
            if (column > Columns) throw new MemoryFormatException(to.Name, 0, $"a row has more than {Columns:N0} columns; that is no workbook.");
        }
        return column > next ? column - 1 : next;
    }
}

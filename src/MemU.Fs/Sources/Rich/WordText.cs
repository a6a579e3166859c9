using System.Text;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads a Word document: headings by their style, list items, tables, then notes and remarks. What was deleted with changes tracked is left out.</summary>
internal sealed class WordText(ZipPackage zip, Paragraphs to)
{
    private const string Main = "word/document.xml";
    private Dictionary<string, int> _levels = [];

    /// <summary>Reads the document.</summary>
    public void Read()
    {
        var relations = Relations.Of(zip, to.Name, Main);
        _levels = WordStyles.Read(zip, to.Name, relations.OfKind("styles").FirstOrDefault() ?? "word/styles.xml");
        OfficeProperties.Read(zip, to);
        Part(Main);
        foreach (var (kind, heading) in ((string, string)[])[("footnotes", "Footnotes"), ("endnotes", "Endnotes"), ("comments", "Comments")])
            foreach (var part in relations.OfKind(kind)) Under(heading, part);
        foreach (var part in relations.OfKind("header").Concat(relations.OfKind("footer"))) Aside(part);
    }

    private void Under(string heading, string part)
    {
        if (!zip.Has(part)) return;
        using (var probe = zip.Open(part)!)
        using (var xml = SafeXml.Open(to.Name, probe))
        {
            var any = false;
            while (!any && xml.Read()) any = xml.IsText && !string.IsNullOrWhiteSpace(xml.Current.Value);
            if (!any) return;
        }
        to.Head(heading);
        Part(part);
    }

    // what stands on each page says nothing new, but may hold a secret
    private void Aside(string part)
    {
        using var stream = zip.Open(part);
        if (stream is null) return;
        using var xml = SafeXml.Open(to.Name, stream);
        while (xml.Read())
            if (xml.IsText) to.Beside(xml.Current.Value);
    }

    private void Part(string part)
    {
        using var stream = zip.Open(part) ?? throw new InvalidDataException();
        using var xml = SafeXml.Open(to.Name, stream);
        var text = new StringBuilder();
        var tables = new Stack<TableCells>();
        var (style, level, isItem) = ((string?)null, -1, false);
        while (xml.Read())
        {
            if (xml.IsStart)
            {
                switch (xml.Element)
                {
                    // the same text for older programs, and what was taken out
                    case "Fallback" or "del" or "moveFrom" or "instrText" or "delText": xml.Skip(); break;
                    case "p" when tables.Count == 0: (style, level, isItem) = (null, -1, false); break;
                    case "pStyle": style = xml.Attribute("val"); break;
                    case "outlineLvl": level = int.TryParse(xml.Attribute("val"), out var own) ? own : -1; break;
                    case "numId": isItem = xml.Attribute("val") is not "0"; break;
                    case "tab": text.Append('\t'); break;
                    case "br" or "cr": text.Append('\n'); break;
                    case "noBreakHyphen": text.Append('-'); break;
                    case "tbl":
                        Flush(text, style, level, isItem);
                        tables.Push(new(to.Name, text.Length));
                        break;
                    case "tc" when tables.Count > 0: tables.Peek().Begin(text.Length); break;
                }
            }
            else if (xml.IsText) text.Append(xml.Current.Value);
            else if (xml.IsEnd)
            {
                switch (xml.Element)
                {
                    case "p" when tables.Count == 0: Flush(text, style, level, isItem); break;
                    case "p": text.Append(' '); break;
                    case "tc" when tables.Count > 0: tables.Peek().End(text); break;
                    case "tr" when tables.Count > 0: tables.Peek().EndRow(tables.Count > 1 ? line => text.Append(line).Append("; ") : to.Add); break;
                    case "tbl" when tables.Count > 0: tables.Pop().End(tables.Count > 0 ? line => text.Append(line).Append("; ") : to.Add); break;
                }
            }
        }
        Flush(text, null, -1, false);
    }

    private void Flush(StringBuilder text, string? style, int level, bool isItem)
    {
        var paragraph = text.ToString().Trim();
        text.Clear();
        if (paragraph.Length == 0) return;
        if (level < 0 && style is not null) level = _levels.GetValueOrDefault(style, -1);
        if (level == WordStyles.Title || level is >= 0 and < 9 && paragraph.Length < 500)
        {
            to.Title = paragraph;
            to.Head(paragraph);
        }
        else to.Add(isItem || level == WordStyles.Item ? $"- {paragraph}" : paragraph);
    }
}

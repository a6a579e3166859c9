using System.Globalization;
using System.Text;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads a presentation: each slide under its number and title, with its tables and the speaker's notes.</summary>
internal sealed class SlidesText(ZipPackage zip, Paragraphs to)
{
    private const string Main = "ppt/presentation.xml";

    /// <summary>Reads the slides in their order.</summary>
    public void Read()
    {
        OfficeProperties.Read(zip, to);
        var relations = Relations.Of(zip, to.Name, Main);
        var number = 0;
        foreach (var id in Ids())
        {
            if (relations.ById(id) is not { } slide || !zip.Has(slide)) continue;
            number++;
            Slide(slide, number);
        }
    }

    private List<string> Ids()
    {
        List<string> ids = [];
        using var stream = zip.Open(Main) ?? throw new InvalidDataException();
        using var xml = SafeXml.Open(to.Name, stream);
        while (xml.Read())
            if (xml.IsStart && xml.Element == "sldId" && xml.Current.GetAttribute("id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships") is { } id) ids.Add(id);
        return ids;
    }

    private void Slide(string part, int number)
    {
        var (title, texts) = Texts(part);
        var name = string.Create(CultureInfo.InvariantCulture, $"Slide {number}");
        to.Head(title.Length > 0 ? $"{name}: {title}" : name);
        if (number == 1) to.Title = title;
        var before = to.Count;
        foreach (var text in texts) to.Add(text);
        var relations = Relations.Of(zip, to.Name, part);
        foreach (var notes in relations.OfKind("notesSlide"))
            if (zip.Has(notes) && Texts(notes).Texts is { Count: > 0 } said) to.Add($"Notes: {string.Join('\n', said)}");
        foreach (var comments in relations.OfKind("comments"))
            if (zip.Has(comments))
                foreach (var text in Texts(comments).Texts) to.Add($"Comment: {text}");
        // a slide that has only a title says that
        if (to.Count == before && title.Length > 0) to.Add(title);
    }

    private (string Title, List<string> Texts) Texts(string part)
    {
        using var stream = zip.Open(part) ?? throw new InvalidDataException();
        using var xml = SafeXml.Open(to.Name, stream);
        var (title, texts, text, kind) = (new StringBuilder(), new List<string>(), new StringBuilder(), "");
        TableCells? table = null;
        while (xml.Read())
        {
            if (xml.IsStart)
            {
                switch (xml.Element)
                {
                    case "Fallback": xml.Skip(); break;
                    case "sp": kind = ""; break;
                    case "ph": kind = xml.Attribute("type") ?? "body"; break;
                    case "br": text.Append('\n'); break;
                    case "tbl": table = new(to.Name, text.Length); break;
                    case "tc": table?.Begin(text.Length); break;
                }
            }
            else if (xml.IsText && xml.Current.NodeType != System.Xml.XmlNodeType.SignificantWhitespace) text.Append(xml.Current.Value);
            else if (xml.IsEnd)
            {
                switch (xml.Element)
                {
                    case "p" or "text" when table is null: Flush(); break;
                    case "p": text.Append(' '); break;
                    case "tc": table?.End(text); break;
                    case "tr": table?.EndRow(texts.Add); break;
                    case "tbl":
                        table?.End(texts.Add);
                        table = null;
                        break;
                }
            }
        }
        Flush();
        return (Paragraphs.OneLine(title.ToString()), texts);

        void Flush()
        {
            var said = text.ToString().Trim();
            text.Clear();
            if (said.Length == 0 || kind is "sldNum" or "dt" or "ftr" or "hdr" or "sldImg") return;
            if (kind is "title" or "ctrTitle") title.Append(said).Append(' ');
            else texts.Add(said);
        }
    }
}

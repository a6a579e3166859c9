using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads a book in EPUB: its chapters in the order of the spine.</summary>
internal sealed class EpubText(ZipPackage zip, Paragraphs to)
{
    private readonly Dictionary<string, (string Path, string Type)> _files = new(StringComparer.Ordinal);
    private readonly List<string> _spine = [];

    /// <summary>Reads the chapters.</summary>
    public void Read()
    {
        if (zip.Has("META-INF/rights.xml") || zip.Has("META-INF/sinf.xml")) throw new MemoryFormatException(to.Name, 0, "the book is protected against copying (DRM); only books without protection are supported.");
        Package(Root());
        HashSet<string> locked = Locked();
        foreach (var id in _spine)
        {
            if (!_files.TryGetValue(id, out var file) || !file.Type.Contains("html", StringComparison.Ordinal) || zip.ReadAll(file.Path) is not { } bytes) continue;
            if (locked.Contains(file.Path)) throw new MemoryFormatException(to.Name, 0, "the book is protected against copying (DRM); only books without protection are supported.");
            to.Head(null);
            new HtmlText(to).Read(Xhtml.Closed(PageEncoding.Decode(bytes)), isWhole: false);
        }
    }

    private string Root()
    {
        using var stream = zip.Open("META-INF/container.xml") ?? throw new InvalidDataException();
        using var xml = SafeXml.Open(to.Name, stream);
        while (xml.Read())
            if (xml.IsStart && xml.Element == "rootfile" && xml.Attribute("full-path") is { } path) return path;
        throw new InvalidDataException();
    }

    private void Package(string part)
    {
        using var stream = zip.Open(part) ?? throw new InvalidDataException();
        using var xml = SafeXml.Open(to.Name, stream);
        var isTitle = false;
        while (xml.Read())
        {
            if (xml.IsText)
            {
                if (isTitle) to.Title = xml.Current.Value;
                else to.Beside(xml.Current.Value);
            }
            if (!xml.IsStart) continue;
            isTitle = xml.Element == "title";
            if (xml.Element == "item" && xml.Attribute("id") is { } id && xml.Attribute("href") is { } target) _files.TryAdd(id, (ZipPackage.Resolve(part, target), xml.Attribute("media-type") ?? ""));
            else if (xml.Element == "itemref" && xml.Attribute("idref") is { } chapter) _spine.Add(chapter);
        }
    }

    // fonts are often scrambled, which is no protection of the text
    private HashSet<string> Locked()
    {
        var locked = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var stream = zip.Open("META-INF/encryption.xml");
        if (stream is null) return locked;
        using var xml = SafeXml.Open(to.Name, stream);
        while (xml.Read())
            if (xml.IsStart && xml.Element == "CipherReference" && xml.Attribute("URI") is { } uri) locked.Add(ZipPackage.Resolve("", uri));
        return locked;
    }
}

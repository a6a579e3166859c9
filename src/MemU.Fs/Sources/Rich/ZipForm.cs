using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>Tells which kind of document a zip file is, by the files in it.</summary>
internal static class ZipForm
{
    /// <summary>The form of the document.</summary>
    /// <exception cref="MemUException">It is a mere archive, a document of another kind, or damaged.</exception>
    public static SourceForm Tell(string name, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var zip = new ZipPackage(name, bytes, CancellationToken.None);
            if (zip.Has("word/document.xml")) return Office(SourceKind.Word, ".docx", "wordprocessingml.document");
            if (zip.Has("ppt/presentation.xml")) return Office(SourceKind.Slides, ".pptx", "presentationml.presentation");
            if (zip.Has("xl/workbook.xml")) return Office(SourceKind.Sheets, ".xlsx", "spreadsheetml.sheet");
            if (zip.Has("xl/workbook.bin")) throw Refusal.OfExtension(name, ".xls");
            var type = Mime(zip);
            if (type == "application/epub+zip" || zip.Has("META-INF/container.xml") && zip.Names.Any(n => n.EndsWith(".opf", StringComparison.OrdinalIgnoreCase))) return new(SourceKind.Epub, ".epub", "application/epub+zip", Modality.Document);
            if (type.StartsWith("application/vnd.oasis.opendocument.", StringComparison.Ordinal)) throw Refusal.OfZip(name, $"is an OpenDocument {(type.Contains("spreadsheet", StringComparison.Ordinal) ? "spreadsheet" : type.Contains("presentation", StringComparison.Ordinal) ? "presentation" : "text")}");
            throw Refusal.OfZip(name, "is a zip archive");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw Refusal.Of(name, "is a damaged zip archive or office document", "Get it anew");
        }
    }

    private static SourceForm Office(SourceKind kind, string extension, string type) => new(kind, extension, $"application/vnd.openxmlformats-officedocument.{type}", Modality.Document);

    private static string Mime(ZipPackage zip)
    {
        using var stream = zip.Open("mimetype");
        if (stream is null) return "";
        Span<byte> type = stackalloc byte[100];
        return Encoding.ASCII.GetString(type[..stream.ReadAtLeast(type, type.Length, throwOnEndOfStream: false)]).Trim();
    }
}

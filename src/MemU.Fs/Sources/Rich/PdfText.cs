using System.Globalization;
using MemU.Fs.Model;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads a PDF: each page under its number, letters put together to words, lines and paragraphs in the order in which they are read.</summary>
internal sealed class PdfText(Paragraphs to)
{
    /// <summary>True when the bytes are those of a PDF; up to 1024 others may stand before it.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("%PDF-"u8)) return true;
        var at = bytes[..Math.Min(bytes.Length, 1024)].IndexOf("%PDF-"u8);
        // a text that speaks of the mark has no objects behind it
        return at > 0 && bytes[(at - 1)..at] is [(byte)'\n' or (byte)'\r' or 0] && bytes[at..].IndexOf(" obj"u8) > 0 && bytes.LastIndexOf("%%EOF"u8) > at;
    }

    /// <summary>Reads the pages.</summary>
    public void Read(byte[] bytes)
    {
        using var document = Open(bytes);
        if (document.NumberOfPages > Limits.Pages) throw new MemoryFormatException(to.Name, 0, $"the PDF has {document.NumberOfPages:N0} pages, more than the {Limits.Pages:N0} that are read at once; split it.");
        var information = document.Information;
        foreach (var property in (string?[])[information.Title, information.Author, information.Subject, information.Keywords]) to.Beside(property);
        to.Title = Title(information.Title);
        var (images, broken) = (0, 0);
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            to.Cancellation.ThrowIfCancellationRequested();
            try
            {
                var page = document.GetPage(number);
                if (page.Letters.Count > Limits.PageCharacters) throw new MemoryFormatException(to.Name, 0, $"page {number} of the PDF has {page.Letters.Count:N0} characters, more than the {Limits.PageCharacters:N0} of any page to read.");
                images += page.NumberOfImages;
                Page(number, PdfWords.Of(page.Letters));
                foreach (var note in page.GetAnnotations())
                    if (note.Content is { Length: > 0 } content) to.Beside(content);
            }
            catch (Exception e) when (e is not (MemUException or OperationCanceledException or OutOfMemoryException))
            {
                broken++; // a damaged page does not take the others along
            }
        }
        if (to.IsEmpty) throw Nothing(document.NumberOfPages, images, broken);
        if (broken > 0) to.Note($"{broken} of {document.NumberOfPages} pages of the PDF are damaged and were left out.");
    }

    private PdfDocument Open(byte[] bytes)
    {
        try
        {
            return PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, ClipPaths = false, MaxStackDepth = Limits.Depth, FilterProvider = new PdfFilters(to.Name, to.Cancellation) });
        }
        catch (PdfDocumentEncryptedException e)
        {
            throw new MemoryFormatException(to.Name, 0, "the PDF is encrypted with a password; save it without one, for instance: qpdf --decrypt --password=… in.pdf out.pdf. Only PDFs without a password are supported.", e);
        }
        catch (Exception e) when (e is PdfDocumentFormatException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException or KeyNotFoundException or InvalidCastException or IOException)
        {
            throw new MemoryFormatException(to.Name, 0, "the PDF is damaged or cut off; get it or save it anew. Only whole PDFs are supported.", e);
        }
    }

    private void Page(int number, List<PdfWord> words)
    {
        if (words.Count == 0) return;
        to.Head(string.Create(CultureInfo.InvariantCulture, $"Page {number}"));
        foreach (var block in PdfBlocks.Of(words))
            foreach (var paragraph in PdfLines.Paragraphs(block)) to.Add(paragraph);
    }

    private MemoryFormatException Nothing(int pages, int images, int broken)
    {
        if (broken == pages && pages > 0) return new(to.Name, 0, "no page of the PDF can be read: it is damaged or of a form that is not supported; save it anew.");
        return new(to.Name, 0, images > 0
            ? "the PDF holds pictures of pages and no text, as scanners make it; let a program recognize the text first, for instance: ocrmypdf in.pdf out.pdf. Only PDFs with text are supported."
            : "the PDF holds no text. Only PDFs with text are supported.");
    }

    // programs put the name of the file there
    private static string? Title(string? title) => string.IsNullOrWhiteSpace(title) || title.StartsWith("Microsoft Word - ", StringComparison.Ordinal) || Extensions.KindOf(Path.GetExtension(title)) is not (null or SourceKind.Text) || title.Trim().Equals("untitled", StringComparison.OrdinalIgnoreCase) ? null : title;
}

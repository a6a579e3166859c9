using MemU.Fs.Model;
using MemU.Fs.Sources.Media;
using MemU.Fs.Sources.Rich;

namespace MemU.Fs.Sources;

/// <summary>Tells by content and name what a source is, and refuses what can't be read.</summary>
internal static class SourceFormat
{
    private const int Sample = 8_192;

    /// <summary>What the source is: its content decides, and its name where the content is mere text.</summary>
    /// <exception cref="MemUException">It is of a kind that is not read.</exception>
    public static SourceForm Tell(string name, ReadOnlyMemory<byte> source)
    {
        var bytes = source.Span;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return Named(name, bytes);
        if (PdfText.Is(bytes)) return new(SourceKind.Pdf, ".pdf", "application/pdf", Modality.Document);
        if (bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8)) return ZipForm.Tell(name, source);
        if (MediaForm.Tell(name, bytes) is { } media) return media;
        Refusal.Check(name, bytes);
        var form = Named(name, bytes);
        var sample = bytes[..Math.Min(Sample, bytes.Length)];
        var control = 0;
        foreach (var b in sample)
            if (b is < 0x20 and not ((byte)'\n' or (byte)'\r' or (byte)'\t' or 0x0c or 0x1b)) control++;
        // a stray NUL is shown as U+FFFD, but what is full of them is no text
        if (control > 8 && control * 10 > sample.Length) throw Refusal.Of(name, "is binary", "");
        return form;
    }

    private static SourceForm Named(string name, ReadOnlySpan<byte> bytes)
    {
        var extension = Path.GetExtension(name);
        if (Extensions.KindOf(extension) is not { } kind)
        {
            // what follows the last dot of "notes 2026.11.20" is no kind of file
            if (extension.Skip(1).Any(char.IsLetter)) throw Refusal.OfExtension(name, extension);
            kind = SourceKind.Text;
        }
        extension = extension.ToLowerInvariant();
        return kind switch
        {
            SourceKind.Text => extension is "" && HtmlText.Looks(bytes) ? new(SourceKind.Html, ".html", "text/html", Modality.Document) : SourceForm.Text,
            SourceKind.Html => new(kind, extension, "text/html", Modality.Document),
            SourceKind.Table => new(kind, extension, extension == ".tsv" ? "text/tab-separated-values" : "text/csv", Modality.Document),
            SourceKind.Yaml => new(kind, ".yaml", "application/yaml", Modality.Document),
            SourceKind.Xml => new(kind, extension, "application/xml", Modality.Document),
            SourceKind.Code => new(kind, extension, "text/plain", Modality.Document),
            _ => throw Refusal.Of(name, $"is named {extension} and has other content", "Give it the name of what it is"),
        };
    }

    /// <summary>True when the text is to be read as JSON: by its name, or because it begins as a list of messages does.</summary>
    public static bool LooksLikeJson(string name, ReadOnlySpan<byte> utf8)
    {
        if (Path.GetExtension(name).ToLowerInvariant() is ".json" or ".jsonl" or ".ndjson") return true;
        var text = utf8.TrimStart(" \t\r\n"u8);
        if (text.Length < 2 || text[0] is not ((byte)'[' or (byte)'{')) return false;
        var rest = text[1..].TrimStart(" \t\r\n"u8);
        return !rest.IsEmpty && (text[0] == '[' ? rest[0] == '{' : rest[0] == '"');
    }

    /// <summary>True when each line is a value of its own.</summary>
    public static bool IsJsonLines(string name, ReadOnlySpan<byte> utf8)
    {
        if (Path.GetExtension(name).ToLowerInvariant() is ".jsonl" or ".ndjson") return true;
        var text = utf8.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] != '{') return false;
        var line = text.IndexOf((byte)'\n');
        if (line < 0 || text[line..].IndexOfAnyExcept(" \t\r\n"u8) < 0) return false;
        var reader = new System.Text.Json.Utf8JsonReader(text[..line]);
        try
        {
            // the first line alone is a whole object, and another line begins with one
            return reader.Read() && reader.TrySkip() && text[line..].TrimStart(" \t\r\n"u8)[0] == '{';
        }
        catch (System.Text.Json.JsonException)
        {
            // an object over several lines; what is wrong in it is said when it is read
            return false;
        }
    }
}

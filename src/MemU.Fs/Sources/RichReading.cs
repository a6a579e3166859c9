using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Sources.Rich;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources;

/// <summary>Reads a document that is more than plain text: takes its text out, masks the secrets in it, and decides whether its own bytes may be kept.</summary>
internal sealed class RichReading(string name, ReadOnlyMemory<byte> bytes, SourceForm form, SourceOptions options, CancellationToken cancellation)
{
    private const string MaskedCopy = "A secret was found where it can't be masked in the file itself: the copy that is kept is its masked text.";
    private readonly Notes _notes = new(options.Zone);

    /// <summary>The document, without its hash.</summary>
    public SourceDocument Read()
    {
        var raw = Raw();
        var text = Take(raw, bytes);
        var whole = text.Text;
        var secrets = SecretScanner.Scan(whole);
        var beside = SecretScanner.Scan(text.BesideText);
        List<SecretRange> inRaw = raw is null ? [] : SecretScanner.Scan(raw.Text);
        // what the file's own text shows to be a secret is one wherever it stands
        if (inRaw.Count > 0) secrets = [.. secrets, .. Elsewhere(whole, secrets, inRaw.Select(s => Bare(raw!.Text.AsSpan(s.Start, s.Length))).ToHashSet(StringComparer.Ordinal))];
        secrets.Sort((a, b) => a.Start.CompareTo(b.Start));
        var masked = MaskSet.Mask(whole, secrets);
        var title = text.Title is { } own ? MaskSet.Mask(own, SecretScanner.Scan(own)) : null;
        var found = secrets.ConvertAll(s => new MaskedSecret(s.Kind, text.MessageAt(s)));
        // of text, what lies beside lies in the raw text too
        found.AddRange((raw is null || inRaw.Count == 0 && found.Count == 0 ? beside : inRaw.Skip(found.Count)).Select(s => new MaskedSecret(s.Kind, 0)));
        var modality = options.Modality ?? Modality.Document;
        var messages = modality == Modality.Conversation ? Transcript.Read(name, masked, new(options.Zone, _notes), _notes, out _) : text.Masked(masked);
        if (messages.Count == 0) throw new MemoryFormatException(name, 0, $"{What} holds no text. Only documents with text are supported.");
        var kept = found.Count == 0 ? bytes.ToArray() : raw is null ? null : MaskedRaw(raw, inRaw, secrets.Select(s => whole.Substring(s.Start, s.Length)));
        if (kept is null)
        {
            _notes.Add(MaskedCopy);
            kept = Encoding.UTF8.GetBytes(title is null ? masked : $"{title}\n\n{masked}");
            return Document(kept, ".txt", "text/plain") with { IsTextCopy = true };
        }
        return Document(kept, form.Extension, form.MediaType);

        SourceDocument Document(byte[] copy, string extension, string? type) => new()
        {
            Name = name, Modality = modality, Extension = extension, MediaType = type, MaskedBytes = copy, Sha256 = "", Messages = messages, Masked = found, Notes = _notes.ToList(), Title = title,
        };
    }

    private string What => form.Kind switch
    {
        SourceKind.Html => "the page", SourceKind.Pdf => "the PDF", SourceKind.Word => "the Word document", SourceKind.Slides => "the presentation", SourceKind.Sheets => "the workbook", SourceKind.Epub => "the book", SourceKind.Table => "the table",
        _ => "the file",
    };

    private Paragraphs Take(RawSource? raw, ReadOnlyMemory<byte> from)
    {
        Paragraphs? to = null;
        Bounded.Run(name, What, Limits.Time, token =>
        {
            to = new(name, _notes, token);
            if (raw is not null) Text(raw, to);
            else if (form.Kind == SourceKind.Pdf) new PdfText(to).Read(from.ToArray());
            else
            {
                using var zip = new ZipPackage(name, from, token);
                Zipped(zip, to);
            }
        }, cancellation);
        return to!;
    }

    private void Zipped(ZipPackage zip, Paragraphs to)
    {
        switch (form.Kind)
        {
            case SourceKind.Word: new WordText(zip, to).Read(); break;
            case SourceKind.Slides: new SlidesText(zip, to).Read(); break;
            case SourceKind.Sheets: new SheetsText(zip, to).Read(); break;
            default: new EpubText(zip, to).Read(); break;
        }
    }

    private void Text(RawSource raw, Paragraphs to)
    {
        switch (form.Kind)
        {
            case SourceKind.Html: new HtmlText(to).Read(form.Extension == ".xhtml" ? Xhtml.Closed(raw.Text) : raw.Text, isWhole: true); break;
            case SourceKind.Table: new TableText(to).Read(raw.Text, form.Extension == ".tsv"); break;
            case SourceKind.Json: new JsonData(to).Read(Encoding.UTF8.GetBytes(raw.Text), form.Extension == ".jsonl"); break;
            case SourceKind.Yaml: new YamlData(to).Read(raw.Text); break;
            case SourceKind.Xml: new XmlData(to).Read(raw.Text); break;
            default: new CodeText(to).Read(raw.Text); break;
        }
    }

    private RawSource? Raw()
    {
        if (!form.IsText) return null;
        if (form.Kind == SourceKind.Html && !System.Text.Unicode.Utf8.IsValid(bytes.Span)) return new(PageEncoding.Decode(bytes.Span), null);
        var raw = RawText.Read(name, bytes, _notes);
        return new(Encoding.UTF8.GetString(raw.Utf8.Span), raw);
    }

    // null when the secrets can still be read in the masked copy, as where markup or escapes stand between their letters
    private byte[]? MaskedRaw(RawSource raw, List<SecretRange> inRaw, IEnumerable<string> secrets)
    {
        if (raw.Raw is null) return null;
        var masked = MaskSet.Mask(raw.Text, inRaw);
        if (secrets.Any(s => masked.Contains(s, StringComparison.Ordinal))) return null;
        try
        {
            var again = Take(new(masked, raw.Raw), default);
            if (SecretScanner.Scan(again.Text).Count > 0 || SecretScanner.Scan(again.BesideText).Count > 0) return null;
        }
        catch (MemoryFormatException)
        {
            return null; // masking broke the form, so the text is kept
        }
        var masks = new MaskSet();
        SourceReader.Locate(raw.Text, inRaw, masks);
        return raw.Raw.Masked(masks.Ranges);
    }

    // places of the values beside those that were found already
    private static List<SecretRange> Elsewhere(string text, List<SecretRange> known, HashSet<string> values)
    {
        List<SecretRange> found = [];
        foreach (var value in values)
        {
            if (value.Length < 6) continue;
            for (var at = text.IndexOf(value, StringComparison.Ordinal); at >= 0; at = text.IndexOf(value, at + value.Length, StringComparison.Ordinal))
                if (!known.Exists(k => k.Start < at + value.Length && at < k.End) && !found.Exists(k => k.Start < at + value.Length && at < k.End)) found.Add(new(at, value.Length, "secret"));
        }
        return found;
    }

    // of "hunter22</td" the tag is no part
    private static string Bare(ReadOnlySpan<char> secret) => (secret.IndexOf('<') is var tag and > 0 ? secret[..tag] : secret).ToString();

    /// <summary>A source that is text itself.</summary>
    /// <param name="Text">Its text.</param>
    /// <param name="Raw">Its bytes; null where their encoding does not allow to mask in them.</param>
    private sealed record RawSource(string Text, RawText? Raw);
}

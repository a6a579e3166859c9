using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources;

/// <summary>Reads a source: tells what it is, masks the secrets in its bytes and its text, and splits it into messages or paragraphs.</summary>
public static class SourceReader
{
    /// <summary>Extensions (with their dots) of the conversations and documents that are taken from a folder; other kinds are read when they are named.</summary>
    public static IReadOnlySet<string> FolderExtensions => Extensions.OfDocuments;

    /// <summary>Reads the bytes of a source; its content tells what it is, and its name (a file's own, or <c>stdin</c>) where the content is mere text. Images, audio and video have no messages yet.</summary>
    /// <exception cref="MemUException">The source is too large or of a kind that can't be read.</exception>
    /// <exception cref="MemoryFormatException">It breaks its format; the message never repeats its text.</exception>
    public static SourceDocument Read(string name, ReadOnlyMemory<byte> bytes, SourceOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (bytes.Length > options.MaxBytes) throw new MemUException(MemUErrorKind.BadArgument, $"'{name}' has {bytes.Length:N0} bytes, more than the {options.MaxBytes:N0} that are read at once; split it.");
        if (!bytes.Span.ContainsAnyExcept(" \t\r\n"u8)) throw new MemoryFormatException(name, 0, bytes.IsEmpty ? "the file is empty; expected a conversation or a document." : "the file holds only white space; expected a conversation or a document.");
        var form = SourceFormat.Tell(name, bytes);
        var source = form.Kind switch
        {
            SourceKind.Text => Plain(name, bytes, options, cancellationToken),
            SourceKind.Media => Media(name, bytes, form, options),
            _ => new RichReading(name, bytes, form, options, cancellationToken).Read(),
        };
        return source with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) };
    }

    private static SourceDocument Plain(string name, ReadOnlyMemory<byte> bytes, SourceOptions options, CancellationToken cancellationToken)
    {
        var notes = new Notes(options.Zone);
        var raw = RawText.Read(name, bytes, notes);
        if (!raw.Utf8.Span.ContainsAnyExcept(" \t\r\n"u8)) throw new MemoryFormatException(name, 0, "the file holds only white space; expected a conversation or a document.");
        try
        {
            return new Reading(name, raw, options, notes).Read();
        }
        // JSON that is no conversation is data, when somebody says that it is a document
        catch (MemoryFormatException) when (options.Modality == Modality.Document && Path.GetExtension(name).ToLowerInvariant() is ".json" or ".jsonl" or ".ndjson")
        {
            return new RichReading(name, bytes, new(SourceKind.Json, SourceFormat.IsJsonLines(name, raw.Utf8.Span) ? ".jsonl" : ".json", "application/json", Modality.Document), options, cancellationToken).Read();
        }
    }

    private static SourceDocument Media(string name, ReadOnlyMemory<byte> bytes, SourceForm form, SourceOptions options)
    {
        var modality = form.Modality!.Value;
        // of a video the sound alone may be asked for, since some recorders make no other files
        if (options.Modality is { } asked && asked != modality && (asked, modality) is not (Modality.Audio, Modality.Video))
            throw new MemUException(MemUErrorKind.BadArgument, $"'{name}' is {(modality == Modality.Image ? "an image" : modality == Modality.Audio ? "audio" : "a video")} by its content ({form.MediaType}), not {(asked == Modality.Video ? "a video" : asked == Modality.Audio ? "audio" : asked == Modality.Image ? "an image" : $"a {asked.ToString().ToLowerInvariant()}")}; leave --modality away.");
        return new() { Name = name, Modality = options.Modality ?? modality, Extension = form.Extension, MediaType = form.MediaType, MaskedBytes = bytes.ToArray(), Sha256 = "", Messages = [] };
    }

    /// <summary>Adds the byte places (in UTF-8) of the secrets of a text to what is masked, walking the text once.</summary>
    internal static void Locate(string text, List<SecretRange> secrets, MaskSet masks)
    {
        int at = 0, bytes = 0;
        foreach (var secret in secrets)
        {
            bytes += Encoding.UTF8.GetByteCount(text.AsSpan(at, secret.Start - at));
            var length = Encoding.UTF8.GetByteCount(text.AsSpan(secret.Start, secret.Length));
            masks.Add(bytes, bytes + length);
            (at, bytes) = (secret.End, bytes + length);
        }
    }

    /// <summary>One conversation or plain document on its way.</summary>
    private sealed class Reading(string name, RawText raw, SourceOptions options, Notes notes)
    {
        private readonly MaskSet _masks = new();

        public SourceDocument Read()
        {
            if (!SourceFormat.LooksLikeJson(name, raw.Utf8.Span)) return Text();
            if (Path.GetExtension(name).ToLowerInvariant() is not (".txt" or ".md" or ".markdown" or ".log")) return Json(_masks);
            try
            {
                return Json(_masks);
            }
            catch (MemoryFormatException)
            {
                // a text whose first signs look like JSON, but that isn't: its name says that it is text
                var plain = new Reading(name, raw, options, new Notes(options.Zone));
                return plain.Text();
            }
        }

        private SourceDocument Json(MaskSet masks)
        {
            var lines = SourceFormat.IsJsonLines(name, raw.Utf8.Span);
            var json = new JsonConversation(name, raw, new(options.Zone, notes), masks, notes);
            var messages = lines ? json.ReadLines() : json.ReadAll();
            return Document(options.Modality ?? Modality.Conversation, lines ? ".jsonl" : ".json", messages, null);
        }

        private SourceDocument Text()
        {
            var decoded = Encoding.UTF8.GetString(raw.Utf8.Span);
            var secrets = SecretScanner.Scan(decoded);
            Locate(decoded, secrets, _masks);
            // a secret never spans more lines than it had, so places by line stay what they are; CRLF shifts them, hence the marks below
            var text = CleanText.Of(MaskSet.Mask(decoded, secrets), notes);
            // what was said in a recording may be written down as a talk or as prose
            var transcript = options.Modality is null or Modality.Image or Modality.Audio or Modality.Video ? Transcript.Looks(text) : options.Modality == Modality.Conversation;
            var markdown = Path.GetExtension(name).ToLowerInvariant() is ".md" or ".markdown";
            List<SourceMessage> messages;
            IReadOnlyList<int> starts;
            string? title = null;
            if (transcript)
            {
                messages = Transcript.Read(name, text, new(options.Zone, notes), notes, out var places);
                starts = places;
            }
            else
            {
                var document = new DocumentText(text, markdown || options.Modality is null && text.StartsWith("# ", StringComparison.Ordinal));
                messages = document.Read();
                (starts, title) = (document.Starts, document.Title);
                if (messages.Count == 0) throw new MemoryFormatException(name, 1, "the document has no text beside its front matter.");
            }
            Attribute(decoded, secrets, starts);
            var modality = options.Modality ?? (transcript ? Modality.Conversation : Modality.Document);
            return Document(modality, markdown && !transcript ? ".md.txt" : ".txt", messages, title);
        }

        // which message each secret stood in; the clean text is shorter by one for each CRLF before the place
        private void Attribute(string decoded, List<SecretRange> secrets, IReadOnlyList<int> starts)
        {
            int at = 0, dropped = 0, message = 0;
            foreach (var secret in secrets)
            {
                for (var end = secret.Start; at < end;)
                {
                    var next = decoded.IndexOf("\r\n", at, end - at, StringComparison.Ordinal);
                    if (next < 0) at = end;
                    else (at, dropped) = (next + 2, dropped + 1);
                }
                while (message < starts.Count && starts[message] <= secret.Start - dropped) message++;
                _masks.Found.Add(new(secret.Kind, message));
            }
        }

        private SourceDocument Document(Modality modality, string extension, List<SourceMessage> messages, string? title) => new()
        {
            Name = name,
            Modality = modality,
            Extension = extension,
            MaskedBytes = raw.Masked(_masks.Ranges),
            Sha256 = "",
            Messages = messages,
            Masked = _masks.Found,
            Notes = notes.ToList(),
            Title = title,
        };
    }
}

using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources;

/// <summary>Reads a source: tells what it is, masks the secrets in its bytes and its text, and splits it into messages or paragraphs.</summary>
public static class SourceReader
{
    /// <summary>Reads the bytes of a source; the name (a file's own, or <c>stdin</c>) tells by its extension what they are.</summary>
    /// <exception cref="MemUException">The source is too large or of a kind that can't be read.</exception>
    /// <exception cref="MemoryFormatException">It breaks its format; the message never repeats its text.</exception>
    public static SourceDocument Read(string name, ReadOnlyMemory<byte> bytes, SourceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (bytes.Length > options.MaxBytes) throw new MemUException(MemUErrorKind.BadArgument, $"'{name}' has {bytes.Length:N0} bytes, more than the {options.MaxBytes:N0} that are read at once; split it.");
        SourceFormat.Check(name, bytes.Span);
        var notes = new Notes(options.Zone);
        var raw = RawText.Read(name, bytes, notes);
        if (!raw.Utf8.Span.ContainsAnyExcept(" \t\r\n"u8)) throw new MemoryFormatException(name, 0, bytes.IsEmpty ? "the file is empty; expected a conversation or a document." : "the file holds only white space; expected a conversation or a document.");
        var source = new Reading(name, raw, options, notes);
        return source.Read() with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)) };
    }

    /// <summary>One source on its way.</summary>
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
            Locate(decoded, secrets);
            // a secret never spans more lines than it had, so places by line stay what they are; CRLF shifts them, hence the marks below
            var text = CleanText.Of(MaskSet.Mask(decoded, secrets), notes);
            var transcript = options.Modality is null ? Transcript.Looks(text) : options.Modality == Modality.Conversation;
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
            return Document(transcript ? Modality.Conversation : Modality.Document, markdown && !transcript ? ".md.txt" : ".txt", messages, title);
        }

        // byte places of the secrets, walking the text once
        private void Locate(string text, List<SecretRange> secrets)
        {
            int at = 0, bytes = 0;
            foreach (var secret in secrets)
            {
                bytes += Encoding.UTF8.GetByteCount(text.AsSpan(at, secret.Start - at));
                var length = Encoding.UTF8.GetByteCount(text.AsSpan(secret.Start, secret.Length));
                _masks.Add(bytes, bytes + length);
                (at, bytes) = (secret.End, bytes + length);
            }
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

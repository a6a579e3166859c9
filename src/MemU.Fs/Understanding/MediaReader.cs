using System.Globalization;
using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.Replies;
using MemU.Fs.Providers.WithModel;
using MemU.Fs.Sources;
using MemU.Fs.Sources.Media;
using MemU.Fs.Sources.Secrets;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Understanding;

/// <summary>Makes text of sources that have none: what a picture shows, what was said in a recording, what is seen and said in a film.</summary>
internal sealed class MediaReader(OperationModels? models, ExtractionSettings settings)
{
    private const int MostFrames = 6, SpeechWindow = 5_000;

    private static readonly JsonObject s_vision = Schema.Object(("description", Schema.Text()), ("caption", Schema.Text()));
    private static readonly JsonObject s_audio = Schema.Object(("text", Schema.Text()), ("caption", Schema.Text()));

    private readonly Dictionary<string, SourceDocument> _read = new(StringComparer.Ordinal);

    /// <summary>The source with messages; the same source again costs nothing.</summary>
    /// <exception cref="MemUException">No model is configured that can, or it failed.</exception>
    public async Task<SourceDocument> ReadAsync(SourceDocument source, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(source.Sha256, out var known)) return known;
        var parts = source.Modality switch
        {
            Modality.Image => await PictureAsync(source, cancellationToken),
            Modality.Audio => await SpeechAsync(source, source.MaskedBytes, source.Extension, null, cancellationToken),
            Modality.Video => await FilmAsync(source, cancellationToken),
            _ => throw new MemoryFormatException(source.Name, 0, "it holds no text; expected a conversation or a document."),
        };
        if (parts.Count == 0) throw new MemoryFormatException(source.Name, 0, "no text came of it: the model saw or heard nothing that can be written down.");
        return _read[source.Sha256] = WithText(source, parts);
    }

    private async Task<List<(string? Heading, string Text)>> PictureAsync(SourceDocument source, CancellationToken cancellationToken) =>
        await SeenAsync(Vision(source), source.Name, null, [new DataContent(source.MaskedBytes, source.MediaType ?? "image/png")], cancellationToken);

    private async Task<List<(string? Heading, string Text)>> FilmAsync(SourceDocument source, CancellationToken cancellationToken)
    {
        var chat = Vision(source);
        var film = await Frames.ReadAsync(source.Name, source.MaskedBytes, new() { Count = MostFrames }, cancellationToken);
        var times = string.Join(", ", film.Frames.Select((f, i) => string.Create(CultureInfo.InvariantCulture, $"picture {i + 1} at {f.At:hh\\:mm\\:ss}")));
        var seen = film.Frames.Count == 0 ? [] : await SeenAsync(chat, source.Name, "Seen", [new TextContent($"These are {film.Frames.Count} pictures of a film of {film.Length:hh\\:mm\\:ss} hours, in order: {times}. Describe what happens."), .. film.Frames.Select(f => new DataContent(f.Jpeg, "image/jpeg"))], cancellationToken);
        // a film without a model for speech is worth what is seen
        if (film.Sound is { } sound && models!.Speech is not null) seen.AddRange(await SpeechAsync(source, sound, film.SoundType == "audio/mpeg" ? ".mp3" : ".wav", "Said", cancellationToken));
        return seen;
    }

    private async Task<List<(string? Heading, string Text)>> SeenAsync(IChatClient chat, string name, string? heading, IReadOnlyList<AIContent> pictures, CancellationToken cancellationToken)
    {
        var (values, _) = await StructuredCall.AskAsync(chat, settings.Prompt("vision").Fill(new Dictionary<string, string> { ["name"] = name }, pictures), "vision", s_vision, ModelStep.Vision, cancellationToken);
        var description = values.Select(v => v.Text("description", "detailed_description", "text")).FirstOrDefault(t => t is not null);
        var caption = values.Select(v => v.Text("caption")).FirstOrDefault(t => t is not null);
        return [.. Paragraphs(caption is not null && description?.StartsWith(caption, StringComparison.Ordinal) != true ? $"{caption}\n\n{description}" : description ?? "").Select(p => (heading, p))];
    }

    private async Task<List<(string? Heading, string Text)>> SpeechAsync(SourceDocument source, byte[] sound, string extension, string? heading, CancellationToken cancellationToken)
    {
        if (models?.Speech is not { } speech) throw new MemUException(MemUErrorKind.BadArgument, $"'{source.Name}' is a recording; what is said in it can be remembered only with a model that writes down speech. Name one as transcription_model of a profile, or memorize a transcript: memu memorize --modality audio <file.txt>");
        string said;
        using (var folder = new MediaFolder())
        {
            // services tell the form of a recording by the name of its file
            var file = folder.File("speech" + extension);
            await File.WriteAllBytesAsync(file, sound, cancellationToken);
            await using var stream = File.OpenRead(file);
            said = (await speech.GetTextAsync(stream, null, cancellationToken)).Text.Trim();
        }
        if (said.Length == 0 || models.Chat(ModelStep.Audio) is not { } chat) return [.. Paragraphs(said).Select(p => (heading, p))];
        var parts = new List<(string? Heading, string Text)>();
        string? caption = null;
        foreach (var window in Windows(said))
        {
            var (values, isCut) = await StructuredCall.AskAsync(chat, settings.Prompt("audio").Fill(new Dictionary<string, string> { ["transcription"] = PromptTemplate.Quoted(window) }), "speech", s_audio, ModelStep.Audio, cancellationToken);
            var text = values.Select(v => v.Text("text", "processed_content", "content")).FirstOrDefault(t => t is not null);
            caption ??= values.Select(v => v.Text("caption")).FirstOrDefault(t => t is not null);
            // what was cut off, or lost more than half of what was said, is not what was said
            parts.AddRange(Paragraphs(isCut || text is null || text.Length * 2 < window.Length ? window : text).Select(p => (heading, p)));
        }
        if (caption is not null) parts.Insert(0, (heading, caption));
        return parts;
    }

    private IChatClient Vision(SourceDocument source) => models?.Chat(ModelStep.Vision)
        ?? throw new MemUException(MemUErrorKind.BadArgument, $"'{source.Name}' is a {(source.Modality == Modality.Image ? "picture" : "film")}; what it shows can be remembered only with a model that looks at pictures. Choose one, such as --provider openai (see memu config list), or memorize a text that describes it.");

    private static IEnumerable<string> Windows(string text)
    {
        while (TextTokens.Of(text) > SpeechWindow)
        {
            var at = Math.Min(text.Length, SpeechWindow * 3);
            if (text.LastIndexOfAny(['.', '。', '?', '!', '\n'], at - 1, at / 2) is var end and > 0) at = end + 1;
            else if (char.IsHighSurrogate(text[at - 1])) at--;
            yield return text[..at];
            text = text[at..];
        }
        if (text.Trim().Length > 0) yield return text;
    }

    private static string[] Paragraphs(string text) => text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static SourceDocument WithText(SourceDocument source, List<(string? Heading, string Text)> parts)
    {
        var masked = new List<MaskedSecret>(source.Masked);
        var messages = new List<SourceMessage>();
        var section = 0;
        foreach (var (heading, text) in parts)
        {
            var secrets = SecretScanner.Scan(text);
            if (messages.Count > 0 && messages[^1].Heading != heading) section++;
            messages.Add(new(messages.Count + 1, "document", null, null, MaskSet.Mask(text, secrets)) { Heading = heading, Section = section });
            masked.AddRange(secrets.Select(s => new MaskedSecret(s.Kind, messages.Count)));
        }
        return source with { Messages = messages, Masked = masked };
    }
}

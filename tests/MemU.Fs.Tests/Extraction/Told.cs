using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;

namespace MemU.Fs.Tests.Extraction;

/// <summary>Short conversations for tests: lines <c>speaker: text</c>, read as the extractor gets them.</summary>
internal static class Told
{
    /// <summary>Friday, November 27, 2026.</summary>
    public static DateTimeOffset Day { get; } = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    public static Task<Model.Extraction> ExtractAsync(params string[] lines) => new OfflineExtractor().ExtractAsync(Request(Modality.Conversation, lines));

    public static Task<Model.Extraction> DocumentAsync(params string[] paragraphs) => new OfflineExtractor().ExtractAsync(Request(Modality.Document, [.. paragraphs.Select(p => "document: " + p)]));

    public static async Task<IReadOnlyList<MemoryDraft>> DraftsAsync(params string[] lines) => (await ExtractAsync(lines)).Drafts;

    public static ExtractionRequest Request(Modality modality, params string[] lines) => new()
    {
        Source = new()
        {
            Name = "told.json", Modality = modality, Extension = ".json", MaskedBytes = [], Sha256 = "",
            Messages = [.. lines.Select((line, i) => Message(i + 1, line, modality))],
        },
        Date = Day,
        Categories = LabelledConversation.Categories,
    };

    private static SourceMessage Message(int number, string line, Modality modality)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var who = line[..colon];
        return new(number, who is "assistant" or "tool" or "system" ? who : "user", who is "assistant" or "user" or "tool" or "system" or "document" ? null : who, modality == Modality.Document ? null : Day, line[(colon + 2)..]);
    }
}

namespace MemU.Fs.Model;

/// <summary>What a source is.</summary>
public enum Modality
{
    /// <summary>Messages between people, or people and assistants.</summary>
    Conversation,
    /// <summary>Text with headings and paragraphs.</summary>
    Document,
    /// <summary>A picture; its text is what a model sees in it, or what was written down before.</summary>
    Image,
    /// <summary>A recording; its text is a transcript.</summary>
    Audio,
    /// <summary>Moving pictures, mostly with sound; its text is a transcript and what a model sees in its frames.</summary>
    Video,
}

/// <summary>One message of a conversation, or one paragraph of a document, as the extractor sees it: secrets masked.</summary>
/// <param name="Number">Its number in the source, from 1; its anchor is <c>m{Number}</c>.</param>
/// <param name="Role"><c>user</c>, <c>assistant</c>, <c>system</c>, <c>tool</c> or what the source says.</param>
/// <param name="Name">Who speaks, if the source names them.</param>
/// <param name="Time">When, if the source says it (in the source's own zone, else the one configured).</param>
/// <param name="Text">The text, with line breaks as <c>\n</c>.</param>
public sealed record SourceMessage(int Number, string Role, string? Name, DateTimeOffset? Time, string Text)
{
    /// <summary>Section of a document that it stands under; null in a conversation.</summary>
    public string? Heading { get; init; }

    /// <summary>Paragraphs under one heading share a number.</summary>
    public int Section { get; init; }

    /// <summary>True for what an assistant, tool or system said.</summary>
    public bool FromAssistant => Role is "assistant" or "system" or "tool" or "function" or "developer" or "model" or "ai";

    /// <summary>The name, else the role.</summary>
    public string Speaker => string.IsNullOrWhiteSpace(Name) ? Role : Name;

    /// <summary>The anchor without <c>^</c>.</summary>
    public string Anchor => $"m{Number}";
}

/// <summary>A secret that was found and masked; the secret itself is never kept.</summary>
/// <param name="Kind">What it looked like: <c>api key</c>, <c>password</c>, <c>card number</c>, …</param>
/// <param name="Message">The number of the message it stood in; 0 when it stood outside any.</param>
public sealed record MaskedSecret(string Kind, int Message);

/// <summary>A source as it was read: its bytes with secrets masked, and its messages.</summary>
public sealed record SourceDocument
{
    /// <summary>The file's own name (or <c>stdin</c>), for titles and the resource's <c>url</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required Modality Modality { get; init; }

    /// <summary>Extension for the kept copy, with its dot: <c>.json</c>, <c>.md.txt</c>, <c>.txt</c>, <c>.pdf</c>, <c>.png</c>, …</summary>
    public required string Extension { get; init; }

    /// <summary>The bytes to keep: the original with every secret overwritten by a mask of the same length, or, where that can't be done, the masked text.</summary>
    public required byte[] MaskedBytes { get; init; }

    /// <summary>True where <see cref="MaskedBytes"/> is the text that was read out of the source, since its secrets could not be masked where they stand.</summary>
    public bool IsTextCopy { get; init; }

    /// <summary>SHA-256 of the original bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The media type that its content has, such as <c>image/png</c>; null for plain text and conversations.</summary>
    public string? MediaType { get; init; }

    /// <summary>The messages or paragraphs in order, masked; none for an image, a recording or a video that no model has looked at yet.</summary>
    public required IReadOnlyList<SourceMessage> Messages { get; init; }

    /// <summary>What was masked.</summary>
    public IReadOnlyList<MaskedSecret> Masked { get; init; } = [];

    /// <summary>Remarks for the user: an encoding that was repaired, a time without zone, messages without text.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The title that the source gives itself (a document's first heading); null when it has none.</summary>
    public string? Title { get; init; }
}

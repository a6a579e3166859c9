using MemU.Fs.Model;

namespace MemU.Fs.Sources;

/// <summary>Which reader a source needs.</summary>
internal enum SourceKind
{
    Text,
    Html,
    Pdf,
    Word,
    Slides,
    Sheets,
    Epub,
    Table,
    Json,
    Yaml,
    Xml,
    Code,
    Media,
}

/// <summary>What a source is by its content and name.</summary>
/// <param name="Kind">Which reader it needs.</param>
/// <param name="Extension">The extension of the kept copy, with its dot.</param>
/// <param name="MediaType">Its media type, where its content tells it.</param>
/// <param name="Modality">What it can only be; null where that is seen while it is read.</param>
internal sealed record SourceForm(SourceKind Kind, string Extension, string? MediaType = null, Modality? Modality = null)
{
    /// <summary>A conversation or a document in plain text.</summary>
    public static SourceForm Text { get; } = new(SourceKind.Text, ".txt");

    /// <summary>True for what is text itself, so that secrets can be masked where they stand.</summary>
    public bool IsText => Kind is not (SourceKind.Pdf or SourceKind.Word or SourceKind.Slides or SourceKind.Sheets or SourceKind.Epub or SourceKind.Media);
}

using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>
/// A file's text that can be edited while every byte that the program did not change stays: unknown keys, order, comments, quoting, BOM,
/// line breaks, even bytes that are not UTF-8. Not safe for several threads.
/// </summary>
public sealed partial class MemoryDocument
{
    private bool _bom;
    private string _text; // lossless: see Utf8Text
    private FrontMatter _front;

    private MemoryDocument(MemoryPath path, bool bom, string text)
    {
        (Path, _bom, _text) = (path, bom, text);
        _front = FrontMatter.Read(text, path.Value);
    }

    /// <summary>Reads a file; whatever the bytes are, there is a document.</summary>
    /// <param name="path">The file, for its stem and for messages.</param>
    /// <param name="bytes">All of its bytes.</param>
    public static MemoryDocument Parse(MemoryPath path, ReadOnlySpan<byte> bytes)
    {
        var bom = bytes.StartsWith("\uFEFF"u8);
        return new(path, bom, Utf8Text.Decode(bom ? bytes[3..] : bytes));
    }

    /// <summary>The file.</summary>
    public MemoryPath Path { get; }

    /// <summary>What is wrong with the front matter, with path and line; null when it is fine. Such a file counts as plain text and can't be edited here.</summary>
    public MemoryFormatException? FormatError => _front.Error;

    /// <summary>True when the file has a front matter.</summary>
    public bool HasFrontMatter => _front.Present;

    /// <summary>The text without BOM, with U+FFFD for what is not UTF-8; what <see cref="Chunker"/> and <see cref="LinkScanner"/> take.</summary>
    public string Text => Utf8Text.Clean(_text);

    /// <summary>Everything after the front matter; the whole text when the front matter can't be read.</summary>
    public string Body => Utf8Text.Clean(_text[_front.BodyStart..]);

    /// <summary>The value of a scalar key; null when it is absent, empty or no scalar.</summary>
    public string? GetScalar(string key) => ItemReader.Text(_front[key]);

    /// <summary>The memory that the file holds; never throws.</summary>
    public MemoryItem ToItem() => ToItem(null);

    /// <summary>The memory that the file holds, with further scope fields than <c>user_id</c>, <c>agent_id</c> and <c>session_id</c>.</summary>
    public MemoryItem ToItem(IEnumerable<string>? scopeFields) => ItemReader.Read(Path, Text, _front, scopeFields);

    /// <summary>The bytes of the file as it is now.</summary>
    public byte[] ToBytes() => Utf8Text.Encode(_text, _bom);
}

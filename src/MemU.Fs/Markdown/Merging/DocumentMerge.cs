using MemU.Fs.Model;

namespace MemU.Fs.Markdown.Merging;

/// <summary>
/// Merges two changes of one memory: the front matter by its keys, the body by its sections. What neither side changed stays byte for byte as
/// ours has it, line breaks and BOM included, and no marker of a conflict is ever written.
/// </summary>
/// <param name="path">The memory, for messages.</param>
/// <param name="lines">Merges line by line.</param>
/// <param name="prefer">Whose text stays where both changed one place.</param>
public sealed class DocumentMerge(MemoryPath path, LineMerge lines, MergePreference prefer)
{
    /// <summary>The merged bytes; null when both changed one place differently and neither side is preferred.</summary>
    /// <param name="start">What both came from; null when there was nothing.</param>
    /// <param name="ours">One side.</param>
    /// <param name="theirs">The other.</param>
    public byte[]? Run(byte[]? start, byte[] ours, byte[] theirs)
    {
        var bom = ours.AsSpan().StartsWith("\uFEFF"u8);
        var mine = Decode(ours);
        var newLine = NewLineOf(mine);
        var (other, before) = (Broken(Decode(theirs), newLine), start is null ? null : Broken(Decode(start), newLine));
        if (mine == other || other == before) return ours;
        if (mine == before && start!.AsSpan().SequenceEqual(ours)) return theirs;
        if (DocumentParts.Read(path, mine) is { } a && DocumentParts.Read(path, other) is { } b && (before is null ? null : DocumentParts.Read(path, before)) is var o && (o is null) == (before is null))
        {
            if (new BodyMerge(o, a, b, lines, prefer, newLine).Run() is not { } body) return null;
            return WithSources(Utf8Text.Encode(new FrontMerge(o, a, b, newLine).Run() + body, bom), a, b);
        }
        // a front matter that can't be read is text like any other
        var merged = lines(before ?? "", mine, other);
        if (merged is null) return prefer switch { MergePreference.Ours => ours, MergePreference.Theirs => theirs, _ => null };
        return Utf8Text.Encode(merged, bom);
    }

    /// <summary>The section of sources is derived from the front matter; where it was so on one side it is again.</summary>
    private byte[] WithSources(byte[] merged, DocumentParts a, DocumentParts b)
    {
        if (a.Key("sources")?.Core == b.Key("sources")?.Core) return merged;
        var document = MemoryDocument.Parse(path, merged);
        var sources = document.ToItem().Sources;
        if (document.FormatError is not null || sources.Count == 0 || document.GetSection("Sources") is null) return merged;
        if (!IsDerived(a) && !IsDerived(b)) return merged;
        document.SetSection("Sources", MemoryFormat.SourcesSection(sources));
        return document.ToBytes();
    }

    private bool IsDerived(DocumentParts side)
    {
        var document = MemoryDocument.Parse(path, Utf8Text.Encode(side.Text, false));
        return document.GetSection("Sources") is { } section && document.ToItem().Sources is { Count: > 0 } sources && section == MemoryFormat.SourcesSection(sources);
    }

    private static string Decode(byte[] bytes) => Utf8Text.Decode(bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes.AsSpan(3) : bytes);

    private static string NewLineOf(string text) => text.IndexOf('\n', StringComparison.Ordinal) is var at and > 0 && text[at - 1] == '\r' ? "\r\n" : "\n";

    /// <summary>The text with the line breaks of the other, so that a change of those alone hides no other change.</summary>
    private static string Broken(string text, string newLine)
    {
        if (NewLineOf(text) == newLine) return text;
        var plain = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return newLine == "\n" ? plain : plain.Replace("\n", "\r\n", StringComparison.Ordinal);
    }
}

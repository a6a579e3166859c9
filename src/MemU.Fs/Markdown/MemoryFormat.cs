using System.Buffers;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>Writes new files of a memory: UTF-8 without BOM, <c>\n</c>, keys in the format's order.</summary>
public static class MemoryFormat
{
    private const Forgery ItemText = Forgery.Anchor | Forgery.Link | Forgery.Section;

    /// <summary>A memory item.</summary>
    public static byte[] Item(NewItem item)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var to = new MarkdownWriter(buffer).Fence()
            .Key("id", item.Id).Key("type", item.Type).Key("title", item.Title).Key("description", item.Description).List("tags", item.Tags)
            .Key("created", item.Created).Key("modified", item.Modified).Key("happened_at", item.HappenedAt?.Text).Scope(item.Scope)
            .Links("also_in", item.AlsoIn).Key("status", item.Status).Key("when_to_use", item.WhenToUse).Links("supersedes", item.Supersedes).Links("contradicts", item.Contradicts);
        if (item.Sources.Count > 0)
        {
            to.Write("sources:");
            foreach (var source in item.Sources) to.Write(MemoryDocument.SourceLines(MemoryDocument.SourceParts(source), "\n"));
            to.Line();
        }
        to.Fence().Line(Statement(item.Text));
        if (item.Related.Count > 0)
        {
            to.Line().Line("## Related");
            foreach (var target in item.Related) to.Line($"- {MarkdownWriter.Link(target)}");
        }
        if (item.Sources.Count > 0) to.Line().Line("## Sources").Line(SourcesSection(item.Sources));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A statement as it stands in an item's body: what would break out of it is escaped. Reading (<see cref="MemoryItem.Summary"/>) gives the text back.</summary>
    public static string Statement(string text) => MarkdownEscape.Escape(Utf8Text.Normal(text).Trim(), ItemText);

    /// <summary>A paragraph that somebody adds to a memory on purpose: its links are meant, and it forges no section.</summary>
    public static string Paragraph(string text) => MarkdownEscape.Escape(Utf8Text.Normal(text).Trim(), ItemText & ~Forgery.Link);

    /// <summary>The line below <c>## Sources</c> for these sources.</summary>
    public static string SourcesSection(IReadOnlyList<MemorySource> sources) =>
        "- " + string.Join(" · ", sources.Select(s => MarkdownWriter.Link(s.Resource.EndsWith(".md", StringComparison.Ordinal) ? s.Resource[..^3] : s.Resource, s.Anchor)));

    /// <summary>The lines below <c>## Related</c> for these targets.</summary>
    public static string RelatedSection(IReadOnlyList<string> targets) => string.Join('\n', targets.Select(t => $"- {MarkdownWriter.Link(t)}"));

    /// <summary>The page of a category.</summary>
    public static byte[] Category(CategoryPage page)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var to = new MarkdownWriter(buffer).Fence()
            .Key("id", page.Id).Key("type", MemoryType.Category).Key("title", page.Title).Key("description", page.Description).Key("generated", "true").Key("summary_by", page.IsByModel ? "model" : null).Scope(page.Scope).Fence()
            .Line($"# {MarkdownWriter.Inline(page.Title)}");
        var summary = Utf8Text.Normal(page.Summary).Trim('\n');
        if (summary.Length > 0) to.Line().Line(summary);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A listing, such as the root's <c>index.md</c>, as the Open Knowledge Format has it.</summary>
    public static byte[] Index(string title, IReadOnlyList<IndexEntry> entries)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var to = new MarkdownWriter(buffer).Fence().Line("okf_version: \"0.2\"").Key("generated", "true").Fence().Line($"# {MarkdownWriter.Inline(title)}");
        if (entries.Count > 0) to.Line();
        foreach (var (name, path, description) in entries)
            to.Line($"- [{MarkdownWriter.Inline(name)}]({LinkScanner.Encode(path, false)}){(string.IsNullOrWhiteSpace(description) ? "" : " – " + MarkdownWriter.Inline(description))}");
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The readable form of a source.</summary>
    public static byte[] Transcript(TranscriptPage page)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Transcript(page, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the readable form of a source piece by piece, for sources too big to hold twice.</summary>
    public static void Transcript(TranscriptPage page, IBufferWriter<byte> output) => TranscriptWriter.Write(page, new(output));
}

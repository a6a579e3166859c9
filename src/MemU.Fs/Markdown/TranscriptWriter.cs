using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>Writes transcripts; <see cref="TranscriptReader"/> reads the same messages back.</summary>
internal static class TranscriptWriter
{
    public static void Write(TranscriptPage page, MarkdownWriter to)
    {
        to.Fence().Key("id", page.Id).Key("type", MemoryType.Resource).Key("title", page.Title).Key("description", page.Caption)
            .Key("modality", TranscriptReader.NameOf(page.Modality)).Key("url", page.Url)
            .Key("created", page.Created).Key("happened_at", page.HappenedAt?.Text).Key("sha256", page.Sha256);
        if (page.Redacted > 0) to.Key("redacted", page.Redacted);
        to.Key("messages", page.Messages.Count).Key("chain", page.Chain).Scope(page.Scope).Key("raw", page.Raw);
        if (page.Continues is { Length: > 0 } before) to.Key("continues", before.StartsWith("[[", StringComparison.Ordinal) ? before : $"[[{before}]]");
        to.List("topics", page.Topics);
        to.Fence().Line($"# {MarkdownWriter.Inline(page.Title)}").Line();
        if (!string.IsNullOrWhiteSpace(page.Caption)) to.Line(MarkdownWriter.Inline(page.Caption)).Line();
        if (page.Modality != Modality.Conversation) Document(page, to);
        else
            foreach (var message in page.Messages) Message(message, to);
    }

    private static void Message(SourceMessage message, MarkdownWriter to)
    {
        to.Line(Speaker.Write(message.Role, message.Name, message.Time)).Line();
        var text = MarkdownEscape.Escape(Utf8Text.Normal(message.Text), Forgery.Anchor);
        for (var from = 0; ;)
        {
            var end = text.IndexOf('\n', from);
            var line = end < 0 ? text.AsSpan(from) : text.AsSpan(from, end - from);
            if (line.IsEmpty) to.Line(">");
            else to.Write("> ").Line(line);
            if (end < 0) break;
            from = end + 1;
        }
        to.Line($"^{message.Anchor}").Line();
    }

    private static void Document(TranscriptPage page, MarkdownWriter to)
    {
        // quoted, so that nothing in it looks like a heading or a message of the source
        if (page.Overview is { Length: > 0 } overview)
        {
            foreach (var line in MarkdownEscape.Escape(Utf8Text.Normal(overview).Trim(), Forgery.Anchor).Split('\n')) to.Line(line.Length == 0 ? ">" : $"> {line}");
            to.Line();
        }
        to.Fence().Line(); // ends title and caption; what follows is the document
        string? heading = null;
        var section = page.Messages.Count > 0 ? page.Messages[0].Section : 0;
        var first = true;
        foreach (var block in page.Messages)
        {
            if (block.Heading is not null && (first || block.Heading != heading || block.Section != section))
                to.Line($"## {Heading(block.Heading)}").Line();
            else if (block.Heading is null && heading is not null) to.Fence().Line(); // back to text under no heading
            (heading, section, first) = (block.Heading, block.Section, false);
            var text = MarkdownEscape.Escape(Block(block.Text), Forgery.Anchor | Forgery.Heading);
            to.Write(text);
            if (Alone(text)) to.Line().Line($"^{block.Anchor}").Line();
            else to.Line($" ^{block.Anchor}").Line();
        }
    }

    /// <summary>The text without blank lines around it; white space before its first line is indentation and stays.</summary>
    internal static string Block(string text)
    {
        text = Utf8Text.Normal(text).TrimEnd();
        var start = text.AsSpan().IndexOfAnyExcept(" \t\n");
        return start <= 0 ? text : text[(text.LastIndexOf('\n', start) + 1)..];
    }

    private static string Heading(string heading) => MarkdownEscape.Escape(Utf8Text.OneLine(heading).Replace("#", "\\#", StringComparison.Ordinal), Forgery.Anchor);

    /// <summary>True for what an anchor can't stand behind on the same line: tables, code and nothing.</summary>
    private static bool Alone(string text)
    {
        if (text.Length == 0) return true;
        var last = text.AsSpan(text.LastIndexOf('\n') + 1);
        if (last.TrimStart().StartsWith("|") || last.StartsWith("    ") || last.StartsWith("\t")) return true;
        var fence = new CodeFence();
        var code = false;
        foreach (var line in new LineWalk(text)) code = fence.Take(line.Of(text));
        return code;
    }
}

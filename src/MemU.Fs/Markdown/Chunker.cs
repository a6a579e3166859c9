using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>Cuts a file into the units that are searched, each with its true lines in the file.</summary>
public static class Chunker
{
    /// <summary>A statement up to this length is one unit.</summary>
    public const int WholeLength = 1200;

    /// <summary>A longer unit is split at sentence ends.</summary>
    public const int MaxLength = 4000;

    /// <summary>The units of a file in its order; at least one when the file holds any text.</summary>
    /// <param name="item">The memory that the file holds.</param>
    /// <param name="kind">What it counts as.</param>
    /// <param name="text">The file's whole text, front matter included.</param>
    public static IReadOnlyList<MemoryUnit> Units(MemoryItem item, UnitKind kind, string text)
    {
        var units = new List<MemoryUnit>();
        var (start, line) = item.FormatError is null ? FrontMatter.Body(text) : (0, 1);
        if (kind == UnitKind.Category) Category(units, item, text, start, line);
        else if (kind == UnitKind.Resource && TranscriptReader.ModalityOf(item) is { } modality) Transcript(units, text, modality);
        else Statement(units, kind, text, start, line);
        if (units.Count == 0) TitleOnly(units, item, kind, text);
        return units;
    }

    private static void Category(List<MemoryUnit> units, MemoryItem item, string text, int start, int line)
    {
        if (start == text.Length && !text.EndsWith('\n')) line--; // nothing follows the front matter, so its last line is the file's
        var end = Sections.Generated(text, start);
        var plain = MarkdownText.Plain(text[start..end]);
        if (plain == item.Title) plain = "";
        else if (plain.StartsWith(item.Title + "\n", StringComparison.Ordinal)) plain = plain[item.Title.Length..].Trim();
        var all = string.Join('\n', new[] { item.Title, item.Description, plain }.Where(t => !string.IsNullOrWhiteSpace(t)));
        var last = line + Math.Max(0, text.AsSpan(start, end - start).TrimEnd().Count('\n'));
        foreach (var (from, length) in Pieces(all))
            units.Add(new() { Kind = UnitKind.Category, Text = all.Substring(from, length).Trim(), FirstLine = line, LastLine = last });
    }

    private static void Transcript(List<MemoryUnit> units, string text, Modality modality)
    {
        foreach (var (message, first, last) in TranscriptReader.Read(text, modality))
        {
            var conversation = modality == Modality.Conversation;
            Add(units, message.Text, first, last, new()
            {
                Kind = UnitKind.Resource, Text = "", FirstLine = first, LastLine = last, Anchor = message.Anchor, Heading = message.Heading, Section = message.Section,
                Speaker = conversation ? message.Speaker : null, FromAssistant = conversation && message.FromAssistant, Time = message.Time,
            });
        }
    }

    private static void Statement(List<MemoryUnit> units, UnitKind kind, string text, int start, int line)
    {
        var end = kind == UnitKind.Item ? Sections.Generated(text, start) : text.Length;
        var blocks = Blocks.Read(text, start, line, end);
        if (blocks.Count == 0) return;
        var whole = text.AsSpan(start, end - start).Trim();
        if (kind == UnitKind.Item && whole.Length <= WholeLength && !blocks.Exists(b => b.Observation))
        {
            var first = line + text.AsSpan(start, text.AsSpan(start).IndexOf(whole)).Count('\n');
            Add(units, whole.ToString(), first, first + whole.Count('\n'), new()
            {
                Kind = kind, Text = "", FirstLine = 0, LastLine = 0, Heading = blocks[0].Heading, Section = blocks[0].Section, Anchor = blocks.Count == 1 ? blocks[0].Anchor : null,
            });
            return;
        }
        foreach (var block in blocks)
            Add(units, text[block.Start..block.End], block.FirstLine, block.LastLine, new()
            {
                Kind = kind, Text = "", FirstLine = 0, LastLine = 0, Heading = block.Heading, Section = block.Section, Anchor = block.Anchor,
            });
    }

    /// <summary>A file with nothing but a title or a heading is found by that.</summary>
    private static void TitleOnly(List<MemoryUnit> units, MemoryItem item, UnitKind kind, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        var body = item.Body.Length <= MaxLength ? MarkdownText.Plain(item.Body) : "";
        var all = string.Join('\n', new[] { item.Title, item.Description, body }.Where(t => !string.IsNullOrWhiteSpace(t)).Distinct());
        var last = 1 + text.AsSpan().TrimEnd().Count('\n');
        foreach (var (from, length) in Pieces(all)) units.Add(new() { Kind = kind, Text = all.Substring(from, length), FirstLine = 1, LastLine = last });
    }

    private static void Add(List<MemoryUnit> units, string markdown, int first, int last, MemoryUnit like)
    {
        var line = first;
        foreach (var (from, length) in Pieces(markdown))
        {
            var piece = markdown.AsSpan(from, length);
            var breaks = piece.Count('\n');
            var plain = MarkdownText.Plain(piece.ToString());
            if (plain.Length > 0)
                units.Add(like with { Text = plain, FirstLine = Math.Min(line, last), LastLine = Math.Min(last, line + breaks - (piece.EndsWith("\n") ? 1 : 0)) });
            line += breaks;
        }
    }

    /// <summary>The text in pieces of at most <see cref="MaxLength"/> characters, cut behind a sentence, else a line, else a word, never inside a character.</summary>
    private static IEnumerable<(int From, int Length)> Pieces(string text)
    {
        var from = 0;
        while (text.Length - from > MaxLength)
        {
            var cut = Cut(text, from);
            yield return (from, cut - from);
            from = cut;
        }
        if (from < text.Length) yield return (from, text.Length - from);
    }

    private static int Cut(string text, int from)
    {
        var (line, word) = (-1, -1);
        for (var i = from + MaxLength - 1; i > from + MaxLength / 2; i--)
        {
            var c = text[i];
            if (c is '。' or '！' or '？' or '｡' or '।' or '۔' or '؟' || c is '.' or '!' or '?' or '…' && char.IsWhiteSpace(text[i + 1])) return i + 1;
            if (line < 0 && c == '\n') line = i + 1;
            if (word < 0 && char.IsWhiteSpace(c)) word = i + 1;
        }
        if (line > 0 || word > 0) return line > 0 ? line : word;
        var hard = from + MaxLength;
        return char.IsLowSurrogate(text[hard]) && char.IsHighSurrogate(text[hard - 1]) ? hard - 1 : hard;
    }
}

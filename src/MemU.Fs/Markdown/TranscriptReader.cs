using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>A message of a transcript with the lines of its text in the file, from 1.</summary>
public sealed record TranscriptMessage(SourceMessage Message, int FirstLine, int LastLine);

/// <summary>Reads the messages of a transcript back: the same texts, speakers, times and numbers that were written.</summary>
public static class TranscriptReader
{
    /// <summary>The messages of a transcript's text, one after the other, so that a big one is never held twice.</summary>
    /// <param name="text">The file's whole text.</param>
    /// <param name="modality">What the front matter's <c>modality</c> says.</param>
    public static IEnumerable<TranscriptMessage> Read(string text, Modality modality) => modality == Modality.Conversation ? Conversation(text) : Document(text);

    /// <summary>The modality that an item's front matter names; null when it is no transcript.</summary>
    public static Modality? ModalityOf(MemoryItem item)
    {
        foreach (var (key, value) in item.Fields)
            if (key == "modality") return Enum.TryParse<Modality>(value, ignoreCase: true, out var modality) && NameOf(modality) == value ? modality : null;
        return null;
    }

    /// <summary>A modality as front matter and answers name it.</summary>
    public static string NameOf(Modality modality) => modality.ToString().ToLowerInvariant();

    private static IEnumerable<TranscriptMessage> Conversation(string text)
    {
        var (at, number) = FrontMatter.Body(text);
        (string Role, string? Name, DateTimeOffset? Time)? speaker = null;
        var said = new StringBuilder();
        var (first, last) = (0, 0);
        while (Next(text, ref at, ref number) is { } line)
        {
            var content = line.Of(text);
            if (content.StartsWith(">"))
            {
                if (first == 0) first = line.Number;
                else said.Append('\n');
                said.Append(content.StartsWith("> ") ? content[2..] : content[1..]);
                last = line.Number;
            }
            else if (first > 0 && Anchor(content) is { } anchor)
            {
                var (role, name, time) = speaker ?? ("user", null, null);
                yield return new(new(anchor, role, name, time, MarkdownEscape.Unescape(said.ToString(), Forgery.Anchor)), first, last);
                Clear();
            }
            else if (content.StartsWith("### "))
            {
                Clear();
                speaker = Speaker.Read(content[4..]);
            }
            else if (first > 0 && !content.IsWhiteSpace()) Clear(); // a quote that no anchor follows is no message
        }

        void Clear()
        {
            said.Clear();
            (first, last, speaker) = (0, 0, null);
        }
    }

    private static IEnumerable<TranscriptMessage> Document(string text)
    {
        var (at, number) = FrontMatter.Body(text);
        (at, number) = Preamble(text, at, number);
        var said = new StringBuilder();
        var fence = new CodeFence();
        var (first, last, section) = (0, 0, 0);
        string? heading = null;
        while (Next(text, ref at, ref number) is { } line)
        {
            var content = line.Of(text);
            var code = fence.Take(content);
            if (!code && first == 0 && content.IsWhiteSpace()) continue;
            if (!code && first == 0 && content.TrimEnd() is "---")
            {
                (heading, section) = (null, section + 1);
                continue;
            }
            if (!code && Sections.Heading(content, out var title) is > 0 and <= 6)
            {
                (heading, section) = (MarkdownEscape.Unescape(title.ToString(), Forgery.Anchor).Replace("\\#", "#", StringComparison.Ordinal), section + 1);
                said.Clear();
                first = 0;
                continue;
            }
            var (mark, anchor) = code ? default : EndAnchor(content);
            if (anchor == 0 || mark > 0)
            {
                if (first == 0) first = line.Number;
                else said.Append('\n');
                said.Append(anchor == 0 ? content : content[..(mark - 1)]);
                last = line.Number;
            }
            if (anchor == 0) continue;
            if (first == 0) (first, last) = (line.Number, line.Number);
            var message = MarkdownEscape.Unescape(said.ToString(), Forgery.Anchor | Forgery.Heading);
            yield return new(new(anchor, "document", null, null, message) { Heading = heading, Section = section }, first, last);
            said.Clear();
            first = 0;
        }
    }

    /// <summary>Where a document's text begins: behind the first rule, when one stands before the first anchor or section.</summary>
    private static (int At, int Number) Preamble(string text, int at, int number)
    {
        var start = (at, number);
        while (Next(text, ref at, ref number) is { } line)
        {
            var content = line.Of(text);
            if (content.TrimEnd() is "---") return (at, number);
            if (EndAnchor(content).Number > 0 || content.StartsWith("## ")) break;
        }
        return start;
    }

    /// <summary>The line at the offset; the offset and the number move on. Lines end with <c>\n</c> or <c>\r\n</c>.</summary>
    private static TextLine? Next(string text, ref int at, ref int number)
    {
        var walk = new LineWalk(text, at, number);
        if (!walk.MoveNext()) return null;
        (at, number) = (walk.Current.Next, number + 1);
        return walk.Current;
    }

    /// <summary>The anchor that ends a line and its offset; number 0 when there is none.</summary>
    private static (int Mark, int Number) EndAnchor(ReadOnlySpan<char> line)
    {
        var mark = MarkdownEscape.AnchorMark(line);
        return mark >= 0 && (mark == 0 || line[mark - 1] == ' ') ? (mark, Anchor(line[mark..]) ?? 0) : default;
    }

    /// <summary>The number of an anchor <c>^m12</c>; null when it is none.</summary>
    private static int? Anchor(ReadOnlySpan<char> mark)
    {
        mark = mark.TrimEnd();
        return mark.StartsWith("^m") && int.TryParse(mark[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
    }
}

using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

public sealed partial class MemoryDocument
{
    /// <summary>Sets everything after the front matter; lines that stay at its start and its end keep their bytes, new ones take the file's line breaks.</summary>
    /// <exception cref="MemoryFormatException">The front matter can't be read.</exception>
    public void SetBody(string body)
    {
        if (_front.Error is { } error) throw error;
        var old = _text[_front.BodyStart..];
        body = Utf8Text.Clean(body);
        if (body == Utf8Text.Clean(old)) return;
        var newLine = NewLineAfter(_front.BodyStart) ?? NewLine;
        var (before, after) = (Split(old), Split(body));
        var (first, last) = (0, 0);
        while (first < before.Count && first < after.Count && Same(old, before[first], body, after[first])) first++;
        while (last < before.Count - first && last < after.Count - first && Same(old, before[^(last + 1)], body, after[^(last + 1)])) last++;
        var text = new StringBuilder(old.Length + body.Length);
        for (var i = 0; i < after.Count; i++)
        {
            var kept = i < first ? before[i] : i >= after.Count - last ? before[i - after.Count + before.Count] : (TextLine?)null;
            text.Append(kept is { } k ? old.AsSpan(k.Start, k.End - k.Start) : after[i].Of(body));
            if (i + 1 == after.Count && after[i].Next == after[i].End && (before.Count == 0 || before[^1].Next == before[^1].End)) continue; // neither had a last line break
            text.Append(kept is { } with && with.Next > with.End ? old[with.End..with.Next] : newLine);
        }
        var lead = "";
        if (!_front.Present && FrontMatter.Opens(text.ToString())) lead = $"{Utf8Text.Fence}{newLine}{Utf8Text.Fence}{newLine}";
        else if (_front.Present && _front.BodyStart > 0 && _text[_front.BodyStart - 1] != '\n') lead = newLine;
        Replace(_front.BodyStart, _text.Length, lead + text);
    }

    /// <summary>The content of a <c>## Heading</c> section, trimmed of blank lines; null when there is none.</summary>
    public string? GetSection(string heading)
    {
        var body = Body;
        return Sections.Find(body, heading) is { } found ? body[found.Content..found.End].Trim('\r', '\n', ' ') : null;
    }

    /// <summary>Replaces the content of a <c>## Heading</c> section, or appends the section; empty content removes it. <c>Related</c> goes before <c>Sources</c>.</summary>
    /// <exception cref="MemoryFormatException">The front matter can't be read.</exception>
    public void SetSection(string heading, string content)
    {
        if (_front.Error is { } error) throw error;
        var body = Body;
        content = Utf8Text.Clean(content).Trim('\r', '\n');
        var newLine = NewLineAfter(_front.BodyStart) ?? NewLine;
        if (Sections.Find(body, heading) is { } found)
        {
            if (body[found.Content..found.End].Trim('\r', '\n') == content && content.Length > 0) return;
            var rest = body[found.End..];
            if (content.Length == 0)
            {
                var before = body[..found.Heading].TrimEnd('\r', '\n', ' ', '\t');
                SetBody(before.Length == 0 ? rest : rest.Length == 0 ? before + newLine : before + newLine + newLine + rest);
            }
            else
            {
                var head = body[..found.Content];
                if (!head.EndsWith('\n')) head += newLine;
                SetBody(head + content + newLine + (rest.Length == 0 ? "" : newLine + rest));
            }
            return;
        }
        if (content.Length == 0) return;
        var section = $"## {Utf8Text.OneLine(heading)}{newLine}{content}{newLine}";
        if (heading.Equals("Related", StringComparison.OrdinalIgnoreCase) && Sections.Find(body, "Sources") is { } sources)
            SetBody(Joined(body[..sources.Heading], newLine) + section + newLine + body[sources.Heading..]);
        else SetBody(Joined(body, newLine) + section);
    }

    /// <summary>The text with exactly what it takes to have one blank line after it.</summary>
    private static string Joined(string text, string newLine)
    {
        if (string.IsNullOrWhiteSpace(text)) return text;
        if (!text.EndsWith('\n')) return text + newLine + newLine;
        var line = text.AsSpan(0, text.Length - 1).LastIndexOf('\n');
        return text.AsSpan(line + 1).IsWhiteSpace() ? text : text + newLine;
    }

    private static List<TextLine> Split(string text)
    {
        var lines = new List<TextLine>();
        foreach (var line in new LineWalk(text)) lines.Add(line);
        return lines;
    }

    private static bool Same(string old, TextLine before, string body, TextLine after)
    {
        var a = before.Of(old);
        var b = after.Of(body);
        if (a.Length != b.Length) return false;
        for (var i = 0; i < a.Length; i++)
            if (a[i] != b[i] && !(b[i] == '\uFFFD' && a[i] is >= '\uDC80' and <= '\uDCFF' && (i == 0 || !char.IsHighSurrogate(a[i - 1])))) return false;
        return true;
    }
}

using System.Text;

namespace MemU.Fs.Markdown;

/// <summary>A wikilink that starts at some character; offsets of the target are relative to that line.</summary>
internal readonly record struct WikiLink(string Target, string? Anchor, string? Text, int Length, int TargetStart, int TargetLength);

/// <summary>A markdown link's destination, without its anchor in <see cref="Start"/> and <see cref="Length"/>; <see cref="After"/> is behind the whole link.</summary>
internal readonly record struct LinkDestination(int Start, int Length, string Target, string? Anchor, bool Angle, int After);

public static partial class LinkScanner
{
    private const int MaxTarget = 2048;
    private const int MaxTitle = 512;

    /// <summary>The code span that opens at the offset: length of its run of backticks and the offset behind it; <c>End</c> is 0 when nothing closes it.</summary>
    internal static (int Run, int End) CodeSpan(ReadOnlySpan<char> line, int at)
    {
        if (at > 0 && line[at - 1] == '`') return default;
        var run = line[at..].IndexOfAnyExcept('`');
        if (run < 0) return (line.Length - at, 0);
        for (var i = at + run; i < line.Length;)
        {
            var next = line[i..].IndexOf('`');
            if (next < 0) break;
            i += next;
            var close = line[i..].IndexOfAnyExcept('`');
            if (close < 0) close = line.Length - i;
            i += close;
            if (close == run) return (run, i);
        }
        return (run, 0);
    }

    /// <summary>The wikilink whose <c>[[</c> stands at the offset.</summary>
    internal static WikiLink? WikiAt(ReadOnlySpan<char> line, int at)
    {
        var rest = line[at..];
        if (rest.Length < 5 || rest[1] != '[') return null;
        var length = rest[2..].IndexOfAny('[', ']');
        if (length is <= 0 or > MaxTarget || 3 + length >= rest.Length || rest[2 + length] != ']' || rest[3 + length] != ']') return null;
        var inside = rest.Slice(2, length);
        string? text = null;
        var bar = inside.IndexOf('|');
        if (bar >= 0)
        {
            text = inside[(bar + 1)..].Trim().ToString();
            if (text.Length == 0) text = null;
            inside = inside[..(bar > 0 && inside[bar - 1] == '\\' ? bar - 1 : bar)]; // in a table the bar is written \|
        }
        string? anchor = null;
        var hash = inside.IndexOf('#');
        if (hash >= 0)
        {
            anchor = inside[(hash + 1)..].Trim().ToString();
            if (anchor.Length == 0) anchor = null;
            inside = inside[..hash];
        }
        var lead = inside.Length - inside.TrimStart().Length;
        var target = inside.Trim().ToString();
        return target.Length == 0 && anchor is null ? null : new(target, anchor, text, length + 4, at + 2 + lead, target.Length);
    }

    /// <summary>The destination that starts behind <c>](</c>, up to and with the closing parenthesis; null when it is none.</summary>
    internal static LinkDestination? Destination(ReadOnlySpan<char> line, int at)
    {
        if (Target(line, at) is not { } found) return null;
        var i = SkipSpaces(line, found.After);
        if (i < line.Length && i > found.After && line[i] is ('"' or '\'' or '('))
        {
            var close = line[i] == '(' ? ')' : line[i];
            var end = line.Slice(i + 1, Math.Min(MaxTitle, line.Length - i - 1)).IndexOf(close);
            if (end < 0) return null;
            i = SkipSpaces(line, i + end + 2);
        }
        return i < line.Length && line[i] == ')' ? found with { After = i + 1 } : null;
    }

    private static LinkDestination? Target(ReadOnlySpan<char> line, int at)
    {
        var i = SkipSpaces(line, at);
        if (i >= line.Length) return null;
        var angle = line[i] == '<';
        if (angle) i++;
        var start = i;
        var depth = 0;
        for (; i < line.Length; i++)
        {
            var c = line[i];
            if (i - start > MaxTarget || c < ' ' && c != '\t') return null;
            if (c == '\\' && i + 1 < line.Length) { i++; continue; }
            if (angle)
            {
                if (c == '>') break;
                if (c == '<') return null;
                continue;
            }
            if (c is ' ' or '\t') break;
            if (c == '(' && ++depth > 32) return null;
            if (c == ')' && --depth < 0) break;
        }
        if (angle && i >= line.Length || i == start && !angle) return null;
        i = Math.Min(i, line.Length);
        var raw = line[start..i];
        if (raw.IsEmpty || IsElsewhere(raw)) return null;
        var hash = raw.IndexOf('#');
        var target = hash < 0 ? raw : raw[..hash];
        var anchor = hash < 0 ? null : Decode(raw[(hash + 1)..]);
        return new(start, target.Length, Decode(target), anchor is "" ? null : anchor, angle, angle ? i + 1 : i);
    }

    private static int SkipSpaces(ReadOnlySpan<char> line, int i)
    {
        while (i < line.Length && line[i] is ' ' or '\t') i++;
        return i;
    }

    /// <summary>True for what lies outside the tree: <c>https:</c>, <c>mailto:</c>, <c>//host</c>.</summary>
    private static bool IsElsewhere(ReadOnlySpan<char> target)
    {
        if (target.StartsWith("//")) return true;
        if (!char.IsAsciiLetter(target[0])) return false;
        for (var i = 1; i < target.Length; i++)
        {
            if (target[i] == ':') return true;
            if (!char.IsAsciiLetterOrDigit(target[i]) && target[i] is not ('+' or '.' or '-')) return false;
        }
        return false;
    }

    private static string Decode(ReadOnlySpan<char> raw)
    {
        var text = raw.ToString();
        if (text.Contains('\\', StringComparison.Ordinal))
        {
            var plain = new StringBuilder(text.Length);
            for (var i = 0; i < text.Length; i++)
                plain.Append(text[i] == '\\' && i + 1 < text.Length && char.IsAscii(text[i + 1]) && !char.IsLetterOrDigit(text[i + 1]) ? text[++i] : text[i]);
            text = plain.ToString();
        }
        return text.Contains('%', StringComparison.Ordinal) ? Utf8Text.Clean(Uri.UnescapeDataString(text)) : text;
    }

    /// <summary>A path as the destination of a markdown link.</summary>
    internal static string Encode(string target, bool angle)
    {
        if (angle) return target.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).ReplaceLineEndings("%0A");
        var text = new StringBuilder(target.Length + 8);
        foreach (var c in target)
        {
            if (c is ' ' or '(' or ')' or '<' or '>' or '[' or ']' or '#' or '%' or '?' or '\\' or '"' or '\'' or '`' or '*' || char.IsControl(c)) text.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else text.Append(c);
        }
        return text.ToString();
    }
}

using System.Buffers;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>Finds the links of a file: wikilinks, embeds and markdown links that stay within the tree; links in code and comments are text.</summary>
public static partial class LinkScanner
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\\`[]<");

    /// <summary>The links in the order of the text, those in front matter values included.</summary>
    public static IReadOnlyList<MemoryLink> Scan(string text)
    {
        if (!text.Contains('[', StringComparison.Ordinal)) return [];
        return new Walk(text).Run().ConvertAll(f => f.Link);
    }

    /// <summary>The text with new targets for those links for which <paramref name="newTarget"/> gives one; anchors, texts and all else stay.</summary>
    public static string Rewrite(string text, Func<MemoryLink, string?> newTarget)
    {
        if (!text.Contains('[', StringComparison.Ordinal)) return text;
        var edits = new List<(int Start, int Length, string With)>();
        foreach (var found in new Walk(text).Run())
        {
            if (newTarget(found.Link) is not { } target || target == found.Link.Target) continue;
            if (found.Link.Kind == MemoryLinkKind.Markdown) target = Encode(target, found.Angle);
            else if (found.InSingleQuotes) target = target.Replace("'", "''", StringComparison.Ordinal);
            edits.Add((found.TargetStart, found.TargetLength, target));
        }
        if (edits.Count == 0) return text;
        edits.Sort((a, b) => a.Start.CompareTo(b.Start));
        var result = new StringBuilder(text.Length + 64);
        var from = 0;
        foreach (var (start, length, with) in edits)
        {
            result.Append(text, from, start - from).Append(with);
            from = start + length;
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    private sealed record Found(MemoryLink Link, int TargetStart, int TargetLength, bool Angle, bool InSingleQuotes);

    /// <summary>One pass over a text.</summary>
    private sealed class Walk(string text)
    {
        private readonly List<Found> _found = [];
        private readonly List<(int Offset, int Line)> _brackets = [];
        private bool _comment;
        private bool _noMoreCloses;

        public List<Found> Run()
        {
            var (body, number) = FrontMatter.Body(text);
            foreach (var line in new LineWalk(text, 0, 1, body))
                if (!line.Of(text).TrimStart().StartsWith("#")) Line(line, front: true);
            _brackets.Clear();
            var fence = new CodeFence();
            var (blank, list) = (true, false);
            foreach (var line in new LineWalk(text, body, number))
            {
                var content = line.Of(text);
                if (!_comment)
                {
                    if (fence.Take(content)) { blank = false; continue; }
                    if (content.IsWhiteSpace()) { blank = true; _brackets.Clear(); continue; }
                    var indent = content.IndexOfAnyExcept(' ');
                    var code = content[0] == '\t' || indent >= 4;
                    if (code && blank && !list) continue; // indented code; `blank` stays, so its next lines are code too
                    if (CodeFence.ListMarker(content.TrimStart()) > 0) list = true;
                    else if (indent == 0 && content[0] != '\t' && blank) list = false;
                    blank = false;
                    if (indent <= 3 && content[indent] == '[' && Definition(line, indent)) continue;
                }
                Line(line, front: false);
            }
            for (var i = 1; i < _found.Count; i++)
                if (_found[i].Link.Start < _found[i - 1].Link.Start) { _found.Sort((a, b) => a.Link.Start.CompareTo(b.Link.Start)); break; }
            return _found;
        }

        private void Line(TextLine line, bool front)
        {
            var content = line.Of(text);
            for (var i = 0; i < content.Length;)
            {
                if (_comment)
                {
                    var close = content[i..].IndexOf("-->");
                    if (close < 0) return;
                    (i, _comment) = (i + close + 3, false);
                }
                var next = content[i..].IndexOfAny(Marks);
                if (next < 0) return;
                i += next;
                switch (content[i])
                {
                    case '\\':
                        i += 2;
                        break;
                    case '`' when !front:
                        var (run, end) = CodeSpan(content, i);
                        i = end > 0 ? end : i + Math.Max(run, 1);
                        break;
                    case '<' when !front && content[i..].StartsWith("<!--") && Closes(line.Start + i + 4):
                        (i, _comment) = (i + 4, true);
                        break;
                    case '[' when WikiAt(content, i) is { } wiki:
                        Wiki(line, content, i, wiki, front);
                        i += wiki.Length;
                        break;
                    case '[':
                        _brackets.Add((line.Start + i++, line.Number));
                        break;
                    case ']' when _brackets.Count > 0:
                        var open = _brackets[^1];
                        _brackets.RemoveAt(_brackets.Count - 1);
                        if (i + 1 < content.Length && content[i + 1] == '(' && Destination(content, i + 2) is { } target)
                        {
                            Markdown(line, open.Offset, open.Line, line.Start + i, target);
                            i = target.After;
                        }
                        else i++;
                        break;
                    default:
                        i++;
                        break;
                }
            }
            if (front) _brackets.Clear();
        }

        private bool Closes(int from)
        {
            if (!_noMoreCloses && text.IndexOf("-->", from, StringComparison.Ordinal) < 0) _noMoreCloses = true;
            return !_noMoreCloses;
        }

        private void Wiki(TextLine line, ReadOnlySpan<char> content, int at, WikiLink wiki, bool front)
        {
            if (front && wiki.Target.Contains(',', StringComparison.Ordinal) && (at == 0 || content[at - 1] is not ('"' or '\'' or '!'))) return; // [[1, 2]] is a list of lists
            var embed = at > 0 && content[at - 1] == '!' && (at == 1 || content[at - 2] != '\\');
            var start = embed ? at - 1 : at;
            var relation = front || embed ? null : Relation(content, at, at + wiki.Length);
            _found.Add(new(
                new(embed ? MemoryLinkKind.Embed : MemoryLinkKind.Wiki, wiki.Target, wiki.Anchor, wiki.Text, line.Number, line.Start + start, wiki.Length + at - start, relation),
                line.Start + wiki.TargetStart, wiki.TargetLength, false, front && start > 0 && content[start - 1] == '\''));
        }

        private void Markdown(TextLine line, int open, int openLine, int close, LinkDestination target)
        {
            var shown = text[(open + 1)..close].ReplaceLineEndings(" ");
            var start = open > 0 && text[open - 1] == '!' ? open - 1 : open;
            _found.Add(new(
                new(MemoryLinkKind.Markdown, target.Target, target.Anchor, shown.Length == 0 || shown == target.Target ? null : shown, openLine, start, line.Start + target.After - start),
                line.Start + target.Start, target.Length, target.Angle, false));
        }

        /// <summary>A definition such as <c>[label]: path.md</c>.</summary>
        private bool Definition(TextLine line, int indent)
        {
            var content = line.Of(text);
            var close = content.IndexOf("]:");
            if (close < indent + 2 || content[indent + 1] == '^' || content[(indent + 1)..close].ContainsAny('[', ']') || Target(content, close + 2) is not { } target) return false;
            var label = content[(indent + 1)..close].ToString();
            _found.Add(new(
                new(MemoryLinkKind.Markdown, target.Target, target.Anchor, label, line.Number, line.Start + indent, target.After - indent),
                line.Start + target.Start, target.Length, target.Angle, false));
            return true;
        }

        /// <summary>The verb of <c>- verb [[target]] (context)</c>: lower snake_case, and nothing after the target but a parenthesis.</summary>
        private static string? Relation(ReadOnlySpan<char> line, int open, int close)
        {
            var rest = line[close..].Trim();
            if (!rest.IsEmpty && (rest[0] != '(' || rest[^1] != ')')) return null;
            var head = line[..open].TrimStart();
            if (head.Length < 4 || head[0] is not ('-' or '*' or '+') || head[1] != ' ' || head[^1] != ' ') return null;
            var verb = head[2..].Trim();
            if (verb.IsEmpty || !char.IsAsciiLetterLower(verb[0])) return null;
            foreach (var c in verb)
                if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '_') return null;
            return verb.ToString();
        }
    }
}

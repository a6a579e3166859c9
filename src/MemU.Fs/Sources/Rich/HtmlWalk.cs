using System.Text;
using AngleSharp.Dom;

namespace MemU.Fs.Sources.Rich;

/// <summary>Goes through the elements of a page in their order, without recursion, and makes paragraphs of them.</summary>
internal sealed class HtmlWalk(Paragraphs to, bool skipsMenus)
{
    private static readonly HashSet<string> Skipped = ["script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "canvas", "audio", "video", "button", "select", "input", "textarea", "datalist", "dialog"];
    private static readonly HashSet<string> Inline = ["a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "meter", "output", "picture", "progress", "q", "rp", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "center"];

    private readonly StringBuilder _text = new();
    private readonly Stack<TableCells> _tables = new();
    private readonly Stack<int> _lists = new();
    private string _mark = "";
    private int _articles;

    /// <summary>Reads all below an element.</summary>
    public void Walk(IElement root)
    {
        // by index, since a node looks its next one up from the first
        var open = new Stack<(INode Node, int Next)>();
        open.Push((root, 0));
        while (open.TryPop(out var at))
        {
            to.Cancellation.ThrowIfCancellationRequested();
            if (at.Next >= at.Node.ChildNodes.Length)
            {
                if (at.Node is IElement left && left != root) Leave(left);
                continue;
            }
            var child = at.Node.ChildNodes[at.Next];
            open.Push((at.Node, at.Next + 1));
            if (child is IText text) Append(text.Data);
            else if (child is IElement element && Enter(element)) open.Push((element, 0));
        }
        Flush();
    }

    // false when nothing below it is read
    private bool Enter(IElement element)
    {
        var name = element.LocalName;
        if (Skipped.Contains(name) || IsHidden(element) || skipsMenus && IsMenu(element, name)) return false;
        switch (name)
        {
            case "br":
                if (_tables.Count > 0) _text.Append(' ');
                else _text.Append('\n');
                return false;
            case "img":
                if (element.GetAttribute("alt") is { Length: > 0 } alt) Append(alt);
                return false;
            case "pre" when _tables.Count == 0:
                Flush();
                var code = element.TextContent.ReplaceLineEndings("\n").Trim('\n');
                if (!string.IsNullOrWhiteSpace(code)) to.Add(code.Contains("```", StringComparison.Ordinal) ? code : $"```\n{code}\n```");
                return false;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" when _tables.Count == 0:
                Flush();
                break;
            case "ul" or "menu" or "ol" when _tables.Count == 0:
                Flush();
                _lists.Push(name == "ol" ? 1 : 0);
                break;
            case "li" when _tables.Count == 0:
                Flush();
                var number = _lists.TryPop(out var next) ? next : 0;
                _mark = number > 0 ? $"{number}. " : "- ";
                _lists.Push(number > 0 ? number + 1 : 0);
                break;
            case "table":
                if (_tables.Count == 0) Flush();
                // a table that only arranges the page is no table
                if (_tables.Count > 0 || element.GetAttribute("role") is not ("presentation" or "none") && element.QuerySelector("table, h1, h2, h3, p + p, ul, ol") is null) _tables.Push(new(to.Name, _text.Length));
                break;
            case "td" or "th" when _tables.Count > 0:
                _tables.Peek().Begin(_text.Length, name == "th");
                break;
            case "article" or "main":
                _articles++;
                Flush();
                break;
            default:
                if (!Inline.Contains(name)) Flush();
                break;
        }
        return true;
    }

    private void Leave(IElement element)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" when _tables.Count == 0:
                var heading = _text.ToString().TrimEnd('¶', '#', ' ', '\n');
                _text.Clear();
                if (!string.IsNullOrWhiteSpace(heading)) to.Head(heading);
                break;
            case "ul" or "menu" or "ol" when _tables.Count == 0:
                Flush();
                _lists.TryPop(out _);
                break;
            case "td" or "th" when _tables.Count > 0: _tables.Peek().End(_text); break;
            case "tr" when _tables.Count > 0: _tables.Peek().EndRow(Line); break;
            case "table" when _tables.Count > 0:
                var table = _tables.Pop();
                table.End(Line);
                break;
            case "article" or "main":
                Flush();
                _articles--;
                break;
            case var name when !Inline.Contains(name):
                Flush();
                break;
        }
    }

    // a table within a cell is a part of that cell
    private void Line(string line)
    {
        if (_tables.Count > 1) _text.Append(line).Append("; ");
        else to.Add(line);
    }

    private void Append(string text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (_text.Length > 0 && _text[^1] is not (' ' or '\n')) _text.Append(' ');
            }
            else if (c is not ('\u00ad' or '\u200b')) _text.Append(c);
        }
    }

    private void Flush()
    {
        if (_tables.Count > 0)
        {
            if (_text.Length > 0 && _text[^1] != ' ') _text.Append(' ');
            return;
        }
        var text = _text.ToString().Trim();
        _text.Clear();
        if (text.Length == 0) return;
        to.Add(_mark + text);
        _mark = "";
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true" || element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);

    private bool IsMenu(IElement element, string name) =>
        name is "nav" || name is "footer" or "aside" && _articles == 0 || element.GetAttribute("role") is "navigation" or "search" or "contentinfo";
}

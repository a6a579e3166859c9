using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads the main text of a page: headings, paragraphs, list items, rows of tables, code; no scripts, menus, forms and nothing hidden.</summary>
internal sealed class HtmlText(Paragraphs to)
{
    /// <summary>True when the bytes begin as a page does.</summary>
    public static bool Looks(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\ufeff"u8)) bytes = bytes[3..];
        bytes = bytes.TrimStart(" \t\r\n"u8);
        Span<byte> start = stackalloc byte[15];
        bytes = bytes[..Math.Min(bytes.Length, start.Length)];
        for (var i = 0; i < bytes.Length; i++) start[i] = bytes[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(bytes[i] + 32) : bytes[i];
        return start.StartsWith("<!doctype html"u8) || start.StartsWith("<html>"u8) || start.StartsWith("<html "u8) || start.StartsWith("<head>"u8);
    }

    /// <summary>Reads a page.</summary>
    /// <param name="html">Its text.</param>
    /// <param name="isWhole">True for a page by itself, whose title is the title; false for a chapter of a book.</param>
    public void Read(string html, bool isWhole)
    {
        using var page = new HtmlParser(new HtmlParserOptions { MaximumDepth = Limits.Depth, SkipComments = true, DisableElementPositionTracking = true }).ParseDocument(html);
        to.Cancellation.ThrowIfCancellationRequested();
        var title = Paragraphs.OneLine(page.Title);
        if (page.Body is not { } body) return;
        var root = isWhole ? Main(body) : body;
        if (isWhole)
        {
            to.Beside(title);
            foreach (var meta in page.QuerySelectorAll("meta[content]")) to.Beside(meta.GetAttribute("content"));
            to.Title = root.QuerySelector("h1")?.TextContent is { } heading && Paragraphs.OneLine(heading) is { Length: > 0 } first ? first : title;
        }
        else if (title.Length > 0 && title != to.Title && body.QuerySelector("h1, h2, h3") is null) to.Head(title);
        var before = to.Count;
        new HtmlWalk(to, isWhole).Walk(root);
        // a page that is all menu says that
        if (to.Count == before && isWhole) new HtmlWalk(to, skipsMenus: false).Walk(body);
    }

    // the article, when the page marks one and it is not a mere corner of it
    private static IElement Main(IElement body)
    {
        var candidates = body.QuerySelectorAll("main, [role=main], article");
        var main = candidates.FirstOrDefault(e => e.LocalName != "article") ?? (candidates.Length == 1 ? candidates[0] : null);
        return main is not null && main.TextContent.Length * 4 >= Plain(body) ? main : body;
    }

    private static int Plain(IElement body) => body.TextContent.Length - body.QuerySelectorAll("script, style, noscript, template").Sum(e => e.TextContent.Length);
}

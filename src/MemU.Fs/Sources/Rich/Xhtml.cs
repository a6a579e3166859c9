using System.Text;

namespace MemU.Fs.Sources.Rich;

/// <summary>Makes XHTML safe for a reader of HTML, to which <c>&lt;script/&gt;</c> opens an element that never closes.</summary>
internal static class Xhtml
{
    private static readonly string[] Swallowing = ["script", "title", "style", "iframe", "textarea", "noscript", "xmp", "noembed", "noframes"];

    /// <summary>The text with the empty elements closed that would swallow what follows.</summary>
    public static string Closed(string text)
    {
        StringBuilder? closed = null;
        var from = 0;
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
        {
            if (Array.Find(Swallowing, s => Is(text, at + 1, s)) is not { } name) continue;
            var end = text.IndexOf('>', at);
            if (end < 0) break;
            if (text[end - 1] != '/') continue;
            closed ??= new(text.Length + 64);
            closed.Append(text, from, end - 1 - from).Append("></").Append(name).Append('>');
            from = end + 1;
        }
        return closed is null ? text : closed.Append(text, from, text.Length - from).ToString();
    }

    private static bool Is(string text, int at, string name) =>
        string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0 && at + name.Length < text.Length && text[at + name.Length] is ' ' or '\t' or '\r' or '\n' or '/' or '>';
}

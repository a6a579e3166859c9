using System.Net;
using System.Text.Json.Nodes;

namespace MemU.Fs.Providers.WithModel;

/// <summary>
/// Reads the tags that memU's own prompts ask for (<c>&lt;memory&gt;&lt;content&gt;…</c>), for prompts brought from there. No XML is demanded: a
/// <c>&lt;</c> or <c>&amp;</c> in a text, a missing end or several roots lose nothing.
/// </summary>
internal static class MemoryMarkup
{
    /// <summary>The entries, each with <c>text</c> and what else its tags say; none when there are no such tags.</summary>
    public static List<JsonNode> Read(string reply)
    {
        var found = new List<JsonNode>();
        foreach (var memory in Between(reply, "memory"))
        {
            var text = Between(memory, "content").FirstOrDefault();
            if (text is null) continue;
            var entry = new JsonObject { ["text"] = Plain(text) };
            var categories = Between(Between(memory, "categories").FirstOrDefault() ?? memory, "category").Select(c => (JsonNode)Plain(c)).ToArray();
            if (categories.Length > 0) entry["categories"] = new JsonArray(categories);
            foreach (var tag in new[] { "when_to_use", "happened_at", "title" })
                if (Between(memory, tag).FirstOrDefault() is { } value) entry[tag] = Plain(value);
            found.Add(entry);
        }
        return found;
    }

    /// <summary>What stands between a tag and its end, or the next of the same tag, or the end of the text.</summary>
    private static IEnumerable<string> Between(string text, string tag)
    {
        var (open, close) = ($"<{tag}>", $"</{tag}>");
        for (var at = text.IndexOf(open, StringComparison.OrdinalIgnoreCase); at >= 0;)
        {
            at += open.Length;
            var end = text.IndexOf(close, at, StringComparison.OrdinalIgnoreCase);
            var next = text.IndexOf(open, at, StringComparison.OrdinalIgnoreCase);
            var stop = end >= 0 && (next < 0 || end < next) ? end : next >= 0 ? next : text.Length;
            yield return text[at..stop];
            at = next;
        }
    }

    private static string Plain(string text)
    {
        text = text.Trim();
        if (text.StartsWith("<![CDATA[", StringComparison.Ordinal)) text = text["<![CDATA[".Length..].Replace("]]>", "", StringComparison.Ordinal).Trim();
        return WebUtility.HtmlDecode(text);
    }
}

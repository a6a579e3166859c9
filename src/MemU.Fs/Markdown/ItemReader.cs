using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>Reads a memory from a parsed front matter and a body. It never fails: what can't be read is left out.</summary>
internal static class ItemReader
{
    private static readonly string[] ScopeKeys = ["user_id", "agent_id", "session_id"];

    public static MemoryItem Read(MemoryPath path, string text, FrontMatter front, IEnumerable<string>? scopeFields)
    {
        var body = text[front.BodyStart..];
        var scope = MemoryScope.None;
        foreach (var field in ScopeKeys.Concat(scopeFields ?? []).Distinct(StringComparer.Ordinal))
            scope = scope.With(field, front.Error is null ? Text(front[field]) : Salvage(text, field));
        var fields = new List<KeyValuePair<string, string>>();
        Flatten(fields, "", front.Entries);
        var permalink = Text(front["permalink"]);
        var aliases = Texts(front["aliases"], [','], links: false);
        if (permalink is not null && !aliases.Contains(permalink)) aliases.Add(permalink);
        return new()
        {
            Path = path,
            Id = Text(front["id"]) ?? permalink ?? "",
            Type = Text(front["type"]) ?? MemoryType.Note,
            Title = Text(front["title"]) ?? path.Stem,
            Description = Text(front["description"]),
            Tags = Texts(front["tags"], [',', ' '], links: false).ConvertAll(t => t.TrimStart('#')),
            Aliases = aliases,
            Created = Time(front["created"]),
            Modified = Time(front["modified"]),
            HappenedAt = EventTime.TryParse(Text(front["happened_at"]), out var time) ? time : null,
            Scope = scope,
            AlsoIn = Texts(front["also_in"], [], links: true),
            Sources = Sources(front["sources"]),
            Status = Text(front["status"]) ?? "stable",
            Supersedes = Texts(front["supersedes"], [], links: true),
            Contradicts = Texts(front["contradicts"], [], links: true),
            ConflictWith = Text(front["conflict_with"]),
            StaleAfter = EventTime.TryParse(Text(front["stale_after"]), out var stale) ? DateOnly.FromDateTime(stale.Start.DateTime) : null,
            Pinned = Yes(front["pinned"]),
            ReadOnly = Yes(front["read_only"]),
            Generated = Text(front["generated"]) == "true",
            Body = body,
            Summary = MarkdownEscape.Unescape(body[..Markdown.Sections.Generated(body, 0)].Trim(), Forgery.Anchor | Forgery.Link | Forgery.Section),
            Fields = fields,
            FormatError = front.Error,
        };
    }

    /// <summary>The scope of a file whose front matter can't be read, line by line: a broken file must not fall into another's scope.</summary>
    private static string? Salvage(string text, string field)
    {
        var seen = 0;
        foreach (var line in new LineWalk(text, 0, 1, Math.Min(text.Length, FrontMatter.MaxBytes)))
        {
            var content = line.Of(text);
            if (line.Number > 1 && content.TrimEnd() is "---" or "...") return null;
            if (!content.StartsWith(field) || content.Length == field.Length || content[field.Length] != ':' || ++seen > 1) continue;
            var value = content[(field.Length + 1)..].Trim();
            if (value.Length > 1 && value[0] is ('"' or '\'') && value[1..].IndexOf(value[0]) is var close and >= 0) value = value.Slice(1, close);
            else if (value.IndexOf(" #") is var comment and >= 0) value = value[..comment].TrimEnd();
            return value.ToString();
        }
        return null;
    }

    public static string? Text(YamlNode? node) => node is { Kind: YamlKind.Scalar, IsNull: false } && !string.IsNullOrWhiteSpace(node.Value) ? Utf8Text.Clean(node.Value.Trim()) : null;

    private static List<string> Texts(YamlNode? node, char[] separators, bool links)
    {
        var texts = new List<string>();
        foreach (var item in node is null ? [] : node.Kind == YamlKind.List && Bracketed(node) is null ? node.Items : [node])
        {
            var text = Bracketed(item) ?? Text(item);
            if (text is null) continue;
            if (item == node && separators.Length > 0) texts.AddRange(text.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
            else texts.Add(links ? Target(text) : text);
        }
        return texts;
    }

    /// <summary><c>[[target]]</c> without quotes is a list in a list to YAML; a person means a link.</summary>
    private static string? Bracketed(YamlNode node) =>
        node is { Kind: YamlKind.List, Style: YamlStyle.Flow, Items: [{ Kind: YamlKind.List, Style: YamlStyle.Flow, Items: [var inner] }] } ? Text(inner) : null;

    /// <summary>What a link points to, with its anchor, without brackets and shown text.</summary>
    private static string Target(string text)
    {
        if (!text.StartsWith("[[", StringComparison.Ordinal) || !text.EndsWith("]]", StringComparison.Ordinal) || text.Length < 5) return text;
        text = text[2..^2];
        var bar = text.IndexOf('|', StringComparison.Ordinal);
        return (bar < 0 ? text : text[..bar]).Trim();
    }

    private static List<MemorySource> Sources(YamlNode? node)
    {
        var sources = new List<MemorySource>();
        foreach (var item in node is null ? [] : node.Kind == YamlKind.List && Bracketed(node) is null ? node.Items : [node])
        {
            YamlNode? Of(string key) => item.Entries.Find(e => e.Key == key)?.Value;
            var resource = item.Kind == YamlKind.Map ? Of("resource") : item;
            if ((resource is null ? null : Bracketed(resource) ?? Text(resource)) is not { } text) continue;
            text = Target(text);
            var hash = text.IndexOf('#', StringComparison.Ordinal);
            var anchor = hash < 0 ? null : text[(hash + 1)..].TrimStart('^').Trim();
            sources.Add(new(hash < 0 ? text : text[..hash], anchor is "" ? null : anchor, Time(Of("at")), Text(Of("author")), Text(Of("session")), Text(Of("trust"))));
        }
        return sources;
    }

    private static DateTimeOffset? Time(YamlNode? node) =>
        Text(node) is { Length: >= 8 } text && char.IsAsciiDigit(text[0]) && IsoTime.TryParse(text, out var time) ? time : null;

    private static bool Yes(YamlNode? node) => Text(node)?.ToUpperInvariant() is "TRUE" or "YES" or "ON";

    private static void Flatten(List<KeyValuePair<string, string>> fields, string prefix, IEnumerable<YamlEntry> entries)
    {
        foreach (var entry in entries) Flatten(fields, prefix + Utf8Text.Clean(entry.Key), entry.Value);
    }

    private static void Flatten(List<KeyValuePair<string, string>> fields, string key, YamlNode node)
    {
        if (node.Kind == YamlKind.Map) Flatten(fields, key + ".", node.Entries);
        else if (node.Kind == YamlKind.List)
            foreach (var item in node.Items) Flatten(fields, key, item);
        else if (!node.IsNull) fields.Add(new(key, Utf8Text.Clean(node.Value)));
    }
}

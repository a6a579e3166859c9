using System.Text;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources.Web;

/// <summary>The name of a file for what an address answered.</summary>
internal static class WebName
{
    private const int Longest = 100;

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/html"] = ".html", ["application/xhtml+xml"] = ".xhtml", ["text/markdown"] = ".md", ["text/csv"] = ".csv", ["text/tab-separated-values"] = ".tsv", ["application/json"] = ".json", ["text/json"] = ".json", ["application/x-ndjson"] = ".jsonl",
        ["application/jsonl"] = ".jsonl", ["application/xml"] = ".xml", ["text/xml"] = ".xml", ["application/yaml"] = ".yaml", ["text/yaml"] = ".yaml", ["application/x-yaml"] = ".yaml", ["application/rss+xml"] = ".xml", ["application/atom+xml"] = ".xml",
        ["application/pdf"] = ".pdf", ["application/epub+zip"] = ".epub", ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = ".docx", ["application/vnd.openxmlformats-officedocument.presentationml.presentation"] = ".pptx",
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = ".xlsx", ["image/png"] = ".png", ["image/jpeg"] = ".jpg", ["image/gif"] = ".gif", ["image/webp"] = ".webp", ["audio/mpeg"] = ".mp3", ["audio/mp4"] = ".m4a", ["audio/wav"] = ".wav",
        ["audio/x-wav"] = ".wav", ["audio/ogg"] = ".ogg", ["audio/webm"] = ".webm", ["audio/flac"] = ".flac", ["video/mp4"] = ".mp4", ["video/quicktime"] = ".mov", ["video/webm"] = ".webm", ["video/x-matroska"] = ".mkv", ["video/x-msvideo"] = ".avi", ["video/mpeg"] = ".mpeg",
    };

    /// <summary>The name: what the server says, else the end of the path, else <c>id</c> and <c>type</c> of the query, else the host; with the extension of the type that the server names.</summary>
    public static string Of(Uri address, string? said, string? mediaType)
    {
        var (id, type) = (Query(address, "id"), Query(address, "type"));
        var end = Uri.UnescapeDataString(address.Segments[^1].Trim('/'));
        var name = Clean(said?.Trim('"'));
        if (name.Length == 0 && (end.Length == 0 || Path.GetExtension(end).Length < 2 || id.Length > 0 && type.Length > 0))
            name = Clean(id.Length > 0 && type.Length > 0 && type.All(char.IsLetterOrDigit) ? $"{id}.{type}" : id.Length > 0 ? id : "");
        if (name.Length == 0) name = Clean(end);
        if (name.Length == 0) name = Clean(address.IdnHost.Replace('.', '-'));
        name = MaskSet.Mask(name, SecretScanner.Scan(name)).Replace('*', '-');
        return Extended(name, mediaType ?? "");
    }

    private static string Extended(string name, string mediaType)
    {
        var extension = Path.GetExtension(name);
        var known = Extensions.KindOf(extension);
        if (Types.TryGetValue(mediaType, out var right))
        {
            // ".htm" is as good as ".html", and ".php" is not
            if (known is { } kind && extension.Length > 0 && kind == Extensions.KindOf(right) && kind != SourceKind.Text || extension.Equals(right, StringComparison.OrdinalIgnoreCase)) return name;
            return (known is not null || extension.Length is > 1 and < 6 && extension.Skip(1).All(char.IsLetter) ? Path.GetFileNameWithoutExtension(name) : name) + right;
        }
        // plain text keeps the extension that says what kind of text it is
        if (mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)) return known is SourceKind.Media or SourceKind.Pdf || known is null || extension.Length == 0 ? name + ".txt" : name;
        return name;
    }

    private static string Query(Uri address, string key)
    {
        foreach (var pair in address.Query.TrimStart('?').Split('&'))
            if (pair.StartsWith(key + "=", StringComparison.OrdinalIgnoreCase)) return Uri.UnescapeDataString(pair[(key.Length + 1)..]);
        return "";
    }

    // a name and never a path, on one line
    private static string Clean(string? name)
    {
        var clean = new StringBuilder();
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|') clean.Append('-');
            else clean.Append(rune);
            if (clean.Length >= Longest) break;
        }
        return clean.ToString().Trim(' ', '.', '-');
    }
}

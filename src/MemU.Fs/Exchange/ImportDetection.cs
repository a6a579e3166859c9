using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>Tells by its content what is to be imported.</summary>
internal static class ImportDetection
{
    private static readonly string[] MirrorMarks = [".memory_manifest.json", ".memufs_manifest.json", "INDEX.md", "MEMORY.md", "SKILL.md", "jobs"];

    private const string Known = "known are our own exports (.zip, .bundle, .jsonl, folders), folders of markdown, and JSON of memU, mem0, server-memory, ChatGPT and Claude; say which with --from";

    /// <summary>The kind of a file or folder.</summary>
    /// <exception cref="MemUException">It is none that can be imported.</exception>
    public static ImportKind KindOf(string path)
    {
        if (Directory.Exists(path)) return IsMirror(path) ? ImportKind.MemUMirror : ImportKind.Markdown;
        var start = new byte[16];
        using (var stream = File.OpenRead(path)) start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.AsSpan().StartsWith(Zip)) return InZip(path);
        if (start.AsSpan().StartsWith("# v2 git bundle"u8) || start.AsSpan().StartsWith("# v3 git bundle"u8)) return ImportKind.Bundle;
        if (start.AsSpan().StartsWith("SQLite format 3"u8)) throw new MemUException(MemUErrorKind.BadArgument, $"{path} is a database; write its rows as JSON first: sqlite3 -json {Path.GetFileName(path)} \"select * from sqlite_memory_items\" > items.json");
        if (Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown") return ImportKind.Markdown;
        return (start.AsSpan().StartsWith("\ufeff"u8) ? start.AsSpan(3) : start.AsSpan()).TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? InJson(path) : throw Unknown(path);
    }

    /// <summary>True for a zip archive.</summary>
    public static bool IsZip(string path)
    {
        using var stream = File.OpenRead(path);
        var start = new byte[4];
        return stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.AsSpan().StartsWith(Zip);
    }

    /// <summary>True when the file is one JSON value, and not one on each line.</summary>
    public static bool IsOneValue(string path)
    {
        var lines = 0;
        foreach (var (_, _, bytes) in Lines.Of(path))
        {
            if (lines++ > 0) return false;
            try
            {
                using var json = JsonDocument.Parse(bytes, new() { MaxDepth = 64 });
                if (json.RootElement.Text("type") is "entity" or "relation" || json.RootElement.Text("kind") is not null) return false;
            }
            catch (JsonException)
            {
                return true; // a value that goes on over several lines, or a broken one, of which reading tells more
            }
        }
        return true;
    }

    private static ImportKind InJson(string path)
    {
        if (!IsOneValue(path)) return OfLine(path) ?? throw Unknown(path);
        using var json = ImportRecords.Load(path);
        return Of(json.RootElement) ?? throw Unknown(path);
    }

    private static ImportKind? OfLine(string path)
    {
        foreach (var (number, _, bytes) in Lines.Of(path).Take(1000))
        {
            try
            {
                using var json = Lines.Parse(Path.GetFileName(path), number, bytes);
                var line = json.RootElement;
                if (line.Text("kind") == JsonLinesExport.Header || line.Text("path") is not null && (line.Has("text") || line.Has("base64"))) return ImportKind.Jsonl;
                if (line.Text("type") is "entity" or "relation") return ImportKind.ServerMemory;
            }
            catch (MemoryFormatException)
            {
                continue; // reading names it; what the file is, another line tells
            }
        }
        return null;
    }

    private static ImportKind? Of(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return root.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first ? OfElement(first) : null;
        if (root.ValueKind != JsonValueKind.Object) return null;
        if (root.Has("entities")) return ImportKind.ServerMemory;
        if (root.Has("memory_items") || root.Has("sqlite_memory_items")) return ImportKind.MemU;
        return OfElement(root) ?? root.List("results", "memories", "data", "items").Select(OfElement).FirstOrDefault();
    }

    private static ImportKind? OfElement(JsonElement element) =>
        element.Has("mapping") ? ImportKind.ChatGpt
        : element.Has("chat_messages") ? ImportKind.Claude
        : element.Has("memory_type") || element.Has("summary") && element.Has("resource_id") ? ImportKind.MemU
        : element.Has("memory") ? ImportKind.Mem0
        : null;

    private static ReadOnlySpan<byte> Zip => "PK\u0003\u0004"u8;

    /// <summary>The error for what can't be told.</summary>
    public static MemUException Unknown(string path) => new(MemUErrorKind.BadArgument, $"{path} is nothing that can be imported; {Known}. To learn from a conversation or document: memu memorize {path}");

    private static ImportKind InZip(string path)
    {
        using var zip = new ZipFiles(path);
        if (zip.HasMarkdown || zip.Find("conversations.json") is not { } chats) return ImportKind.Zip;
        try
        {
            using var json = JsonDocument.Parse(chats, new() { MaxDepth = 1000 });
            return Of(json.RootElement) ?? ImportKind.Zip;
        }
        catch (JsonException e)
        {
            throw new MemoryFormatException($"{Path.GetFileName(path)}/conversations.json", (int)(e.LineNumber ?? 0) + 1, "it is no valid JSON; export it again", e);
        }
    }

    private static bool IsMirror(string folder) =>
        (Directory.Exists(Path.Combine(folder, "memory")) || Directory.Exists(Path.Combine(folder, "skill")))
        && MirrorMarks.Any(n => Path.Exists(Path.Combine(folder, n)))
        && !Directory.Exists(Path.Combine(folder, ".memu"));
}

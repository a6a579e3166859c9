using System.Collections.Frozen;
using MemU.Fs.Model;

namespace MemU.Fs.Sources;

/// <summary>Tells by name and content what can be read, and refuses the rest.</summary>
internal static class SourceFormat
{
    private const string Supported = "supported are conversations (.json, .jsonl, transcripts with 'Name: text' lines) and documents (.md, .txt)";
    private const int Sample = 8_192;

    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "", ".json", ".jsonl", ".ndjson", ".md", ".markdown", ".txt", ".text", ".log");

    private static readonly (byte[] Start, string Kind)[] Signatures =
    [
        ("%PDF-"u8.ToArray(), "a PDF"), ([0x50, 0x4b, 3, 4], "a zip archive or office document"), ([0x89, 0x50, 0x4e, 0x47], "a PNG image"), ([0xff, 0xd8, 0xff], "a JPEG image"), ("GIF8"u8.ToArray(), "a GIF image"),
        ([0x1f, 0x8b], "a gzip archive"), ("BZh"u8.ToArray(), "a bzip2 archive"), ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "an xz archive"), ([0x28, 0xb5, 0x2f, 0xfd], "a zstd archive"), ("7z\u00bc"u8.ToArray(), "a 7z archive"), ("Rar!"u8.ToArray(), "a rar archive"),
        ([0x7f, 0x45, 0x4c, 0x46], "a program"), ([0xd0, 0xcf, 0x11, 0xe0], "an office document"), ("SQLite format 3"u8.ToArray(), "a database"), ("OggS"u8.ToArray(), "audio"), ("ID3"u8.ToArray(), "audio"), ("RIFF"u8.ToArray(), "audio, video or an image"),
    ];

    /// <summary>Refuses what is neither a conversation nor a document.</summary>
    /// <exception cref="MemUException">It is another kind of file.</exception>
    public static void Check(string name, ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, kind) in Signatures)
            if (bytes.StartsWith(start)) throw Refuse(name, $"is {kind} by its first bytes");
        var extension = Path.GetExtension(name);
        // what follows the last dot of "notes 2026.11.20" is no kind of file
        if (!Known.Contains(extension) && extension.Skip(1).Any(char.IsLetter)) throw Refuse(name, $"is a {extension} file");
        if (bytes.Length >= 2 && bytes[0] + bytes[1] == 0xff + 0xfe && bytes[0] is 0xff or 0xfe) return;
        var sample = bytes[..Math.Min(Sample, bytes.Length)];
        var control = 0;
        foreach (var b in sample)
            if (b is < 0x20 and not ((byte)'\n' or (byte)'\r' or (byte)'\t' or 0x0c or 0x1b)) control++;
        // a stray NUL is shown as U+FFFD, but what is full of them is no text
        if (control > 8 && control * 10 > sample.Length) throw Refuse(name, "is binary");
    }

    /// <summary>True when the text is to be read as JSON: by its name, or because it begins as a list of messages does.</summary>
    public static bool LooksLikeJson(string name, ReadOnlySpan<byte> utf8)
    {
        if (Path.GetExtension(name).ToLowerInvariant() is ".json" or ".jsonl" or ".ndjson") return true;
        var text = utf8.TrimStart(" \t\r\n"u8);
        if (text.Length < 2 || text[0] is not ((byte)'[' or (byte)'{')) return false;
        var rest = text[1..].TrimStart(" \t\r\n"u8);
        return !rest.IsEmpty && (text[0] == '[' ? rest[0] == '{' : rest[0] == '"');
    }

    /// <summary>True when each line is a value of its own.</summary>
    public static bool IsJsonLines(string name, ReadOnlySpan<byte> utf8)
    {
        if (Path.GetExtension(name).ToLowerInvariant() is ".jsonl" or ".ndjson") return true;
        var text = utf8.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty || text[0] != '{') return false;
        var line = text.IndexOf((byte)'\n');
        if (line < 0 || text[line..].IndexOfAnyExcept(" \t\r\n"u8) < 0) return false;
        var reader = new System.Text.Json.Utf8JsonReader(text[..line]);
        try
        {
            // the first line alone is a whole object, and another line begins with one
            return reader.Read() && reader.TrySkip() && text[line..].TrimStart(" \t\r\n"u8)[0] == '{';
        }
        catch (System.Text.Json.JsonException)
        {
            // an object over several lines; what is wrong in it is said when it is read
            return false;
        }
    }

    private static MemUException Refuse(string name, string what) => new(MemUErrorKind.BadArgument, $"'{name}' {what}, which can't be memorized; {Supported}. Convert it to text first.");
}

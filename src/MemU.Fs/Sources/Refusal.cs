using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Sources;

/// <summary>Says why a source is not read, what is read, and how to make that of it.</summary>
internal static class Refusal
{
    private const string Supported = "supported are conversations (.json, .jsonl, transcripts with 'Name: text' lines), documents (.md, .txt, .html, .pdf, .docx, .pptx, .xlsx, .epub, .csv), data (.yaml, .xml, .json with --modality document), source code, images, audio and video";

    private static readonly (byte[] Start, string Kind, string Advice)[] Signatures =
    [
        ([0x1f, 0x8b], "a gzip archive", Unpack), ("BZh"u8.ToArray(), "a bzip2 archive", Unpack), ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "an xz archive", Unpack), ([0x28, 0xb5, 0x2f, 0xfd], "a zstd archive", Unpack), ("7z\u00bc"u8.ToArray(), "a 7z archive", Unpack),
        ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive", Unpack), ("Rar!"u8.ToArray(), "a rar archive", Unpack), ([0x7f, 0x45, 0x4c, 0x46], "a program", ""), ("SQLite format 3"u8.ToArray(), "a database", "Export its tables as .csv"), ("BM"u8.ToArray(), "a BMP image", Picture),
        ([0x49, 0x49, 0x2a, 0], "a TIFF image", Picture), ([0x4d, 0x4d, 0, 0x2a], "a TIFF image", Picture),
    ];

    private const string Unpack = "Unpack it and memorize the files";
    private const string Picture = "Convert it to .png, for instance with 'magick'";

    /// <summary>Refuses what is told by its first bytes.</summary>
    /// <exception cref="MemUException">It is such a file.</exception>
    public static void Check(string name, ReadOnlySpan<byte> bytes)
    {
        foreach (var (start, kind, advice) in Signatures)
            if (bytes.StartsWith(start) && (start.Length > 2 || bytes[..Math.Min(64, bytes.Length)].ContainsAnyInRange((byte)0, (byte)8))) throw Of(name, $"is {kind} by its first bytes", advice);
        if (bytes.StartsWith("{\\rtf"u8)) throw Of(name, "is a rich text file (RTF) by its first bytes", Office(name, "docx"));
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xd0, 0xcf, 0x11, 0xe0])) throw Of(name, bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0 ? "is an office document that is protected by a password" : "is an office document of the old kind by its first bytes", Compound(name, bytes));
    }

    /// <summary>The error for a file whose extension names no kind that is read.</summary>
    public static MemUException OfExtension(string name, string extension) => Of(name, $"is a {extension} file", extension.ToLowerInvariant() switch
    {
        ".doc" or ".rtf" or ".odt" or ".pages" or ".wps" => Office(name, "docx"),
        ".ppt" or ".odp" or ".key" => Office(name, "pptx"),
        ".xls" or ".ods" or ".numbers" => Office(name, "xlsx"),
        ".mobi" or ".azw" or ".azw3" or ".fb2" => $"Convert it, for instance: ebook-convert {Quoted(name)} book.epub",
        ".heic" or ".heif" or ".avif" or ".tif" or ".tiff" or ".bmp" or ".svg" => Picture,
        ".zip" or ".tar" or ".gz" or ".tgz" or ".rar" or ".7z" => Unpack,
        ".eml" or ".msg" => "Save the mail as text",
        _ => $"Convert it to text first, for instance: pandoc {Quoted(name)} -o {Quoted(Path.GetFileNameWithoutExtension(name) + ".md")}",
    });

    /// <summary>The error for a zip file that is no document.</summary>
    public static MemUException OfZip(string name, string what) => Of(name, what, what.Contains("OpenDocument", StringComparison.Ordinal) ? Office(name, what.Contains("spreadsheet", StringComparison.Ordinal) ? "xlsx" : what.Contains("presentation", StringComparison.Ordinal) ? "pptx" : "docx") : Unpack);

    /// <summary>An error of that kind.</summary>
    public static MemUException Of(string name, string what, string advice) => new(MemUErrorKind.BadArgument, $"'{name}' {what}, which can't be memorized; {Supported}.{(advice.Length > 0 ? $" {advice}." : "")}");

    private static string Compound(string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0) return "Save it without a password";
        return Office(name, bytes.IndexOf(Encoding.Unicode.GetBytes("Workbook")) >= 0 ? "xlsx" : bytes.IndexOf(Encoding.Unicode.GetBytes("PowerPoint Document")) >= 0 ? "pptx" : "docx");
    }

    private static string Office(string name, string to) => $"Convert it, for instance: soffice --headless --convert-to {to} {Quoted(name)}";

    private static string Quoted(string name) => $"'{name.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

using System.IO.Compression;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Sources;

namespace MemU.Fs.Tests.Sources;

/// <summary>Documents for tests: files that other programs made, and containers made here.</summary>
internal static class Sample
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "MemU.Fs.Tests", "Sources", "Samples");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static SourceDocument Read(string name, byte[] bytes, Modality? modality = null) => SourceReader.Read(name, bytes, new(modality, TimeZoneInfo.Utc));

    public static SourceDocument Read(string name, string text, Modality? modality = null) => Read(name, Encoding.UTF8.GetBytes(text), modality);

    /// <summary>Paragraphs with their headings, one a line.</summary>
    public static string Show(SourceDocument source) => string.Join('\n', source.Messages.Select(m => m.Heading is null ? m.Text : $"{m.Heading} | {m.Text}"));

    public static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, text) in entries)
            {
                using var stream = zip.CreateEntry(name).Open();
                stream.Write(Encoding.UTF8.GetBytes(text));
            }
        return bytes.ToArray();
    }

    /// <summary>A Word document with that body.</summary>
    public static byte[] Word(string body, params (string Name, string Text)[] more) =>
        Zip([("word/document.xml", $"<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"), .. more]);
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>
/// Writes JSON lines: first one that says what they are, then one for each file with <c>kind</c> (item, category, resource or file), memU's keys,
/// <c>path</c>, and <c>text</c> (or <c>base64</c> for bytes that are no UTF-8), from which the file comes back byte for byte.
/// </summary>
internal sealed class JsonLinesExport(OpenTree open)
{
    /// <summary>The value of <c>kind</c> in the first line.</summary>
    public const string Header = "export";

    private static readonly UTF8Encoding Strict = new(false, true);
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Records _records = new(open);

    /// <summary>Writes all lines.</summary>
    public void Write(ExportTarget target, IReadOnlyList<MemoryPath> files, CancellationToken cancellationToken)
    {
        using var stream = target.Create();
        stream.Write("{\"kind\":\"export\",\"format\":1}\n"u8);
        foreach (var path in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (open.Tree.Read(path) is not { } bytes) continue; // it went away since it was listed
            using (var json = new Utf8JsonWriter(stream, Readable)) Line(path, bytes).WriteTo(json);
            stream.WriteByte((byte)'\n');
        }
    }

    private JsonObject Line(MemoryPath path, byte[] bytes)
    {
        var line = Record(path, bytes, out var kind);
        line.Insert(0, "kind", kind);
        line["path"] = path.Value;
        if (TextOf(bytes) is { } text) line["text"] = text;
        else line["base64"] = Convert.ToBase64String(bytes);
        return line;
    }

    private JsonObject Record(MemoryPath path, byte[] bytes, out string kind)
    {
        kind = "file";
        if (TreeLayout.KindOf(path) is not { } place || path.Name == "index.md") return [];
        var item = MemoryDocument.Parse(path, bytes).ToItem();
        (kind, var node) = place switch
        {
            UnitKind.Category => ("category", JsonSerializer.SerializeToNode(_records.Category(item), MemoryJson.Default.MemoryCategoryRecord)),
            UnitKind.Resource => ("resource", JsonSerializer.SerializeToNode(_records.Resource(item), MemoryJson.Default.MemoryResourceRecord)),
            _ => ("item", JsonSerializer.SerializeToNode(_records.Item(item), MemoryJson.Default.MemoryItemRecord)),
        };
        return (JsonObject)node!;
    }

    private static string? TextOf(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null; // no UTF-8, so it goes as base64
        }
    }
}

using System.Text;
using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>The files in JSON lines of ours; a line that can't be read is one file that is left out.</summary>
internal static class JsonLinesFiles
{
    /// <summary>All files, in their order.</summary>
    public static IReadOnlyList<ImportFile> List(string path)
    {
        var (files, name) = (new List<ImportFile>(), Path.GetFileName(path));
        foreach (var (number, offset, bytes) in Lines.Of(path))
        {
            var (length, label) = (bytes.Length, $"{name}:{number}");
            try
            {
                using var json = Lines.Parse(name, number, bytes);
                var line = json.RootElement;
                if (line.Text("kind") == JsonLinesExport.Header) Check(line, name);
                else if (line.Text("path") is not { } wanted) files.Add(Bad(label, "", "the line has no path"));
                else if (line.Text("text") is null && line.Text("base64") is null) files.Add(Bad(label, wanted, $"{wanted} has neither text nor base64, so there is nothing to write"));
                else files.Add(new($"{label} {wanted}", wanted, () => Load(path, number, offset, length)));
            }
            catch (MemoryFormatException e)
            {
                files.Add(Bad(label, "", e.Message));
            }
        }
        return files;
    }

    private static ImportFile Bad(string label, string wanted, string why) => new(label, wanted, () => []) { Refused = why, IsBad = true };

    private static void Check(JsonElement header, string name)
    {
        if (header.TryGetProperty("format", out var format) && (format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out var version) || version != 1))
            throw new MemUException(MemUErrorKind.BadArgument, $"{name} was written by a later version of memu; update this one first.");
    }

    private static byte[] Load(string path, int number, long offset, int length)
    {
        var bytes = new byte[length];
        using (var handle = File.OpenHandle(path))
            for (int at = 0, n; at < length; at += n)
                if ((n = RandomAccess.Read(handle, bytes.AsSpan(at), offset + at)) == 0) throw new MemoryFormatException(Path.GetFileName(path), number, "the file changed while it was read");
        using var json = Lines.Parse(Path.GetFileName(path), number, bytes);
        if (json.RootElement.Text("text") is { } text) return Encoding.UTF8.GetBytes(text);
        return json.RootElement.GetProperty("base64").TryGetBytesFromBase64(out var raw) ? raw : throw new MemoryFormatException(Path.GetFileName(path), number, "base64 holds no base64");
    }
}

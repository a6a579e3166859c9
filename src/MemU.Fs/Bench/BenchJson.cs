using System.IO.Compression;
using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Bench;

/// <summary>Reads data sets that are JSON, gzipped or not.</summary>
internal static class BenchJson
{
    /// <summary>Reads a file; what it lacks is told with the file's name.</summary>
    public static T Read<T>(string file, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? (Stream)new GZipStream(stream, CompressionMode.Decompress) : stream;
            using var document = JsonDocument.Parse(plain);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MemUException(MemUErrorKind.NotFound, $"{file}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MemUException(MemUErrorKind.System, $"{file}: can't be read ({e.Message.ReplaceLineEndings(" ")})", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            throw new MemUException(MemUErrorKind.BadArgument, $"{file}: is not {what}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>A property that is text; null when it is missing or something else.</summary>
    public static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

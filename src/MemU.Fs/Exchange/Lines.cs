using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>The lines of a file of JSON lines, one in memory at a time, with their places so that they can be read again.</summary>
internal static class Lines
{
    /// <summary>The longest line that is read.</summary>
    public const int MostBytes = 384 << 20; // a file of 256 MiB as base64

    /// <summary>Each line that is not blank, with its number from 1.</summary>
    public static IEnumerable<(int Number, long Offset, ReadOnlyMemory<byte> Bytes)> Of(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var buffer = new byte[1 << 16];
        int held = 0, number = 0;
        long offset = 0;
        for (var ended = false; ;)
        {
            var cut = buffer.AsSpan(0, held).IndexOf((byte)'\n');
            if (cut < 0 && !ended)
            {
                if (held == buffer.Length)
                {
                    if (held >= MostBytes) throw new MemoryFormatException(Path.GetFileName(path), number + 1, $"the line is longer than {MostBytes:N0} bytes; is this JSON lines?");
                    Array.Resize(ref buffer, (int)Math.Min((long)buffer.Length * 2, MostBytes));
                }
                var n = stream.Read(buffer.AsSpan(held));
                held += n;
                ended = n == 0;
                continue;
            }
            var length = cut < 0 ? held : cut;
            number++;
            if (length > 0 && buffer.AsSpan(0, length).ContainsAnyExcept(" \t\r"u8)) yield return (number, offset, buffer.AsMemory(0, length));
            if (cut < 0) yield break;
            Buffer.BlockCopy(buffer, cut + 1, buffer, 0, held -= cut + 1);
            offset += cut + 1;
        }
    }

    /// <summary>The object that a line holds.</summary>
    /// <exception cref="MemoryFormatException">It holds none; the message names file and line and never repeats the text.</exception>
    public static JsonDocument Parse(string file, int number, ReadOnlyMemory<byte> line)
    {
        try
        {
            if (number == 1 && line.Span.StartsWith("\ufeff"u8)) line = line[3..];
            var json = JsonDocument.Parse(line, new() { MaxDepth = 64 });
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
            json.Dispose();
            throw new MemoryFormatException(file, number, "the line is no JSON object");
        }
        catch (JsonException e)
        {
            throw new MemoryFormatException(file, number, $"the line is no valid JSON (column {e.BytePositionInLine + 1})", e);
        }
    }
}

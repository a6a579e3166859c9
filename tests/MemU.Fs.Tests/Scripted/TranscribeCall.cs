using System.Text;

namespace MemU.Fs.Tests.Scripted;

/// <summary>A request to write down speech.</summary>
public sealed record TranscribeCall : Call
{
    /// <summary>The file's name.</summary>
    public required string FileName { get; init; }

    /// <summary>The sound.</summary>
    public required byte[] Audio { get; init; }

    /// <summary>The other fields.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    internal static TranscribeCall Read(WireRequest request)
    {
        var type = request.Headers.GetValueOrDefault("content-type") ?? "";
        const string marker = "boundary=";
        Strict.That(type.StartsWith("multipart/form-data", StringComparison.Ordinal) && type.Contains(marker, StringComparison.Ordinal), "content-type must be multipart/form-data with a boundary");
        var boundary = type[(type.IndexOf(marker, StringComparison.Ordinal) + marker.Length)..].Trim('"');
        var fields = new Dictionary<string, string>();
        var (name, audio) = ("", Array.Empty<byte>());
        foreach (var (heads, body) in Parts(Encoding.Latin1.GetString(request.Body), boundary))
        {
            var field = Value(heads, "name") ?? throw new StrictException("a part has no name");
            if (field == "file") (name, audio) = (Value(heads, "filename") ?? "", Encoding.Latin1.GetBytes(body));
            else fields[field] = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(body));
        }
        foreach (var field in fields.Keys)
            Strict.That(field is "model" or "language" or "prompt" or "response_format" or "temperature" or "timestamp_granularities[]" or "stream" or "include[]", $"unknown field '{field}'");
        Strict.That(name.Length > 0 && audio.Length > 0, "no file, or an empty one, or one without a name");
        Strict.That(name.Contains('.', StringComparison.Ordinal), $"the name '{name}' must end with the format, such as .mp3");
        return new() { Path = request.Path, Headers = request.Headers, Body = "", Model = fields.GetValueOrDefault("model") ?? throw new StrictException("no model"), FileName = name, Audio = audio, Fields = fields };
    }

    private static IEnumerable<(string Heads, string Body)> Parts(string text, string boundary)
    {
        Strict.That(text.Contains($"--{boundary}--", StringComparison.Ordinal), "the last boundary is missing");
        foreach (var part in text.Split($"--{boundary}")[1..^1])
        {
            var at = part.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            Strict.That(at > 0, "a part has no heads");
            yield return (part[..at], part[(at + 4)..^2]);
        }
    }

    private static string? Value(string heads, string name)
    {
        foreach (var piece in heads.Split(';', '\r', '\n').Select(p => p.Trim()))
            if (piece.StartsWith(name + "=", StringComparison.Ordinal)) return piece[(name.Length + 1)..].Trim('"');
        return null;
    }
}

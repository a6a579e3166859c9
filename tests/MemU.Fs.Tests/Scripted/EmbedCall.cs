using System.Text;
using System.Text.Json;

namespace MemU.Fs.Tests.Scripted;

/// <summary>A request for vectors.</summary>
public sealed record EmbedCall : Call
{
    /// <summary>The texts in their order.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>The dimensions asked for; null for the model's own.</summary>
    public int? Dimensions { get; init; }

    /// <summary>True where vectors are to come as base64.</summary>
    public bool AsBase64 { get; init; }

    internal static EmbedCall Read(WireRequest request)
    {
        var body = Encoding.UTF8.GetString(request.Body);
        var fields = Strict.Object(request, body);
        Strict.Known(fields, "request", "model", "input", "dimensions", "encoding_format", "user");
        Strict.That(fields.TryGetProperty("input", out var input), "no input");
        string[] texts = input.ValueKind == JsonValueKind.String ? [input.GetString()!] : [.. input.EnumerateArray().Select(t => t.GetString()!)];
        Strict.That(texts.Length is > 0 and <= 2048, $"input has {texts.Length} texts; 1 to 2048 are allowed");
        Strict.That(texts.All(t => t.Length > 0), "'$.input' is invalid: a text is empty");
        var format = fields.TryGetProperty("encoding_format", out var encoding) ? encoding.GetString() : "float";
        Strict.That(format is "float" or "base64", $"encoding_format: '{format}'");
        return new()
        {
            Path = request.Path,
            Headers = request.Headers,
            Body = body,
            Model = Strict.Text(fields, "model"),
            Texts = texts,
            Dimensions = fields.TryGetProperty("dimensions", out var dimensions) ? dimensions.GetInt32() : null,
            AsBase64 = format == "base64",
        };
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemU.Fs.Bench;

/// <summary>Reports and scores as JSON: snake_case, UTF-8, every script as itself.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchReport))]
[JsonSerializable(typeof(BenchScore))]
[JsonSerializable(typeof(BenchHead))]
public sealed partial class BenchResultsJson : JsonSerializerContext
{
    /// <summary>Readable by people.</summary>
    public static BenchResultsJson Readable { get; } = new(Made(indented: true));

    /// <summary>One line for each value.</summary>
    public static BenchResultsJson Lines { get; } = new(Made(indented: false));

    private static JsonSerializerOptions Made(bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = indented,
    };
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemU.Fs.Server.Changes;

/// <summary>A file that a commit changed.</summary>
/// <param name="Path">Its path, relative to the root; of a removed one, the last it had.</param>
/// <param name="Kind"><c>added</c>, <c>modified</c>, <c>removed</c> or <c>renamed</c>.</param>
public sealed record ChangedFile(string Path, string Kind)
{
    /// <summary>Its path before, where it was renamed.</summary>
    public string? From { get; init; }
}

/// <summary>What a commit did, or that it can't be said what has happened since a commit that is not known.</summary>
public sealed record ChangeEvent
{
    /// <summary>The commit (40 hex), from which it goes on; empty where there is none yet.</summary>
    public required string Commit { get; init; }
    /// <summary>When it was made; for a reset, now.</summary>
    public required DateTimeOffset At { get; init; }
    /// <summary>Who made it.</summary>
    public string? Author { get; init; }
    /// <summary>What it did, in one line; null where it also concerns what is not shown.</summary>
    public string? Subject { get; init; }
    /// <summary>The session of the agent.</summary>
    public string? Session { get; init; }
    /// <summary>The files that are shown, by path.</summary>
    public IReadOnlyList<ChangedFile> Files { get; init; } = [];
    /// <summary>There are more files than are named.</summary>
    public bool More { get; init; }
    /// <summary>Nothing is known of what came before <see cref="Commit"/>: what was read earlier is to be read again.</summary>
    public bool Reset { get; init; }

    /// <summary>As JSON in UTF-8, on one line.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ChangeJson.Readable.ChangeEvent);
}

/// <summary>The events as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChangeEvent))]
internal sealed partial class ChangeJson : JsonSerializerContext
{
    /// <summary>Letters of every script as themselves; what is not said is left out.</summary>
    public static ChangeJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    });
}
